"""PDF: whole texts in three languages, forms, scans, and files that mean harm."""

import io

import pikepdf
import pytest
from fpdf import FPDF

from mailbot.message.documents import pdf_fallback
from mailbot.message.documents.layout import lines_of, page_text
from mailbot.message.documents.tidy import tidy
from mailbot.message.model import Document, TextState
from tests.documents import samples
from tests.documents.reading import read

FONTS = ("noto/NotoNaskhArabic-Regular.ttf", "noto/NotoSansArabic-Regular.ttf", "dejavu/DejaVuSans.ttf")


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("font", FONTS)
def test_lines_and_table(language: str, font: str) -> None:
    content = samples.pdf(samples.TEXTS[language], samples.TABLES[language], font)
    assert read(content) == Document(TextState.READ, samples.expected(language))


def test_form_fields_stand_beside_their_labels() -> None:
    content = samples.form_pdf({"Full name": "Zoé Müller", "Name": "منى الآغا"}, {"Plenary": True, "Rapporteur": False})
    assert read(content).text == "Full name\tZoé Müller\nName\tمنى الآغا\nPlenary\t☒\nRapporteur\t☐"


def test_page_on_its_side() -> None:
    with pikepdf.open(io.BytesIO(samples.pdf(samples.TEXTS["fr"]))) as document:
        content = document.pages[0].Contents.read_bytes()
        document.pages[0].Contents = document.make_stream(b"q 0 1 -1 0 842 0 cm " + content + b" Q")
        document.pages[0].MediaBox = [0, 0, 842, 842]
        document.pages[0].Rotate = 90
        out = samples.saved(document)
    assert read(out).text == samples.TEXTS["fr"]


def test_scan_and_encrypted() -> None:
    assert read(samples.pdf_of_picture(samples.scan("x"))) == Document(TextState.NONE, scan=True)
    assert read(samples.locked_pdf("x")) == Document(TextState.ENCRYPTED, error="the PDF needs a password")


def test_empty_page_is_no_scan() -> None:
    page = FPDF()
    page.add_page()
    assert read(bytes(page.output())) == Document(TextState.NONE)


def test_pages_are_capped() -> None:
    page = FPDF()
    page.set_font("Helvetica", size=12)
    for number in range(160):
        page.add_page()
        page.cell(text=f"This is the page with number {number}.")
    document = read(bytes(page.output()))
    assert document.text.count("This is the page") == 150
    assert document.error == "only the first 150 of 160 pages were read"


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_second_reader_gives_the_same(language: str) -> None:
    pages = pdf_fallback.pages(samples.pdf(samples.TEXTS[language], samples.TABLES[language]), 5)
    assert tidy("\n".join(page_text(lines_of(page)) for page in pages)) == samples.expected(language)


def test_loops_end() -> None:
    with pikepdf.open(io.BytesIO(samples.pdf("x"))) as document:
        form = document.make_stream(
            b"/Loop Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9]
        )
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Loop=form))
        document.pages[0].Resources.XObject = pikepdf.Dictionary(Loop=form)
        document.pages[0].contents_add(b"/Loop Do")
        document.Root.Pages.Kids.append(document.Root.Pages)
        content = samples.saved(document)
    assert read(content).state in (TextState.READ, TextState.FAILED)


def test_damaged_reference_table_is_mended() -> None:
    content = samples.pdf("The organisation submits its report.")
    broken = content[: content.rindex(b"xref")] + b"xref\n0 1\ngarbage"
    assert read(broken).text == "The organisation submits its report."


def test_not_a_pdf() -> None:
    assert read(b"%PDF-1.7\n" + b"\0garbage" * 50).state is TextState.FAILED

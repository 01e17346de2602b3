"""Word, OpenDocument, PowerPoint and spreadsheets: whole texts, in three languages."""
# ruff: noqa: E501 - rows of raw markup are easier to read whole

import datetime
import io
import zipfile

import pytest

from mailbot.message.model import Document, TextState
from tests.documents import samples
from tests.documents.reading import read

READ = TextState.READ


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_docx_paragraphs_and_tables(language: str) -> None:
    content = samples.docx(samples.TEXTS[language], samples.TABLES[language])
    assert read(content) == Document(READ, samples.expected(language))


def paragraph(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def legacy_box(state: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:sizeAuto/>'
        f'{state}</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip


BOX = "<mc:AlternateContent xmlns:mc='urn:mc'><mc:Choice><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>"
ROWS = [
    ("deleted", paragraph(run("kept ") + "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>" + run("too")), "kept too"),
    ("moved away", paragraph(run("a") + "<w:moveFrom>" + run("b") + "</w:moveFrom>"), "a"),
    ("inserted", paragraph("<w:ins>" + run("new") + "</w:ins>"), "new"),
    ("hidden", paragraph(run("seen") + run("hidden", "<w:vanish/>") + run("!", '<w:vanish w:val="0"/>')), "seen!"),
    ("legacy box checked", paragraph(legacy_box("<w:checked/>") + run(" Plenary")), "☒ Plenary"),
    ("legacy box default", paragraph(legacy_box('<w:default w:val="1"/>') + run(" Round table")), "☒ Round table"),
    ("legacy box off", paragraph(legacy_box('<w:default w:val="1"/><w:checked w:val="0"/>') + run(" Plenary")), "☐ Plenary"),
    (
        "legacy choice",
        paragraph('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="A"/>'
                  '<w:listEntry w:val="B"/></w:ddList></w:ffData></w:fldChar></w:r>'),
        "B",
    ),
    (
        "content control box",
        paragraph("<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val='1'/></w14:checkbox></w:sdtPr><w:sdtContent>"
                  + run("☒") + "</w:sdtContent></w:sdt>" + run(" Rapporteur")),
        "☒ Rapporteur",
    ),
    (
        "content control prompt",
        paragraph(run("Name: ") + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
                  + run("Click here to enter text.") + "</w:sdtContent></w:sdt>"),
        "Name:",
    ),
    (
        "content control with text",
        "<w:sdt><w:sdtPr/><w:sdtContent>" + paragraph(run("الاسم: منى")) + "</w:sdtContent></w:sdt>",
        "الاسم: منى",
    ),
    ("wingdings", paragraph("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>" + run(" oui ")
                            + "<w:r><w:sym w:font='Wingdings' w:char='F0A8'/></w:r>" + run(" non")), "☑ oui ☐ non"),
    ("tabs", paragraph("<w:r><w:tab/></w:r>" + run("Nom :") + "<w:r><w:tab/><w:tab/></w:r>" + run("Zoé")), "Nom :\tZoé"),
    ("line break", paragraph(run("a") + "<w:r><w:br/></w:r>" + run("b")), "a\nb"),
    ("text box once", paragraph("<w:r>" + BOX.format(paragraph(run("boxed"))) + "</w:r>"), "boxed"),
    (
        "nested table, lines in a cell",
        "<w:tbl><w:tr><w:tc>" + paragraph(run("Orateur")) + "</w:tc><w:tc>" + paragraph(run("Mme A")) + paragraph(run("directrice"))
        + "<w:tbl><w:tr><w:tc>" + paragraph(run("x")) + "</w:tc><w:tc>" + paragraph(run("y")) + "</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>",
        "Orateur\tMme A directrice x y",
    ),
    (
        "layout table",
        "<w:tbl><w:tr><w:tc>" + paragraph(run("Name: A")) + paragraph(run("Title: B")) + "</w:tc></w:tr></w:tbl>",
        "Name: A\nTitle: B",
    ),
    (
        "deleted row, empty cell",
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + paragraph(run("gone")) + "</w:tc></w:tr><w:tr><w:tc><w:p/></w:tc><w:tc>"
        + paragraph(run("b")) + "</w:tc><w:tc>" + paragraph(run("c")) + "</w:tc></w:tr></w:tbl>",
        "\tb\tc",
    ),
    ("direction marks", paragraph(run("\u202bرقم\u200f 5\u202c")), "رقم 5"),
    ("presentation forms", paragraph(run("ﻻﺟﺌﻮن")), "لاجئون"),
]  # fmt: skip


@pytest.mark.parametrize(("extra", "text"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_docx_details(extra: str, text: str) -> None:
    assert read(samples.docx("", extra=extra)).text == text


def test_docx_header_comes_first_and_notes_last() -> None:
    content = samples.docx("body", header="Ministry of Labour")
    notes = '<w:footnotes xmlns:w="urn:w"><w:footnote w:type="separator"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote><w:footnote><w:p><w:r><w:t>a note</w:t></w:r></w:p></w:footnote></w:footnotes>'
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/footnotes.xml", notes)
    assert read(out.getvalue()).text == "Ministry of Labour\nbody\na note"


def test_docx_of_pictures_only_is_a_scan() -> None:
    content = samples.zipped(
        {"word/document.xml": b"<w/>", "[Content_Types].xml": b"<T/>", "word/media/image1.png": b"x"}
    )
    assert read(content) == Document(TextState.NONE, scan=True)


ODT = [
    ("<text:h>Titre</text:h><text:p>a<text:tab/>b<text:line-break/>c<text:s text:c='2'/>d</text:p>", "Titre\na\tb\nc  d"),
    (
        "<table:table><table:table-row><table:table-cell><text:p>الاسم</text:p></table:table-cell>"
        "<table:table-cell><text:p>منى</text:p><text:p>مديرة</text:p></table:table-cell></table:table-row></table:table>",
        "الاسم\tمنى مديرة",
    ),
    ("<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:p>kept</text:p>", "kept"),
    ("<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>n</text:p></text:note-body></text:note>b</text:p>", "ab\nn"),
    ("<text:p><draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame></text:p>", "boxed"),
    (
        "<office:forms><form:form><form:checkbox form:id='c1' form:current-state='checked'/><form:checkbox form:id='c2'/></form:form>"
        "</office:forms><text:p><draw:control draw:control='c1'/> yes <draw:control draw:control='c2'/> no</text:p>",
        "☒ yes ☐ no",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text"), ODT)
def test_odt(body: str, text: str) -> None:
    assert read(samples.odt(body)) == Document(READ, text)


def test_odt_header_and_footer() -> None:
    styles = "<style:header><text:p>head</text:p></style:header><style:footer><text:p>foot</text:p></style:footer>"
    assert read(samples.odt("<text:p>body</text:p>", styles)).text == "head\nbody\nfoot"


def test_encrypted_office() -> None:
    locked = samples.odt("x", manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>")
    assert read(locked).state is TextState.ENCRYPTED
    assert read(samples.ole({"EncryptedPackage": b""}), "x.docx").state is TextState.ENCRYPTED


def test_pptx_slides_in_order() -> None:
    slides = [f"slide {number}" for number in range(1, 12)]
    assert read(samples.pptx(slides)).text.split("\n\n") == slides


def test_xlsx_rows_dates_and_sheets() -> None:
    content = samples.xlsx(
        {
            "Nominees": [
                ["No.", "الاسم", "Born"],
                [1, "منى الآغا", datetime.date(1980, 2, 1)],
                [2, "Zoé", None],
                [None, None, None],
            ],
            "Times": [[datetime.datetime.fromisoformat("2021-02-24 09:30"), 12.5, True]],
            "Empty": [],
        }
    )
    assert read(content) == Document(
        READ, "Nominees\nNo.\tالاسم\tBorn\n1\tمنى الآغا\t1980-02-01\n2\tZoé\n\nTimes\n2021-02-24 09:30\t12.5\tTRUE"
    )


def test_one_sheet_has_no_heading() -> None:
    assert read(samples.xlsx({"s": [["a", None, "c"], [None, "b"]]})).text == "a\t\tc\n\tb"

"""Metadata taken out of real files: what people see stays, who made it goes, and the same file gives the same bytes."""

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

import pikepdf
import pytest
from docx import Document
from openpyxl import Workbook
from openpyxl.comments import Comment

from mailbot.message.documents import media_types as types
from mailbot.message.documents.reader import DocumentReader
from mailbot.publication.stripping import NotStripped, stripped
from tests.publication.test_publish import pdf

SECRETS = (b"Amina", b"Haddad", b"Users")


def full_pdf() -> bytes:
    """A PDF with every place in which somebody may be named."""
    with pikepdf.open(BytesIO(pdf("A report about roads"))) as opened:
        with opened.open_metadata() as xmp:
            xmp["dc:creator"] = ["Amina Haddad"]
        opened.attachments["Amina.txt"] = b"Amina's own file"
        page = opened.pages[0]
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T="Amina Haddad", Contents="why?"
        )
        page.obj["/Annots"] = opened.make_indirect(pikepdf.Array([opened.make_indirect(note)]))
        page.obj["/PieceInfo"] = pikepdf.Dictionary(Word=pikepdf.Dictionary(Path=r"C:\Users\Amina"))
        opened.Root["/OpenAction"] = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('Amina')")
        target = BytesIO()
        opened.save(target)
    return target.getvalue()


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    with DocumentReader() as opened:
        yield opened


def unpacked(content: bytes) -> bytes:
    """Everything a file holds, uncompressed."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as parts:
            return b"\n".join(name.encode() + parts.read(name) for name in parts.namelist())
    with pikepdf.open(BytesIO(content)) as opened:
        target = BytesIO()
        opened.save(target, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all,
                    object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
    return target.getvalue()


def docx() -> bytes:
    document = Document()
    document.core_properties.author = document.core_properties.last_modified_by = "Amina Haddad"
    paragraph = document.add_paragraph("A report about roads")
    document.add_comment(paragraph.runs, text="why?", author="Amina Haddad", initials="AH")
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def xlsx() -> bytes:
    book = Workbook()
    book.properties.creator = "Amina Haddad"
    book.active["A1"] = "A report about roads"
    book.active["A1"].comment = Comment("why?", "Amina Haddad")
    target = BytesIO()
    book.save(target)
    return target.getvalue()


ODF = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "text", "meta"))
CONTENT = f"""<office:document-content {SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:body><office:text>
<text:p>A report about roads<office:annotation><dc:creator>Amina Haddad</dc:creator></office:annotation></text:p>
</office:text></office:body></office:document-content>"""
META = f"""<office:document-meta {SPACES}><office:meta><meta:initial-creator>Amina Haddad</meta:initial-creator>
</office:meta></office:document-meta>"""


def odt() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as parts:
        for name, content in (("mimetype", types.ODT), ("content.xml", CONTENT), ("meta.xml", META)):
            parts.writestr(name, content)
    return target.getvalue()


FILES = [(types.PDF, full_pdf), (types.DOCX, docx), (types.XLSX, xlsx), (types.ODT, odt)]


@pytest.mark.parametrize(("media_type", "made"), FILES, ids=lambda value: getattr(value, "__name__", ""))
def test_stripped(reader: DocumentReader, media_type: str, made: Callable[[], bytes]) -> None:
    before = made()
    assert b"Amina" in unpacked(before)
    after = stripped(before, media_type)
    assert [secret for secret in SECRETS if secret in unpacked(after)] == []
    assert stripped(before, media_type) == after == stripped(after, media_type)
    seen = [reader.read(content, "", media_type).text for content in (before, after)]
    assert "A report about roads" in seen[1]
    assert seen[1] == seen[0].replace("Amina Haddad", "")


def test_a_word_file_still_opens() -> None:
    opened = Document(BytesIO(stripped(docx(), types.DOCX)))
    assert [paragraph.text for paragraph in opened.paragraphs] == ["A report about roads"]
    assert opened.core_properties.author == ""


@pytest.mark.parametrize(
    ("media_type", "content", "why"),
    [
        (types.PDF, b"%PDF-1.4 nothing", "its metadata could not be taken out .PdfError."),
        (types.DOCX, b"PK nothing", "its metadata could not be taken out .BadZipFile."),
        (types.DOC, b"anything", "the metadata of Word files of this type cannot be taken out"),
    ],
)
def test_what_cannot_be_stripped(media_type: str, content: bytes, why: str) -> None:
    with pytest.raises(NotStripped, match=why):
        stripped(content, media_type)


def test_plain_text_holds_none() -> None:
    assert stripped(b"words", types.PLAIN) == b"words"

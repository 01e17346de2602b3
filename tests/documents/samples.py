"""Documents made by code: the same words in every format, in three languages, and the hostile ones."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import openpyxl
import pikepdf
from docx import Document as Word
from docx.oxml import parse_xml
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
FONTS = Path("/usr/share/fonts/truetype")

TEXTS = {
    "ar": "استمارة إبداء الاهتمام بالتحدث\nالاسم: د. سلمى بنت خالد الآغا\nالوظيفة: مديرة برامج اللاجئين والأطفال\n"
    "المنظمة: جمعية الأمل للإغاثة (فرع عمّان)\nالبريد: salma@amal.example\nسنة التأسيس 2004 و12 فرعاً في 7 دول",
    "fr": "Manifestation d'intérêt pour une intervention\nNom : Mme Noémie Lefèbvre-Haïdar\n"
    "Fonction : directrice des études, pôle « mobilité »\nOrganisation : Fédération œuvres & forêts\nCréée en 2004",
    "en": "Expression of interest to speak\nName: Dr. Peter O'Connell\nPosition: Head of Office (Efficiency and Flow)\n"
    "Organisation: Fair Fields Foundation\nFounded 2004, 12 branches in 7 countries",
}
TABLES: dict[str, list[list[str]]] = {
    "ar": [["الاسم", "الوظيفة"], ["ليلى الأحمد", "رئيسة الجمعية"]],
    "fr": [["Nom", "Fonction"], ["Zoé Müller", "Présidente déléguée"]],
    "en": [["Name", "Position"], ["Omar Idle", "Deputy head"]],
}


def expected(language: str) -> str:
    """The text that a document with TEXTS and TABLES must give."""
    return "\n".join([TEXTS[language], *("\t".join(row) for row in TABLES[language])])


def docx(text: str, rows: Sequence[Sequence[str]] = (), extra: str = "", header: str = "") -> bytes:
    """A docx; extra: raw XML of further body elements."""
    word = Word()
    for line in text.split("\n") if text else []:
        word.add_paragraph(line)
    if rows:
        table = word.add_table(len(rows), len(rows[0]))
        for cells, values in zip(table.rows, rows, strict=True):
            for cell, value in zip(cells.cells, values, strict=True):
                cell.text = value
    if extra:
        for element in parse_xml(f"<w:body {W} {W14}>{extra}</w:body>"):
            word.element.body.insert(len(word.element.body) - 1, element)
    if header:
        word.sections[0].header.paragraphs[0].text = header
    return saved(word)


class Savable(Protocol):
    """What python-docx, openpyxl and pikepdf make."""

    def save(self, target: io.BytesIO, /) -> object: ...


def saved(document: Savable) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(members: dict[str, bytes], stored: tuple[str, ...] = ()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def odt(body: str, styles: str = "", manifest: str = "") -> bytes:
    """An odt with this XML as its text."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
                             ("draw", "drawing"),
                             ("form", "form"), ("manifest", "manifest"))
    )  # fmt: skip
    members = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>".encode(),
    }
    if styles:
        members["styles.xml"] = f"<office:document-styles {spaces}>{styles}</office:document-styles>".encode()
    if manifest:
        members["META-INF/manifest.xml"] = f"<manifest:manifest {spaces}>{manifest}</manifest:manifest>".encode()
    return zipped(members, stored=("mimetype",))


def pptx(slides: Sequence[str]) -> bytes:
    """A pptx with one paragraph a line on each slide."""
    members = {"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}
    for number, text in enumerate(slides, 1):
        paragraphs = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
        members[f"ppt/slides/slide{number}.xml"] = f'<s xmlns:a="urn:a"><a:txBody>{paragraphs}</a:txBody></s>'.encode()
    return zipped(members)


def xlsx(sheets: dict[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(book)


def pdf(
    text: str,
    rows: Sequence[Sequence[str]] = (),
    font: str = "noto/NotoNaskhArabic-Regular.ttf",
    latin: str = "noto/NotoSans-Regular.ttf",
) -> bytes:
    """A PDF of lines and a table without borders, shaped by HarfBuzz."""
    page = FPDF()
    page.add_page()
    page.add_font("main", "", FONTS / (font if rtl(text) else latin))
    page.add_font("other", "", FONTS / latin)
    page.set_fallback_fonts(["other"])
    page.set_font("main", size=12)
    page.set_text_shaping(True)
    for line in text.split("\n"):
        page.multi_cell(0, 8, line, align="R" if rtl(line) else "L", new_x="LMARGIN", new_y="NEXT")
    for row in rows:
        for cell in reversed(row) if rtl(text) else row:
            page.cell(80, 8, cell, align="R" if rtl(text) else "L")
        page.ln()
    return bytes(page.output())


def rtl(text: str) -> bool:
    return any("\u0600" <= character <= "\u06ff" for character in text)


def scan(text: str) -> bytes:
    """A page as a grey picture at 200 dpi."""
    picture = Image.new("L", (1654, 900), 250)
    draw = ImageDraw.Draw(picture)
    letters = ImageFont.truetype(
        str(FONTS / ("noto/NotoNaskhArabic-Regular.ttf" if rtl(text) else "dejavu/DejaVuSans.ttf")), 40
    )
    for number, line in enumerate(text.split("\n")):
        place = (1500, 200 + 90 * number) if rtl(line) else (150, 200 + 90 * number)
        draw.text(place, line, font=letters, fill=10, anchor="ra" if rtl(line) else "la")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def pdf_of_picture(picture: bytes) -> bytes:
    page = FPDF(format=(210, 115))
    page.add_page()
    page.image(io.BytesIO(picture), x=0, y=0, w=210)
    return bytes(page.output())


def locked_pdf(text: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(text))) as document:
        document.save(out, encryption=pikepdf.Encryption(user="secret", owner="owner"))
    return out.getvalue()


def form_pdf(values: dict[str, str], checked: dict[str, bool]) -> bytes:
    """A PDF form: labels on the page, values in AcroForm fields beside them."""
    page = FPDF()
    page.add_page()
    page.set_font("Helvetica", size=12)
    for label in [*values, *checked]:
        page.cell(0, 10, label, new_x="LMARGIN", new_y="NEXT")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(bytes(page.output()))) as document:
        fields = []
        top = 842 - 28.35
        for number, (label, value) in enumerate([*values.items(), *checked.items()]):
            low = top - 28.35 * (number + 1)
            field = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, T=label, F=4,
                                       Rect=[200, low + 4, 400, low + 24])  # fmt: skip
            if isinstance(value, bool):
                look = document.make_stream(
                    b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9]
                )
                state = pikepdf.Name.Yes if value else pikepdf.Name.Off
                field.FT, field.V, field.AS = pikepdf.Name.Btn, state, state
                field.AP = pikepdf.Dictionary(N=pikepdf.Dictionary(Yes=look, Off=look))
            else:
                field.FT, field.V = pikepdf.Name.Tx, value
            fields.append(document.make_indirect(field))
        document.pages[0].Annots = document.make_indirect(pikepdf.Array(fields))
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields), DA="/Helv 0 Tf 0 g")
        document.save(out)
    return out.getvalue()


def giant_png(width: int, height: int) -> bytes:
    """A PNG header that promises this many pixels, and no more."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk)) + b"\0" * 50


def ole(streams: dict[str, bytes]) -> bytes:
    """A minimal OLE2 file ([MS-CFB]): one FAT sector, streams of at least 4,096 bytes."""
    sector, free, end = 512, 0xFFFFFFFF, 0xFFFFFFFE
    fat = [0xFFFFFFFD]
    entries = [("Root Entry", 5, end, 0)]
    data = b""
    directory_sectors = (len(streams) + 1 + 3) // 4
    first = 1 + directory_sectors
    fat += [number + 2 for number in range(directory_sectors - 1)] + [end]
    for name, content in streams.items():
        content = content.ljust(4096, b"\0")
        count = -(-len(content) // sector)
        entries.append((name, 2, first, len(content)))
        fat += [first + number + 1 for number in range(count - 1)] + [end]
        data += content.ljust(count * sector, b"\0")
        first += count
    directory = b""
    for number, (name, kind, start, size) in enumerate(entries):
        raw = name.encode("utf-16-le") + b"\0\0"
        right = number + 1 if 0 < number < len(entries) - 1 else free
        child = 1 if number == 0 and len(entries) > 1 else free
        directory += (
            raw.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(raw), kind, 1, free, right, child)
            + b"\0" * 36
            + struct.pack("<IQ", start, size)
        )
    directory = directory.ljust(directory_sectors * sector, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", 0, *[free] * 108)
    table = b"".join(struct.pack("<I", value) for value in fat).ljust(sector, b"\xff")
    return head + table + directory + data


def doc(text: str) -> bytes:
    """A Word 97 document of UTF-16 text, as small as catdoc takes it ([MS-DOC] 2.5)."""
    raw = (text.replace("\n", "\r") + "\r").encode("utf-16-le")
    fib = bytearray(1024)
    struct.pack_into("<HH", fib, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", fib, 10, 0x1000)
    struct.pack_into("<II", fib, 24, 1024, 1024 + len(raw))
    return ole({"WordDocument": bytes(fib) + raw})

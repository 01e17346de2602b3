"""Attachments of the test corpus: plain text in, file bytes out, the same bytes in every run.

No clock and no chance: dates are fixed and every choice hangs on the `seed` (case id and file name). Arabic needs a
font with Arabic shapes (Debian: fonts-noto-core; Latin text and signs: fonts-dejavu-core).
"""

import hashlib
import html as markup
import io
import re
import time
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

import pypdfium2
import xlsxwriter
from docx import Document
from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml import OxmlElement
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

T = TypeVar("T")
EPOCH = datetime(2021, 2, 1, 9, 0, tzinfo=UTC)
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
LATIN_FONTS = ("NotoSerif", "NotoSans", "DejaVuSans")
# PDFium reads its ligatures back in logical order; those of DejaVu and Noto Sans Arabic it does not
ARABIC_FONT = "NotoNaskhArabic"
SCAN_DPI = 200
SCAN_TILT = 0.6  # degrees either way
ENDINGS = {"htm": "html", "jpeg": "jpg", "png": "png-logo"}  # inside a zip, where the extension is no kind
PASSWORD = "sesame-2021"  # the user password of every pdf-encrypted


def digest(*keys: object) -> bytes:
    """32 bytes that depend on the keys alone."""
    return hashlib.sha256("\x1f".join(map(str, keys)).encode()).digest()


def choose(options: Sequence[T], *keys: object) -> T:
    """One of the options, always the same for the same keys."""
    return options[int.from_bytes(digest(*keys)[:8], "big") % len(options)]


def is_rtl(text: str) -> bool:
    """Whether the first strong character runs right to left (Unicode UAX 9, P2)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def blocks(text: str) -> list[list[list[str]]]:
    """Paragraphs and tables in order: each block is a list of rows of cells; one row of one cell is a paragraph."""
    found: list[list[list[str]]] = []
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    for tabbed, group in groupby(lines, lambda line: "\t" in line):
        rows = [[cell.strip() for cell in line.split("\t")] for line in group]
        width = max(map(len, rows))
        padded = [row + [""] * (width - len(row)) for row in rows]
        found += [padded] if tabbed else [[row] for row in padded]
    return found


def repack(data: bytes) -> bytes:
    """The same zip with fixed dates (python-docx writes the time of day into it)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            info.compress_type = entry.compress_type
            new.writestr(info, old.read(entry))
    return out.getvalue()


def font(name: str, style: str = "Regular") -> Path:
    """The file of an installed font: NAME-STYLE.ttf, or NAME.ttf for a DejaVu regular."""
    wanted = {f"{name}-{style}.ttf"} | ({f"{name}.ttf"} if style == "Regular" else set())
    for folder in FONT_FOLDERS:
        for path in sorted(folder.rglob("*.ttf")):
            if path.name in wanted:
                return path
    raise FileNotFoundError(f"font {name}-{style} not found: apt-get install fonts-noto-core fonts-dejavu-core")


def pdf(text: str, seed: str, password: str | None = None) -> bytes:
    """Shaped text on A4: the first line as heading, tabbed lines as a ruled table, Arabic lines aligned right."""
    page = FPDF(format="A4")
    page.set_creation_date(EPOCH)
    page.set_margin(22)
    if password:
        page.set_encryption(owner_password=digest(seed, "owner").hex(), user_password=password)
    arabic = bool(re.search("[\u0600-\u06ff]", text))
    latin = choose(LATIN_FONTS[:2] if arabic else LATIN_FONTS, seed, "font")  # DejaVu would set the Arabic itself
    names = ([ARABIC_FONT] if arabic else []) + list(dict.fromkeys([latin, "DejaVuSans"]))
    for name in names:
        page.add_font(name, "", font(name))
        page.add_font(name, "B", font(name, "Bold"))
    page.set_fallback_fonts(names, exact_match=False)
    page.add_page()
    for number, block in enumerate(blocks(text)):
        first = " ".join(block[0])
        rtl = is_rtl(first)
        page.set_font(ARABIC_FONT if rtl else latin, "B" if number == 0 else "", 15 if number == 0 else 11)
        page.set_text_shaping(True, direction="rtl" if rtl else "ltr")
        if len(block[0]) > 1:
            rows = [row[::-1] for row in block] if rtl else block
            with page.table(text_align="RIGHT" if rtl else "LEFT", first_row_as_headings=False, line_height=7) as table:
                for row in rows:
                    table.row(row)
        else:
            page.multi_cell(0, 7 if number else 10, first, align="R" if rtl else "L", new_x="LMARGIN", new_y="NEXT")
        page.ln(2)
    return bytes(page.output())


def page_images(text: str, seed: str) -> list[Image.Image]:
    """The text as a scanner would see it: grey pages at 200 dpi, a little askew."""
    document = pypdfium2.PdfDocument(pdf(text, seed))
    tilt = (digest(seed, "tilt")[0] / 255 - 0.5) * 2 * SCAN_TILT
    pages = [page.render(scale=SCAN_DPI / 72).to_pil().convert("L") for page in document]
    return [image.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255) for image in pages]


def pdf_scan(text: str, seed: str) -> bytes:
    """A PDF of pictures only."""
    first, *others = page_images(text, seed)
    out, when = io.BytesIO(), time.gmtime(EPOCH.timestamp())
    first.save(
        out,
        "PDF",
        save_all=True,
        append_images=others,
        resolution=SCAN_DPI,
        quality=60,
        creationDate=when,
        modDate=when,
    )
    return out.getvalue()


def jpg(text: str, seed: str) -> bytes:
    """A photographed page if the text has several lines, else a portrait of nobody."""
    if "\n" in text.strip():
        picture = page_images(text, seed)[0].convert("RGB")
    else:
        red, green, blue, *_ = digest(seed, "colours")
        picture = Image.new("RGB", (240, 300), (red // 2 + 90, green // 2 + 90, blue // 2 + 90))
        draw = ImageDraw.Draw(picture)
        draw.ellipse((30, 200, 210, 420), fill=(blue // 3, red // 3, green // 3))
        draw.ellipse((75, 70, 165, 195), fill=(205, 160 + red // 12, 130 + green // 12))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def png_logo(text: str, seed: str) -> bytes:
    """A disc and the organisation's name."""
    letters = ImageFont.truetype(font(ARABIC_FONT if is_rtl(text) else "DejaVuSans", "Bold"), 26)
    red, green, blue, *_ = digest(seed, "logo")
    picture = Image.new("RGB", (90 + int(letters.getlength(text)), 70), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((8, 8, 62, 62), fill=(red // 2, green // 2, blue // 2))
    draw.text((74, 35), text, font=letters, fill=(red // 2, green // 2, blue // 2), anchor="lm")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def mark(properties: Any, tag: str) -> None:
    """Set a switch of WordprocessingML in the properties of a paragraph or a run."""
    properties.append(OxmlElement(tag))


def docx(text: str, seed: str) -> bytes:
    """First line as heading, tabbed lines as a table, right-to-left marks where the line is Arabic."""
    document = Document()
    document.core_properties.author = document.core_properties.comments = ""
    for number, block in enumerate(blocks(text)):
        if len(block[0]) == 1:
            paragraphs = [document.add_paragraph(block[0][0], style="Heading 1" if number == 0 else None)]
        else:
            table = document.add_table(len(block), len(block[0]), style="Table Grid")
            for row, cells in zip(block, table.rows, strict=True):
                for value, cell in zip(row, cells.cells, strict=True):
                    cell.text = value
            if is_rtl(block[0][0]):
                table.table_direction = WD_TABLE_DIRECTION.RTL
            paragraphs = [paragraph for cells in table.rows for cell in cells.cells for paragraph in cell.paragraphs]
        for paragraph in paragraphs:
            if is_rtl(paragraph.text):
                mark(paragraph._p.get_or_add_pPr(), "w:bidi")
                for run in paragraph.runs:
                    mark(run._r.get_or_add_rPr(), "w:rtl")
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue())


def xlsx(text: str, seed: str) -> bytes:
    """One sheet; a line is a row, tabs part the cells, short whole numbers are numbers."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": EPOCH.replace(tzinfo=None)})
        sheet = book.add_worksheet()
        if is_rtl(text):
            sheet.right_to_left()
        for row, line in enumerate(text.rstrip("\n").split("\n")):
            for column, cell in enumerate(line.split("\t")):
                if re.fullmatch(r"[1-9][0-9]{0,8}|0", cell.strip(), re.ASCII):
                    sheet.write_number(row, column, int(cell))
                else:
                    sheet.write_string(row, column, cell.strip())
    return repack(out.getvalue())


def odt(text: str, seed: str) -> bytes:
    """OpenDocument text with a heading, paragraphs and tables (ODF 1.2, part 1)."""
    body = []
    for number, block in enumerate(blocks(text)):
        rows = [[markup.escape(cell, quote=False) for cell in row] for row in block]
        if len(rows[0]) > 1:
            cells = [
                "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row) for row in rows
            ]
            lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
            columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
            body.append(f'<table:table table:name="T{number}">{columns}{lines}</table:table>')
        else:
            body.append(
                f"<text:p>{rows[0][0]}</text:p>" if number else f'<text:h text:outline-level="1">{rows[0][0]}</text:h>'
            )
    kind, space = "application/vnd.oasis.opendocument.text", "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{space}office:1.0" '
        f'xmlns:text="{space}text:1.0" xmlns:table="{space}table:1.0" office:version="1.2"><office:body><office:text>'
        f"{''.join(body)}</office:text></office:body></office:document-content>"
    )
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?>'
        f'<manifest:manifest xmlns:manifest="{space}manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:  # "mimetype" must come first and uncompressed (ODF 1.2, part 3, 3.3)
        package.writestr(zipfile.ZipInfo("mimetype"), kind)
        for name, data in (("content.xml", content), ("META-INF/manifest.xml", manifest)):
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def rtf(text: str, seed: str) -> bytes:
    """RTF 1.9: what is not ASCII as \\u escapes (signed UTF-16 units), tabs as \\tab, Arabic lines as \\rtlpar."""

    def escaped(line: str) -> str:
        units = memoryview(line.encode("utf-16-le")).cast("H")
        marks = {ord("\\"): "\\\\", ord("{"): "\\{", ord("}"): "\\}", ord("\t"): "\\tab "}
        return "".join(marks.get(u, chr(u)) if u < 128 else f"\\u{u - 65536 if u > 32767 else u}?" for u in units)

    lines = []
    for line in text.rstrip("\n").split("\n"):
        direction = "\\rtlpar\\qr" if is_rtl(line) else "\\ltrpar"
        lines.append(f"\\pard{direction} {escaped(line)}\\par")
    head = "{\\rtf1\\ansi\\ansicpg1252\\deff0\\uc1{\\fonttbl{\\f0\\fnil Arial;}}\\f0\\fs24"
    return "\r\n".join([head, *lines, "}"]).encode("ascii")


def plain(text: str, seed: str) -> bytes:
    """UTF-8 with the line ends of Windows."""
    return text.replace("\n", "\r\n").encode()


def html(text: str, seed: str) -> bytes:
    """The text itself if it is HTML, else its lines as paragraphs."""
    if "</" in text:
        return text.encode()
    lines = "".join(f"<p>{markup.escape(line)}</p>\n" for line in text.split("\n") if line.strip())
    direction = "rtl" if is_rtl(text) else "ltr"
    head = f'<!DOCTYPE html>\n<html dir="{direction}"><head><meta charset="utf-8"></head>'
    return f"{head}<body>\n{lines}</body></html>\n".encode()


def vcf(text: str, seed: str) -> bytes:
    """A vCard; text that is none becomes its name and note (RFC 6350)."""
    if not text.startswith("BEGIN:"):
        name, _, note = text.strip().partition("\n")
        note = note.replace("\n", "\\n")
        text = f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nNOTE:{note}\nEND:VCARD\n"
    return plain(text, seed)


def ics(text: str, seed: str) -> bytes:
    """A calendar; text that is none becomes an event on the day of the conference (RFC 5545)."""
    if not text.startswith("BEGIN:"):
        summary, _, note = text.strip().partition("\n")
        note = note.replace("\n", "\\n")
        text = (
            f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//corpus//EN\nBEGIN:VEVENT\nUID:{digest(seed, 'uid').hex()[:20]}\n"
            f"DTSTAMP:20210201T090000Z\nDTSTART:20210224T080000Z\nDTEND:20210224T140000Z\n"
            f"SUMMARY:{summary}\nDESCRIPTION:{note}\nEND:VEVENT\nEND:VCALENDAR\n"
        )
    return plain(text, seed)


def p7s(text: str, seed: str) -> bytes:
    """Something shaped like a detached signature: a DER ContentInfo of signedData (RFC 5652) that no one can verify."""
    blob = b"".join(digest(seed, "signature", number) for number in range(28))
    inner = bytes.fromhex("06092a864886f70d010702") + b"\xa0\x82" + len(blob).to_bytes(2, "big") + blob
    return b"\x30\x82" + len(inner).to_bytes(2, "big") + inner


def zipped(text: str, seed: str) -> bytes:
    """A zip of one file: its name is the text's first line and tells its kind, its text follows the blank line."""
    name, _, content = text.partition("\n")
    kind = name.strip().rpartition(".")[2].lower()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        info = zipfile.ZipInfo(name.strip(), (2021, 2, 1, 9, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        package.writestr(info, MAKERS.get(ENDINGS.get(kind, kind), ("", plain))[1](content.lstrip("\n"), seed))
    return out.getvalue()


OFFICE = "application/vnd.openxmlformats-officedocument"
MAKERS: dict[str, tuple[str, Callable[[str, str], bytes]]] = {  # kind: media type and maker; "eml" is made by build.py
    "pdf": ("application/pdf", pdf),
    "pdf-scan": ("application/pdf", pdf_scan),
    "pdf-encrypted": ("application/pdf", lambda text, seed: pdf(text, seed, PASSWORD)),
    "docx": (f"{OFFICE}.wordprocessingml.document", docx),
    "xlsx": (f"{OFFICE}.spreadsheetml.sheet", xlsx),
    "odt": ("application/vnd.oasis.opendocument.text", odt),
    "rtf": ("application/rtf", rtf),
    "txt": ("text/plain", plain),
    "csv": ("text/csv", lambda text, seed: b"\xef\xbb\xbf" + plain(text, seed)),
    "html": ("text/html", html),
    "vcf": ("text/vcard", vcf),
    "ics": ("text/calendar", ics),
    "zip": ("application/zip", zipped),
    "jpg": ("image/jpeg", jpg),
    "png-logo": ("image/png", png_logo),
    "p7s": ("application/pkcs7-signature", p7s),
}

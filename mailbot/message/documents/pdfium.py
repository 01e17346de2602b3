"""Glyphs and form fields of a PDF page, by PDFium (through pypdfium2)."""

import ctypes
import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as api

from mailbot.message.documents.blocks import CHECKED, UNCHECKED
from mailbot.message.documents.layout import Glyph
from mailbot.message.documents.outcome import encrypted, failed

MAX_CHARACTERS = 60_000  # of one page
MAX_ANNOTATIONS = 2_000  # of one page
GARBAGE = 0.3  # share of glyphs without a meaning from which on a page counts as unreadable
LAM, ALEFS = "\u0644", "\u0622\u0623\u0625\u0627\u0671"
HIDDEN = 0x02 | 0x20  # annotation flags Hidden and NoView (ISO 32000-1, table 165)
PASSWORD = 1 << 13  # field flag (table 228)


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page. marked: something is drawn on it. readable: its glyphs have meanings."""

    glyphs: list[Glyph]
    marked: bool
    readable: bool


def opened(content: bytes) -> pypdfium2.PdfDocument:
    """The document, with its form if it has one. Raises Refused(ENCRYPTED) or Refused(FAILED)."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (api.FPDF_ERR_PASSWORD, api.FPDF_ERR_SECURITY) or "assword" in str(error):
            raise encrypted("the PDF needs a password") from error
        raise failed("the PDF is damaged") from error
    document.init_forms()
    return document


def page(document: pypdfium2.PdfDocument, number: int) -> Page:
    """The glyphs of one page, form fields and typed comments in their places; an empty page where it is damaged."""
    try:
        loaded = document[number]
    except pypdfium2.PdfiumError:
        return Page([], False, True)
    text = loaded.get_textpage()
    try:
        glyphs, unknown = _glyphs(text)
        glyphs += _fields(loaded, document.formenv)
        marked = api.FPDFPage_CountObjects(loaded) > 0
        return Page(glyphs, marked, unknown <= GARBAGE * max(1, len(glyphs)))
    finally:
        text.close()
        loaded.close()


def _glyphs(text: pypdfium2.PdfTextPage) -> tuple[list[Glyph], int]:
    """(glyphs turned upright, number of those without a meaning)."""
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = api.FS_RECTF(), api.FS_MATRIX()
    glyphs: list[Glyph] = []
    unknown = 0
    drawn: dict[tuple[float, float], Glyph] = {}
    for index in range(min(api.FPDFText_CountChars(text), MAX_CHARACTERS)):
        code = api.FPDFText_GetUnicode(text, index)
        if code in (0x0D, 0x0A, 0xFFFE, 0) or 0xD800 <= code <= 0xDFFF:
            unknown += code == 0
            continue
        unknown += code == 0xFFFD or 0xE000 <= code <= 0xEFFF
        api.FPDFText_GetCharOrigin(text, index, x, y)
        api.FPDFText_GetLooseCharBox(text, index, box)
        api.FPDFText_GetMatrix(text, index, matrix)
        glyph = _upright(chr(code), x.value, y.value, box, matrix, api.FPDFText_GetFontSize(text, index))
        place = (x.value, y.value)
        same = None if chr(code).isspace() else drawn.get(place)
        if same is not None and (same is glyphs[-1] or unicodedata.combining(chr(code))):
            same.text += chr(code)
            same.left, same.right = min(same.left, glyph.left), max(same.right, glyph.right)
        elif same is None or same.text != glyph.text:  # the same sign twice in one place only makes it bold
            if not chr(code).isspace():
                drawn[place] = glyph
            glyphs.append(glyph)
    for glyph in glyphs:
        if len(glyph.text) > 1:
            glyph.text = in_reading_order(glyph.text)
    return glyphs, unknown


def in_reading_order(text: str) -> str:
    """The text of one glyph that stands for several characters.

    PDFium turns them round one by one in right-to-left text, unless they come from a presentation form or from
    ActualText. The letter comes before its vowel signs; lam and alef on one glyph are lam-alef whatever their order.
    """
    if not any(unicodedata.bidirectional(character) in ("R", "AL") for character in text):
        return text
    letters = "".join(character for character in text if not unicodedata.combining(character))
    marks = "".join(character for character in text if unicodedata.combining(character))
    if len(letters) > 1 and not (letters[0] == LAM and letters[-1] in ALEFS):
        letters = letters[::-1]
    return letters + marks


def _upright(text: str, x: float, y: float, box: api.FS_RECTF, matrix: api.FS_MATRIX, size: float) -> Glyph:
    """A glyph in a page turned so that its writing runs horizontally. Lengths in points."""
    across = math.hypot(matrix.a, matrix.b) or 1.0
    size = abs(size) * (math.hypot(matrix.c, matrix.d) or 1.0) or 1.0
    cosine, sine = matrix.a / across, matrix.b / across
    if abs(sine) < 0.01 and cosine > 0:
        return Glyph(text, y, min(box.left, x), box.right, size)  # ActualText has boxes without bearings
    corners = [(h * cosine + v * sine) for h in (box.left, box.right) for v in (box.bottom, box.top)]
    return Glyph(text, y * cosine - x * sine, min(corners), max(corners), size)


def _fields(loaded: pypdfium2.PdfPage, form: pypdfium2.PdfFormEnv | None) -> list[Glyph]:
    """What is typed into form fields, and in text annotations over the page, each as one glyph in its place."""
    found: list[Glyph] = []
    for index in range(min(api.FPDFPage_GetAnnotCount(loaded), MAX_ANNOTATIONS)):
        annotation = api.FPDFPage_GetAnnot(loaded, index)
        if not annotation:
            continue
        try:
            value = _value(annotation, form)
            box = api.FS_RECTF()
            if value and not api.FPDFAnnot_GetFlags(annotation) & HIDDEN and api.FPDFAnnot_GetRect(annotation, box):
                found += _placed(value, box)
        finally:
            api.FPDFPage_CloseAnnot(annotation)
    return found


def _placed(value: str, box: api.FS_RECTF) -> list[Glyph]:
    """One glyph a line of a field's value, from the top of its box downwards."""
    top, bottom = max(box.top, box.bottom), min(box.top, box.bottom)
    lines = [line for line in value.replace("\r", "\n").split("\n") if line.strip()]
    step = (top - bottom) / max(1, len(lines))
    size = min(12.0, max(4.0, step * 0.8))
    return [
        Glyph(line, top - (number + 0.5) * step - size * 0.3, box.left, box.right, size)
        for number, line in enumerate(lines)
    ]


def _value(annotation: api.FPDF_ANNOTATION, form: pypdfium2.PdfFormEnv | None) -> str:
    """The text an annotation shows: a field's value, a check box's sign, a comment typed on the page; else ""."""
    kind = api.FPDFAnnot_GetSubtype(annotation)
    if kind == api.FPDF_ANNOT_FREETEXT:
        return _string(lambda buffer, size: api.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size))
    if kind != api.FPDF_ANNOT_WIDGET or form is None:
        return ""
    field = api.FPDFAnnot_GetFormFieldType(form, annotation)
    if field in (api.FPDF_FORMFIELD_CHECKBOX, api.FPDF_FORMFIELD_RADIOBUTTON):
        return CHECKED if api.FPDFAnnot_IsChecked(form, annotation) else UNCHECKED
    if field not in (api.FPDF_FORMFIELD_TEXTFIELD, api.FPDF_FORMFIELD_COMBOBOX, api.FPDF_FORMFIELD_LISTBOX):
        return ""
    if api.FPDFAnnot_GetFormFieldFlags(form, annotation) & PASSWORD and field == api.FPDF_FORMFIELD_TEXTFIELD:
        return ""
    return _string(lambda buffer, size: api.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size))


def _string(call: Callable[[Any, int], int]) -> str:
    """A string that PDFium writes as UTF-16LE with a final NUL into a buffer of the length it names first."""
    length = call(None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(min(length, MAX_CHARACTERS * 2))
    call(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), len(buffer))
    return buffer.raw[: len(buffer) - 2].decode("utf-16-le", "replace")

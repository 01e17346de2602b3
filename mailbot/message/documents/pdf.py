"""PDF to text: glyphs from PDFium, put into lines by layout.py; pdfminer.six reads what PDFium does not.

Measured before choosing: PDFium gives glyphs many times faster than pdfminer.six, but its own text turns the letters of
Arabic ligatures round and tears vowel signs from their words; both end where the glyphs' places are used instead.
"""

import time

import pypdfium2

from mailbot.message.documents import pdf_fallback, pdfium
from mailbot.message.documents.columns import columns
from mailbot.message.documents.layout import Glyph, page_text
from mailbot.message.documents.outcome import Refused, found
from mailbot.message.documents.tidy import MAX_TEXT
from mailbot.message.model import Document

MAX_PAGES = 150
CPU_SECONDS = 8.0  # then the pages read so far must do: the worker is ended a few seconds later
FEW = 12  # letters: a page with fewer has no text worth the name, a number or a scanner's stamp at most


def read(content: bytes) -> Document:
    """The text of every page up to MAX_PAGES; a scan where most pages are pictures."""
    try:
        document = pdfium.opened(content)
    except Refused:
        pages = pdf_fallback.pages(content, MAX_PAGES)
        if not pages:
            raise
        return found("\n\n".join(map(text_of_page, pages)), error="the PDF is damaged; what could be read was read")
    with document:
        texts, pictures, error = [], 0, ""
        count = len(document)
        started = time.process_time()
        for number in range(min(count, MAX_PAGES)):
            page = pdfium.page(document, number)
            text = text_of_page(page.glyphs) if page.readable else ""
            if letters(text) < FEW and page.marked:
                pictures += 1
            texts.append(text)
            if sum(map(len, texts)) > MAX_TEXT or time.process_time() - started > CPU_SECONDS:
                break
        if len(texts) < count:
            error = f"only the first {len(texts)} of {count} pages were read"
    if not any(map(letters, texts)) and pictures:
        other = [text_of_page(glyphs) for glyphs in pdf_fallback.pages(content, 3)]
        if sum(map(letters, other)) >= FEW:
            texts, pictures = [text_of_page(glyphs) for glyphs in pdf_fallback.pages(content, MAX_PAGES)], 0
    return found("\n\n".join(texts), scan=pictures * 2 > len(texts) > 0, error=error)


def text_of_page(glyphs: list[Glyph]) -> str:
    """The text of one page, column after column."""
    return "\n\n".join(map(page_text, columns(glyphs)))


def has_text(document: pypdfium2.PdfDocument, number: int) -> bool:
    """Whether a page has a text of its own."""
    page = pdfium.page(document, number)
    return page.readable and letters(text_of_page(page.glyphs)) >= FEW


def letters(text: str) -> int:
    """How many letters a text has."""
    return sum(map(str.isalpha, text))

"""PDF to text: glyphs from PDFium, put into lines by layout.py; pdfminer.six reads what PDFium does not.

Measured before choosing: PDFium gives glyphs about 20 times faster than pdfminer.six, but in Arabic it turns the letters
of a ligature round and tears vowel signs from their words; both ends where the glyphs' places are used instead.
"""

import pypdfium2

from mailbot.message.documents import pdf_fallback, pdfium
from mailbot.message.documents.layout import page_text
from mailbot.message.documents.outcome import Refused, found
from mailbot.message.model import Document

MAX_PAGES = 150
FEW = 12  # letters: a page with fewer has no text worth the name, a number or a scanner's stamp at most


def read(content: bytes) -> Document:
    """The text of every page up to MAX_PAGES; a scan where most pages are pictures."""
    try:
        document = pdfium.opened(content)
    except Refused:
        pages = pdf_fallback.pages(content, MAX_PAGES)
        if not pages:
            raise
        return found("\n\n".join(map(page_text, pages)), error="the PDF is damaged; what could be read was read")
    with document:
        texts, pictures, error = [], 0, ""
        count = len(document)
        for number in range(min(count, MAX_PAGES)):
            page = pdfium.page(document, number)
            text = page_text(page.glyphs) if page.readable else ""
            if letters(text) < FEW and page.marked:
                pictures += 1
            texts.append(text)
        if count > MAX_PAGES:
            error = f"only the first {MAX_PAGES} of {count} pages were read"
    if not any(map(letters, texts)) and pictures:
        other = [page_text(glyphs) for glyphs in pdf_fallback.pages(content, 3)]
        if sum(map(letters, other)) >= FEW:
            texts, pictures = [page_text(glyphs) for glyphs in pdf_fallback.pages(content, MAX_PAGES)], 0
    return found("\n\n".join(texts), scan=pictures * 2 > len(texts) > 0, error=error)


def has_text(document: pypdfium2.PdfDocument, number: int) -> bool:
    """Whether a page has a text of its own."""
    page = pdfium.page(document, number)
    return page.readable and letters(page_text(page.glyphs)) >= FEW


def letters(text: str) -> int:
    """How many letters a text has."""
    return sum(map(str.isalpha, text))

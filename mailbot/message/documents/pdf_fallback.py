"""Glyphs of a PDF by pdfminer.six: slower than PDFium, but it reads some damaged files that PDFium gives up on."""

import io
from collections.abc import Iterator

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTContainer, LTItem, LTPage
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from mailbot.message.documents.layout import Glyph
from mailbot.message.documents.outcome import encrypted


class _Collector(PDFLayoutAnalyzer):
    """Keeps each page's glyphs; pdfminer's own analysis of lines is not asked for (it knows no Arabic)."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources, laparams=None)
        self.pages: list[list[Glyph]] = []

    def receive_layout(self, ltpage: LTPage) -> None:
        """Called by pdfminer at the end of a page."""
        self.pages.append([_glyph(item) for item in _characters(ltpage)])


def pages(content: bytes, most: int) -> list[list[Glyph]]:
    """The glyphs of up to `most` pages; an empty list where nothing can be read. Raises Refused(ENCRYPTED)."""
    resources = PDFResourceManager()
    collector = _Collector(resources)
    interpreter = PDFPageInterpreter(resources, collector)
    try:
        document = PDFDocument(PDFParser(io.BytesIO(content)))
        for number, page in enumerate(PDFPage.create_pages(document)):
            if number >= most:
                break
            interpreter.process_page(page)
    except PDFPasswordIncorrect as error:
        raise encrypted("the PDF needs a password") from error
    except MemoryError:
        raise
    except Exception:  # pdfminer raises whatever it stumbles over; the pages before are good
        return collector.pages
    return collector.pages


def _characters(container: LTPage) -> Iterator[LTChar]:
    """Every character of a page, those in figures included; without recursion."""
    waiting: list[LTItem] = [container]
    while waiting:
        item = waiting.pop()
        if isinstance(item, LTChar):
            if not item.get_text().startswith("(cid:"):
                yield item
        elif isinstance(item, LTContainer):
            waiting.extend(reversed(list(item)))


def _glyph(item: LTChar) -> Glyph:
    """One character with the baseline that its matrix gives."""
    return Glyph(item.get_text(), item.matrix[5], item.x0, item.x1, item.size or 1.0)

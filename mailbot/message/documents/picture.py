"""Pictures: no text of their own; one as large as a page may be a scan, which OCR reads when asked."""

from mailbot.message.documents.dimensions import pixels
from mailbot.message.model import Document

SCAN_SIDE = 800  # pixels; a page scanned at 100 dpi has 827 by 1,169, logos and badges stay below


def read(content: bytes) -> Document:
    """NONE, with `scan` for a picture whose sides are both those of a page."""
    width, height = pixels(content)
    return Document(scan=min(width, height) >= SCAN_SIDE)

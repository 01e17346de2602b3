"""Rich text (rtf) to lines, by striprtf: Word's and phones' rtf with \\u escapes or code pages (RTF 1.9.1)."""

import re

from striprtf.striprtf import rtf_to_text

from mailbot.message.documents.blocks import paragraph
from mailbot.message.documents.outcome import failed, found, too_large
from mailbot.message.model import Document

MAX_MARKUP = 8 * 2**20  # bytes left when pictures are gone
HEX_RUN = re.compile(rb"[0-9a-fA-F\r\n]{400,}")


def read(content: bytes) -> Document:
    """The text of an rtf. Pictures are cut out before: they are hex digits, and most of the bytes."""
    start = content.find(b"{\\rtf")
    if start < 0:
        raise failed("it is not rich text")
    markup = HEX_RUN.sub(b"", content[start:])
    if len(markup) > MAX_MARKUP:
        raise too_large(f"more than {MAX_MARKUP // 2**20} MB of markup")
    page = re.search(rb"\\ansicpg(\d{3,5})", markup[:2000])
    encoding = f"cp{int(page.group(1))}" if page else "cp1252"
    try:
        "".encode(encoding)
    except LookupError:
        encoding = "cp1252"
    text = rtf_to_text(markup.decode("latin-1"), encoding=encoding, errors="replace")  # type: ignore[no-untyped-call]
    lines = [line for raw in text.replace("|", "\t").split("\n") for line in paragraph(raw)]
    return found("\n".join(lines))

"""HTML pages to lines, by the reader of HTML mail."""

import re

from mailbot.message.charset import decode
from mailbot.message.documents.outcome import found
from mailbot.message.html import to_lines
from mailbot.message.model import Document

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_.:-]{2,40})", re.I)
MAX_BYTES = 4_000_000  # guessing a charset takes its time


def read(content: bytes) -> Document:
    """The visible text; the charset as the page's meta element says (HTML §13.2.3.2), else guessed."""
    stated = CHARSET.search(content[:4096])
    text = decode(content[:MAX_BYTES], stated.group(1).decode("ascii") if stated else "")
    return found("\n".join(line.text for line in to_lines(text)))

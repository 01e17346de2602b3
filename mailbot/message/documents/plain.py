"""Plain text of any charset."""

from mailbot.message.charset import decode
from mailbot.message.documents.outcome import found
from mailbot.message.model import Document

MAX_BYTES = 2_000_000  # guessing a charset takes its time


def read(content: bytes) -> Document:
    """The text, its charset guessed; of a longer one the beginning."""
    error = f"only the first {MAX_BYTES // 10**6} MB were read" if len(content) > MAX_BYTES else ""
    return found(decode(content[:MAX_BYTES]), error=error)

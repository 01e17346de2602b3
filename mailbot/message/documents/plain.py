"""Plain text of any charset."""

from mailbot.message.charset import decode
from mailbot.message.documents.outcome import found
from mailbot.message.model import Document


def read(content: bytes) -> Document:
    """The text, its charset guessed."""
    return found(decode(content))

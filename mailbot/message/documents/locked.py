"""Office documents behind a password: there is nothing to read, and that is worth saying."""

from mailbot.message.documents.outcome import encrypted
from mailbot.message.model import Document


def read(_content: bytes) -> Document:
    """Always refused as encrypted ([MS-OFFCRYPTO] 2.3.4: the package is one encrypted stream)."""
    raise encrypted("the document needs a password")

"""How a reader says what became of a document: `found` for text, the exception `Refused` for everything else."""

from mailbot.message.documents.tidy import MAX_TEXT, tidy
from mailbot.message.model import Document, TextState


class Refused(Exception):
    """A document that gives no text; `document` says why. Raised by readers, caught by `formats.read_document`."""

    def __init__(self, state: TextState, error: str) -> None:
        super().__init__(error)
        self.document = Document(state, error=error)


def encrypted(error: str) -> Refused:
    """The document needs a password."""
    return Refused(TextState.ENCRYPTED, error)


def too_large(error: str) -> Refused:
    """Reading it would take more memory, time or members than allowed."""
    return Refused(TextState.TOO_LARGE, error)


def failed(error: str) -> Refused:
    """The document is damaged, or a program that reads it is missing."""
    return Refused(TextState.FAILED, error)


def found(text: str, scan: bool = False, error: str = "") -> Document:
    """The document of a reader's text, tidied and cut at MAX_TEXT characters; NONE where no text is left."""
    if len(text) > MAX_TEXT:
        text, error = text[:MAX_TEXT], error or f"only the first {MAX_TEXT} characters were read"
    text = tidy(text)
    return Document(TextState.READ if text else TextState.NONE, text, scan, error)

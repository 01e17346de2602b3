"""How the tests read a document: sniffed and through the table, in this process, as the worker does it."""

from mailbot.message.documents.formats import Budget, read_document
from mailbot.message.documents.sniff import sniff
from mailbot.message.model import Document


def read(content: bytes, name: str = "", *, ocr: bool = False) -> Document:
    return read_document(content, sniff(content, name, ""), Budget(ocr=ocr))

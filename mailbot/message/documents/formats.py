"""The table of readers: which module reads which media type, and the one function that reads any document.

Readers are imported when first needed, and only inside the worker process; the daemon itself asks `readable` alone.
"""

from dataclasses import dataclass
from importlib import import_module

from mailbot.message.documents import media_types as types
from mailbot.message.documents.outcome import Refused, found, too_large
from mailbot.message.model import Document, TextState

LEAVES: tuple[tuple[str, str], ...] = (  # media type, module with `read(content: bytes) -> Document`
    (types.PDF, "pdf"),
    (types.DOCX, "docx"),
    (types.ODT, "odf"),
    (types.ODP, "odf"),
    (types.PPTX, "pptx"),
    (types.XLSX, "sheet"),
    (types.XLSB, "sheet"),
    (types.XLS, "sheet"),
    (types.ODS, "sheet"),
    (types.CSV, "table"),
    (types.TSV, "table"),
    (types.RTF, "rtf"),
    (types.DOC, "doc"),
    (types.HTML, "html"),
    (types.XML, "xml"),
    (types.VCARD, "vcard"),
    (types.CALENDAR, "calendar"),
    (types.OFFICE_ENCRYPTED, "locked"),
    ("image/", "picture"),
    ("text/", "plain"),
)
NESTED: tuple[tuple[str, str], ...] = (  # media type, module with `read(content: bytes, budget: Budget) -> Document`
    (types.ZIP, "archive"),
    (types.EMAIL, "mail"),
)
NOT_PICTURES = ("image/svg+xml", "image/emf", "image/wmf")

MAX_DEPTH = 3
MAX_MEMBERS = 200
MAX_UNPACKED = 150 * 2**20


@dataclass(slots=True)
class Budget:
    """What one document, with all that is packed in it, may still cost. Shared by the readers of its parts."""

    ocr: bool = False
    depth: int = MAX_DEPTH
    members: int = MAX_MEMBERS
    unpacked: int = MAX_UNPACKED  # bytes

    def spend(self, size: int) -> None:
        """Takes one member of so many bytes; raises Refused(TOO_LARGE) where the budget is used up."""
        self.members -= 1
        self.unpacked -= size
        if self.members < 0:
            raise too_large(f"more than {MAX_MEMBERS} files are packed in it")
        if self.unpacked < 0:
            raise too_large(f"unpacks to more than {MAX_UNPACKED // 2**20} MB")


def reader_of(media_type: str) -> str:
    """The name of the module that reads a media type; "" where none does."""
    if media_type in NOT_PICTURES:
        return ""
    for known, module in NESTED + LEAVES:
        if media_type == known or (known.endswith("/") and media_type.startswith(known)):
            return module
    return ""


def read_document(content: bytes, media_type: str, budget: Budget) -> Document:
    """The text of a document of a known type. Never raises but for MemoryError; a damaged one is FAILED."""
    name = reader_of(media_type)
    if not name or not content:
        return Document()
    try:
        module = import_module(f"mailbot.message.documents.{name}")
        if (media_type, name) in NESTED:
            if budget.depth <= 0:
                raise too_large(f"packed more than {MAX_DEPTH} times")
            budget.depth -= 1
            try:
                packed: Document = module.read(content, budget)
                return packed
            finally:
                budget.depth += 1
        document: Document = module.read(content)
        if budget.ocr and document.scan:
            document = recognised(content, media_type, document)
    except Refused as refusal:
        return refusal.document
    except MemoryError:
        raise
    except Exception as error:  # whatever a library raises on a damaged document
        return Document(TextState.FAILED, error=f"the document is damaged ({type(error).__name__})")
    return document


def recognised(content: bytes, media_type: str, document: Document) -> Document:
    """The document with the text of its pictures; as it was, with the reason, where OCR gives nothing."""
    from mailbot.message.documents.ocr import text_of

    text, error = text_of(content, media_type)
    joined = f"{document.text}\n{text}" if document.text else text
    return found(joined, scan=True, error=error or document.error)

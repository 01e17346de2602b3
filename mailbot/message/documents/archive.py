"""Zip archives: every document in them read by the same table, each after a line with its name."""

import zipfile

from mailbot.message.charset import believable
from mailbot.message.documents.formats import Budget, read_document, reader_of
from mailbot.message.documents.outcome import Refused, found
from mailbot.message.documents.package import member, opened
from mailbot.message.documents.sniff import sniff
from mailbot.message.model import Document, TextState

RUBBISH = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
UTF8_NAME = 0x800  # general purpose bit 11 (APPNOTE appendix D)
NAME_CODECS = ("cp1256", "cp720", "cp850", "cp1252")  # of programs that do not set it
WORST_FIRST = (TextState.TOO_LARGE, TextState.ENCRYPTED, TextState.FAILED)


def read(content: bytes, budget: Budget) -> Document:
    """The texts of all members. Where none gives text, the state says why. Raises Refused(TOO_LARGE) for a bomb."""
    package = opened(content)
    texts: list[str] = []
    silent: list[Document] = []
    for info in package.infolist():
        name = member_name(info)
        if info.is_dir() or any(mark in name for mark in RUBBISH) or not _worth_reading(name, budget):
            continue
        document = _member(package, info, name, budget)
        if document.text:
            texts += ["", name, document.text]
        if not document.text or document.error:
            silent.append(document)
    worst = next((document for state in WORST_FIRST for document in silent if document.state is state), Document())
    scan = any(document.scan for document in silent)
    if texts:
        return found("\n".join(texts), scan=scan, error=worst.error)
    return Document(worst.state, scan=scan, error=worst.error)


def member_name(info: zipfile.ZipInfo) -> str:
    """A member's name as its sender saw it: as UTF-8 where it is, else in the most believable code page."""
    if info.flag_bits & UTF8_NAME or info.filename.isascii():
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return max((raw.decode(codec, "replace") for codec in NAME_CODECS), key=believable)


def _worth_reading(name: str, budget: Budget) -> bool:
    """Whether a member may hold text: pictures do only for OCR, and cost nothing otherwise."""
    module = reader_of(sniff(b"", name, ""))
    return module != "picture" or budget.ocr


def _member(package: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: Budget) -> Document:
    """One member's document. A budget that is used up ends the whole archive."""
    budget.spend(info.file_size)
    try:
        content = member(package, info)
    except Refused as refusal:
        if refusal.document.state is TextState.TOO_LARGE:
            raise
        return refusal.document
    document = read_document(content, sniff(content, name, ""), budget)
    if document.state is TextState.TOO_LARGE:
        raise Refused(document.state, document.error)
    return document

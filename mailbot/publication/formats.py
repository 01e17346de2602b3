"""The kinds of files that are published; any other may hold a program, a page of scripts or many files at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from mailbot.message.documents import media_types as types


@dataclass(frozen=True, slots=True)
class Format:
    """How a file of one type is named and told. strip: which module of stripping takes its metadata out; "" none."""

    extension: str
    name: str
    strip: str = ""


FORMATS: Mapping[str, Format] = {
    types.PDF: Format("pdf", "PDF", "pdf"),
    types.DOCX: Format("docx", "Word", "office"),
    types.DOC: Format("doc", "Word"),
    types.ODT: Format("odt", "OpenDocument", "office"),
    types.RTF: Format("rtf", "RTF"),
    types.PPTX: Format("pptx", "PowerPoint", "office"),
    types.PPT: Format("ppt", "PowerPoint"),
    types.ODP: Format("odp", "OpenDocument", "office"),
    types.XLSX: Format("xlsx", "Excel", "office"),
    types.XLS: Format("xls", "Excel"),
    types.ODS: Format("ods", "OpenDocument", "office"),
    types.CSV: Format("csv", "CSV", "plain"),
    types.PLAIN: Format("txt", "TXT", "plain"),
    "image/jpeg": Format("jpg", "JPEG"),
    "image/png": Format("png", "PNG"),
    "image/tiff": Format("tiff", "TIFF"),
}

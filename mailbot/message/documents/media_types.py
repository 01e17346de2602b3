"""Names of the media types mailbot knows, and what file extensions and other spellings stand for."""

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODP = "application/vnd.oasis.opendocument.presentation"
EPUB = "application/epub+zip"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"
MSG = "application/vnd.ms-outlook"
OLE = "application/x-ole-storage"
OFFICE_ENCRYPTED = "application/x-office-encrypted"  # an OOXML file behind a password ([MS-OFFCRYPTO] 2.3)
PDF = "application/pdf"
RTF = "application/rtf"
HTML = "text/html"
VCARD = "text/vcard"
CALENDAR = "text/calendar"
EMAIL = "message/rfc822"
ZIP = "application/zip"
PAGES = "application/vnd.apple.pages"
PLAIN = "text/plain"
XML = "text/xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"
UNKNOWN = "application/octet-stream"

EXTENSIONS: dict[str, str] = {
    "pdf": PDF, "docx": DOCX, "docm": DOCX, "dotx": DOCX, "xlsx": XLSX, "xlsm": XLSX, "xlsb": XLSB, "pptx": PPTX,
    "pptm": PPTX, "ppsx": PPTX, "odt": ODT, "ott": ODT, "ods": ODS, "odp": ODP, "epub": EPUB, "doc": DOC, "dot": DOC,
    "xls": XLS, "ppt": PPT, "pps": PPT, "msg": MSG, "rtf": RTF, "html": HTML, "htm": HTML, "xhtml": HTML,
    "vcf": VCARD, "vcard": VCARD, "ics": CALENDAR, "eml": EMAIL, "mht": EMAIL, "mhtml": EMAIL, "txt": PLAIN,
    "text": PLAIN, "log": PLAIN, "md": PLAIN, "asc": PLAIN, "csv": CSV, "tsv": TSV, "xml": XML, "zip": ZIP,
    "rar": "application/vnd.rar", "7z": "application/x-7z-compressed", "gz": "application/gzip",
    "p7s": "application/pkcs7-signature", "p7m": "application/pkcs7-mime", "p7c": "application/pkcs7-mime",
    "sig": "application/pgp-signature", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "jfif": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp", "tif": "image/tiff", "tiff": "image/tiff",
    "webp": "image/webp", "heic": "image/heic", "heif": "image/heif", "svg": "image/svg+xml", "mp4": "video/mp4",
    "mov": "video/quicktime", "mp3": "audio/mpeg", "m4a": "audio/mp4", "wav": "audio/wav", "pages": PAGES,
}  # fmt: skip

ALIASES: dict[str, str] = {
    "application/x-pdf": PDF, "application/acrobat": PDF, "text/pdf": PDF, "image/pdf": PDF, "image/jpg": "image/jpeg",
    "image/pjpeg": "image/jpeg", "image/x-png": "image/png", "image/x-ms-bmp": "image/bmp",
    "application/x-zip": ZIP, "application/x-zip-compressed": ZIP, "application/x-compressed": ZIP,
    "application/x-rar": "application/vnd.rar", "application/x-rar-compressed": "application/vnd.rar",
    "text/rtf": RTF, "text/richtext": RTF, "application/x-rtf": RTF, "text/x-vcard": VCARD,
    "text/directory": VCARD, "application/ics": CALENDAR, "application/xhtml+xml": HTML, "application/xml": XML,
    "application/csv": CSV, "text/comma-separated-values": CSV, "application/vnd.msword": DOC,
    "application/doc": DOC, "application/x-msword": DOC, "application/x-msexcel": XLS, "application/excel": XLS,
    "application/x-pkcs7-signature": "application/pkcs7-signature",
    "application/x-pkcs7-mime": "application/pkcs7-mime", "application/vnd.ms-tnef": "application/ms-tnef",
}  # fmt: skip

SAYS_NOTHING = frozenset(
    {"", UNKNOWN, "application/unknown", "application/x-unknown", "application/binary", "application/download",
     "application/force-download", "application/x-download", "multipart/mixed", "application/x-octet-stream"}
)  # fmt: skip

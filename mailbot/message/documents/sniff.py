"""Says what a document is from its content: an ordered table of signatures, a look into zip and OLE2 containers.

The name and the declared type are believed only where the content says nothing: senders' programs declare
application/octet-stream, application/msword for everything, or nothing at all.
"""

import re

from mailbot.message.documents.containers import ole_type, zip_type
from mailbot.message.documents.media_types import (
    ALIASES,
    CALENDAR,
    CSV,
    EMAIL,
    EXTENSIONS,
    HTML,
    PDF,
    PLAIN,
    RTF,
    SAYS_NOTHING,
    TSV,
    UNKNOWN,
    VCARD,
    XML,
)

SIGNATURES: tuple[tuple[int, bytes, str], ...] = (  # offset, bytes, media type; the first that fits holds
    (0, b"%PDF-", PDF),
    (0, b"{\\rtf", RTF),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypheix", "image/heic"),
    (4, b"ftypmif1", "image/heif"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x00\x00\x01\x00", "image/vnd.microsoft.icon"),
    (40, b" EMF", "image/emf"),
    (0, b"\xd7\xcd\xc6\x9a", "image/wmf"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (8, b"WAVE", "audio/wav"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\x00", "application/x-xz"),
    (257, b"ustar", "application/x-tar"),
    (0, b"\x78\x9f\x3e\x22", "application/ms-tnef"),  # [MS-OXTNEF] 2.1.3.1
    (0, b"-----BEGIN PGP MESSAGE", "application/pgp-encrypted"),
    (0, b"-----BEGIN PGP SIGNATURE", "application/pgp-signature"),
)

TEXT_SIGNATURES: tuple[tuple[re.Pattern[str], str], ...] = (  # tried on the beginning of what decodes as text
    (re.compile(r"BEGIN:VCARD", re.I), VCARD),
    (re.compile(r"BEGIN:VCALENDAR", re.I), CALENDAR),
    (
        re.compile(
            r"<\?xml[^>]{0,200}>\s{0,50}(?:<!--[^>]{0,400}-->\s{0,50})?<!DOCTYPE html|<\?xml[^>]{0,200}>\s{0,50}<html",
            re.I,
        ),
        HTML,
    ),
    (re.compile(r"(?:<\?xml[^>]{0,200}>\s{0,50})?(?:<!DOCTYPE svg|<svg)", re.I), "image/svg+xml"),
    (re.compile(r"<\?xml\b", re.I), XML),
    (
        re.compile(
            r"(?:<!--.{0,400}?-->\s{0,50})?<(?:!DOCTYPE html|html|head|body|meta|title|style"
            r"|table|div|p|span|br|font|center|h[1-6])\b",
            re.I | re.S,
        ),
        HTML,
    ),
)

TEXT_TYPES = frozenset({PLAIN, HTML, CSV, TSV, XML, VCARD, CALENDAR, EMAIL, RTF, "application/json", "image/svg+xml"})

EMAIL_FIELDS = re.compile(
    r"^(received|return-path|delivered-to|message-id|mime-version|from|to|cc|subject|date|reply-to|content-type|x-[a-z0-9-]+"
    r"|dkim-signature|arc-[a-z-]+|authentication-results|received-spf|in-reply-to|references|user-agent|thread-topic"
    r"|thread-index|content-language|content-transfer-encoding|importance|sender|list-[a-z]+):",
    re.I,
)
EMAIL_PROOF = frozenset({"received", "return-path", "message-id", "mime-version", "dkim-signature"})

LOOK = 4096  # bytes looked at for what has no fixed place


def sniff(content: bytes, name: str, declared: str) -> str:
    """The media type of a document, lower case, without parameters. Pure, cheap, never raises.

    content: the decoded bytes. name: the file's name or "". declared: the Content-Type as sent or "".
    The content decides where it can; then the name's extension, then the declared type; else
    application/octet-stream (text/plain where the bytes read as text).
    """
    claimed = _claimed(name, declared)
    if not content:
        return claimed or UNKNOWN
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return zip_type(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return ole_type(content, claimed)
    for offset, signature, media_type in SIGNATURES:
        if content.startswith(signature, offset):
            return media_type
    if content.startswith(b"BM") and content[6:10] == b"\0\0\0\0":
        return "image/bmp"
    text = _as_text(content[:LOOK])
    if text is not None:
        found = _text_type(text.lstrip("\ufeff \t\r\n"), claimed)
        if found:
            return found
    if b"%PDF-" in content[:1024]:  # readers accept a header anywhere in there (ISO 32000-1, annex H.3, note 13)
        return PDF
    if b"{\\rtf" in content[:64]:
        return RTF
    if text is None:
        return claimed or UNKNOWN
    return (
        claimed
        if claimed in TEXT_TYPES or claimed.startswith("text/") or "pgp" in claimed or "pkcs7" in claimed
        else PLAIN
    )


def _claimed(name: str, declared: str) -> str:
    """What name and declaration say together: a known extension, else the declared type, else ""."""
    extension = name.rpartition(".")[2].strip().strip('"').lower() if "." in name else ""
    media_type = declared.partition(";")[0].strip().lower()
    media_type = ALIASES.get(media_type, media_type)
    if media_type in SAYS_NOTHING or "/" not in media_type:
        media_type = ""
    by_name = EXTENSIONS.get(extension, "")
    if media_type.startswith(("application/pkcs7", "application/pgp")):
        return media_type
    return by_name or media_type


def _as_text(beginning: bytes) -> str | None:
    """The beginning of a document as text good enough to look for signatures; None where it is binary."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if beginning.startswith(mark):
            return beginning[2:].decode(encoding, "replace")
    if b"\0" in beginning:
        return None
    beginning = beginning.removeprefix(b"\xef\xbb\xbf")
    controls = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1b\x1a" for byte in beginning)
    return None if controls * 50 > len(beginning) else beginning.decode("latin-1")


def _text_type(text: str, claimed: str) -> str:
    """The type of a text that says by itself what it is; "" where it does not."""
    for pattern, media_type in TEXT_SIGNATURES:
        if pattern.match(text):
            return media_type
    return EMAIL if _is_email(text, claimed) else ""


def _is_email(text: str, claimed: str) -> bool:
    """Whether a text begins with a message's header: fields only, two of them known, one that nobody types by hand."""
    names: list[str] = []
    for line in text.split("\n")[:200]:
        if not line.strip("\r"):
            break
        if line.startswith((" ", "\t")) and names:
            continue
        field = EMAIL_FIELDS.match(line)
        if field:
            names.append(field.group(1).lower())
        elif not re.match(r"[!-9;-~]{1,80}:", line):
            break
    known = set(names)
    return len(known) >= 2 and (claimed == EMAIL or bool(known & EMAIL_PROOF))

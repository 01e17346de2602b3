"""Bytes to text, whatever the declared charset says: declared, wrong, missing, mixed or twice encoded. Pure.

Mail of the region comes in UTF-8, windows-1256, ISO-8859-6 and windows-1252, and declares any of them for any other.
A single-byte text is therefore read in every likely way, and the reading whose letters stand in believable company
wins; the declaration decides only where readings are equally good.
"""

import codecs
import re
from functools import lru_cache

# What senders write for what they mean. Keys are folded: lower case, letters and digits only.
ALIASES = {
    "xcp1256": "cp1256",
    "cp1256": "cp1256",
    "windows1256": "cp1256",
    "xwindows1256": "cp1256",
    "win1256": "cp1256",
    "mswindows1256": "cp1256",
    "msarab": "cp1256",
    "arabic": "cp1256",
    "ansi1256": "cp1256",
    "1256": "cp1256",
    "iso88596": "iso8859_6",
    "iso88596i": "iso8859_6",
    "iso88596e": "iso8859_6",
    "88596": "iso8859_6",
    "csisolatinarabic": "iso8859_6",
    "ecma114": "iso8859_6",
    "asmo708": "iso8859_6",
    "xasmo708": "iso8859_6",
    "dos720": "cp720",
    "cp720": "cp720",
    "ibm864": "cp864",
    "cp864": "cp864",
    "xmacarabic": "mac_arabic",
    "macarabic": "mac_arabic",
    "xmacroman": "mac_roman",
    "macintosh": "mac_roman",
    "macroman": "mac_roman",
    "windows1252": "cp1252",
    "cp1252": "cp1252",
    "xcp1252": "cp1252",
    "win1252": "cp1252",
    "ansi": "cp1252",
    "iso88591": "cp1252",  # what is sent as ISO-8859-1 is windows-1252 (WHATWG Encoding §4.2)
    "iso885915": "iso8859_15",
    "latin1": "cp1252",
    "latin9": "iso8859_15",
    "utf8": "utf_8",
    "utf8mb4": "utf_8",
    "xutf8": "utf_8",
    "unicode11utf8": "utf_8",
    "cputf8": "utf_8",
    "cp65001": "utf_8",
    "utf16": "utf_16",
    "utf16le": "utf_16_le",
    "utf16be": "utf_16_be",
    "utf7": "utf_7",
    "unicode11utf7": "utf_7",
    "unicode20utf7": "utf_7",
    "xunicode11utf7": "utf_7",
    "cp65000": "utf_7",
}
UNTOLD = frozenset(
    (
        "ascii",
        "usascii",
        "ansix341968",
        "ansix34",
        "iso646us",
        "iso646",
        "7bit",
        "8bit",
        "binary",
        "unknown",
        "unknown8bit",
        "xunknown",
        "default",
        "none",
        "xuserdefined",
        "userdefined",
    )
)
NO_CHARSETS = frozenset(("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"))
ARABIC_CODECS = ("cp1256", "iso8859_6", "mac_arabic")
SAMPLE = 20_000  # high bytes that are weighed; a text does not change its charset after a page

ARABIC = "\u0621-\u064a\u066e-\u06d3\u06fa-\u06fc"
MARKS = "\u064b-\u0652\u0670"
# A character beside its neighbours, and what it says about the reading. The character is asked for first, because the
# neighbours of few are worth a look.
BELIEVABLE = re.compile(f"[{ARABIC}](?:(?=[{ARABIC}])|(?<=[{ARABIC}{MARKS}].))")
ARTICLE = re.compile(f"(?<![{ARABIC}])(?:[وبفك]?ال|لل)(?=[{ARABIC}])")
FRENCH = re.compile("[éèêëàâäçôöîïùûüœæÿñ](?<=[A-Za-z].)|[ÉÈÊÀÂÇÔÎÛŒéèêàâçôîûœ](?=[a-zA-Z])|à(?<= .)(?= )")
PUNCTUATION = re.compile("[’‘“”«»–—…•€°§،؛؟\u00a0]")
STRANGE = re.compile(
    f"[\u0080-\u009f\ufffd¤¦¨ª¬±¶¸¹º¼½¾ƒ†‡ˆ‰‹Š›˜žÞþÐðµ]|[{ARABIC}](?=[A-Za-zÀ-ÿ])|[A-Za-zÀ-ÿ](?=[{ARABIC}])"
    "|[À-ÖØ-Þ](?<=[a-zÀ-ÿ].)|[À-ÿ](?=[À-ÿ])|[çèéêàâîôûù](?=[\u064b-\u0652])"
    "|[\u064b-\u0652](?<![\u0621-\u064a\u064b-\u0652].)|[{}~|](?=[\u0621-\u064a])|[\ue000-\uf8ff]"
)
OTHER_SCRIPT = re.compile("[\u0370-\u05ff\u0900-\u1fff\u3040-\ud7ff]{2}")
MOJIBAKE = re.compile(r"[ØÙÃÂâطظآأ](?:(?<=[ØÙÃÂâ])|(?=[^\u0621-\u064a\s]|\u00a0))")
ESCAPED = re.compile("[\udc80-\udcff]")  # a byte that the codec has no character for
UNESCAPED = {0xDC00 + byte: chr(byte) for byte in range(0x80, 0x100)}
C1_CONTROLS = re.compile("([\x80-\x9f]+)")


@lru_cache(maxsize=200)
def codec_name(declared: str) -> str:
    """The Python codec a declared charset means; "" for none, ASCII, or one nobody knows."""
    folded = re.sub(r"[^a-z0-9]", "", declared.lower().partition("*")[0])[:40]
    if not folded or folded in UNTOLD:
        return ""
    if folded in ALIASES:
        return ALIASES[folded]
    try:
        info = codecs.lookup(declared.strip().strip("\"'")[:40])
    except (LookupError, ValueError, UnicodeError):
        return ""
    # Codecs that are no character sets (base64, zlib, idna ...) would do more than decode.
    return info.name if info._is_text_encoding and info.name not in NO_CHARSETS else ""


def decode(content: bytes, declared: str = "") -> str:
    """The text of some bytes; never raises, and gives U+FFFD only where the bytes hold it.

    declared: the charset as a header or a document declares it; "" where none is.
    """
    codec = codec_name(declared)
    for mark, name in (
        (codecs.BOM_UTF8, "utf_8_sig"),
        (codecs.BOM_UTF16_LE, "utf_16"),
        (codecs.BOM_UTF16_BE, "utf_16"),
    ):
        if content.startswith(mark):
            return content.decode(name, "replace")
    if codec.startswith(("utf_16", "utf_32", "utf-16", "utf-32")):
        return _wide(content, codec)
    if content.isascii():
        return _seven_bit(content, codec)
    try:
        return mended(content.decode("utf_8"))
    except UnicodeDecodeError:
        pass
    if codec not in ("", "utf_8", "cp1252", "iso8859_15", *ARABIC_CODECS):
        try:
            text = content.decode(codec)
        except (UnicodeError, LookupError):
            pass
        else:
            if OTHER_SCRIPT.search(text) or believable(text) >= believable(single_byte(content, "cp1256")):
                return text
    if _mostly_utf8(content):
        return _mixed(content)
    return mended(_best(content, codec))


def _seven_bit(content: bytes, codec: str) -> str:
    """ASCII bytes: as they are, unless the charset is one that hides its letters in seven bits."""
    if codec == "utf_7" or codec.startswith(("iso2022", "hz")):
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            pass
    return content.decode("ascii")


def _wide(content: bytes, codec: str) -> str:
    """UTF-16 and UTF-32 as declared, but only where the bytes look like it (NULs, or a clean decoding)."""
    try:
        text = content.decode(codec)
    except UnicodeDecodeError:
        text = ""
    if text and (b"\0" in content or believable(text) > 0):
        return text
    return text or decode(content, "")


def single_byte(content: bytes, codec: str) -> str:
    """A single-byte reading; holes of the table become the C1 controls that ISO 8859 has there."""
    text = content.decode(codec, "surrogateescape")
    return text.translate(UNESCAPED) if ESCAPED.search(text) else text


def believable(text: str) -> float:
    """How much a reading looks like Arabic, French or English: letters in their usual company count for it."""
    return (
        len(BELIEVABLE.findall(text))
        + 2 * len(ARTICLE.findall(text))
        + len(FRENCH.findall(text))
        + 0.3 * len(PUNCTUATION.findall(text))
        - 1.5 * len(STRANGE.findall(text))
    )


def _sample(content: bytes) -> bytes:
    """The lines with high bytes, up to SAMPLE bytes: all that a guess needs to look at."""
    kept, size = [], 0
    for line in content.split(b"\n"):
        if line.isascii():
            continue
        kept.append(line[: SAMPLE - size])
        size += len(kept[-1])
        if size >= SAMPLE:
            break
    return b"\n".join(kept)


def _best(content: bytes, codec: str) -> str:
    """The most believable single-byte reading; among equals the declared one, then windows-1252."""
    order = [codec] if codec and codec != "utf_8" and _fits(content, codec) else []
    order += [name for name in ("cp1252", "cp1256", "iso8859_6") if name not in order]
    sample = _sample(content)
    ranked = []
    for place, name in enumerate(order):
        try:
            ranked.append((believable(single_byte(sample, name)), -place, name))
        except (LookupError, UnicodeError):
            continue
    return single_byte(content, max(ranked)[2])


def _fits(content: bytes, codec: str) -> bool:
    """Whether a charset can read all of it: UTF-7 and others of several bytes may fail beyond the sample."""
    try:
        content.decode(codec, "surrogateescape")
    except (LookupError, UnicodeError):
        return False
    return True


def _mostly_utf8(content: bytes) -> bool:
    """Whether a text is UTF-8 but for some damaged or foreign bytes."""
    sample = _sample(content)
    text = sample.decode("utf_8", "surrogateescape")
    whole = text.encode("utf_8", "ignore").decode("utf_8")
    stray = len(text) - len(whole)
    return len(whole) - len(whole.encode("ascii", "ignore")) > 2 * stray


def _mixed(content: bytes) -> str:
    """UTF-8 with foreign bytes in it: those are read as windows-1256 in Arabic text, else as windows-1252."""
    text = content.decode("utf_8", "surrogateescape").rstrip("\udc80" + "".join(map(chr, range(0xDC81, 0xDD00))))
    codec = "cp1256" if re.search(f"[{ARABIC}]", text) else "cp1252"
    return text.translate({0xDC00 + byte: single_byte(bytes([byte]), codec) for byte in range(0x80, 0x100)})


def mended(text: str) -> str:
    """Undoes UTF-8 that was read as windows-1252 or windows-1256, line by line, and only where it is certain.

    Certain: every character of the line that is not ASCII goes back to bytes that form valid UTF-8 with at least two
    multi-byte characters; a text in a human language cannot do that by chance.
    """
    if not MOJIBAKE.search(text):
        return text
    return "".join(_mended_line(line) for line in text.splitlines(keepends=True))


def _mended_line(line: str) -> str:
    if line.isascii() or not MOJIBAKE.search(line):
        return line
    for codec in ("cp1252", "cp1256"):
        try:
            again = _back(line, codec).decode("utf_8")
        except UnicodeError:
            continue
        if sum(character > "\x7f" for character in again) >= 2 and believable(again) > believable(line):
            return again
    return line


def _back(line: str, codec: str) -> bytes:
    """The bytes a line was before it was read wrongly; C1 controls stand for the holes of windows-1252.

    Raises UnicodeError for a character that the charset does not have.
    """
    pieces = C1_CONTROLS.split(line)  # every second one is a run of them
    return b"".join(piece.encode("latin_1" if place % 2 else codec) for place, piece in enumerate(pieces))

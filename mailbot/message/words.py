"""Encoded-words of RFC 2047 in header values, also broken ones, beside raw 8-bit text. Pure and linear."""

import binascii
import re

from mailbot.message import charset

START = re.compile(rb"=\?([^?\s]{1,60})\?([bBqQ])\?")
QUOTED_BYTE = re.compile(rb"=([0-9A-Fa-f]{2})")
NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
CONTROL = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f\u0080-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]+"
)  # marks of direction too: they hide what a name says
SPACES = re.compile(r"[ \t\r\n]+")


def decoded(value: bytes) -> str:
    """A header value as people read it: encoded-words decoded, raw 8-bit text guessed, one line, no control characters.

    Adjacent encoded-words of one charset are joined as bytes before they are decoded: senders cut them within a
    character. White space between adjacent encoded-words is dropped (RFC 2047 §6.2).
    """
    if b"=?" not in value and value.isascii():
        return tidy(value.decode("ascii"))
    text: list[str] = []
    pending, pending_charset = b"", ""
    place = 0
    for name, content, start, end in encoded_words(value):
        between = value[place:start]
        if between.strip() or not pending_charset:
            text += [charset.decode(pending, pending_charset), charset.decode(between, "")]
            pending, pending_charset = b"", ""
        if pending_charset and charset.codec_name(name) != charset.codec_name(pending_charset):
            text.append(charset.decode(pending, pending_charset))
            pending = b""
        pending, pending_charset = pending + content, name
        place = end
    text += [charset.decode(pending, pending_charset), charset.decode(value[place:], "")]
    return tidy(charset.mended("".join(text)))


def encoded_words(value: bytes) -> list[tuple[str, bytes, int, int]]:
    """(charset, decoded bytes, start, end) of every encoded-word, in order; one that never ends runs to the end."""
    found = []
    place = 0
    while start := START.search(value, place):
        end = value.find(b"?=", start.end())
        content = value[start.end() : end if end >= 0 else len(value)]
        place = end + 2 if end >= 0 else len(value)
        body = _base64(content) if start[2] in b"bB" else _quoted(content)
        found.append((start[1].decode("latin-1").partition("*")[0], body, start.start(), place))
    return found


def _base64(content: bytes) -> bytes:
    """Base64 without its padding, or with foreign characters in it."""
    clean = NOT_BASE64.sub(b"", content)
    clean = clean[: len(clean) - 1] if len(clean) % 4 == 1 else clean
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))


def _quoted(content: bytes) -> bytes:
    """The Q encoding (RFC 2047 §4.2); a "=" that starts no byte stays."""
    return QUOTED_BYTE.sub(lambda found: bytes([int(found[1], 16)]), content.replace(b"_", b" "))


def tidy(text: str) -> str:
    """One line without control characters or doubled spaces."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return SPACES.sub(" ", CONTROL.sub("", SPACES.sub(" ", text))).strip()

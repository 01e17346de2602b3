"""Puts a letter's finished parts into one e-mail: multipart/alternative, in multipart/mixed with enclosures."""

import binascii
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime

from mailbot.letters.header import LINE, folded

Fields = tuple[tuple[str, str], ...]
LINE_ENDS = b"\r\n"
FOREIGN = bytes(range(0x7F, 0x100))


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a letter. name: plain ASCII without quotes; media_type: such as text/calendar."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


def build(fields: Fields, text: str, html: str, token: str, enclosures: tuple[Enclosure, ...] = ()) -> bytes:
    """The whole e-mail: CRLF line ends, lines of at most 76 characters, ASCII but for an internationalised address.

    fields: names and finished values, in order. token: makes the boundaries, so that the same input gives the same
    bytes; with "=_" in front they can stand in no quoted-printable or base64 text (RFC 2045 §6.7).
    """
    body = multipart(
        "alternative",
        f"=_letter_{token}",
        (text_part("plain", text), text_part("html", html)),  # the richest one last (RFC 2046 §5.1.4)
    )
    if enclosures:
        body = multipart("mixed", f"=_mixed_{token}", (body, *(enclosed(enclosure) for enclosure in enclosures)))
    header = "".join(folded(name, value) for name, value in (*fields, ("MIME-Version", "1.0")))
    return header.encode("utf-8") + body


def multipart(subtype: str, boundary: str, parts: tuple[bytes, ...]) -> bytes:
    """Parts, each with its own header, between boundaries (RFC 2046 §5.1.1)."""
    header = folded("Content-Type", f'multipart/{subtype}; boundary="{boundary}"').encode("ascii")
    mark = b"--" + boundary.encode("ascii")
    between = b"".join(mark + LINE_ENDS + part + LINE_ENDS for part in parts)
    return header + LINE_ENDS + between + mark + b"--" + LINE_ENDS


def text_part(subtype: str, text: str) -> bytes:
    """A part of text in UTF-8: quoted-printable where that is shorter and stays readable, else base64."""
    content = "\r\n".join(text.rstrip("\n").split("\n")).encode("utf-8") + LINE_ENDS
    foreign = len(content) - len(content.translate(None, FOREIGN))
    encoding = "quoted-printable" if foreign * 6 < len(content) else "base64"
    header = folded("Content-Type", f"text/{subtype}; charset=utf-8") + folded("Content-Transfer-Encoding", encoding)
    body = binascii.b2a_qp(content, istext=True) if encoding == "quoted-printable" else base64_lines(content)
    return header.encode("ascii") + LINE_ENDS + body


def enclosed(enclosure: Enclosure) -> bytes:
    """A part that is a file."""
    header = (
        folded("Content-Type", enclosure.media_type)
        + folded("Content-Transfer-Encoding", "base64")
        + folded("Content-Disposition", f'attachment; filename="{enclosure.name}"')
    )
    return header.encode("ascii") + LINE_ENDS + base64_lines(enclosure.content)


def base64_lines(content: bytes) -> bytes:
    """Base64 in lines of 76 characters (RFC 2045 §6.8)."""
    whole = binascii.b2a_base64(content, newline=False)
    return b"".join(whole[place : place + LINE] + LINE_ENDS for place in range(0, len(whole), LINE))


def date_field(at: datetime) -> str:
    """A moment as a Date field (RFC 5322 §3.3), whole seconds."""
    return format_datetime(at.replace(microsecond=0))

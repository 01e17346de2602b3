"""The wire form of the test corpus: headers, encoded-words, file names and MIME parts as bytes with CRLF line ends.

Written out by hand, since the standard library's folding of long Arabic and French headers does not survive a round
trip and its boundaries are random. Functions that have a choice (encoding, form of a file name) make it by `seed`.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import quote

from tests.corpus.documents import choose

WORDS = 40  # bytes of text in one encoded-word, so that it stays under 75 characters (RFC 2047, 2)


@dataclass(frozen=True)
class Part:
    """A MIME entity: headers ready to write, and its encoded body with CRLF line ends."""

    headers: tuple[tuple[str, bytes], ...]
    body: bytes

    def __bytes__(self) -> bytes:
        return b"".join(name.encode() + b": " + value + b"\r\n" for name, value in self.headers) + b"\r\n" + self.body


def encoded_words(text: str, charset: str, letter: str) -> str:
    """RFC 2047 encoded-words of whole characters, in base64 ("B") or the strict quoted-printable of phrases ("Q")."""
    chunks: list[str] = []
    chunk = ""
    for character in text:
        if chunk and len((chunk + character).encode(charset)) > (WORDS if letter == "B" else WORDS // 2):
            chunks, chunk = [*chunks, chunk], ""
        chunk += character
    words = []
    for data in (chunk.encode(charset) for chunk in [*chunks, chunk]):
        if letter == "B":
            words.append(base64.b64encode(data).decode())
        else:
            words.append(
                "".join("_" if b == 32 else chr(b) if b < 128 and chr(b).isalnum() else f"={b:02X}" for b in data)
            )
    return " ".join(f"=?{charset}?{letter}?{word}?=" for word in words)


def fold(value: str, room: int = 60) -> bytes:
    """An ASCII header value, broken before the spaces it has anyway (RFC 5322, 2.2.3)."""
    lines: list[str] = []
    line = ""
    for token in re.findall(r"\s*\S+", value):
        if line.strip() and len(line) + len(token) > room:
            lines, line, room = [*lines, line], "", 76
        line += token
    return "\r\n".join([*lines, line]).encode("ascii")


def unstructured(text: str, charset: str, seed: str, raw: bool = False) -> bytes:
    """A Subject or the like: as it is, as encoded-words, or (raw) as bytes that name no charset."""
    if text.isascii() and "=?" not in text:
        return fold(text)
    if raw and encodable(text, charset):
        return text.encode(charset)
    used = charset if encodable(text, charset) else "utf-8"
    return fold(encoded_words(text, used, choose("BBQ", seed, "word")))


def mailbox(name: str | None, address: str, charset: str, seed: str) -> bytes:
    """One `name <address>` with the name quoted or encoded as it needs (RFC 5322, 3.4)."""
    if not name:
        return address.encode()
    if name.isascii():
        shown = (
            name
            if re.fullmatch(r"[\w !#$%&'*+/=?^`{|}~-]+", name) and "=?" not in name
            else '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'
        )
    else:
        shown = encoded_words(name, charset if encodable(name, charset) else "utf-8", choose("BBQ", seed, "word"))
    return fold(f"{shown} <{address}>")


def encodable(text: str, charset: str) -> bool:
    """Whether the charset has every character of the text."""
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def leaf(kind: str, data: bytes, transfer: str, *headers: tuple[str, bytes]) -> Part:
    """A part without parts. Data of text must have \\n line ends unless the transfer encoding is base64."""
    if transfer == "base64":
        body = base64.encodebytes(data).replace(b"\n", b"\r\n")
    elif transfer == "quoted-printable":
        body = binascii.b2a_qp(data).replace(b"\n", b"\r\n")
    else:
        body = data.replace(b"\n", b"\r\n")
    return Part((("Content-Type", kind.encode()), ("Content-Transfer-Encoding", transfer.encode()), *headers), body)


def multipart(subtype: str, parts: list[Part], boundary: str, parameters: str = "") -> Part:
    """A container (RFC 2046, 5.1)."""
    body = b"".join(b"--" + boundary.encode() + b"\r\n" + bytes(part) + b"\r\n" for part in parts)
    kind = f'multipart/{subtype};{parameters}\r\n boundary="{boundary}"'
    return Part((("Content-Type", kind.encode()),), body + f"--{boundary}--\r\n".encode())


def file_name(name: str, charset: str, seed: str) -> tuple[bytes, bytes]:
    """Parameters of Content-Type and Content-Disposition for a file name: RFC 2231, or encoded-words."""
    if name.isascii():
        plain = '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'
        return f";\r\n name={plain}".encode(), f";\r\n filename={plain}".encode()
    used = charset if encodable(name, charset) else "utf-8"
    words = encoded_words(name, used, "B").replace(" ", "\r\n ")
    if choose((True, False), seed, "2231"):
        pieces: list[str] = []
        piece = ""
        for character in name:
            cell = quote(character.encode(used), safe="")
            if len(piece) + len(cell) > 54:
                pieces, piece = [*pieces, piece], ""
            piece += cell
        pieces.append(piece)
        first = f"{used}''{pieces[0]}"
        if len(pieces) == 1:
            return b"", f";\r\n filename*={first}".encode()
        return b"", "".join(f";\r\n filename*{n}*={piece}" for n, piece in enumerate([first, *pieces[1:]])).encode()
    return f';\r\n name="{words}"'.encode(), f';\r\n filename="{words}"'.encode()


def inner_message(text: str, seed: str) -> bytes:
    """A raw message as written in a case, with its headers made fit for mail; one that is multipart stays as it is."""
    head, _, body = text.replace("\r\n", "\n").lstrip("\n").partition("\n\n")
    fields = [tuple(line.split(":", 1)) for line in re.sub(r"\n[ \t]+", " ", head).split("\n")]
    if any(name.lower() == "content-type" and "multipart" in value.lower() for name, value in fields):
        return text.lstrip("\n").replace("\n", "\r\n").encode()
    made: list[tuple[str, bytes]] = []
    for name, value in fields:
        if name.lower() in ("from", "to", "cc", "reply-to", "sender") and "," not in value and "@" in value:
            made.append((name, mailbox(*parseaddr(value.strip()), "utf-8", seed)))
        elif not name.lower().startswith("content-") and name.lower() != "mime-version":
            made.append((name, unstructured(value.strip(), "utf-8", seed)))
    kind = next((value.strip() for name, value in fields if name.lower() == "content-type"), "text/plain").split(";")[0]
    part = leaf(f'{kind}; charset="utf-8"', body.encode(), "quoted-printable")
    return bytes(Part((*made, ("MIME-Version", b"1.0"), *part.headers), part.body))


def text_part(kind: str, body: str, charset: str, seed: str, raw: bool) -> Part:
    """A body in base64, quoted-printable or (raw, lines short enough: RFC 5322, 2.1.1) 8-bit bytes, no charset."""
    data = body.replace("\r\n", "\n").encode(charset)
    if raw and max(map(len, data.split(b"\n"))) < 990:
        return leaf(kind, data, "8bit")
    label = f'{kind}; charset="{charset}"'
    if choose(("base64", "quoted-printable"), seed, kind) == "base64":
        return leaf(label, data.replace(b"\n", b"\r\n"), "base64")
    return leaf(label, data, "quoted-printable")

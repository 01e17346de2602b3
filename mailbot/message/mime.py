"""The parts of a message (RFC 2046), found in place: nothing is copied until a part's content is asked for.

The standard parser costs several times a message's size in memory and recurses once a nesting level; here depth and
number of parts are capped, and every step is linear.
"""

import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mailbot.message.header import MAX_HEADER, Fields, first, header_end, read_fields
from mailbot.message.parameters import parameters

MAX_DEPTH = 30
MAX_PARTS = 1_000
GUESSED_BOUNDARY = re.compile(rb"(?m)^--([^\s-][^\r\n]{0,199}|-[^\r\n]{1,199}[^\r\n-])[ \t]*\r?\n[Cc]ontent-")
MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}")
WORDS = re.compile(rb"\S \S")
NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]")
BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \t\n\r\f\v"


@dataclass(slots=True)
class Entity:
    """One entity: its header, and where its body stands in the raw message. children: of a multipart only."""

    fields: Fields
    media_type: str
    parameters: Mapping[str, str]
    disposition: str  # lower case, "" where the part has none
    disposition_parameters: Mapping[str, str]
    encoding: str
    raw: bytes = field(repr=False)
    start: int = 0
    end: int = 0
    children: list["Entity"] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The file name, decoded; "" where the part has none."""
        return self.disposition_parameters.get("filename") or self.parameters.get("name") or ""

    @property
    def body(self) -> bytes:
        """The body as sent, still in its transfer encoding."""
        return self.raw[self.start : self.end]

    @property
    def content(self) -> bytes:
        """The body without its transfer encoding (RFC 2045 §6), as much of it as can be had."""
        return transfer_decoded(self.body, self.encoding)

    def walk(self) -> Iterator["Entity"]:
        """This entity and all below it, outermost first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class Limits:
    """What is left of the caps, and what was met: one for a whole message."""

    parts: int = MAX_PARTS
    defects: dict[str, None] = field(default_factory=dict)  # in order, each once

    def defect(self, what: str) -> None:
        """Notes what is wrong, for people."""
        self.defects[what] = None


def read(
    raw: bytes, limits: Limits, start: int = 0, end: int | None = None, depth: int = 0, usual: str = "text/plain"
) -> Entity:
    """The entity in raw[start:end] with all its parts. usual: its type where the header names none."""
    end = len(raw) if end is None else end
    header_stop, body = header_end(raw, start, end)
    if header_stop - start > MAX_HEADER:
        limits.defect("a header is too long; its rest was not read")
    fields = read_fields(raw[start : min(header_stop, start + MAX_HEADER)])
    media_type, found = parameters(first(fields, "content-type"))
    disposition, disposition_parameters = parameters(first(fields, "content-disposition"))
    entity = Entity(
        fields=fields,
        media_type=_known_type(media_type, usual, limits),
        parameters=found,
        disposition=disposition,
        disposition_parameters=disposition_parameters,
        encoding=parameters(first(fields, "content-transfer-encoding"))[0].strip("\"'"),
        raw=raw,
        start=min(body, end),
        end=end,
    )
    if entity.media_type.startswith("multipart/"):
        _split(entity, limits, depth)
    return entity


def _known_type(declared: str, usual: str, limits: Limits) -> str:
    """The media type; RFC 2045 §5.2: what cannot be understood is plain text, and types without "/" are guessed."""
    if MEDIA_TYPE.fullmatch(declared):
        return declared
    if declared:
        limits.defect("a Content-Type cannot be understood")
    return {"text": "text/plain", "html": "text/html"}.get(declared, usual)


def _split(entity: Entity, limits: Limits, depth: int) -> None:
    """Finds the parts of a multipart; one that has none becomes plain text."""
    boundary = _boundary(entity)
    if depth >= MAX_DEPTH:
        limits.defect(f"nested more than {MAX_DEPTH} deep; the rest was not read")
        entity.media_type = "application/octet-stream"
        return
    spans, closed = _spans(entity.raw, boundary, entity.start, entity.end, limits.parts) if boundary else ([], False)
    if not spans:
        limits.defect("a multipart without parts")
        entity.media_type = "text/plain"
        return
    if not closed:
        limits.defect("a multipart that does not end")
    usual = "message/rfc822" if entity.media_type == "multipart/digest" else "text/plain"
    for start, end in spans:
        if limits.parts <= 0:
            limits.defect(f"more than {MAX_PARTS} parts; the rest was not read")
            break
        limits.parts -= 1
        entity.children.append(read(entity.raw, limits, start, end, depth + 1, usual))


def _boundary(entity: Entity) -> bytes:
    """The boundary as bytes; guessed from the first line that looks like a delimiter where none is declared."""
    declared = entity.parameters.get("boundary", "").rstrip()
    if declared:
        return declared.encode("utf-8", "replace")[:1_000]
    found = GUESSED_BOUNDARY.search(entity.raw, entity.start, min(entity.end, entity.start + 20_000))
    return found[1].rstrip() if found else b""


def _spans(raw: bytes, boundary: bytes, start: int, end: int, most: int) -> tuple[list[tuple[int, int]], bool]:
    """([(start, end) of each part], whether the closing delimiter was there), RFC 2046 §5.1.1.

    The line end before a delimiter belongs to the delimiter. Text before the first and after the last is no part.
    """
    delimiter = b"--" + boundary
    spans: list[tuple[int, int]] = []
    begin = -1
    place = start
    while True:
        place = raw.find(delimiter, place, end)
        if place < 0:
            break
        tail = place + len(delimiter)
        line_end = raw.find(b"\n", tail, min(end, tail + 200))
        stop = line_end if line_end >= 0 else min(end, tail + 200)
        rest = raw[tail:stop].rstrip()
        if (place > start and raw[place - 1] != 0x0A) or rest not in (b"", b"--"):
            place = tail
            continue
        if begin >= 0:
            spans.append((begin, max(begin, _before_line_end(raw, place))))
        if rest == b"--":
            return spans, True
        begin = place = min(end, stop + 1)
        if len(spans) > most:
            return spans, False
    if begin >= 0:
        spans.append((begin, end))
    return spans, False


def _before_line_end(raw: bytes, place: int) -> int:
    """Where the line before `place` ends, without its CRLF or LF."""
    place -= 1
    return place - 1 if raw[place - 1 : place] == b"\r" else place


def transfer_decoded(body: bytes, encoding: str) -> bytes:
    """A body without its transfer encoding; one that lies about its encoding is given as it is."""
    if encoding in ("base64", "b", "x-base64"):
        return _from_base64(body)
    if encoding in ("quoted-printable", "quotedprintable", "q"):
        return binascii.a2b_qp(body)
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return _from_uu(body)
    return body


def _from_base64(body: bytes) -> bytes:
    """Base64 as far as it is such: foreign lines below it (list footers) and broken padding do no harm."""
    if not body.strip():
        return b""
    clean = body
    foreign = NOT_BASE64.search(body) if body.translate(None, BASE64) else None
    if foreign is not None:
        padding = body.find(b"=", 0, foreign.start())
        if padding >= 0:  # the data ended before the foreign text
            clean = body[: padding + 2]
        elif WORDS.search(body[:200]):
            return body  # plain text that claims to be base64
        else:
            clean = NOT_BASE64.sub(b"", body)
    try:
        return binascii.a2b_base64(clean)
    except binascii.Error:
        clean = b"".join(clean.split()).rstrip(b"=")
        clean = clean[: len(clean) - 1] if len(clean) % 4 == 1 else clean
        try:
            return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))
        except binascii.Error:
            return body


def _from_uu(body: bytes) -> bytes:
    """uuencoded data between "begin" and "end"."""
    out = []
    for line in body.splitlines():
        if line.startswith(b"begin ") or not line:
            continue
        if line.strip() == b"end":
            break
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return b"".join(out) or body

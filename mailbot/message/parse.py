"""Raw bytes to a Message: the one entry to reading. Never raises for what a message holds; linear."""

import hashlib
import re
from dataclasses import dataclass, field

from mailbot.message import charset, html, lines, mime, zones
from mailbot.message.documents.tidy import shortened
from mailbot.message.header import envelope, header_end, read_fields
from mailbot.message.mime import Entity, Limits
from mailbot.message.model import Attachment, Envelope, Forwarded, Message, Zones
from mailbot.message.sniffing import media_type
from mailbot.message.tnef import unpack

MAX_TEXT = 500_000  # bytes of one text part that are read as the message's own words
MAX_TEXTS = 750_000  # bytes of all of them together, attached messages' included
MAX_ATTACHED_DEPTH = 8  # messages within messages
MAX_LINKS = 200
CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)  # no text, no database takes them
LINK = re.compile(r"https?://[^\s<>\"'،؛]{3,2000}", re.IGNORECASE)
STRAY_TOP = re.compile(
    rb"(?:\xef\xbb\xbf)?[\r\n]{0,8}(?=(?:From|To|Date|Subject|Received|Return-Path|Delivered-To|Message-ID|MIME-Version):)",
    re.IGNORECASE,
)
TNEF_TYPES = frozenset(("application/ms-tnef", "application/vnd.ms-tnef"))


@dataclass(slots=True)
class _Reading:
    """What has been collected of one message, its attached messages included."""

    limits: Limits
    budget: int  # bytes of content that may still be kept: hostile nesting must not multiply a message
    texts: int = MAX_TEXTS  # bytes of text that may still be read
    attachments: list[Attachment] = field(default_factory=list)
    forwarded: list[Forwarded] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    calendar_method: str = ""


def parse(raw: bytes, *, dated: bool = True) -> Message:
    """The message in some bytes, whatever they are.

    Where a part cannot be read, the rest is; what was wrong stands in Message.defects. dated: False leaves out its own
    dates, which take long, for those who know when it came.
    """
    try:
        return _parse(raw, dated)
    except MemoryError:  # no fault of the message
        raise
    except Exception as error:  # a message that nobody foresaw must still be filed and shown to a person
        return _bare(raw, type(error).__name__)


def _parse(raw: bytes, dated: bool) -> Message:
    limits = Limits()
    if b"\n" not in raw:  # lines end with CR alone, as programs of old Macintoshes saved them
        raw = raw.replace(b"\r", b"\n")
    root = mime.read(raw, limits, _beginning(raw))
    head, header_defects = envelope(root.fields, dated=dated)
    reading = _Reading(limits, budget=2 * len(raw) + 1_000_000)
    own, links = _read_entity(root, head, reading, within=None, depth=0)
    report = root.parameters.get("report-type", "").lower() if root.media_type == "multipart/report" else ""
    return Message(
        envelope=head,
        zones=own,
        forwarded=tuple(reading.forwarded),
        attachments=tuple(reading.attachments),
        links=tuple(dict.fromkeys([*links, *reading.links]))[:MAX_LINKS],
        content_types=tuple(dict.fromkeys(entity.media_type for entity in root.walk())),
        report_type=report,
        calendar_method=reading.calendar_method,
        size=len(raw),
        defects=(*limits.defects, *header_defects),
    )


def _beginning(raw: bytes) -> int:
    """Where the header begins: below an mbox line, a byte order mark, or empty lines that a tool put on top."""
    if raw.startswith((b"From ", b">From ")):
        return raw.find(b"\n") + 1
    stray = STRAY_TOP.match(raw)
    return stray.end() if stray else 0


def _bare(raw: bytes, fault: str) -> Message:
    """As much of a message as can be had when reading it went wrong: its envelope, and its first bytes as text."""
    try:
        stop, body = header_end(raw, 0, len(raw))
        head, _ = envelope(read_fields(raw[:stop]))
        text = CONTROL.sub("", charset.decode(raw[body : body + 100_000], ""))
    except Exception:  # the fault may lie in the header itself
        head, text = Envelope(), ""
    return Message(envelope=head, zones=Zones(body=text), size=len(raw), defects=(f"could not be read: {fault}",))


def _read_entity(
    root: Entity, head: Envelope, reading: _Reading, within: int | None, depth: int
) -> tuple[Zones, list[str]]:
    """Reads one message: gives its zones and links; adds attachments and forwards to `reading`."""
    texts, others = _parts(root)
    if not any(_has_text(part) for part in texts):
        # A message whose only text came as an attachment without a name is that text.
        nameless = [part for part in others if part.media_type in ("text/plain", "text/html") and not part.name]
        if nameless and root.media_type != "multipart/report":
            texts = [*texts, [nameless[0]]]
            others = [part for part in others if part is not nameless[0]]
    own_lines = [line for part in texts if _affordable(part, reading) for line in _lines(part)]
    own, inline, marked = zones.cut(own_lines, head.subject)
    links = [
        *marked,
        *(
            link
            for text in (own.body, own.signature, *(each.zones.body for each in inline))
            for link in find_links(text)
        ),
    ]
    reading.forwarded += inline
    for part in others:
        _attach(part, reading, within, depth)
    return own, links


def _parts(root: Entity) -> tuple[list[list[Entity]], list[Entity]]:
    """(own texts in order, each as its alternatives; every other leaf, in order)."""
    texts: list[list[Entity]] = []
    others: list[Entity] = []
    _sort(root, texts, others, root)
    return texts, others


def _sort(entity: Entity, texts: list[list[Entity]], others: list[Entity], root: Entity) -> None:
    kind = entity.media_type
    if not kind.startswith("multipart/"):
        if _is_own_text(entity):
            texts.append([entity])
        elif entity is not root or entity.body.strip():
            others.append(entity)
        return
    if kind == "multipart/alternative":
        inner: list[list[Entity]] = []
        for child in entity.children:
            _sort(child, inner, others, root)
        plain = [part for group in inner for part in group if part.media_type != "text/html"]
        rich = [part for group in inner for part in group if part.media_type == "text/html"]
        if plain and rich:
            texts.append([*plain, *rich])
        else:
            texts += inner
        return
    for number, child in enumerate(entity.children):
        own_report = kind == "multipart/report" and number > 0
        if own_report and not child.media_type.startswith("multipart/"):
            others.append(child)
        else:
            _sort(child, texts, others, root)


def _is_own_text(entity: Entity) -> bool:
    """Whether a leaf is text that the message shows: text without a file name that is not sent as an attachment."""
    if entity.media_type not in ("text/plain", "text/html", "text/enriched"):
        return False
    return entity.disposition != "attachment" and not entity.name


def _has_text(parts: list[Entity]) -> bool:
    return any(part.body.strip() for part in parts)


def _affordable(alternatives: list[Entity], reading: _Reading) -> bool:
    """Whether an own text may still be read; what comes after MAX_TEXTS is not."""
    if reading.texts <= 0:
        reading.limits.defect("more text than is read; its rest was not")
        return False
    reading.texts -= sum(min(part.end - part.start, MAX_TEXT) for part in alternatives)
    return True


def _lines(alternatives: list[Entity]) -> list[lines.Line]:
    """The lines of one own text: of its HTML where that is about as rich as the plain text, else of that."""
    plain = [line for part in alternatives if part.media_type != "text/html" for line in _plain(part)]
    rich = [line for part in alternatives if part.media_type == "text/html" for line in html.to_lines(_decoded(part))]
    if not rich or not plain:
        return [*(rich or plain), lines.Line("")]
    chosen = rich if _words(rich) >= 0.7 * _words(plain) else plain
    return [*chosen, lines.Line("")]


def _words(found: list[lines.Line]) -> int:
    return sum(len(line.text.split()) for line in found)


def _plain(part: Entity) -> list[lines.Line]:
    flowed = part.parameters.get("format", "").lower() == "flowed"
    text = _decoded(part)
    if "<html" in text[:500].lower() and "</" in text:
        return html.to_lines(text)  # HTML that was sent as plain text
    return lines.from_text(text, flowed, part.parameters.get("delsp", "").lower() == "yes")


def _decoded(part: Entity) -> str:
    return shortened(CONTROL.sub("", charset.decode(part.content[:MAX_TEXT], part.parameters.get("charset", ""))))


def find_links(text: str) -> list[str]:
    """The http(s) addresses in a text, without the punctuation that ends a sentence."""
    return [found.group().rstrip(".,;:!?)]}»”’*_") for found in LINK.finditer(text)]


def _attach(part: Entity, reading: _Reading, within: int | None, depth: int) -> None:
    """Adds one leaf as an attachment; an attached message and winmail.dat are opened as well."""
    content = part.content
    reading.budget -= len(content)
    if reading.budget < 0:
        reading.limits.defect("more content than the message can hold; the rest was not read")
        return
    if part.media_type == "text/calendar" and not reading.calendar_method:
        reading.calendar_method = _calendar_method(part, content)
    place = len(reading.attachments)
    reading.attachments.append(_attachment(part, content, within))
    if part.media_type in ("message/rfc822", "message/global") and depth < MAX_ATTACHED_DEPTH:
        _read_attached(content, reading, place, depth)
    elif part.media_type in TNEF_TYPES or part.name.lower() == "winmail.dat":
        for name, data in unpack(content):
            reading.attachments.append(_made(name, data, "application/octet-stream", False, place))


def _read_attached(content: bytes, reading: _Reading, place: int, depth: int) -> None:
    """Reads a message/rfc822: its text becomes a Forwarded, its leaves stand after it with `within`."""
    root = mime.read(content, reading.limits)
    head, _ = envelope(root.fields)
    slot = len(reading.forwarded)
    own, links = _read_entity(root, head, reading, within=place, depth=depth + 1)
    reading.links += links
    reading.forwarded.insert(
        slot, Forwarded(sender=head.sender, subject=head.subject, zones=own, attached=True, date=head.date)
    )


def _attachment(part: Entity, content: bytes, within: int | None) -> Attachment:
    picture = part.media_type.startswith("image/")
    cid = any(name.lower() == "content-id" for name, _ in part.fields)
    inline = picture and part.disposition != "attachment" and (part.disposition == "inline" or cid)
    return _made(part.name, content, part.media_type, inline or (cid and picture), within)


def _made(name: str, content: bytes, declared: str, inline: bool, within: int | None) -> Attachment:
    return Attachment(
        name=name,
        media_type=media_type(content, name, declared),
        declared_type=declared,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        inline=inline,
        within=within,
    )


def _calendar_method(part: Entity, content: bytes) -> str:
    """METHOD of a calendar part (RFC 5546 §1.4): its parameter, else its own line."""
    method = part.parameters.get("method", "")
    if not method:
        found = re.search(rb"^METHOD:([A-Za-z-]{1,40})", content[:20_000], re.MULTILINE | re.IGNORECASE)
        method = found[1].decode("ascii") if found else ""
    return method.upper()

"""The header of a message: its fields, encoded-words and dates, however damaged. Pure and linear."""

import email.utils
import re
from datetime import UTC, datetime

import mailparser

from mailbot.message.addresses import addresses
from mailbot.message.model import Address, Envelope
from mailbot.message.words import decoded

Fields = tuple[tuple[str, bytes], ...]  # name as sent, raw value unfolded

MAX_HEADER = 256 * 1024  # bytes of one header that are looked at: a header bomb ends here
MAX_FIELD = 16 * 1024  # bytes of one field
MAX_FIELDS = 500
LINE = re.compile(rb"([!-9;-~]{1,200})[ \t]*:(.*)", re.DOTALL)
EMPTY_LINE = re.compile(rb"\n\r?\n")
MESSAGE_ID = re.compile(r"<[^<>\s]{1,990}>")
BARE_ID = re.compile(r"[^<>\s,;]{1,900}@[^<>\s,;]{1,90}")
DATED = frozenset({"date", "received"})  # addresses are read here: mail-parser takes long for them and finds fewer
# The null path as servers write it: Postfix's pipe (null_sender), and qmail for a bounce that bounced.
NULL_PATHS = ("mailer-daemon", "#@[]")


def header_end(raw: bytes, start: int, end: int) -> tuple[int, int]:
    """(end of the header, start of the body) of the entity in raw[start:end].

    An entity whose first line is no header field has no header: all of it is body.
    """
    for gap in (b"\n", b"\r\n"):
        if raw.startswith(gap, start):
            return start, start + len(gap)
    first_line = raw[start : min(end, start + 1_000)].split(b"\n", 1)[0]
    if not LINE.match(first_line) and not first_line.startswith((b"From ", b">From ")):
        return start, start
    empty = EMPTY_LINE.search(raw, start, end)
    return (empty.start() + 1, empty.end()) if empty else (end, end)


def read_fields(block: bytes) -> Fields:
    """The fields of a raw header in order, unfolded (RFC 5322 §2.2.3); lines that are no field are skipped."""
    fields: list[tuple[str, list[bytes]]] = []
    for line in block[:MAX_HEADER].splitlines():
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1][1].append(line.strip())
        elif found := LINE.match(line):
            if len(fields) == MAX_FIELDS:
                break
            fields.append((found[1].decode("ascii"), [found[2].strip()]))
    return tuple((name, b" ".join(lines)[:MAX_FIELD]) for name, lines in fields)


def sender(fields: Fields) -> Address | None:
    """The first usable address of From; None where there is none."""
    return next((address for address in _all_addresses(fields, "from") if address.address), None)


def subject(fields: Fields) -> str:
    """The subject, decoded; "" where there is none."""
    return decoded(first(fields, "subject"))


def message_id(fields: Fields) -> str:
    """The Message-ID with its angle brackets; "" where there is none."""
    return next(iter(message_ids(first(fields, "message-id"))), "")


def first(fields: Fields, name: str) -> bytes:
    """The raw value of the first field of that name (lower case), b"" where there is none."""
    return next((value for key, value in fields if key.lower() == name), b"")


def envelope(fields: Fields, *, dated: bool = True) -> tuple[Envelope, tuple[str, ...]]:
    """The envelope of a message, and what mail-parser finds wrong with its dates (names of defects).

    dated: False leaves out dates and defects, which cost more than all the rest.
    """
    raw: dict[str, bytes] = {}
    for name, value in fields:
        raw.setdefault(name.lower(), value)
    date, received, defects = dates(fields) if dated else (None, None, ())
    return_path = raw.get("return-path")
    return Envelope(
        headers=tuple((name, decoded(value)) for name, value in fields),
        return_path=None if return_path is None else _bare(return_path),
        sender=sender(fields),
        reply_to=_all_addresses(fields, "reply-to"),
        to=_all_addresses(fields, "to"),
        cc=_all_addresses(fields, "cc"),
        subject=subject(fields),
        message_id=message_id(fields),
        in_reply_to=message_ids(raw.get("in-reply-to", b"")),
        references=message_ids(raw.get("references", b"")),
        date=date,
        received=received,
    ), defects


def _all_addresses(fields: Fields, name: str) -> tuple[Address, ...]:
    return tuple(found for key, value in fields if key.lower() == name for found in addresses(value))


def _bare(value: bytes) -> str:
    """The address of a Return-Path; "" for the null path."""
    text = decoded(value).strip()
    inner = text.rpartition("<")[2].partition(">")[0] if "<" in text else text
    return "" if inner.strip().lower() in NULL_PATHS else inner.strip()


def message_ids(value: bytes) -> tuple[str, ...]:
    """Message-IDs with their angle brackets, which are supplied where a sender left them out."""
    text = decoded(value)
    found = MESSAGE_ID.findall(text)
    return tuple(found or (f"<{bare}>" for bare in BARE_ID.findall(text)))


def dates(fields: Fields) -> tuple[datetime | None, datetime | None, tuple[str, ...]]:
    """(Date, date of the topmost Received field, defects), both as mail-parser reads them.

    mail-parser leaves a Date without a zone, and a Received line it does not know, undated: those are read here.
    """
    kept: dict[str, tuple[str, bytes]] = {}
    for name, value in fields:
        if name.lower() in DATED:
            kept.setdefault(name.lower(), (name, value))
    block = b"".join(name.encode() + b": " + value[:2_000] + b"\r\n" for name, value in kept.values()) + b"\r\n"
    received_line = kept.get("received", ("", b""))[1].decode("latin-1")
    date_line = kept.get("date", ("", b""))[1].decode("latin-1")
    try:
        parser = mailparser.parse_from_bytes(block)
        date = parser.date if isinstance(parser.date, datetime) else None
        hops = parser.received
        hop = hops[0].get("date_utc") if hops else None
        received = datetime.fromisoformat(hop) if isinstance(hop, str) and hop else None
        defects = tuple(sorted(parser.defects_categories))
    except Exception as error:  # a library's fault on a strange header must not cost the message
        date, received, defects = None, None, (type(error).__name__,)
    return (
        _aware(date) or read_date(date_line),
        _aware(received) or read_date(received_line.rpartition(";")[2]),
        defects,
    )


def _aware(moment: datetime | None) -> datetime | None:
    """A moment with a zone; one without is taken for UTC, one before e-mail for a mistake."""
    if moment is None or not 1970 < moment.year < 9999:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_date(text: str) -> datetime | None:
    """A date of RFC 5322 §3.3 or near it; UTC where it names no zone; None where it is none."""
    try:
        return _aware(email.utils.parsedate_to_datetime(text.strip()[:100]))
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    try:
        return _aware(datetime.fromisoformat(text.strip()[:40]))
    except ValueError:
        return None

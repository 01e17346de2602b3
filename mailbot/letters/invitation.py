"""An acceptance as a calendar file (iCalendar, RFC 5545; its method RFC 5546): when the event is, to be kept free.

Published, not a request: who gets the letter is often not who speaks, and a click in a calendar of the one must not be
taken for the word of the other.
"""

from datetime import UTC, datetime, timedelta

from mailbot.call import Desk, Event
from mailbot.letters.mime import Enclosure
from mailbot.letters.sent import clean
from mailbot.message.domain import ascii_domain

FILE = "invitation.ics"
OCTETS = 75  # of a line, RFC 5545 §3.1
LINE_END = "\r\n"
DAY = timedelta(days=1)


def calendar_file(
    event: Event,
    summary: str,
    description: str,
    uid: str,
    desk: Desk,
    at: datetime,
    *,
    number: int = 0,
    cancelled: bool = False,
    link: str = "",
    name: str = "",
) -> Enclosure:
    """The file that goes with the letter. Pure.

    uid: the same for every letter about one person, so that a later one changes the entry; number: of that letter, the
    first is 0 (SEQUENCE). cancelled: takes the entry out again. name: the desk's, in the letter's language.
    """
    method = "CANCEL" if cancelled else "PUBLISH"
    local, _, _ = desk.address.rpartition("@")
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//mailbot//decisions//EN",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method}",
        f"X-WR-TIMEZONE:{desk.timezone.key}",
        "BEGIN:VEVENT",
        f"UID:{uid.strip('<>')}",
        f"SEQUENCE:{number}",
        f"DTSTAMP:{utc(at)}",
        *period(event),
        f"SUMMARY:{escaped(summary)}",
        f"DESCRIPTION:{escaped(description)}",
        f"ORGANIZER;CN={quoted(name or desk.name)}:mailto:{local}@{ascii_domain(desk.address)}",
        *((f"URL:{link}",) if link else ()),
        f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    content = "".join(folded(line) for line in lines).encode("utf-8")
    return Enclosure(FILE, f"text/calendar; method={method}; charset=utf-8", content)


def period(event: Event) -> tuple[str, ...]:
    """When it is, and whether it fills that time.

    Hours in UTC (§3.3.5), which every calendar shows in its reader's zone. Whole days hold in every zone, DTEND being
    the day after the last (§3.6.1), and do not fill the calendar: a session takes a part of them.
    """
    if event.begins is None:
        return (
            f"DTSTART;VALUE=DATE:{event.starts:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.ends + DAY:%Y%m%d}",
            "TRANSP:TRANSPARENT",
        )
    end = () if event.finishes is None else (f"DTEND:{utc(event.finishes)}",)
    return (f"DTSTART:{utc(event.begins)}", *end, "TRANSP:OPAQUE")


def utc(moment: datetime) -> str:
    """A moment as DATE-TIME of form 2 (§3.3.5)."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A TEXT value (§3.3.11): one line, with its special characters escaped."""
    lines = [clean(line) for line in text.split("\n")]
    return "\\n".join(
        line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines
    )  # colons need no escape


def quoted(name: str) -> str:
    """A parameter value in quotes (§3.2): neither quotes nor control characters may stand in it."""
    return '"' + clean(name).replace('"', "'") + '"'


def folded(line: str) -> str:
    """A content line with its end, in pieces of at most 75 octets that cut no character (§3.1)."""
    pieces: list[str] = []
    piece, room = "", OCTETS
    for character in line:
        size = len(character.encode("utf-8"))
        if size > room:
            pieces.append(piece)
            piece, room = "", OCTETS - 1  # the blank before a continued line counts
        piece += character
        room -= size
    return f"{LINE_END} ".join([*pieces, piece]) + LINE_END

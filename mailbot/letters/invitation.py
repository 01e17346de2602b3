"""An acceptance as a calendar file (iCalendar, RFC 5545; its method RFC 5546): the days of the event, to be kept free.

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
) -> Enclosure:
    """The file that goes with the letter. Pure.

    uid: the same for every letter about one person, so that a later one changes the entry; number: of that letter, the
    first is 0 (SEQUENCE). cancelled: takes the entry out again. An event of whole days: its dates hold in every zone,
    and DTEND is the day after the last (§3.6.1).
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
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.starts:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.ends + DAY:%Y%m%d}",
        f"SUMMARY:{escaped(summary)}",
        f"DESCRIPTION:{escaped(description)}",
        f"ORGANIZER;CN={quoted(desk.name)}:mailto:{local}@{ascii_domain(desk.address)}",
        *((f"URL:{link}",) if link else ()),
        f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",  # a session fills a part of these days
        "END:VEVENT",
        "END:VCALENDAR",
    )
    content = "".join(folded(line) for line in lines).encode("utf-8")
    return Enclosure(FILE, f"text/calendar; method={method}; charset=utf-8", content)


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

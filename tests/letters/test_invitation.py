"""The calendar file of an acceptance: RFC 5545 to the letter, in any script."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.call import Event
from mailbot.letters.invitation import calendar_file, escaped, folded
from mailbot.letters.sample_items import DESK

AT = datetime(2021, 2, 10, 9, 30, tzinfo=UTC)
CONFERENCE = Event("conference", date(2021, 2, 24), date(2021, 2, 25))


def test_the_whole_file() -> None:
    made = calendar_file(
        CONFERENCE, "Conference – A; B", "plenary\nS-0012", "<id@iom.int>", DESK, AT, link="https://a.example"
    )
    assert (made.name, made.media_type) == ("invitation.ics", "text/calendar; method=PUBLISH; charset=utf-8")
    assert made.content.decode("utf-8").replace("\r\n ", "").split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//mailbot//decisions//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-TIMEZONE:Asia/Beirut",
        "BEGIN:VEVENT",
        "UID:id@iom.int",
        "SEQUENCE:0",
        "DTSTAMP:20210210T093000Z",
        "DTSTART;VALUE=DATE:20210224",
        "DTEND;VALUE=DATE:20210226",
        "TRANSP:TRANSPARENT",
        "SUMMARY:Conference – A\\; B",
        "DESCRIPTION:plenary\\nS-0012",
        'ORGANIZER;CN="Regional Review of the GCM for the Arab States":mailto:gcmrrarabstates@iom.int',
        "URL:https://a.example",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


BEIRUT = ZoneInfo("Asia/Beirut")


@pytest.mark.parametrize(
    ("begins", "finishes", "lines"),
    [
        (
            datetime(2021, 2, 23, 10, tzinfo=BEIRUT),
            datetime(2021, 2, 23, 13, 30, tzinfo=BEIRUT),
            ["DTSTART:20210223T080000Z", "DTEND:20210223T113000Z", "TRANSP:OPAQUE"],
        ),
        (
            datetime(2021, 7, 1, 0, 30, tzinfo=BEIRUT),  # in summer time, and still the day before in UTC
            datetime(2021, 7, 2, 18, tzinfo=BEIRUT),
            ["DTSTART:20210630T213000Z", "DTEND:20210702T150000Z", "TRANSP:OPAQUE"],
        ),
        (datetime(2021, 2, 23, 10, tzinfo=BEIRUT), None, ["DTSTART:20210223T080000Z", "TRANSP:OPAQUE"]),
    ],
)
def test_hours_stand_in_universal_time(begins: datetime, finishes: datetime | None, lines: list[str]) -> None:
    event = Event("sitting", begins.date(), (finishes or begins).date(), begins, finishes)
    made = calendar_file(event, "a", "b", "id", DESK, AT).content.decode()
    assert [line for line in made.split("\r\n") if line.startswith(("DTSTART", "DTEND", "TRANSP"))] == lines


def test_a_cancelled_entry() -> None:
    made = calendar_file(CONFERENCE, "a", "b", "id", DESK, AT, number=2, cancelled=True).content.decode()
    assert [line in made for line in ("METHOD:CANCEL", "SEQUENCE:2", "STATUS:CANCELLED")] == [True] * 3


@given(st.text(max_size=200))
def test_no_value_starts_a_line_of_its_own(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    assert "\r" not in line
    assert "\n" not in line
    whole = folded(line)
    pieces = whole.removesuffix("\r\n").split("\r\n")
    assert all(len(piece.encode("utf-8", "surrogatepass")) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
    assert all(piece[0] == " " for piece in pieces[1:])


@pytest.mark.parametrize(("text", "value"), [("a,b;c\\d", "a\\,b\\;c\\\\d"), ("a\nb", "a\\nb"), ("a:b", "a:b")])
def test_escapes(text: str, value: str) -> None:
    assert escaped(text) == value

"""When the clock of the call brings a letter, row by row."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mailbot.call import Kind, Standing
from mailbot.intake.deadlines import (
    AFTER,
    Calendar,
    Occasion,
    Person,
    Subject,
    ahead,
    due_at,
    letters_due,
    notice_occasion,
    reminder_occasion,
)
from mailbot.intake.drafting import NOBODY
from mailbot.intake.plan import Action, Item, Missing, Submission
from mailbot.message.model import Address
from tests.intake.samples import BEIRUT, CALL, SENDER

SPEAKER = CALL.kinds["speaker"]  # closes at the end of 5 February
EXACT = Kind("speaker", "S", datetime(2021, 2, 5, 8, tzinfo=BEIRUT), date(2021, 2, 5), exact=True)
SPRING = Kind("speaker", "S", datetime(2021, 3, 30, tzinfo=BEIRUT), date(2021, 3, 29))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIRUT)


@pytest.mark.parametrize(
    ("kind", "before", "now", "days"),
    [
        (SPEAKER, (7, 2), "2021-01-29T08:59", None),
        (SPEAKER, (7, 2), "2021-01-29T09:00", 7),
        (SPEAKER, (7, 2), "2021-02-03T08:59", 7),
        (SPEAKER, (7, 2), "2021-02-03T09:00", 2),
        (SPEAKER, (7, 2), "2021-02-04T23:59", 2),
        (SPEAKER, (7, 2), "2021-02-05T00:01", None),  # late, and less than a day is left
        (SPEAKER, (1,), "2021-02-04T09:59", 1),
        (SPEAKER, (7, 2), "2021-02-06T00:00", None),
        (SPEAKER, (), "2021-02-03T09:00", None),
        (EXACT, (1,), "2021-02-04T09:30", 1),  # less than a day is left, but it is its time
        (EXACT, (1,), "2021-02-04T10:01", None),
        (EXACT, (1,), "2021-02-05T08:00", None),
        (SPRING, (1,), "2021-03-28T09:00", 1),  # the day on which clocks went forward
        (SPRING, (1,), "2021-03-28T08:59", None),
    ],
)
def test_which_reminder_holds(kind: Kind, before: tuple[int, ...], now: str, days: int | None) -> None:
    found = reminder_occasion(kind, local(now).astimezone(UTC), Calendar(before=before), BEIRUT)
    assert (found.days if found else None) == days


def test_a_time_of_day_that_a_change_of_clocks_leaves_out_comes_right_after_it() -> None:
    zone = ZoneInfo("Asia/Beirut")  # on 28 March 2021 the hour after midnight was left out
    assert due_at(date(2021, 3, 28), "00:30", zone) == datetime(2021, 3, 27, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "now", "holds"),
    [
        (SPEAKER, "2021-02-06T08:59", False),
        (SPEAKER, "2021-02-06T09:00", True),
        (SPEAKER, "2021-02-13T08:59", True),
        (SPEAKER, "2021-02-13T09:00", False),
        (replace(SPEAKER, grace=timedelta(hours=12)), "2021-02-06T11:00", False),
        (replace(SPEAKER, grace=timedelta(hours=12)), "2021-02-07T09:00", True),
        (EXACT, "2021-02-05T09:00", True),
    ],
)
def test_when_a_closing_is_noticed(kind: Kind, now: str, holds: bool) -> None:
    assert (notice_occasion(kind, local(now), Calendar(), BEIRUT) is not None) is holds
    assert notice_occasion(kind, local(now), Calendar(after=False), BEIRUT) is None


NOW = local("2021-02-03T09:00")
REMINDER = Occasion("speaker", SPEAKER.closes, 2, NOW)
PASSED = Occasion("speaker", SPEAKER.closes, AFTER, local("2021-02-06T09:00"))
LONG_AGO = local("2021-01-20T12:00")


def subject(key: str = "S-0001", kind: str = "speaker", **changes: Any) -> Subject:
    submission = Submission(kind, Standing.ON_TIME, NOBODY, "en", LONG_AGO, key)
    asked = CALL.kinds[kind]
    item = Item(Action.DUPLICATE, submission, (Missing.FILE,), (), (), asked.closes, asked.last_day, exact=False)
    values: dict[str, Any] = {"received": LONG_AGO, "touched": LONG_AGO, "item": item}
    return Subject(key, kind, **(values | changes))


def person(*subjects: Subject, **changes: Any) -> Person:
    return Person(SENDER, 1, "<m@org.example>", ("en",), subjects or (subject(),), **changes)


@pytest.mark.parametrize(
    ("about", "occasion", "told"),
    [
        (person(), REMINDER, ["S-0001"]),
        (person(subject(), subject("R-0001", "report")), REMINDER, ["S-0001", "R-0001"]),
        (person(subject("R-0001", "report")), REMINDER, []),
        (person(subject("message:7", item=None)), REMINDER, ["message:7"]),
        (person(subject(told=frozenset({(SPEAKER.closes, 2)}))), REMINDER, []),
        (person(subject(told=frozenset({(SPEAKER.closes, 7)}))), REMINDER, ["S-0001"]),
        (person(subject(told=frozenset({(SPEAKER.closes, 1)}))), REMINDER, []),  # the clock was set back
        (person(subject(told=frozenset({(EXACT.closes, 2)}))), REMINDER, ["S-0001"]),  # it was extended
        (person(subject(touched=NOW)), REMINDER, []),
        (person(written=NOW - timedelta(hours=23)), REMINDER, []),
        (person(written=NOW - timedelta(hours=24)), REMINDER, ["S-0001"]),
        (person(recent=5), REMINDER, []),
        (person(out_of_reach=True), REMINDER, []),
        (person(), PASSED, ["S-0001"]),
        (person(subject(), subject("R-0001", "report")), PASSED, ["S-0001"]),
        (person(subject("message:7", item=None)), PASSED, []),
        (person(subject(received=SPEAKER.closes)), PASSED, []),  # was late from the start
        (person(subject(told=frozenset({(SPEAKER.closes, 2)}))), PASSED, ["S-0001"]),
        (person(subject(told=frozenset({(SPEAKER.closes, AFTER)}))), PASSED, []),
    ],
)
def test_who_gets_a_letter_about_what(about: Person, occasion: Occasion, told: list[str]) -> None:
    letters = letters_due([about], [occasion], occasion.began, CALL, Calendar())
    assert [one.key for letter in letters for one in letter.subjects] == told
    assert len(letters) <= 1


def test_everybody_gets_a_letter_of_their_own() -> None:
    other = replace(person(subject("S-0002")), address=Address("", "b@org.example"))
    letters = letters_due([person(), other], [REMINDER], NOW, CALL, Calendar())
    assert [letter.person.address for letter in letters] == [SENDER, other.address]


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ("2021-02-03T07:00", [("speaker", 2, "2021-02-03T09:00")]),
        ("2021-02-02T09:00", []),  # a day before it comes
        ("2021-02-02T09:01", [("speaker", 2, "2021-02-03T09:00")]),
        ("2021-02-03T09:01", []),
        ("2021-02-06T07:00", [("speaker", AFTER, "2021-02-06T09:00")]),
        ("2021-02-09T07:00", [("report", 7, "2021-02-09T09:00")]),
        ("2021-03-20T07:00", []),
    ],
)
def test_what_the_clock_brings_within_a_day(now: str, found: list[tuple[str, int, str]]) -> None:
    coming = ahead(CALL, local(now).astimezone(UTC), Calendar(before=(7, 2)), BEIRUT)
    assert [(one.kind, one.days, one.began) for one in coming] == [
        (kind, days, local(moment)) for kind, days, moment in found
    ]

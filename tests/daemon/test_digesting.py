"""When the day's digest is due, through changes of daylight saving time and of the clock; there is one a day."""

import email
import email.policy
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from mailbot.daemon.digesting import digest_is_due
from mailbot.intake.deadlines import due_at
from tests.daemon.mail import nomination
from tests.daemon.rig import Rig

BEIRUT, BERLIN = ZoneInfo("Asia/Beirut"), ZoneInfo("Europe/Berlin")

DUE = [
    # day, time of day, zone, the instant
    (date(2021, 2, 4), "07:00", BEIRUT, "2021-02-04T05:00:00+00:00"),
    (date(2021, 7, 4), "07:00", BEIRUT, "2021-07-04T04:00:00+00:00"),
    # Beirut, 28 March 2021: 00:00 does not exist, the clock goes from 23:59 to 01:00.
    (date(2021, 3, 28), "00:30", BEIRUT, "2021-03-27T22:30:00+00:00"),
    # Berlin, 28 March 2021: 02:30 does not exist.
    (date(2021, 3, 28), "02:30", BERLIN, "2021-03-28T01:30:00+00:00"),
    # Berlin, 31 October 2021: 02:30 comes twice; the first counts.
    (date(2021, 10, 31), "02:30", BERLIN, "2021-10-31T00:30:00+00:00"),
    (date(2021, 10, 31), "07:00", BERLIN, "2021-10-31T06:00:00+00:00"),
]


@pytest.mark.parametrize(("day", "at", "zone", "instant"), DUE, ids=str)
def test_due_at(day: date, at: str, zone: ZoneInfo, instant: str) -> None:
    assert due_at(day, at, zone) == datetime.fromisoformat(instant)


@pytest.mark.parametrize("at", ["00:00", "02:30", "03:00", "07:00"])
@pytest.mark.parametrize("first", [date(2021, 3, 26), date(2021, 10, 29)], ids=["spring", "autumn"])
@pytest.mark.parametrize("zone", [BEIRUT, BERLIN], ids=["Beirut", "Berlin"])
def test_one_a_day_through_the_change(first: date, at: str, zone: ZoneInfo) -> None:
    """Asked every five minutes for four days: every day gets one, none gets two."""
    made: list[date] = []
    now = datetime(first.year, first.month, first.day, tzinfo=zone).astimezone(UTC)
    known_since = now - timedelta(days=9)
    for step in range(4 * 24 * 12):
        moment = now + timedelta(minutes=5 * step)
        day = moment.astimezone(zone).date()
        if digest_is_due(moment, at, zone, known_since) and day not in made:  # the register keeps the days
            made.append(day)
    days = [first + timedelta(days=number) for number in range(4)]
    assert made[:4] == days


KNOWN = [
    (None, False),
    (datetime(2021, 2, 4, 4, 59, tzinfo=UTC), True),
    (datetime(2021, 2, 4, 5, 0, tzinfo=UTC), False),
]


@pytest.mark.parametrize(("known_since", "due"), KNOWN)
def test_a_fresh_register_begins_with_the_next_morning(known_since: datetime | None, due: bool) -> None:
    assert digest_is_due(datetime(2021, 2, 4, 12, tzinfo=UTC), "07:00", BEIRUT, known_since) is due


def test_one_digest_though_the_clock_is_set_back(rig: Rig) -> None:
    rig.account.deliver(nomination(0))
    for moment in ("04T12:00", "05T12:00", "04T13:00", "05T13:00"):
        rig.run("--as-of", f"2021-02-{moment}+02:00", "once", "--digest")
    digests = [row["to"] for row in rig.export("letters") if row["kind"] == "digest"]
    assert digests == ["organiser@example.org"] * 2


def test_each_organiser_gets_one_in_the_language_he_or_she_reads(rig: Rig) -> None:
    rig.configure('["organiser@example.org"]', '["amal@example.org", "paul@example.org", "ann@example.org"]')
    rig.configure("[smtp]", '[digest]\nlanguages = { "amal@example.org" = "ar", "Paul@example.org" = "fr" }\n[smtp]')
    rig.account.deliver(nomination(0))
    for moment in ("04T12:00", "04T12:00", "05T12:00"):
        rig.run("--as-of", f"2021-02-{moment}+02:00", "once", "--digest")
    digests = [(row["to"], row["language"], row["state"]) for row in rig.export("letters") if row["kind"] == "digest"]
    languages = [("amal@example.org", "ar"), ("paul@example.org", "fr"), ("ann@example.org", "en")]
    assert digests == [(*each, "sent") for _ in range(2) for each in languages]
    sheets = {}
    for letter in rig.smtp.taken:
        message = email.message_from_bytes(letter.content, policy=email.policy.default)
        for part in message.iter_attachments():
            book = load_workbook(BytesIO(part.get_content()))
            sheet = book["submissions"]
            sheets[message["Content-Language"]] = (
                sheet["E1"].value,
                [sheet[place].value for place in ("B2", "C2", "D2", "G2")],
                bool(sheet.sheet_view.rightToLeft),
            )
    assert sheets == {
        "ar": ("تاريخ الورود", ["طلب إبداء اهتمام بالتحدث", "في الموعد", "سارية", "الإنجليزية"], True),
        "fr": ("reçu le", ["Manifestation d’intérêt pour intervenir", "dans les délais", "active", "anglais"], False),
        "en": ("received", ["Expression of interest in speaking", "on time", "active", "English"], False),
    }

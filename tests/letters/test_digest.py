"""The digest: everything that is in the summary is in it, once, in each language."""

import os
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from mailbot.intake.summary import Arrived, FolderLine, MessageLine
from mailbot.letters.digest import compose_digest, compose_digests, digest_pages
from mailbot.letters.digest_chart import charts
from mailbot.letters.mime import Enclosure
from mailbot.letters.sample_days import BUSY_DAY, QUIET_DAY, summaries
from mailbot.letters.sample_items import CALL, DESK
from mailbot.letters.templates import Templates
from mailbot.letters.wording import worded
from mailbot.message.model import Address
from tests.letters.conftest import Reader

GOLDEN = Path(__file__).parent / "golden"
AT = datetime(2021, 2, 4, 5, 0, tzinfo=UTC)
REGISTER = Enclosure(
    "register-2021-02-04.xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    b"PK\x03\x04register",
)
ISOLATES = re.compile("[\u2066-\u2069]")
TOLD = (
    "S-0012",
    "S-0013",
    "R-0005",
    "R-0004",
    "Aïcha Ben Slimane",
    "Rania Haddad-Okello",
    "ليلى عبد الرحمن الخطيب",
    "Levant Centre for Migrant Rights",
    "unknown@mail.example",
    "550 5.1.1 no such user here",
    "lina@office.example",
    "omar@office.example",
    "the message has no readable structure",
)


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_everything_is_told(language: str, templates: Templates, read: Reader) -> None:
    letter = compose_digest(BUSY_DAY, DESK, CALL, templates, AT, (REGISTER,), language=language)
    seen = read(letter.raw)
    plain = ISOLATES.sub("", seen.text)
    reasons = (*(line.reason for line in BUSY_DAY.attention), *(line.reason for line in BUSY_DAY.unanswered))
    worded_reasons = tuple(worded(reason, templates.words[language])[1:] for reason in reasons)
    assert [words for words in (*TOLD, *worded_reasons) if words not in plain] == []
    assert [words for words in (*TOLD, *worded_reasons) if words not in seen.html] == []
    [workbook] = seen.message.iter_attachments()
    assert (workbook.get_filename(), workbook.get_content()) == (REGISTER.name, REGISTER.content)
    assert seen.message["Auto-Submitted"] == "auto-generated"
    assert seen.message["In-Reply-To"] is None
    assert (letter.key, letter.to) == ("digest:2021-02-04:organiser@example.org", "organiser@example.org")
    assert f'lang="{language}"' in seen.html


@pytest.mark.parametrize(
    ("language", "subject", "line"),
    [
        (
            "en",
            "Digest of 4 February 2021: nothing new",
            "Nothing new since Wednesday 3 February 2021, 07:00, and nothing needs you.",
        ),
        (
            "fr",
            "Bulletin du 4 février 2021\u00a0: rien de nouveau",
            "Rien de nouveau depuis le mercredi 3 février 2021 à 7\u00a0h\u00a000, et rien ne demande votre attention.",
        ),
        (
            "ar",
            "النشرة اليومية ليوم 4 شباط/فبراير 2021: لا جديد",
            "لا جديد منذ يوم الأربعاء 3 شباط/فبراير 2021 الساعة 07:00، ولا شيء يستدعي اهتمامكم.",
        ),
    ],
)
def test_a_quiet_day_says_so_in_one_line(language: str, subject: str, line: str, templates: Templates) -> None:
    told, text, _ = digest_pages(QUIET_DAY, DESK, CALL, templates, AT, language=language)
    assert told == subject
    assert text.splitlines()[3] == line


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("2021-02-04", ["Friday 5 February 2021 · 1 day left", "Tuesday 16 February 2021 · 12 days left"]),
        ("2021-02-05", ["Friday 5 February 2021 · closes today", "Tuesday 16 February 2021 · 11 days left"]),
        ("2021-02-06", ["Friday 5 February 2021 · closed", "Tuesday 16 February 2021 · 10 days left"]),
    ],
)
def test_days_left_in_the_desks_zone(day: str, wanted: list[str], templates: Templates) -> None:
    at = datetime.fromisoformat(f"{day}T00:10:00+02:00")  # still the day before in UTC
    _, text, _ = digest_pages(QUIET_DAY, DESK, CALL, templates, at)
    assert re.findall(r"2021 · .*|\w+ \d+ February 2021 · .*", text) == wanted


def test_long_lists_are_cut_and_say_so(templates: Templates) -> None:
    lines = tuple(
        MessageLine(n, AT + timedelta(seconds=n), Address("", f"a{n}@example.org"), "s", "disk") for n in range(500)
    )
    day = replace(BUSY_DAY, broken=lines, unanswered=lines)
    _, text, html = digest_pages(day, DESK, CALL, templates, AT)
    assert "and 440 more" in text
    assert text.count("message 59 ") == 1
    assert "message 60 " not in text
    senders = " · ".join(f"a{n}@example.org" for n in range(6))
    assert f"Disk · 500\n  {senders} and 494 more" in text
    assert len(html) < 100_000


def test_strange_values_stay_text(templates: Templates) -> None:
    line = replace(BUSY_DAY.attention[0], reason="<script>{{ 1 }}</script>", subject="a\x1eb\r\n\u202ec", sender=None)
    _, text, html = digest_pages(replace(BUSY_DAY, attention=(line,)), DESK, CALL, templates, AT)
    assert "<script>" not in html
    assert "- <script>{{ 1 }}</script>\n  ab c · R-0004 · message 47" in text


def test_one_letter_an_organiser(templates: Templates) -> None:
    desk = replace(DESK, organisers=("a@example.org", "b@example.org", "a@example.org"))
    letters = compose_digests(BUSY_DAY, desk, CALL, templates, AT)
    assert [letter.key for letter in letters] == ["digest:2021-02-04:a@example.org", "digest:2021-02-04:b@example.org"]
    assert letters[0].message_id != letters[1].message_id
    assert letters == compose_digests(BUSY_DAY, desk, CALL, templates, AT)


def test_each_organiser_reads_it_in_a_language_of_his_own(templates: Templates, read: Reader) -> None:
    desk = replace(
        DESK,
        organisers=("a@example.org", "B@example.org", "c@example.org", "d@example.org"),
        organisers_language="fr",
        readers={"b@example.org": "ar", "d@example.org": "ar"},
    )
    made = []

    def register(language: str) -> tuple[Enclosure, ...]:
        made.append(language)
        return (replace(REGISTER, content=language.encode()),)

    letters = compose_digests(BUSY_DAY, desk, CALL, templates, AT, register)
    assert made == ["fr", "ar"], "the register is written once a language"
    assert [(letter.key, letter.language) for letter in letters] == [
        ("digest:2021-02-04:a@example.org", "fr"),
        ("digest:2021-02-04:B@example.org", "ar"),
        ("digest:2021-02-04:c@example.org", "fr"),
        ("digest:2021-02-04:d@example.org", "ar"),
    ]
    for letter in letters:
        seen = read(letter.raw)
        [workbook] = seen.message.iter_attachments()
        assert workbook.get_content() == seen.message["Content-Language"].encode() == letter.language.encode()
        assert ('dir="rtl"' in seen.html) == (letter.language == "ar")


NOTHING = [
    ("en", "Digest of 4 February 2021: no new submissions, nothing needs you", "no new messages, no new submissions"),
    ("fr", "Bulletin du 4 février 2021 : aucune nouvelle contribution, aucun point à examiner", "aucun nouveau"),
    ("ar", "النشرة اليومية ليوم 4 شباط/فبراير 2021: لا مساهمات جديدة، لا مسائل تستدعي اهتمامكم", "لا رسائل جديدة"),
]


@pytest.mark.parametrize(("language", "title", "said"), NOTHING)
def test_none_is_said_in_words(language: str, title: str, said: str, templates: Templates) -> None:
    counts = replace(BUSY_DAY.counts, messages=replace(BUSY_DAY.counts.messages, new=0))
    subject, text, _ = digest_pages(
        replace(BUSY_DAY, counts=counts, new=(), attention=()), DESK, CALL, templates, AT, language=language
    )
    assert subject.replace("\xa0", " ") == title
    assert said in text


def test_after_the_event_nobody_waits_for_a_decision(templates: Templates) -> None:
    """On its last day they do."""
    for day, expected in ((25, True), (26, False)):
        at = datetime(2021, 2, day, 5, tzinfo=UTC)
        _, text, _ = digest_pages(BUSY_DAY, DESK, CALL, templates, at)
        assert ("Not decided yet" in text, "Accepted, not confirmed yet" in text) == (expected, expected), day
        assert "Levant Centre for Migrant Rights · plenary session" in text or not expected


@pytest.mark.parametrize("name", summaries())
def test_no_blank_entries(name: str, templates: Templates) -> None:
    _, text, _ = digest_pages(summaries()[name], DESK, CALL, templates, AT)
    assert not re.search(r"· ·|: /|\n- *\n|\(\)", text)


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
@pytest.mark.parametrize("name", summaries())
def test_golden_text(name: str, language: str, templates: Templates) -> None:
    """MAILBOT_GOLDEN=write writes the texts anew; read the difference before you keep it."""
    subject, text, _ = digest_pages(summaries()[name], DESK, CALL, templates, AT, language=language)
    text = f"Subject: {subject}\n\n{text}"
    file = GOLDEN / f"digest-{name}-{language}.txt"
    if os.environ.get("MAILBOT_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


CHARTS = [
    # today, first and last column, what stands in them, the closing's place, tones
    (date(2021, 1, 20), 1, (date(2021, 1, 20), date(2021, 1, 20)), {20: 1}, False),
    (date(2021, 2, 4), 5, (date(2021, 1, 20), date(2021, 2, 5)), {20: 1, 31: 3, 4: 1}, True),
    (date(2021, 2, 6), 7, (date(2021, 1, 20), date(2021, 2, 6)), {20: 1, 31: 3, 4: 1, 5: 1, 6: 1}, True),
    (date(2021, 2, 26), 2, (date(2021, 2, 7), date(2021, 2, 26)), {}, False),
]


@pytest.mark.parametrize(("today", "so_far", "shown", "counts", "closing"), CHARTS, ids=str)
def test_a_picture_of_the_days_against_the_closing(
    today: date, so_far: int, shown: tuple[date, date], counts: dict[int, int], closing: bool, templates: Templates
) -> None:
    moments = ("01-20T23:30", "01-31T08:00", "01-31T09:00", "01-31T10:00", "02-04T12:00", "02-05T12:00", "02-06T00:00")
    arrived = [
        Arrived("speaker", datetime.fromisoformat(f"2021-{moment}:00+02:00").astimezone(UTC)) for moment in moments
    ][:so_far]
    found = charts(arrived, list(CALL.kinds.values()), DESK, templates.words["en"], today)
    if not counts:
        assert found == ()
        return
    [chart] = found
    assert (chart.columns[0].day, chart.columns[-1].day) == shown
    assert {column.day.day: column.count for column in chart.busy} == counts
    assert [column.day for column in chart.columns if column.closing] == ([date(2021, 2, 5)] if closing else [])
    assert chart.closing is closing
    assert {column.day for column in chart.columns if column.tone == "ask"} == (
        {date(2021, 2, 6)} if today == date(2021, 2, 6) else set()
    )
    assert max(column.height for column in chart.columns) == 44


def test_what_only_the_mailbox_knows_is_news(templates: Templates) -> None:
    day = replace(QUIET_DAY, mailbox=(FolderLine("Junk", AT, 3, 2),))
    subject, text, _ = digest_pages(day, DESK, CALL, templates, AT)
    assert "nothing new" not in subject
    assert "Junk holds 3 messages; not known to the register: 2; the command mailbot verify says which" in text


def test_a_quiet_day_on_which_somebody_waits_does_not_say_that_nothing_does(templates: Templates) -> None:
    day = replace(QUIET_DAY, unconfirmed=BUSY_DAY.unconfirmed)
    _, text, _ = digest_pages(day, DESK, CALL, templates, AT)
    assert "Nothing new since Wednesday 3 February 2021, 07:00." in text
    assert "S-0003.1" in text

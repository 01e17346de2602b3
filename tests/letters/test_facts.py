"""The three languages say the same, and no letter says what nobody told it."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from mailbot.call import Event
from mailbot.letters import dates
from mailbot.letters.compose import compose
from mailbot.letters.sample_items import CALL, DESK, acknowledgements, followups
from mailbot.letters.samples import Sample, samples
from mailbot.letters.templates import Templates
from tests.letters.conftest import Reader

LANGUAGES = ("ar", "en", "fr")
ENGLISH = [sample for sample in samples() if sample.order.languages == ("en",)]
ISOLATES = re.compile("[\u2066-\u2069]")
LINKS = re.compile(r"https?://[^\s()]+[^\s().,;،؛]|[\w.]+@[\w.]+\w")


@cache
def named_days(language: str) -> dict[str, date]:
    """Every day around the call by its name in a language."""
    start = date(2020, 12, 1)
    every = [start + timedelta(days=n) for n in range(250)]
    return {dates.day(moment, language): moment for moment in every}


def days_in(text: str, language: str) -> set[date]:
    """Every day that a text names."""
    found = {words: moment for words, moment in named_days(language).items() if words in text}
    return {moment for words, moment in found.items() if re.search(rf"(?<!\d){re.escape(words)}", text)}


def facts(sample: Sample, text: str, html: str, language: str) -> tuple[set[str], set[str], set[str], set[date]]:
    """Which of an order's facts stand in a letter."""
    plain = ISOLATES.sub("", text)
    wanted = [*sample.references]
    for item in sample.order.items:
        for person in item.submission.speakers:
            wanted += [value for value in (person.name, person.title, person.affiliation) if value]
        if report := item.submission.report:
            wanted += [value for value in (report.title, *report.organisations, *report.links) if value]
            wanted += [file.name for file in report.files]
    in_html = {value for value in wanted if value.replace("&", "&amp;") in html}
    return {value for value in wanted if value in plain}, in_html, set(wanted), days_in(plain, language)


@pytest.mark.parametrize("sample", ENGLISH, ids=lambda sample: sample.name)
def test_every_language_and_form_says_the_same_facts(sample: Sample, templates: Templates, read: Reader) -> None:
    told = {}
    for language in LANGUAGES:
        order = replace(sample.order, languages=(language,))
        seen = read(compose(order, sample.references, DESK, sample.call, templates, sample.at).raw)
        in_text, in_html, wanted, days = facts(sample, seen.text, seen.html, language)
        assert in_text == wanted, f"{language} text"
        assert in_html == wanted, f"{language} HTML"
        told[language] = (days, set(LINKS.findall(ISOLATES.sub("", seen.text))))
    assert told["ar"] == told["en"] == told["fr"]


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: f"{sample.name}-{'_'.join(sample.order.languages)}")
def test_no_letter_names_a_day_that_is_neither_the_calls_nor_the_messages(
    sample: Sample, templates: Templates, read: Reader
) -> None:
    seen = read(compose(sample.order, sample.references, DESK, CALL, templates, sample.at).raw)
    assert sample.order.received is not None
    known: set[date | None] = {kind.last_day for kind in CALL.kinds.values()}
    known |= {day for event in CALL.events.values() for day in (event.starts, event.ends)}
    known |= {sample.order.received.astimezone(DESK.timezone).date()}
    if (told := sample.order.decision) is not None:
        known |= {told.confirm_by, told.replaces}
    if (notice := sample.order.notice) is not None:
        known |= {was for _, was in notice.extended} | {moved.was for moved in notice.moved}
    for language in LANGUAGES:
        assert days_in(ISOLATES.sub("", seen.text), language) <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_receipt_claims_nothing(language: str, templates: Templates, read: Reader) -> None:
    """Even if it were given items, a receipt says nothing about them."""
    sample = next(s for s in samples() if s.name == "receipt" and s.order.languages == (language,))
    order = replace(sample.order, items=acknowledgements(language)["both"])
    with_items = read(compose(order, ("R-0007", "S-0012"), DESK, CALL, templates, sample.at).raw)
    without = read(compose(sample.order, (), DESK, CALL, templates, sample.at).raw)
    assert with_items.text == without.text


LATE_WORDS = {"ar": "بعد الموعد النهائي", "en": "after the closing date", "fr": "après la date limite"}
MISSING_TITLE = {"ar": "المسمى الوظيفي.", "en": "the title (function).", "fr": "le titre (la fonction)."}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("situation", "late", "lacks_title"),
    [
        ("speaker-complete", 0, 0),
        ("speaker-late", 1, 0),
        ("report-late", 1, 0),
        ("report-grace", 1, 0),
        ("both-one-late", 1, 1),
        ("report-complete", 0, 0),
    ],
)
def test_standing_and_what_is_missing(
    situation: str, late: int, lacks_title: int, language: str, templates: Templates, read: Reader
) -> None:
    sample = next(s for s in samples() if s.name == f"acknowledgement-{situation}" and s.order.languages == (language,))
    text = read(compose(sample.order, sample.references, DESK, CALL, templates, sample.at).raw).text
    assert text.count(LATE_WORDS[language]) == late
    assert text.count(MISSING_TITLE[language]) == lacks_title


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_withdrawn_submission_is_asked_nothing_and_promised_nothing(
    language: str, templates: Templates, read: Reader
) -> None:
    sample = next(s for s in samples() if s.name == "followup-withdrawal" and s.order.languages == (language,))
    person = replace(followups(language)["withdrawal"][0].submission.speakers[0], title=None)
    item = followups(language)["withdrawal"][0]
    item = replace(item, submission=replace(item.submission, speakers=(person,)), missing_of=())
    text = read(compose(replace(sample.order, items=(item,)), (), DESK, CALL, templates, sample.at).raw).text
    assert sample.order.received is not None
    assert days_in(text, language) == {sample.order.received.astimezone(DESK.timezone).date()}


SURVEY = Event("survey", date(2021, 2, 2), date(2021, 2, 5))
SURVEY_CALL = replace(
    CALL, events={**CALL.events, "survey": SURVEY}, links={**CALL.links, "survey": "https://survey.example.org/gcm"}
)


@pytest.mark.parametrize(
    ("days_later", "words"),
    [
        (0, "Please answer here: https://survey.example.org/gcm (open until Friday 5 February 2021)"),
        (1, "Please answer here: https://survey.example.org/gcm (open until Friday 5 February 2021)"),
        (2, "This is the survey’s page: https://survey.example.org/gcm (it was open until Friday 5 February 2021)"),
    ],
)
def test_the_survey_until_its_last_day(days_later: int, words: str, templates: Templates, read: Reader) -> None:
    sample = next(s for s in ENGLISH if s.name == "answer-survey")
    at = sample.at + timedelta(days=days_later)
    assert words in read(compose(sample.order, (), DESK, SURVEY_CALL, templates, at).raw).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("day", "promised"), [(22, True), (23, False), (26, False)])
def test_nothing_is_promised_before_what_has_begun(
    day: int, promised: bool, language: str, templates: Templates, read: Reader
) -> None:
    sample = next(s for s in samples() if s.name == "followup-correction" and s.order.languages == (language,))
    at = datetime(2021, 2, day, 12, 0, tzinfo=UTC)
    text = read(compose(sample.order, (), DESK, CALL, templates, at).raw).text
    assert (date(2021, 2, 23) in days_in(text, language)) is promised


REGISTER = "https://register.example.org"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("last_day", "today", "offered"),
    [
        (None, date(2021, 2, 25), True),
        (None, date(2021, 2, 26), False),  # the Conference is over
        (date(2021, 2, 20), date(2021, 2, 20), True),
        (date(2021, 2, 20), date(2021, 2, 21), False),
    ],
)
def test_nobody_is_sent_to_a_registration_that_has_closed(
    language: str, last_day: date | None, today: date, offered: bool, templates: Templates, read: Reader
) -> None:
    events = (
        CALL.events if last_day is None else {**CALL.events, "registration": Event("registration", last_day, last_day)}
    )
    call = replace(CALL, events=events, links={**CALL.links, "registration": REGISTER})
    sample = next(s for s in samples() if s.name == "answer-registration" and s.order.languages == (language,))
    at = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    text = read(compose(sample.order, (), DESK, call, templates, at).raw).text
    assert (REGISTER in text) is offered
    closed = {"ar": "أُغلق باب التسجيل", "en": "Registration has closed", "fr": "Les inscriptions sont closes"}
    assert (closed[language] in text) is not offered

"""Alarms: every case at its beginning and its end, in each language, with what to do and who says so."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mailbot.call import Desk
from mailbot.intake.alarm import AFTERWARDS, HAPPENING, Alarm, Cause
from mailbot.letters.alarm import compose_alarms, sample_alarms
from mailbot.letters.sample_items import DESK
from mailbot.letters.templates import Templates
from tests.letters.conftest import Reader

AT = datetime(2021, 2, 4, 10, 3, tzinfo=UTC)
DETAIL = "imap.example.org:993: cannot connect: no answer in time"
TO_DO = {"en": "What to do", "fr": "Que faire", "ar": "ما ينبغي فعله"}


def reading(language: str) -> Desk:
    """The desk whose organisers read a language."""
    return replace(DESK, organisers_language=language)


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
@pytest.mark.parametrize("cause", [cause for cause in Cause if cause not in AFTERWARDS])
def test_what_begins(cause: Cause, language: str, templates: Templates, read: Reader) -> None:
    alarm = Alarm(cause, AT, (DETAIL, *(f"{number}: too large" for number in range(14))))
    letters = compose_alarms(alarm, reading(language), templates, AT, to=("it@example.org", "chief@example.org"))
    assert [(letter.key, letter.to) for letter in letters] == [
        (f"alarm:{cause}:20210204T100300Z:{address}", address) for address in ("it@example.org", "chief@example.org")
    ]
    found = read(letters[0].raw)
    assert found.message["Auto-Submitted"] == "auto-generated"
    assert found.message["Content-Language"] == language
    for form in (found.text, found.html):
        assert TO_DO[language] in form
        assert DETAIL in form
        assert "12:03" in form or "12\xa0h\xa003" in form
        assert "8: too large" in form
        assert "9: too large" not in form
    assert found.subject.startswith("mailbot")
    assert ('dir="rtl"' in found.html) == (language == "ar")


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
@pytest.mark.parametrize("cause", [cause for cause in Cause if cause not in HAPPENING])
def test_what_is_over(cause: Cause, language: str, templates: Templates, read: Reader) -> None:
    ended = Alarm(cause, AT, (), AT + timedelta(hours=26))
    (letter,) = compose_alarms(ended, reading(language), templates, AT)
    assert letter.key == f"alarm:{cause}:20210204T100300Z:over:{DESK.organisers[0]}"
    found = read(letter.raw)
    assert TO_DO[language] not in found.text
    assert "14:03" in found.text or "14\xa0h\xa003" in found.text
    if cause in AFTERWARDS:
        return
    (begun,) = compose_alarms(Alarm(cause, AT), reading(language), templates, AT)
    assert begun.subject != letter.subject
    assert begun.message_id != letter.message_id


def test_every_case_has_words_of_its_own(templates: Templates) -> None:
    for language in ("ar", "en", "fr"):
        desk = reading(language)
        subjects = [compose_alarms(each, desk, templates, AT)[0].subject for each in sample_alarms(AT)]
        assert len(set(subjects)) == len(subjects) == 2 * len(Cause) - len(HAPPENING | AFTERWARDS)


def test_the_same_alarm_gives_the_same_bytes(templates: Templates) -> None:
    alarm = Alarm(Cause.DISK, AT, (DETAIL,))
    assert compose_alarms(alarm, DESK, templates, AT) == compose_alarms(alarm, DESK, templates, AT)

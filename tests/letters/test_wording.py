"""Reasons are kept as keys with values, and worded in the language of who reads them."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import mailbot
from mailbot.intake import answerable
from mailbot.letters.digest import digest_pages
from mailbot.letters.sample_days import BUSY_DAY
from mailbot.letters.sample_items import AT, CALL, DESK
from mailbot.letters.templates import Templates
from mailbot.letters.wording import worded
from mailbot.reasons import reason, taken_apart
from mailbot.understanding import checks
from mailbot.understanding.confidence import REASONS
from tests.letters.conftest import LANGUAGES

SOURCE = Path(mailbot.__file__).parent
NAMED = re.compile(r'\b(?:reason|noted)\(\s*"(\w+)"')


def keys_in_use() -> set[str]:
    """Every key the program gives: where it calls reason(), and in the table of confidence."""
    named = {key for file in SOURCE.rglob("*.py") for key in NAMED.findall(file.read_text("utf-8"))}
    return named | {found.key for found in REASONS} | {"asks_question", "asks_registration", "asks_survey"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_words_and_no_words_are_left_over(language: str, templates: Templates) -> None:
    worded_keys = set(templates.words[language]["attention"])
    assert sorted(keys_in_use() - worded_keys) == [], "reasons without words"
    source = "".join(file.read_text("utf-8") for file in SOURCE.rglob("*.py"))
    assert [key for key in sorted(worded_keys) if f'"{key}"' not in source] == [], "words of no reason"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_its_words(language: str, templates: Templates) -> None:
    rules = {check.name for check in checks.CHECKS}
    rules |= {check.name.removeprefix("hold: ") for check in answerable.CHECKS}
    assert rules <= set(templates.words[language]["unanswered"])


@pytest.mark.parametrize(
    ("kept", "language", "words"),
    [
        (
            reason("held", rule="a colleague has answered already"),
            "en",
            "not answered until you decide: a colleague has answered already",
        ),
        (
            reason("held", rule="a colleague has answered already"),
            "fr",
            "sans réponse jusqu’à votre décision\u00a0: un collègue a déjà répondu",
        ),
        (reason("changed", reference="S-0012", action="withdrawal"), "ar", "المساهمة S-0012: سُحبت"),
        (reason("unclear", what="speaker"), "fr", None),
        ("hold: not addressed to the desk", "en", "not addressed to the desk"),
        ("mailing list", "ar", "قائمة بريدية"),
        ("550 5.1.1 no such user", "ar", "550 5.1.1 no such user"),
        ("two submissions of the sender could be meant", "en", "two submissions of the sender could be meant"),
        ("changed", "en", "{reference}: {action}"),  # kept without its values: still said, not an error
        ('odd {"a', "en", 'odd {"a'),
    ],
)
def test_worded(kept: str, language: str, words: str | None, templates: Templates) -> None:
    found = worded(kept, templates.words[language])
    if words is None:
        words = templates.words[language]["attention"]["unclear"].format(what="Manifestation d’intérêt pour intervenir")
    assert found == words


@pytest.mark.parametrize("values", [{}, {"a": 'b"}', "c": "é\n{x}"}])
def test_taken_apart_again(values: dict[str, str]) -> None:
    assert taken_apart(reason("key", **values)) == ("key", values)


def test_the_digest_says_it_in_the_organisers_language(templates: Templates) -> None:
    line = replace(BUSY_DAY.attention[0], reason=reason("followup_by_hand", reference="S-0012"))
    for language in LANGUAGES:
        _, text, html = digest_pages(replace(BUSY_DAY, attention=(line,)), DESK, CALL, templates, AT, language=language)
        told = worded(line.reason, templates.words[language])
        assert told[1:] in text
        assert told[1:].replace("’", "’") in html
        assert "followup_by_hand" not in text

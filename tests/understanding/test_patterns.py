"""The notation of patterns: whole words, endings, gaps, macros; linear time."""

import time

import pytest

from mailbot.understanding.fold import fold
from mailbot.understanding.patterns import any_of, compile_pattern, expression

MACROS = {"we": "je|nous", "deep": "<we> donc", "circle": "<circle>"}


@pytest.mark.parametrize(
    ("pattern", "language", "text", "hit"),
    [
        ("propos~", "fr", "Nous proposons un nom", "proposons"),
        ("rapport", "fr", "le rapporteur", None),
        ("Réunion", "fr", "RÉUNION demain", "reunion"),
        ("<we> propos~", "fr", "nous proposons", "nous proposons"),
        ("<deep> propos~", "fr", "je donc propose", "je donc propose"),
        ("je … propose", "fr", "je vous en propose", "je vous en propose"),
        ("je … propose", "fr", "je pars. Elle propose", None),
        ("ci joint", "fr", "ci\njoint", "ci\njoint"),
        ("d'", "fr", "l'avis d'Ali", "d'"),
        ("رشح~", "ar", "ورشحنا", "رشحنا"),
        ("ماذا؟", "ar", "ماذا؟", "ماذا?"),
        ("المديرة", "ar", "المديره", "المديره"),
        ("^oui$", "fr", "oui", "oui"),
        ("^oui$", "fr", "oui merci", None),
        ("(annuler) ", "fr", "annuler tout", "annuler"),
        ("[^ ]*\\?", "fr", "vraiment?", "vraiment?"),
    ],
)
def test_hits(pattern: str, language: str, text: str, hit: str | None) -> None:
    match = compile_pattern(expression(pattern, MACROS, language)).search(fold(text))
    assert (match.group(1) if match else None) == hit


@pytest.mark.parametrize(
    ("pattern", "reason"), [("<nobody>", "unknown macro"), ("<circle>", "uses itself"), ("(a", "missing")]
)
def test_faults_say_what_is_wrong(pattern: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        compile_pattern(expression(pattern, MACROS, "fr"))


def test_a_list_of_words_becomes_a_pattern() -> None:
    assert any_of(["table ronde", "orat*", "c.v."]) == "table ronde|c\\.v\\.|orat~"


def test_hostile_text_takes_linear_time() -> None:
    found = compile_pattern(expression("je …… propos~ (a|a)*b", {}, "fr"))
    started = time.process_time()
    assert found.search("je " + "a" * 400_000) is None
    assert time.process_time() - started < 2.0

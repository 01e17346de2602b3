"""Strangers' words keep no pattern busy: those of the rules are linear by nature, what else is read is bounded."""

import time
from pathlib import Path

import pytest

from mailbot.message.parse import parse
from mailbot.understanding.patterns import compile_pattern
from mailbot.understanding.rules import load_rules
from mailbot.understanding.understand import understand
from tests.understanding.mails import CALL, DESK

LENGTH, SECONDS = 100_000, 6.0  # what is not linear takes minutes over so much text
REPEATED = (
    " ",
    "\t",
    "a",
    "0",
    ".",
    "-",
    "(",
    "<",
    '"',
    "=",
    "=?utf-8?q?",
    "a ",
    "a.",
    "a@",
    "1 ",
    "\n>",
    "ا ",
    "Re: ",
    "M. A, ",
    "Amal Haddad, Director; ",
    "de l'",
    "\n",
    "Name: Amal Haddad\nTitle: Director\n",
    "السيد ",
)
RULES = load_rules(Path(__file__).parents[2] / "rules")
HEAD = (
    "From: Amal <amal@org.example>\nTo: desk@review.example\nSubject: Nomination\n"
    "Content-Type: text/plain; charset=utf-8\n\nDear colleagues,\n\nWe nominate "
)


@pytest.mark.parametrize("repeated", REPEATED)
def test_a_long_run_of_anything_is_read_and_understood_at_once(repeated: str) -> None:
    """Python's own patterns may go over a run again and again: none that long gets to them."""
    raw = (HEAD + (repeated * LENGTH)[:LENGTH] + "x\n").encode()
    began = time.process_time()
    understand(parse(raw), RULES, DESK, CALL)
    assert time.process_time() - began < SECONDS


def test_every_pattern_of_the_rules_is_one_of_re2() -> None:
    for file in RULES.files.values():
        for rule in file.rules:
            for source in (*rule.expressions, *rule.unless):
                compile_pattern(source)  # raises where RE2 would not take it; RE2 is linear by its making


@pytest.mark.parametrize("repeated", ["a ", "undeliverable ", "nous proposons ", "(((", "نرشح "])
def test_a_megabyte_of_adversarial_text_takes_four_times_as_long_as_a_quarter(repeated: str) -> None:
    group = RULES.file("screening").group("wording")

    def seconds(length: int) -> float:
        text = (repeated * length)[:length]
        began = time.process_time()
        group.hits(text)
        return time.process_time() - began

    seconds(1_000)  # compiles
    assert seconds(1_000_000) < 8 * seconds(250_000) + 0.5

"""Rules asked together: those hold that hold when each is asked by itself; what forbids a rule; where a hit stands."""

from pathlib import Path

import pytest

from mailbot.errors import ConfigurationError
from mailbot.message.model import Zone
from mailbot.understanding.fold import fold
from mailbot.understanding.group import EMPTY
from mailbot.understanding.model import Evidence
from mailbot.understanding.patterns import compile_pattern
from mailbot.understanding.rules import load_rules
from tests.understanding.mails import rules

SENTENCES = Path(__file__).parent / "sentences.txt"
FILE = """
[[rule]]
name = "later"
group = "act"
means = "later"
patterns = ["demain", "envoy~ … demain"]
unless = ["ne … pas", "hier"]

[[rule]]
name = "send"
group = "act"
means = "submit"
zones = ["body"]
patterns = ["envoy~"]

[[rule]]
name = "report"
group = "topic"
patterns = ["rapport"]
"""


@pytest.mark.parametrize(
    ("text", "zone", "names"),
    [
        ("nous envoyons le rapport demain", None, ["later", "send"]),
        ("nous envoyons le rapport demain", Zone.SUBJECT, ["later"]),
        ("hier nous disions demain", None, []),
        ("nous ne l'envoyons pas demain", Zone.BODY, ["send"]),
        ("bonjour", None, []),
        ("", None, []),
    ],
)
def test_rules_that_hold(tmp_path: Path, text: str, zone: Zone | None, names: list[str]) -> None:
    (tmp_path / "f.toml").write_text(FILE, "utf-8")
    found = load_rules(tmp_path).group("f", "act").hits(text, zone)
    assert [hit.rule.name for hit in found] == names


@pytest.mark.parametrize(("text", "may"), [("bonjour\nle rapport", True), ("bonjour\nmerci", False), ("", False)])
def test_whether_any_rule_may_hold_in_a_part_of_a_text(tmp_path: Path, text: str, may: bool) -> None:
    (tmp_path / "f.toml").write_text(FILE, "utf-8")
    assert load_rules(tmp_path).file("f").whole.may_hit(text) is may
    assert not EMPTY.may_hit(text)


def test_all_groups_of_a_file_may_be_asked_at_once(tmp_path: Path) -> None:
    (tmp_path / "f.toml").write_text(FILE, "utf-8")
    found = load_rules(tmp_path).file("f").whole.hits("le rapport suit demain")
    assert [(hit.rule.name, hit.start, hit.end) for hit in found] == [("later", 16, 22), ("report", 3, 10)]


def test_the_first_place_is_told_in_the_original_words(tmp_path: Path) -> None:
    (tmp_path / "f.toml").write_text(FILE, "utf-8")
    group = load_rules(tmp_path).group("f", "act")
    assert group.evidence("Œuvre ENVOYÉE, puis envoi", Zone.BODY) == (Evidence("send", Zone.BODY, "ENVOYÉE", 1.0),)


def test_nothing_asked_hits_nothing() -> None:
    assert EMPTY.hits("anything") == []


def test_of_several_patterns_the_first_place_counts(tmp_path: Path) -> None:
    (tmp_path / "f.toml").write_text(FILE, "utf-8")
    hit, _ = load_rules(tmp_path).group("f", "act").hits(text := "demande : envoyons le rapport demain. ou demain soir")
    assert text[hit.start : hit.end] == "envoyons le rapport demain"
    assert [text[start:end] for start, end in hit.rule.spans(text)] == ["envoyons le rapport demain", "demain"]


def test_one_rule_may_have_many_large_patterns(tmp_path: Path) -> None:
    listed = ", ".join(f'"{letter}{"[x-z]{1000}" * 200}"' for letter in "abcd")
    (tmp_path / "f.toml").write_text(f'[[rule]]\nname = "n"\npatterns = [{listed}]\n', "utf-8")
    (rule,) = load_rules(tmp_path).file("f").rules
    assert list(rule.spans("axyz")) == []


def test_every_pattern_that_is_none_is_a_fault_where_it_is_written(tmp_path: Path) -> None:
    for name, group in (("intents", "act"), ("reports", "of")):
        row = f'[[rule]]\nname = "n"\ngroup = "{group}"\npatterns = ["good", "(x"]\nunless = ["y)"]\n'
        (tmp_path / f"{name}.toml").write_text(row, "utf-8")
    with pytest.raises(ConfigurationError) as raised:
        load_rules(tmp_path)
    places = [
        f"{tmp_path / name}.toml: rule 1 (n): {place}"
        for name in ("intents", "reports")
        for place in ("patterns 2: '(x': ", "unless 1: 'y)': ")
    ]
    assert len(raised.value.faults) == len(places)
    for fault, place in zip(raised.value.faults, places, strict=True):
        assert fault.startswith(place)


@pytest.mark.parametrize("name", ["act", "topic"])
def test_together_as_each_by_itself(name: str) -> None:
    """Every shipped rule, over the sentences of sentences.txt: the filter leaves nothing out and adds nothing."""
    group = rules().group("intents", name)
    single = [
        (rule, [compile_pattern(source) for source in rule.expressions], [compile_pattern(one) for one in rule.unless])
        for rule in group.rules
    ]
    for line in SENTENCES.read_text("utf-8").splitlines()[::5]:
        text = fold(line)
        alone = [
            rule.name
            for rule, wanted, unless in single
            if any(one.search(text) for one in wanted) and not any(one.search(text) for one in unless)
        ]
        assert [hit.rule.name for hit in group.hits(text)] == alone, line

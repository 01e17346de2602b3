"""Loading rules: the shipped ones load, every fault is named with file, key and reason."""

from pathlib import Path

import pytest

from mailbot.errors import ConfigurationError
from mailbot.message.model import Zone
from mailbot.understanding.model import Evidence
from mailbot.understanding.rules import load_rules
from tests.understanding.mails import rules

GOOD = '[macros]\nx = "propose"\n[words]\ntitles.fr = ["Mme", "Dr"]\ntitles.en = ["Mr"]\n[weights]\nw = 2\n'
RULE = '[[rule]]\nname = "n"\npatterns = ["<x>", "<f.titles>"]\n'


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


def test_what_is_written_is_there(tmp_path: Path) -> None:
    found = load_rules(written(tmp_path, f=GOOD + RULE)).file("f")
    assert found.listed("titles") == ("Mme", "Dr", "Mr")
    assert found.folded("titles.fr") == {"mme", "dr"}
    assert found.weight("w") == 2.0
    assert found.weight("none", 7.0) == 7.0
    assert found.group().evidence("Je Propose M. X", Zone.BODY) == (Evidence("n", Zone.BODY, "Propose", 1.0),)
    assert found.group().evidence("mme X", Zone.SUBJECT) == (Evidence("n", Zone.SUBJECT, "mme", 1.0),)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x = [", "no valid TOML"),
        ("[other]\n", "other: unknown key; expected one of macros, words, weights, rule"),
        ('[weights]\nw = "two"\n', "weights.w: found 'two'; expected a number"),
        ("[weights]\nw = true\n", "weights.w: found True; expected a number"),
        ('[words]\nw = "x"\n', "words.w: found 'x'; expected a list of words"),
        ('[words]\nw.de = ["x"]\n', "words.w.de: unknown language 'de'; expected one of ar, en, fr, any"),
        ("[macros]\nm = 1\n", "macros.m: found 1; expected a pattern in quotes"),
        ('[[rule]]\nname = "n"\n', "rule 1 (n): patterns: missing; expected a list of patterns"),
        ('[[rule]]\npatterns = ["a"]\n', "rule 1: name: expected a name in quotes"),
        ('[[rule]]\nname = "n"\npatterns = ["(a"]\n', "rule 1 (n): patterns 1: '(a': "),
        ('[[rule]]\nname = "n"\npatterns = ["a"]\nunless = ["b", "[c"]\n', "rule 1 (n): unless 2: '[c': "),
        ('[[rule]]\nname = "n"\npatterns = ["<nobody>"]\n', "'<nobody>': unknown macro <nobody>"),
        ('[[rule]]\nname = "n"\npatterns = ["a"]\nweight = "x"\n', "rule 1 (n): weight: found 'x'; expected a number"),
        ('[[rule]]\nname = "n"\npatterns = ["a"]\nzones = ["cellar"]\n', "rule 1 (n): zones: unknown 'cellar'"),
        ('[[rule]]\nname = "n"\npatterns = ["a"]\nlanguage = "de"\n', "rule 1 (n): language: unknown 'de'"),
        ('[[rule]]\nname = "n"\npatterns = ["a"]\ncolour = "red"\n', "rule 1 (n): colour: unknown key"),
        ('[[rule]]\nname = "n"\npatterns = ["a"]\n' * 2, "rule 2: name: 'n' for any stands there already"),
    ],
)
def test_every_fault_is_named(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        load_rules(written(tmp_path, f=text))
    assert any(line.startswith(f"{tmp_path}/f.toml: ") and fault in line for line in raised.value.faults), (
        raised.value.faults
    )


def test_meanings_are_checked_file_by_file(tmp_path: Path) -> None:
    rule = '[[rule]]\nname = "n"\npatterns = ["a"]\nmeans = "sumbit"\n'
    with pytest.raises(ConfigurationError, match="means: unknown 'sumbit'; expected one of add, already"):
        load_rules(written(tmp_path, intents=rule))


def test_faults_of_all_files_come_together(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as raised:
        load_rules(written(tmp_path, a="x = 1\n", b="y = 1\n[weights]\nw = []\n"))
    assert len(raised.value.faults) == 3


@pytest.mark.parametrize("exists", [True, False])
def test_a_folder_without_rules_says_what_to_do(tmp_path: Path, exists: bool) -> None:
    with pytest.raises(ConfigurationError, match="no rules"):
        load_rules(tmp_path if exists else tmp_path / "none")


def test_the_shipped_rules_load() -> None:
    assert {"screening", "intents", "kinds", "language"} <= set(rules().files)


def test_a_folder_lies_over_another(tmp_path: Path) -> None:
    base, own = tmp_path / "base", tmp_path / "own"
    base.mkdir()
    own.mkdir()
    written(base, f=GOOD + RULE, g='[words]\nw = ["one"]\n', h='[words]\nw = ["one"]\n')
    added = '[words]\ntitles.en = ["Sir"]\n[weights]\nw = 3\nv = 1\n[[rule]]\nname = "m"\npatterns = ["b"]\n'
    written(own, **{"f.add": added, "g": '[words]\nw = ["two"]\n'})
    found = load_rules(own, base)
    assert found.file("f").listed("titles") == ("Mme", "Dr", "Mr", "Sir")
    assert found.file("f").listed("titles.en") == ("Mr", "Sir")
    assert (found.file("f").weight("w"), found.file("f").weight("v")) == (3.0, 1.0)
    assert [rule.name for rule in found.file("f").rules] == ["n", "m"]
    assert (found.file("g").listed("w"), found.file("h").listed("w")) == (("two",), ("one",))
    assert set(found.files) == {"f", "g", "h"}


def test_an_added_rule_takes_the_place_of_its_namesake(tmp_path: Path) -> None:
    base, own = tmp_path / "base", tmp_path / "own"
    base.mkdir()
    own.mkdir()
    written(base, f='[[rule]]\nname = "n"\npatterns = ["<g.gone>"]\n', g='[words]\ngone = ["a"]\n')
    written(own, **{"f.add": '[[rule]]\nname = "n"\npatterns = ["b"]\n', "g": '[words]\nw = ["a"]\n'})
    found = load_rules(own, base).file("f")
    assert found.group().evidence("a b", Zone.BODY) == (Evidence("n", Zone.BODY, "b", 1.0),)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ('"survey"', "reading 1: found 'survey'; expected a table"),
        ('{ about = ["survey"] }', "reading 1: does: expected what the sentence comes to, in quotes"),
        ('{ does = "x", acts = ["sumbit"] }', "reading 1: acts: unknown 'sumbit'; expected one of add, already"),
        ('{ does = "x", about = ["weather"] }', "reading 1: about: unknown 'weather'; expected one of survey"),
        ('{ does = "x", about = "survey" }', "reading 1: about: found 'survey'; expected a list of words"),
        ('{ does = "x", shape = "round" }', "reading 1: shape: found 'round'; expected one of document, persons"),
        ('{ does = "x", asks = "no" }', "reading 1: asks: found 'no'; expected true or false"),
        ('{ does = "x", colour = "red" }', "reading 1: colour: unknown key; expected one of shape"),
        ('{ does = "x", about = ["{kinds}"] }', "reading 1: about: unknown '{kinds}'"),
    ],
)
def test_faults_of_readings_are_named(tmp_path: Path, row: str, fault: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        load_rules(written(tmp_path, readings=f'reading = [{row}]\n[words]\ntopics = ["survey"]\n'))
    assert any(fault in line for line in raised.value.faults), raised.value.faults


def test_languages_are_those_of_the_rules(tmp_path: Path) -> None:
    languages = '[words]\nfunction.de = ["und"]\n'
    found = load_rules(written(tmp_path, language=languages, f='[words]\nw.de = ["Frau"]\n'))
    assert found.file("f").listed("w.de") == ("Frau",)


def test_unchanged_files_give_the_same_value_and_changed_ones_another(tmp_path: Path) -> None:
    own, base = tmp_path / "own", tmp_path / "base"
    for folder in (own, base):
        folder.mkdir()
        written(folder, f=GOOD + RULE, g=GOOD)
    first = load_rules(own, base)
    assert load_rules(own, base) is first
    written(own, f=GOOD.replace("w = 2", "w = 3"))
    second = load_rules(own, base)
    assert (second.file("f").weight("w"), first.file("f").weight("w")) == (3.0, 2.0)
    (own / "g.toml").unlink()
    written(base, g=GOOD.replace("w = 2", "w = 4"))
    assert load_rules(own, base).file("g").weight("w") == 4.0
    written(base, g="[weights]\nw = []\n")
    for _ in range(2):
        with pytest.raises(ConfigurationError, match=r"g\.toml: weights\.w"):
            load_rules(own, base)

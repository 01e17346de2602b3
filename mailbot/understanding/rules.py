"""Loads rules/*.toml: words, weights and patterns in three languages, checked strictly and compiled once.

Every file has the same shape, and organisers may edit it:

    [macros]        name = "pattern"            pieces of patterns, used as <name>; macros.toml serves all files
    [words]         name = ["...", ...]         lists of words; or name.fr = [...] by language
    [weights]       name = 2.0
    [[rule]]        name, patterns; language (ar, en, fr, any), group, means, zones, weight, unless (patterns that forbid it)

The notation of patterns is that of mailbot.understanding.patterns.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import re2

from mailbot.errors import ConfigurationError
from mailbot.message.model import Zone
from mailbot.understanding.fold import Folded, fold_word
from mailbot.understanding.meanings import MEANINGS
from mailbot.understanding.model import Evidence
from mailbot.understanding.patterns import any_of, compile_pattern, expression, options

LANGUAGES = ("ar", "en", "fr", "any")
EVERYWHERE = frozenset(Zone)
SHARED = "macros"
TABLES = ("macros", "words", "weights", "rule")
KEYS = {"name": str, "language": str, "group": str, "means": str, "zones": list, "weight": (int, float)}
LISTS = ("patterns", "unless")


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason to believe something: its patterns hit whole words of folded text.

    means: what a hit says, in the vocabulary of its file (an act, a topic, a role, a kind of message).
    """

    name: str
    group: str
    language: str
    means: str
    zones: frozenset[Zone]
    weight: float
    expressions: tuple[str, ...]
    found: Any = field(repr=False, compare=False)  # one RE2 of all patterns; group 1.. are the words
    forbidden: Any = field(repr=False, compare=False, default=None)  # RE2 or None

    def span(self, folded: str) -> tuple[int, int] | None:
        """Where the first hit stands in folded text; None where there is none, or `unless` forbids it."""
        match = self.found.search(folded)
        if match is None or (self.forbidden is not None and self.forbidden.search(folded)):
            return None
        start, end = match.span(match.lastindex or 0)
        return (start, end)

    def spans(self, folded: str) -> Iterator[tuple[int, int]]:
        """Every hit in folded text, in order; nothing where `unless` forbids the rule."""
        if self.forbidden is not None and self.forbidden.search(folded):
            return
        for match in self.found.finditer(folded):
            start, end = match.span(match.lastindex or 0)
            yield (start, end)


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that holds, and the place in the folded text where it does."""

    rule: Rule
    start: int
    end: int

    def evidence(self, text: Folded, zone: Zone, weight: float | None = None) -> Evidence:
        """This hit for people: the original words."""
        words = " ".join(text.source(self.start, self.end).split())
        return Evidence(self.rule.name, zone, words, self.rule.weight if weight is None else weight)


class Group:
    """The rules of one file that are asked together: one linear pass finds which of them hit."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules

    @cached_property
    def _set(self) -> tuple[Any, tuple[Rule, ...]]:
        chosen = re2.Set.SearchSet(options())
        owners: list[Rule] = []
        for rule in self.rules:
            for source in rule.expressions:
                chosen.Add(source)
                owners.append(rule)
        if owners:
            chosen.Compile()
        return chosen, tuple(owners)

    def hits(self, folded: str, zone: Zone | None = None) -> list[Hit]:
        """The rules that hold in a folded text, each with its first place, in the order of the file."""
        chosen, owners = self._set
        if not owners or not folded:
            return []
        met = {id(owners[index]): owners[index] for index in sorted(chosen.Match(folded) or ())}
        found = []
        for rule in met.values():
            if zone is not None and zone not in rule.zones:
                continue
            if place := rule.span(folded):
                found.append(Hit(rule, *place))
        return found

    def evidence(self, text: str, zone: Zone) -> tuple[Evidence, ...]:
        """The hits in an (unfolded) text as evidence."""
        folded = Folded(text)
        return tuple(hit.evidence(folded, zone) for hit in self.hits(folded.text, zone))


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One file of rules/, compiled."""

    name: str
    words: Mapping[str, tuple[str, ...]]  # as written; by name, and by name.language
    weights: Mapping[str, float]
    rules: tuple[Rule, ...]
    groups: Mapping[str, Group]
    _folded: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    def group(self, name: str = "") -> Group:
        """The rules of a group; an empty group where the file has none of that name."""
        return self.groups.get(name, EMPTY)

    def listed(self, name: str) -> tuple[str, ...]:
        """A list of words as written; of all languages where it is kept by language; () where there is none."""
        return self.words.get(name, ())

    def folded(self, name: str) -> frozenset[str]:
        """A list of words, folded, for looking words up in it."""
        if name not in self._folded:
            self._folded[name] = frozenset(fold_word(word) for word in self.listed(name))
        return self._folded[name]

    def weight(self, name: str, default: float = 0.0) -> float:
        """A weight by its name."""
        return self.weights.get(name, default)


EMPTY = Group(())
NO_FILE = RuleFile("", {}, {}, (), {})


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules, by the name of their file (without .toml)."""

    files: Mapping[str, RuleFile]

    def file(self, name: str) -> RuleFile:
        """The rules of one file; an empty one where it does not exist."""
        return self.files.get(name, NO_FILE)

    def group(self, file: str, group: str = "") -> Group:
        """The rules of one group of one file."""
        return self.file(file).group(group)


def load_rules(folder: Path) -> Rules:
    """Every rule file of a folder, compiled.

    Raises ConfigurationError with one line per fault (file, key, reason); never loads half of a folder.
    """
    faults: list[str] = []
    tables: dict[str, dict[str, Any]] = {}
    paths = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    if not paths:
        raise ConfigurationError([f"{folder}: no rules; expected a folder with .toml files (mailbot init writes one)"])
    for path in paths:
        try:
            tables[path.stem] = tomllib.loads(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as fault:
            faults.append(f"{path}: cannot be read ({fault})")
        except tomllib.TOMLDecodeError as fault:
            faults.append(f"{path}: no valid TOML: {fault}")
    shared = {**_listed(tables), **_macros(tables.get(SHARED, {}), f"{folder / SHARED}.toml", faults)}
    files = {name: _file(name, f"{folder / name}.toml", table, shared, faults) for name, table in tables.items()}
    if faults:
        raise ConfigurationError(faults)
    return Rules(files)


def _listed(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The lists of words of all files as macros "file.name"; faults in them are found with their file."""
    unnoticed: list[str] = []
    return {
        f"{file}.{name}": any_of(words)
        for file, table in tables.items()
        for name, words in _words(table.get("words", {}), "", unnoticed).items()
        if words
    }


def _macros(table: Mapping[str, Any], where: str, faults: list[str]) -> dict[str, str]:
    macros = {}
    found = table.get("macros", {})
    if not isinstance(found, dict):
        faults.append(f"{where}: macros: expected a table of patterns")
        return {}
    for name, pattern in found.items():
        if isinstance(pattern, str):
            macros[name] = pattern
        else:
            faults.append(f"{where}: macros.{name}: found {pattern!r}; expected a pattern in quotes")
    return macros


def _file(name: str, where: str, table: Mapping[str, Any], shared: Mapping[str, str], faults: list[str]) -> RuleFile:
    for key in table:
        if key not in TABLES:
            faults.append(f"{where}: {key}: unknown key; expected one of {', '.join(TABLES)}")
    macros = {**shared, **(_macros(table, where, faults) if name != SHARED else {})}
    words = _words(table.get("words", {}), f"{where}: words", faults)
    weights = {}
    given = table.get("weights", {})
    if not isinstance(given, dict):
        faults.append(f"{where}: weights: expected a table of numbers")
        given = {}
    for key, value in given.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            faults.append(f"{where}: weights.{key}: found {value!r}; expected a number")
        else:
            weights[key] = float(value)
    rows = table.get("rule", [])
    if not isinstance(rows, list):
        faults.append(f"{where}: rule: expected [[rule]] tables")
        rows = []
    rules: list[Rule] = []
    seen: set[tuple[str, str, str]] = set()
    for number, row in enumerate(rows, 1):
        rule = _rule(name, f"{where}: rule {number}", row, macros, faults)
        if rule is None:
            continue
        key = (rule.group, rule.name, rule.language)
        if key in seen:
            faults.append(f"{where}: rule {number}: name: {rule.name!r} for {rule.language} stands there already")
        seen.add(key)
        rules.append(rule)
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(rule.group, []).append(rule)
    return RuleFile(name, words, weights, tuple(rules), {key: Group(tuple(of)) for key, of in groups.items()})


def _words(table: Any, where: str, faults: list[str]) -> dict[str, tuple[str, ...]]:
    if not isinstance(table, dict):
        faults.append(f"{where}: expected a table of lists")
        return {}
    words: dict[str, tuple[str, ...]] = {}
    for name, value in table.items():
        parts = value if isinstance(value, dict) else {"": value}
        for language, listed in parts.items():
            key = f"{name}.{language}" if language else name
            if language and language not in LANGUAGES:
                faults.append(f"{where}.{key}: unknown language {language!r}; expected one of {', '.join(LANGUAGES)}")
            elif not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
                faults.append(f"{where}.{key}: expected a list of words")
            else:
                words[key] = tuple(listed)
        if isinstance(value, dict):
            words[name] = tuple(word for key in parts for word in words.get(f"{name}.{key}", ()))
    return words


def _rule(file: str, where: str, row: Any, macros: Mapping[str, str], faults: list[str]) -> Rule | None:
    """One [[rule]]; None (and its faults noted) where anything is wrong with it."""
    if not isinstance(row, dict):
        faults.append(f"{where}: expected a table")
        return None
    before = len(faults)
    label = row.get("name")
    if not isinstance(label, str) or not label:
        faults.append(f"{where}: name: expected a name in quotes")
    else:
        where = f"{where} ({label})"
    for key, value in row.items():
        if key in LISTS:
            if not isinstance(value, list) or not all(isinstance(pattern, str) and pattern for pattern in value):
                faults.append(f"{where}: {key}: expected a list of patterns")
        elif key not in KEYS:
            faults.append(f"{where}: {key}: unknown key; expected one of {', '.join((*KEYS, *LISTS))}")
        elif isinstance(value, bool) or not isinstance(value, KEYS[key]):
            wanted = "a number" if key == "weight" else "a list" if key == "zones" else "text in quotes"
            faults.append(f"{where}: {key}: found {value!r}; expected {wanted}")
    language = row.get("language", "any")
    if isinstance(language, str) and language not in LANGUAGES:
        faults.append(f"{where}: language: unknown {language!r}; expected one of {', '.join(LANGUAGES)}")
    means = row.get("means", "")
    if file in MEANINGS and means not in MEANINGS[file]:
        faults.append(f"{where}: means: unknown {means!r}; expected one of {', '.join(sorted(MEANINGS[file]))}")
    zones = row.get("zones", [])
    for zone in zones if isinstance(zones, list) else ():
        if zone not in {str(known) for known in Zone}:
            faults.append(f"{where}: zones: unknown {zone!r}; expected some of {', '.join(Zone)}")
    if not row.get("patterns"):
        faults.append(f"{where}: patterns: missing; expected a list of patterns")
    if len(faults) > before:
        return None
    found = _compiled(row["patterns"], f"{where}: patterns", macros, language, faults)
    unless = _compiled(row.get("unless", []), f"{where}: unless", macros, language, faults)
    if len(faults) > before:
        return None
    return Rule(
        name=row["name"],
        group=row.get("group", ""),
        language=language,
        means=means,
        zones=frozenset(Zone(zone) for zone in zones) or EVERYWHERE,
        weight=float(row.get("weight", 1.0)),
        expressions=found,
        found=compile_pattern("|".join(found)),
        forbidden=compile_pattern("|".join(unless)) if unless else None,
    )


def _compiled(
    patterns: list[str], where: str, macros: Mapping[str, str], language: str, faults: list[str]
) -> tuple[str, ...]:
    """The expressions of patterns; a faulty one is named by its number."""
    expressions = []
    for number, pattern in enumerate(patterns, 1):
        try:
            expressions.append(expression(pattern, macros, language))
        except ValueError as fault:
            faults.append(f"{where} {number}: {pattern!r}: {fault}")
    if not _compiles("|".join(expressions)):
        for number, (pattern, source) in enumerate(zip(patterns, expressions, strict=False), 1):
            if fault_of := _fault(source):
                faults.append(f"{where} {number}: {pattern!r}: {fault_of}")
    return tuple(expressions)


def _compiles(source: str) -> bool:
    return not _fault(source)


def _fault(source: str) -> str:
    """RE2's words about a faulty expression, "" for a good one."""
    try:
        compile_pattern(source)
    except ValueError as fault:
        return str(fault)
    return ""

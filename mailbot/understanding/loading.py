"""Reads rule files and checks them strictly: every fault is noted with file, key and reason; nothing is guessed."""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mailbot.errors import ConfigurationError
from mailbot.message.model import Zone
from mailbot.understanding.group import Rule
from mailbot.understanding.meanings import GROUPS, meanings
from mailbot.understanding.patterns import any_of, compile_pattern, expression

LANGUAGES = ("ar", "en", "fr")  # without a language.toml that says otherwise
ANY = "any"
EVERYWHERE = frozenset(Zone)
TABLES = ("macros", "words", "weights", "rule", "reading")
LONGEST_MACRO = 1000  # words; longer lists are for looking words up, and no pattern may use them
# The keys of a [[rule]] and what each holds.
KEYS: Mapping[str, tuple[type | tuple[type, ...], str]] = {
    "name": (str, "text in quotes"),
    "language": (str, "text in quotes"),
    "group": (str, "text in quotes"),
    "means": (str, "text in quotes"),
    "zones": (list, "a list"),
    "weight": ((int, float), "a number"),
}
LISTS = ("patterns", "unless")
Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What rule files may say. languages: those of language.toml, and "any"; meanings: by file (meanings.py)."""

    languages: tuple[str, ...]
    topics: frozenset[str]
    meanings: Mapping[str, frozenset[str]]


def vocabulary(tables: Iterable[tuple[str, Table]]) -> Vocabulary:
    """What the rules themselves declare: languages in language.toml, topics in readings.toml. tables: with names."""
    languages, topics = dict.fromkeys(LANGUAGES), set[str]()
    for name, table in tables:
        words = table.get("words")
        if not isinstance(words, dict):
            continue
        if name == "language":
            languages |= dict.fromkeys(key for by in words.values() if isinstance(by, dict) for key in by)
        elif name == "readings" and isinstance(words.get("topics"), list):
            topics |= {topic for topic in words["topics"] if isinstance(topic, str)}
    known = frozenset(topics)
    return Vocabulary((*languages, ANY), known, meanings(known))


def read_tables(folder: Path, faults: list[str], without: Collection[str] = ()) -> dict[str, Table]:
    """The TOML tables of a folder by file name without .toml; unknown keys at the top are faults.

    without: names of files that are not read, since others take their place.

    Raises ConfigurationError where the folder holds no rules at all.
    """
    paths = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    if not paths:
        raise ConfigurationError([f"{folder}: no rules; expected a folder with .toml files (mailbot init writes one)"])
    tables: dict[str, Table] = {}
    for path in (path for path in paths if path.stem not in without):
        try:
            tables[path.stem] = tomllib.loads(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as fault:
            faults.append(f"{path}: cannot be read ({fault})")
        except tomllib.TOMLDecodeError as fault:
            faults.append(f"{path}: no valid TOML: {fault}")
        for key in tables.get(path.stem, ()):
            if key not in TABLES:
                faults.append(f"{path}: {key}: unknown key; expected one of {', '.join(TABLES)}")
    return tables


def _table(table: Table, key: str, where: str, faults: list[str]) -> Table:
    """A table in a file; empty, and a fault, where something else stands there."""
    found = table.get(key, {})
    if isinstance(found, dict):
        return found
    faults.append(f"{where}: {key}: found {found!r}; expected a table")
    return {}


def macros_of(table: Table, where: str, faults: list[str]) -> dict[str, str]:
    """[macros] of a file."""
    macros = {}
    for name, pattern in _table(table, "macros", where, faults).items():
        if isinstance(pattern, str):
            macros[name] = pattern
        else:
            faults.append(f"{where}: macros.{name}: found {pattern!r}; expected a pattern in quotes")
    return macros


def weights_of(table: Table, where: str, faults: list[str]) -> dict[str, float]:
    """[weights] of a file."""
    weights = {}
    for name, value in _table(table, "weights", where, faults).items():
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            faults.append(f"{where}: weights.{name}: found {value!r}; expected a number")
        else:
            weights[name] = float(value)
    return weights


def words_of(table: Table, where: str, known: Vocabulary, faults: list[str]) -> dict[str, tuple[str, ...]]:
    """[words] of a file: by name, by name.language, and all languages together by name."""
    words: dict[str, tuple[str, ...]] = {}
    for name, value in _table(table, "words", where, faults).items():
        parts = value if isinstance(value, dict) else {"": value}
        for language, listed in parts.items():
            key = f"{name}.{language}" if language else name
            if language and language not in known.languages:
                expected = ", ".join(known.languages)
                faults.append(f"{where}: words.{key}: unknown language {language!r}; expected one of {expected}")
            elif not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
                faults.append(f"{where}: words.{key}: found {listed!r:.60}; expected a list of words")
            else:
                words[key] = tuple(listed)
        if isinstance(value, dict):
            words[name] = tuple(word for language in parts for word in words.get(f"{name}.{language}", ()))
    return words


def lists_as_macros(lists: Mapping[str, Mapping[str, tuple[str, ...]]]) -> dict[str, str]:
    """The lists of words of all files as macros "file.name"."""
    return {
        f"{file}.{name}": any_of(words)
        for file, named in lists.items()
        for name, words in named.items()
        if 0 < len(words) <= LONGEST_MACRO
    }


def compiled(
    file: str, where: str, table: Table, macros: Mapping[str, str], known: Vocabulary, faults: list[str]
) -> tuple[Rule, ...]:
    """The [[rule]] tables of a file, compiled; the same name for the same language twice is a fault."""
    rows: Any = table.get("rule", [])
    if not isinstance(rows, list):
        faults.append(f"{where}: rule: found {rows!r:.60}; expected [[rule]] tables")
        return ()
    rules: list[Rule] = []
    seen: set[tuple[str, str, str]] = set()
    for number, row in enumerate(rows, 1):
        rule = _rule(file, f"{where}: rule {number}", row, macros, known, faults)
        if rule is None:
            continue
        if (mark := (rule.group, rule.name, rule.language)) in seen:
            faults.append(f"{where}: rule {number}: name: {rule.name!r} for {rule.language} stands there already")
        seen.add(mark)
        rules.append(rule)
    return tuple(rules)


def _rule(
    file: str, where: str, row: Any, macros: Mapping[str, str], known: Vocabulary, faults: list[str]
) -> Rule | None:
    """One [[rule]]; None (and its faults noted) where anything is wrong with it."""
    if not isinstance(row, dict):
        faults.append(f"{where}: found {row!r:.60}; expected a table")
        return None
    before = len(faults)
    label = row.get("name")
    if isinstance(label, str) and label:
        where = f"{where} ({label})"
    else:
        faults.append(f"{where}: name: expected a name in quotes")
    _check_keys(row, where, faults)
    _check_values(file, row, where, known, faults)
    if len(faults) > before:
        return None
    language = row.get("language", "any")
    found = _expressions(row["patterns"], f"{where}: patterns", macros, language, faults)
    unless = _expressions(row.get("unless", []), f"{where}: unless", macros, language, faults)
    if len(faults) > before:
        return None
    return Rule(
        name=row["name"],
        group=row.get("group", ""),
        language=language,
        means=row.get("means", ""),
        zones=frozenset(Zone(zone) for zone in row.get("zones", ())) or EVERYWHERE,
        weight=float(row.get("weight", 1.0)),
        expressions=found,
        unless=unless,
    )


def _check_keys(row: Table, where: str, faults: list[str]) -> None:
    """Every key of a rule is known and holds what it should."""
    for key, value in row.items():
        if key in LISTS:
            if not isinstance(value, list) or not all(isinstance(pattern, str) and pattern for pattern in value):
                faults.append(f"{where}: {key}: found {value!r:.60}; expected a list of patterns")
        elif key not in KEYS:
            faults.append(f"{where}: {key}: unknown key; expected one of {', '.join((*KEYS, *LISTS))}")
        elif isinstance(value, bool) or not isinstance(value, KEYS[key][0]):
            faults.append(f"{where}: {key}: found {value!r}; expected {KEYS[key][1]}")
    if not row.get("patterns"):
        faults.append(f"{where}: patterns: missing; expected a list of patterns")


def _check_values(file: str, row: Table, where: str, known: Vocabulary, faults: list[str]) -> None:
    """Language, zones and meaning are words that mailbot knows."""
    language = row.get("language", "any")
    if isinstance(language, str) and language not in known.languages:
        faults.append(f"{where}: language: unknown {language!r}; expected one of {', '.join(known.languages)}")
    group = row.get("group", "")
    if file in GROUPS and group not in GROUPS[file]:
        faults.append(f"{where}: group: unknown {group!r}; expected one of {', '.join(sorted(GROUPS[file]))}")
    means = row.get("means", "")
    if file in known.meanings and means not in known.meanings[file]:
        expected = ", ".join(sorted(known.meanings[file] - {""}))
        faults.append(f"{where}: means: unknown {means!r}; expected one of {expected}")
    zones = row.get("zones", [])
    for zone in zones if isinstance(zones, list) else ():
        if zone not in {str(known) for known in Zone}:
            faults.append(f"{where}: zones: unknown {zone!r}; expected some of {', '.join(Zone)}")


def _expressions(
    patterns: list[str], where: str, macros: Mapping[str, str], language: str, faults: list[str]
) -> tuple[str, ...]:
    """The expressions of patterns; a faulty one is named by its number."""
    expressions = []
    for number, pattern in enumerate(patterns, 1):
        try:
            expressions.append(expression(pattern, macros, language))
        except ValueError as fault:
            faults.append(f"{where} {number}: {pattern!r}: {fault}")
            expressions.append("")
    if together := _fault("|".join(expressions)):  # one by one only where all fail: compiling is what takes time
        before = len(faults)
        for number, (pattern, source) in enumerate(zip(patterns, expressions, strict=True), 1):
            if fault_of := _fault(source):
                faults.append(f"{where} {number}: {pattern!r}: {fault_of}")
        if len(faults) == before:
            faults.append(f"{where}: all together: {together}; expected fewer in one rule")
    return tuple(expressions)


def _fault(source: str) -> str:
    """RE2's words about a faulty expression, "" for a good one."""
    try:
        compile_pattern(source)
    except ValueError as fault:
        return str(fault)
    return ""

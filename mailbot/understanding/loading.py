"""Reads rule files and checks them strictly: every fault is noted with file, key and reason; nothing is guessed."""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mailbot.errors import ConfigurationError
from mailbot.understanding.meanings import meanings
from mailbot.understanding.patterns import any_of

LANGUAGES = ("ar", "en", "fr")  # without a language.toml that says otherwise
ANY = "any"
TABLES = ("macros", "words", "weights", "rule", "reading")
LONGEST_MACRO = 1000  # words; longer lists are for looking words up, and no pattern may use them
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

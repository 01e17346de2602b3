"""All rules of rules/*.toml: words, weights and patterns in three languages, checked strictly and compiled once.

Every file has the same shape, and organisers may edit it:

    [macros]        name = "pattern"            pieces of patterns, used as <name>; those of macros.toml serve all files
    [words]         name = ["...", ...]         lists of words; or name.fr = [...] by language; <file.name> in a pattern
    [weights]       name = 2.0
    [[rule]]        name, patterns; language (ar, en, fr, any), group, means, zones, weight, unless (what forbids it)
    [[reading]]     in readings.toml alone: what sentences come to (mailbot.understanding.readings)

The notation of patterns is that of mailbot.understanding.patterns. A folder may be complete, or lie over another one:
its NAME.toml takes the place of the other's, and its NAME.add.toml is added to it.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from mailbot.errors import ConfigurationError
from mailbot.understanding.fold import fold_word
from mailbot.understanding.group import EMPTY, Group, Hit, Rule
from mailbot.understanding.loading import (
    Table,
    lists_as_macros,
    macros_of,
    read_tables,
    vocabulary,
    weights_of,
    words_of,
)
from mailbot.understanding.reading_rows import rows_of
from mailbot.understanding.readings import Row
from mailbot.understanding.rule_rows import refusals, rules_of

__all__ = ["Group", "Hit", "Rule", "RuleFile", "Rules", "load_rules"]
SHARED = "macros"  # the file whose macros serve all others
TOGETHER = frozenset({"intents", "publication", "confirmations"})  # files whose groups are asked all at once
ADDED = ".add"  # at the end of a file's name: it is added to the other folder's file


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One file of rules/, compiled."""

    name: str
    words: Mapping[str, tuple[str, ...]]  # as written; by name, and by name.language
    weights: Mapping[str, float]
    rules: tuple[Rule, ...]
    groups: Mapping[str, Group]
    readings: tuple[Row, ...] = ()
    whole: Group = EMPTY  # the rules of all groups
    _folded: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    _weighed: dict[str, Mapping[str, float]] = field(default_factory=dict, repr=False, compare=False)

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

    def weights_of(self, prefix: str) -> Mapping[str, float]:
        """The weights whose names begin with a prefix and a dot, by the rest of their names."""
        if prefix not in self._weighed:
            start = f"{prefix}."
            self._weighed[prefix] = {
                name.removeprefix(start): weight for name, weight in self.weights.items() if name.startswith(start)
            }
        return self._weighed[prefix]


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


@dataclass(frozen=True, slots=True)
class Part:
    """One TOML file of a rule file: the base's, and what is added to it."""

    name: str
    where: str
    table: Table


def load_rules(folder: Path, base: Path | None = None) -> Rules:
    """Every rule file of a folder, compiled; files it does not have are those of `base`, if one is given.

    Files that say what they said when they were loaded last give the same value: a reload costs nothing then, and what
    is remembered of the rules stays. Raises ConfigurationError with one line per fault (file, key, reason); never
    loads half of a folder.
    """
    contents = _contents(folder, base)
    rules = _loaded(folder, base, contents)
    if _contents(folder, base) != contents:  # written while they were read
        _loaded.cache_clear()
    return rules


def _contents(*folders: Path | None) -> tuple[tuple[str, bytes], ...]:
    """By path, the hash of what each file says; none for what cannot be read, which loading tells."""
    found = []
    for path in sorted(path for folder in folders if folder is not None for path in folder.glob("*.toml")):
        with suppress(OSError):
            found.append((str(path), sha256(path.read_bytes()).digest()))
    return tuple(found)


@lru_cache(maxsize=1)
def _loaded(folder: Path, base: Path | None, _contents: tuple[tuple[str, bytes], ...]) -> Rules:
    faults: list[str] = []
    pieces = parts(folder, base, faults)
    known = vocabulary((part.name, part.table) for part in pieces)
    lists: dict[str, dict[str, tuple[str, ...]]] = {}
    macros: dict[str, dict[str, str]] = {}
    for part in pieces:
        listed = lists.setdefault(part.name, {})
        for name, words in words_of(part.table, part.where, known, faults).items():
            listed[name] = tuple(dict.fromkeys((*listed[name], *words))) if name in listed else words
        macros.setdefault(part.name, {}).update(macros_of(part.table, part.where, faults))
    shared = {**lists_as_macros(lists), **macros.get(SHARED, {})}
    files: dict[str, RuleFile] = {}
    written: list[tuple[str, str]] = []
    for part in pieces:
        before = files.get(part.name, NO_FILE)
        own = rules_of(part.name, part.where, part.table, {**shared, **macros[part.name]}, known, written, faults)
        rules = (*before.rules, *own)
        files[part.name] = RuleFile(
            part.name,
            lists[part.name],
            {**before.weights, **weights_of(part.table, part.where, faults)},
            rules,
            _groups(rules),
            (*rows_of(part.table, part.where, known.topics, faults), *before.readings),
            Group(rules),
        )
    faults += refusals(_refused(files.values()), written)
    if faults:
        raise ConfigurationError(faults)
    return Rules(files)


def _refused(files: Iterable[RuleFile]) -> frozenset[str]:
    """The expressions that RE2 refuses. Each is compiled here once, for the group that it will be asked with."""
    groups = (group for file in files for group in ([file.whole] if file.name in TOGETHER else file.groups.values()))
    return frozenset(source for group in groups for source in group.refused)


def parts(folder: Path, base: Path | None, faults: list[str]) -> list[Part]:
    """The files in the order in which they count; what a folder adds to a file comes right behind it."""
    own = [Part(name, f"{folder / name}.toml", table) for name, table in read_tables(folder, faults).items()]
    taken = {part.name for part in own}
    under = read_tables(base, faults, taken) if base is not None and base != folder else {}
    whole = [Part(name, f"{(base or folder) / name}.toml", table) for name, table in under.items()]
    whole += [part for part in own if not part.name.endswith(ADDED)]
    added = [Part(part.name.removesuffix(ADDED), part.where, part.table) for part in own if part.name.endswith(ADDED)]
    replaced = {part.name: _marks(part.table) for part in added}
    whole = [replace(part, table=_without(part.table, replaced.get(part.name, set()))) for part in whole]
    return sorted((*whole, *added), key=lambda part: part.name)


def _mark(row: Mapping[str, Any]) -> tuple[object, ...]:
    """By what a rule is known: an added one takes the place of the one with the same group, name and language."""
    return row.get("group", ""), row.get("name"), row.get("language", "any")


def _rows(table: Table) -> list[dict[str, Any]]:
    rows = table.get("rule", [])
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _marks(table: Table) -> set[tuple[object, ...]]:
    return {_mark(row) for row in _rows(table)}


def _without(table: Table, marks: set[tuple[object, ...]]) -> Table:
    """A file's table without the rules that others take the place of."""
    return {**table, "rule": [row for row in _rows(table) if _mark(row) not in marks]} if marks else table


def _groups(rules: tuple[Rule, ...]) -> dict[str, Group]:
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(rule.group, []).append(rule)
    return {key: Group(tuple(of)) for key, of in groups.items()}

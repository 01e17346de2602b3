"""All rules of rules/*.toml: words, weights and patterns in three languages, checked strictly and compiled once.

Every file has the same shape, and organisers may edit it:

    [macros]        name = "pattern"            pieces of patterns, used as <name>; those of macros.toml serve all files
    [words]         name = ["...", ...]         lists of words; or name.fr = [...] by language; <file.name> in a pattern
    [weights]       name = 2.0
    [[rule]]        name, patterns; language (ar, en, fr, any), group, means, zones, weight, unless (what forbids it)

The notation of patterns is that of mailbot.understanding.patterns.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mailbot.errors import ConfigurationError
from mailbot.understanding.fold import fold_word
from mailbot.understanding.group import EMPTY, Group, Hit, Rule
from mailbot.understanding.loading import compiled, lists_as_macros, macros_of, read_tables, weights_of, words_of

__all__ = ["Group", "Hit", "Rule", "RuleFile", "Rules", "load_rules"]
SHARED = "macros"  # the file whose macros serve all others


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
    tables = read_tables(folder, faults)
    shared = {**lists_as_macros(tables), **macros_of(tables.get(SHARED, {}), "", [])}  # faults in them: below
    files = {}
    for name, table in tables.items():
        where = f"{folder / name}.toml"
        rules = compiled(name, where, table, shared, faults)
        groups: dict[str, list[Rule]] = {}
        for rule in rules:
            groups.setdefault(rule.group, []).append(rule)
        words, weights = words_of(table, where, faults), weights_of(table, where, faults)
        files[name] = RuleFile(name, words, weights, rules, {key: Group(tuple(of)) for key, of in groups.items()})
    if faults:
        raise ConfigurationError(faults)
    return Rules(files)

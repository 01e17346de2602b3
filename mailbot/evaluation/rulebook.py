"""The rules as an organiser reads them: every [[rule]] with file, line and patterns, and what signs count."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mailbot.understanding.rules import Part, Rule, RuleFile, parts

HEAD = "[[rule]]"
DOUBTS = "doubts"  # the file of weights that are of no kind


@dataclass(frozen=True, slots=True)
class Entry:
    """One [[rule]] as it is written. file: the rule file it counts for; place: file and line where it is written."""

    file: str
    place: str
    line: int
    name: str
    group: str
    language: str
    means: str
    zones: tuple[str, ...]
    weight: float
    patterns: tuple[str, ...]
    unless: tuple[str, ...]

    @property
    def title(self) -> str:
        """Its group and name."""
        return f"{self.group}: {self.name}" if self.group else self.name

    @property
    def mark(self) -> tuple[str, str, str, str]:
        """What no two rules share."""
        return (self.file, self.group, self.name, self.language)


def mark_of(file: str, rule: Rule) -> tuple[str, str, str, str]:
    """The mark of a compiled rule: that of its entry."""
    return (file, rule.group, rule.name, rule.language)


def entries(folder: Path, base: Path | None = None) -> tuple[Entry, ...]:
    """Every rule of a folder whose rules load, in the order of the files and of the rules in them.

    base: the folder it lies over, as load_rules takes it.
    """
    return tuple(entry for part in parts(folder, base, []) for entry in _of_part(part))


def _of_part(part: Part) -> Iterator[Entry]:
    """The rules of one file that hold, each with the line it begins in."""
    text = Path(part.where).read_text("utf-8")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == HEAD]
    for line, row in zip(lines, tomllib.loads(text).get("rule", ()), strict=False):
        if row not in part.table.get("rule", ()):
            continue  # another rule takes its place
        yield Entry(
            file=part.name,
            place=f"{Path(part.where).name}:{line}",
            line=line,
            name=row["name"],
            group=row.get("group", ""),
            language=row.get("language", "any"),
            means=row.get("means", ""),
            zones=tuple(row.get("zones", ())),
            weight=float(row.get("weight", 1.0)),
            patterns=tuple(row["patterns"]),
            unless=tuple(row.get("unless", ())),
        )


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sign, and what it counts for each kind, by patterns alone or with meanings."""

    sign: str
    counts: Mapping[str, float]


def signs(file: RuleFile) -> tuple[Weighed, ...]:
    """The signs a file of weights knows, in order; its settings (again, doubt, subject ...) are none.

    Of doubts, each counts for one thing alone: that a person should look.
    """
    if file.name == DOUBTS:
        return tuple(Weighed(name, {"a look": weight}) for name, weight in sorted(file.weights.items()) if "." in name)
    found: dict[str, dict[str, float]] = {}
    for name, weight in file.weights.items():
        kind, dot, sign = name.partition(".")
        if dot:
            found.setdefault(sign, {})[kind] = weight
    return tuple(Weighed(sign, counts) for sign, counts in sorted(found.items()))


def named(name: str, found: Iterable[Entry]) -> tuple[Entry, ...]:
    """The rules that a name means: by their own name, with their file (`intents.submit`), or by what they mean."""
    listed = tuple(found)
    file, _, rest = name.partition(".")
    exact = tuple(entry for entry in listed if entry.name == name or (entry.file, entry.name) == (file, rest))
    return exact or tuple(entry for entry in listed if entry.means == name)

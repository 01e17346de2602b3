"""The [[rule]] tables of rule files, checked strictly: every fault is noted with file, rule, key and reason."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from mailbot.message.model import Zone
from mailbot.understanding.group import Rule
from mailbot.understanding.loading import Table, Vocabulary
from mailbot.understanding.meanings import GROUPS
from mailbot.understanding.patterns import compile_pattern, expression

EVERYWHERE = frozenset(Zone)
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


def rules_of(
    file: str,
    where: str,
    table: Table,
    macros: Mapping[str, str],
    known: Vocabulary,
    written: list[tuple[str, str]],
    faults: list[str],
) -> tuple[Rule, ...]:
    """The [[rule]] tables of a file; the same name for the same language twice is a fault.

    written: each expression, with its place and how it is written there, is noted in it.
    """
    rows: Any = table.get("rule", [])
    if not isinstance(rows, list):
        faults.append(f"{where}: rule: found {rows!r:.60}; expected [[rule]] tables")
        return ()
    rules: list[Rule] = []
    seen: set[tuple[str, str, str]] = set()
    for number, row in enumerate(rows, 1):
        rule = _rule(file, f"{where}: rule {number}", row, macros, known, written, faults)
        if rule is None:
            continue
        if (mark := (rule.group, rule.name, rule.language)) in seen:
            faults.append(f"{where}: rule {number}: name: {rule.name!r} for {rule.language} stands there already")
        seen.add(mark)
        rules.append(rule)
    return tuple(rules)


def _rule(
    file: str,
    where: str,
    row: Any,
    macros: Mapping[str, str],
    known: Vocabulary,
    written: list[tuple[str, str]],
    faults: list[str],
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
    found = _expressions(row["patterns"], f"{where}: patterns", macros, language, written, faults)
    unless = _expressions(row.get("unless", []), f"{where}: unless", macros, language, written, faults)
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
    patterns: list[str],
    where: str,
    macros: Mapping[str, str],
    language: str,
    written: list[tuple[str, str]],
    faults: list[str],
) -> tuple[str, ...]:
    """The expressions of patterns; a faulty one is named by its number."""
    expressions = []
    for number, pattern in enumerate(patterns, 1):
        place = f"{where} {number}: {pattern!r}"
        try:
            expressions.append(source := expression(pattern, macros, language))
        except ValueError as fault:
            faults.append(f"{place}: {fault}")
        else:
            written.append((source, place))
    return tuple(expressions)


def refusals(sources: Collection[str], written: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What is wrong with the expressions that RE2 refuses, and where they are written."""
    for source, place in written:
        if source in sources:
            try:
                compile_pattern(source)
            except ValueError as fault:
                yield f"{place}: {fault}"

"""Reads the rows of rules/readings.toml and checks them strictly: every fault is noted with row, key and reason."""

from collections.abc import Mapping
from typing import Any

from mailbot.call import Shape
from mailbot.understanding.meanings import ACTS
from mailbot.understanding.readings import Row

FILE = "readings"  # the file that holds the table and declares the topics
PLACES = ("{kind}", "{siblings}", "{document}", "{persons}", "{role}")
LISTS = ("about", "acts", "also", "never", "never_about")
KEYS = ("shape", "subject", "does", *LISTS, "asks")


def rows_of(table: Mapping[str, Any], where: str, topics: frozenset[str], faults: list[str]) -> tuple[Row, ...]:
    """The `reading` list of a file. topics: what sentences may speak of, besides the call's kinds."""
    listed: Any = table.get("reading", [])
    if not isinstance(listed, list):
        faults.append(f"{where}: reading: found {listed!r:.60}; expected a list of tables")
        return ()
    rows = []
    for number, entry in enumerate(listed, 1):
        row = _row(f"{where}: reading {number}", entry, topics, faults)
        if row is not None:
            rows.append(row)
    return tuple(rows)


def _row(where: str, entry: Any, topics: frozenset[str], faults: list[str]) -> Row | None:
    """One row; None (and its faults noted) where anything is wrong with it."""
    if not isinstance(entry, dict):
        faults.append(f"{where}: found {entry!r:.60}; expected a table")
        return None
    before = len(faults)
    does, shape, asks = entry.get("does"), entry.get("shape"), entry.get("asks")
    faults += [f"{where}: {key}: unknown key; expected one of {', '.join(KEYS)}" for key in entry if key not in KEYS]
    if not isinstance(does, str) or not does:
        faults.append(f"{where}: does: expected what the sentence comes to, in quotes")
    if shape is not None and shape not in tuple(Shape):
        faults.append(f"{where}: shape: found {shape!r}; expected one of {', '.join(Shape)}")
    if asks is not None and not isinstance(asks, bool):
        faults.append(f"{where}: asks: found {asks!r}; expected true or false")
    if not isinstance(entry.get("subject", ""), str):
        faults.append(f"{where}: subject: found {entry['subject']!r}; expected text in quotes")
    for key in LISTS:
        _check_list(entry.get(key, []), f"{where}: {key}", ACTS if key in ("acts", "also", "never") else topics, faults)
    if len(faults) > before:
        return None
    subject = str(entry.get("subject", "{kind}" if shape else does))
    lists = {key: tuple(entry.get(key, ())) for key in LISTS}
    return Row(Shape(shape) if shape else None, subject, str(does), **lists, asks=asks)


def _check_list(listed: Any, where: str, known: frozenset[str], faults: list[str]) -> None:
    if not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
        faults.append(f"{where}: found {listed!r:.60}; expected a list of words")
        return
    for word in listed:
        if word not in known and not (known is not ACTS and word in PLACES):
            faults.append(f"{where}: unknown {word!r}; expected one of {', '.join(sorted(known))}")

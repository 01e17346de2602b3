"""Lines of a text as the rows of a table: tabs, bars, columns of spaces, values with commas."""

import csv
import re
from dataclasses import dataclass

MAX_ROWS = 400
_GAP = re.compile(r"\s{2,}|\t")
_RULE = re.compile(r"^[\s|+\-–—_=:]*$")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table as cells; number: of its line."""

    number: int
    cells: tuple[str, ...]


def rows(text: str) -> list[list[Row]]:
    """The tables of a text, each a list of rows of two cells or more: tabs, pipes, or columns of spaces."""
    found: list[list[Row]] = []
    current: list[Row] = []
    for number, line in enumerate(text.split("\n")):
        cells = _cells(line)
        if cells is None:
            if current and not line.strip() and len(current) < MAX_ROWS:
                continue
            if len(current) > 1:
                found.append(current)
            current = []
        elif len(cells) > 1 and len(current) < MAX_ROWS:
            current.append(Row(number, cells))
    if len(current) > 1:
        found.append(current)
    return found


def _cells(line: str) -> tuple[str, ...] | None:
    """The cells of a line; () for a drawn rule inside a table, None where the line is no row."""
    if not line.strip():
        return None
    if _RULE.match(line) and len(line.strip()) > 2:
        return ()
    if "\t" in line:
        return tuple(cell.strip() for cell in line.split("\t"))
    if line.count("|") >= 1:
        bare = line.strip()
        bare = bare[1:] if bare.startswith("|") else bare
        bare = bare[:-1] if bare.endswith("|") else bare
        cells = tuple(cell.strip() for cell in bare.split("|"))
        return cells if len(cells) > 1 else None
    if line.count(";") >= 3 and len(line) < 600 and ". " not in line:
        return tuple(cell.strip() for cell in line.split(";"))
    if len(line) < 300:
        cells = tuple(_GAP.split(line.strip()))
        if len(cells) > 2:
            return cells
    return None


def with_commas(text: str) -> list[Row]:
    """The lines of a file of comma-separated values; () where its first line has fewer than three values."""
    lines = text.split("\n")
    first = next((line for line in lines if line.strip()), "")
    if first.count(",") < 2:
        return []
    return [
        Row(number, tuple(cell.strip() for cell in cells))
        for number, cells in enumerate(csv.reader(lines[:MAX_ROWS]))
        if cells
    ]


def turned(table: list[Row]) -> list[Row]:
    """A table whose first column holds the labels, with a column a person, as one with a row a person."""
    width = max(len(row.cells) for row in table)
    return [
        Row(table[0].number, tuple(row.cells[at] if at < len(row.cells) else "" for row in table))
        for at in range(width)
    ]

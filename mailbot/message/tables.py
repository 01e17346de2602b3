"""Tables that people draw in plain text, brought to one row a line with one tab between cells. Pure."""

import re

RULE = re.compile(r"^\s*[|+]?(?:\s*:?[-=_]{2,}:?\s*[|+]?){1,60}\s*$")
DROPPED = "\0"  # stands for a rule between rows, so that the number of lines stays; no text holds it


def with_tabs(rows: list[str]) -> list[str]:
    """The lines of a text, as many as before, with drawn tables ("a | b | c" in several rows alike) tab-separated."""
    if not any("|" in row for row in rows):
        return rows
    out: list[str] = []
    block: list[str] = []
    for row in [*rows, ""]:
        if "|" in row or (("+" in row or block) and RULE.match(row)):
            block.append(row)
            continue
        out += _table(block) if block else []
        block = []
        out.append(row)
    return out[:-1]


def _table(block: list[str]) -> list[str]:
    """A run of lines with pipes as table rows, if it is a table: at least two rows of three cells, or three of two."""
    rows = [None if RULE.match(row) else _cells(row) for row in block]
    counts = [len(row) for row in rows if row is not None]
    if len(counts) < 2 or min(counts) < 2 or (max(counts) == 2 and len(counts) < 3):
        return block
    if max(counts) - min(counts) > (1 if len(counts) > 3 else 0):
        return block  # two lines of a signature with their pipes, for instance
    return [DROPPED if row is None else "\t".join(row) for row in rows]


def _cells(row: str) -> list[str]:
    stripped = row.strip()
    stripped = stripped[1:] if stripped.startswith("|") else stripped
    stripped = stripped[:-1] if stripped.endswith("|") else stripped
    return [cell.strip(" *\t") for cell in stripped.split("|")]

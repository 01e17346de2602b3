"""Comma-, semicolon- or tab-separated values to rows of tab-separated cells."""

import csv
from collections import Counter

from mailbot.message.charset import decode
from mailbot.message.documents.outcome import found
from mailbot.message.documents.tidy import row
from mailbot.message.model import Document

DELIMITERS = "\t;,|"
SAMPLE_LINES = 50
MAX_BYTES = 2_000_000  # guessing a charset takes its time


def read(content: bytes) -> Document:
    """Every row, cells separated by tabs; empty rows are left out."""
    text = decode(content[:MAX_BYTES]).replace("\0", "")
    lines = text.splitlines()
    rows = csv.reader(lines, delimiter=delimiter_of(lines[:SAMPLE_LINES]))
    try:
        return found("\n".join(line for cells in rows if (line := row(cells))))
    except csv.Error:  # a quote that never ends
        return found(text)


def delimiter_of(lines: list[str]) -> str:
    """The delimiter that gives the most lines the same number of cells; a comma where none does."""

    def agreement(delimiter: str) -> tuple[int, int]:
        counts = Counter(number for line in lines if (number := line.count(delimiter)))
        number, agreeing = counts.most_common(1)[0] if counts else (0, 0)
        return agreeing, number

    best = max(DELIMITERS, key=agreement)
    return best if agreement(best)[0] else ","

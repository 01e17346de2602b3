"""Rows as files that people and programs open: JSON lines, CSV, and spreadsheets in which nothing is ever a formula."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

Row = dict[str, Any]
# What spreadsheet programs take for the beginning of a formula (OWASP, "CSV Injection"), full-width forms included.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_CELL = 32_767  # characters of an Excel cell
WIDTHS = {"id": 7, "subject": 60, "speakers": 60, "report": 60, "files": 40, "reply_reason": 40, "error": 40}
WIDTH = 20


def jsonl_lines(table: Iterable[Row]) -> Iterator[str]:
    """One JSON object a line, characters as themselves."""
    for row in table:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def csv_lines(columns: Sequence[str], table: Iterable[Row]) -> Iterator[str]:
    """A header and one record a row (RFC 4180, line ends CRLF).

    Lists of texts are joined by "; ", lists of objects are JSON; a text that a spreadsheet program would take for a
    formula gets a leading apostrophe.
    """
    yield _record(columns)
    for row in table:
        yield _record([csv_cell(row[column]) for column in columns])


def csv_cell(value: Any) -> str:
    """One value as a CSV cell. Pure."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return guarded("; ".join(map(str, value)))
    return json.dumps(value, ensure_ascii=False) if value else ""


def guarded(text: str) -> str:
    """The text with an apostrophe before what would begin a formula. Pure."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def write_xlsx(
    target: Path | BinaryIO,
    tables: Iterable[tuple[str, Sequence[str], Iterable[Row]]],
    created: datetime | None = None,
) -> None:
    """A spreadsheet of (name, columns, rows): a sheet each, header frozen and filtered, memory flat.

    Every text stays text: no formulas, no links, no numbers out of strings. Arabic cells read from the right by
    themselves, as spreadsheet programs take the direction from the first strong character. created: the instant that
    stands in the file, so that the same rows give the same bytes; None: the machine's clock.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options) as book:
        if created is not None:
            book.set_properties({"created": created.astimezone(UTC)})
        heading = book.add_format({"bold": True, "valign": "top", "bottom": 1})
        cell = book.add_format({"text_wrap": True, "valign": "top"})
        for name, columns, table in tables:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for position, column in enumerate(columns):
                sheet.set_column(position, position, WIDTHS.get(column, WIDTH), cell)
                sheet.write_string(0, position, column, heading)
            last = 0
            for last, row in enumerate(table, 1):
                for position, column in enumerate(columns):
                    _write(sheet, last, position, row[column], cell)
            sheet.autofilter(0, 0, last, len(columns) - 1)


def shown(value: Any) -> str:
    """A value as a person reads it in a cell: objects as "value, value (roles)", one a line. Pure."""
    if value is None:
        return ""
    if isinstance(value, list):
        separator = "\n" if any(isinstance(item, dict) for item in value) else "; "
        return separator.join(map(shown, value))
    if isinstance(value, dict):
        return _shown_object(value)
    return str(value)


def _shown_object(value: dict[str, Any]) -> str:
    match value:
        case {"name": name, "title": title, "affiliation": affiliation, "roles": roles}:
            asked = f" ({', '.join(roles)})" if roles else ""
            return ", ".join(part for part in (name, title, affiliation) if part) + asked
        case {"title": title, "organisations": organisations, "links": links}:
            return "\n".join(part for part in (title, "; ".join(organisations), *links) if part)
        case {"name": name, "size": size}:
            return f"{name} ({size} bytes)"
    return json.dumps(value, ensure_ascii=False)


def _write(sheet: Any, row: int, column: int, value: Any, cell: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, cell)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, cell)
    else:
        text = shown(value)
        sheet.write_string(row, column, text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…", cell)


def _record(cells: Sequence[str]) -> str:
    line = StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()

"""Rows as files that people and programs open: JSON lines, CSV, and spreadsheets in which nothing is ever a formula."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from io import StringIO
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

Row = dict[str, Any]
# What spreadsheet programs take for the beginning of a formula (OWASP, "CSV Injection"), full-width forms included.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_CELL = 32_767  # characters of an Excel cell
WIDTHS = {"id": 7, "speaker": 9, "attempts": 11, "confidence": 12, "language": 11, "reference": 12, "sha256": 12}
WIDTHS |= {"kind": 12, "standing": 12, "status": 12, "state": 12, "other": 13, "needs_review": 14, "reply": 14}
WIDTHS |= {"received": 17, "at": 17, "send_at": 17, "heard": 17, "messages": 13}
WIDTHS |= {"from": 32, "to": 32, "sender": 32, "files": 40, "reply_reason": 40, "error": 40}
WIDTHS |= {"subject": 60, "speakers": 60, "report": 60}
WIDTH = 20
LINE, MOST_LINES = 15, 12  # points; lines of a row that are seen at once
INSTANTS = frozenset({"received", "at", "send_at", "heard"})
ON_ONE_LINE = INSTANTS | {"sha256", "message_id", "in_reply_to", "key"}  # cut off at the next column


@dataclass(frozen=True, slots=True)
class Look:
    """How a spreadsheet is read. zone: of its instants. heads: names of columns in place of their keys.

    names: by column, or by sheet.column, names of values in place of theirs; roles: those of the roles of speakers.
    """

    zone: tzinfo = UTC
    heads: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    right_to_left: bool = False

    def named(self, sheet: str, row: Row) -> Row:
        """A row with the names of its values. Pure."""
        found = dict(row)
        for column, value in row.items():
            names = self.names.get(f"{sheet}.{column}") or self.names.get(column) or {}
            if isinstance(value, str):
                found[column] = names.get(value, value)
            elif column == "speakers":
                found[column] = [
                    one | {"roles": [self.roles.get(role, role) for role in one["roles"]]} for one in value
                ]
            elif isinstance(value, list) and names:
                found[column] = [names.get(one, one) for one in value]
        return found


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
    look: "Look",
    created: datetime | None = None,
) -> None:
    """A spreadsheet of (name, columns, rows): a sheet each, header frozen and filtered, memory flat.

    Every text stays text: no formulas, no links, no numbers out of strings. Arabic cells read from the right by
    themselves, as spreadsheet programs take the direction from the first strong character. Instants are dates that can
    be sorted and filtered. created: the instant that
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
        placed = {"valign": "top", "align": "right" if look.right_to_left else "left"}
        heading = book.add_format({**placed, "bold": True, "bottom": 1})
        plain = book.add_format(placed)
        cell = book.add_format({**placed, "text_wrap": True})
        moment = book.add_format({**placed, "num_format": "yyyy-mm-dd hh:mm"})
        for name, columns, table in tables:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            if look.right_to_left:
                sheet.right_to_left()
            sheet.set_landscape()  # printed: as wide as the paper, with the header on every page
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
            for position, column in enumerate(columns):
                sheet.set_column(position, position, WIDTHS.get(column, WIDTH), cell)
                sheet.write_string(0, position, look.heads.get(column, column), heading)
            last = 0
            for last, row in enumerate((look.named(name, row) for row in table), 1):
                sheet.set_row(last, LINE * min(_lines(row, columns), MOST_LINES))
                for position, column in enumerate(columns):
                    if column in INSTANTS and row[column]:
                        sheet.write_datetime(last, position, local(row[column], look.zone), moment)
                    else:
                        _write(sheet, last, position, row[column], plain if column in ON_ONE_LINE else cell)
            sheet.autofilter(0, 0, last, len(columns) - 1)


def local(instant: str, zone: tzinfo) -> datetime:
    """An instant of a row as the wall clock of a zone shows it, to the minute, as spreadsheets know no zones. Pure."""
    return datetime.fromisoformat(instant).astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)


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


def _lines(row: Row, columns: Sequence[str]) -> int:
    """How many lines a row takes when its texts are wrapped; not every program finds out by itself."""
    return max(
        sum(-(-max(len(line), 1) // WIDTHS.get(column, WIDTH)) for line in shown(row[column]).split("\n"))
        for column in columns
        if column not in ON_ONE_LINE
    )


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

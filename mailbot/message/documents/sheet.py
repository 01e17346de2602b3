"""Spreadsheets (xlsx, xlsb, xls, ods) to rows of tab-separated cells, by calamine."""

import datetime
import io

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from mailbot.message.documents.outcome import encrypted, failed, found
from mailbot.message.documents.tidy import row
from mailbot.message.model import Document

MAX_ROWS = 20_000  # of one sheet
MAX_CELLS = 400_000  # of a workbook


def read(content: bytes) -> Document:
    """Every sheet: its name as a line where there are several, then its rows; empty rows are left out."""
    try:
        return found("\n".join(_lines(CalamineWorkbook.from_filelike(io.BytesIO(content)))))
    except PasswordError as error:
        raise encrypted("the workbook needs a password") from error
    except CalamineError as error:
        raise failed("the workbook is damaged") from error
    except BaseException as error:  # a panic of calamine's Rust code is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise failed("the workbook is damaged") from error


def _lines(workbook: CalamineWorkbook) -> list[str]:
    lines: list[str] = []
    cells = 0
    for name in workbook.sheet_names:
        rows: list[str] = []
        for values in workbook.get_sheet_by_name(name).iter_rows():
            cells += len(values)
            if len(rows) >= MAX_ROWS or cells > MAX_CELLS:
                break
            line = row([cell_text(value) for value in values])
            if line:
                rows.append(line)
        if rows:
            lines += [name, *rows, ""] if len(workbook.sheet_names) > 1 else rows
    return lines


def cell_text(value: object) -> str:
    """A cell as people see it: dates as ISO 8601 without an empty time of day, whole numbers without ".0"."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}"
    return "" if value is None else str(value)

"""`mailbot export`: messages, submissions or letters as JSON lines, CSV or a spreadsheet; reads only."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from mailbot.cli.main import Invocation, app
from mailbot.cli.output import cannot_be_written
from mailbot.durable import whole_file
from mailbot.errors import MailbotError


class What(StrEnum):
    """The tables that can be exported."""

    MESSAGES = "messages"
    SUBMISSIONS = "submissions"
    LETTERS = "letters"
    DECISIONS = "decisions"


class Format(StrEnum):
    """The forms they can be had in."""

    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"


@app.command()
def export(
    context: typer.Context,
    what: Annotated[What, typer.Argument(help="messages, submissions, letters or decisions")],
    form: Annotated[Format, typer.Option("--format", help="jsonl, csv or xlsx")] = Format.JSONL,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="a file in place of stdout")] = None,
) -> None:
    """The register's rows on stdout or in a file; works while the daemon runs."""
    from mailbot.cli.registers import store as open_register
    from mailbot.register import table
    from mailbot.register.export import COLUMNS, rows, write_export

    invocation: Invocation = context.obj
    configuration = invocation.configuration()
    if form is Format.XLSX and output is None and sys.stdout.isatty():
        raise MailbotError("a spreadsheet is not for a terminal; name a file with -o")
    with (
        open_register(configuration, upgrade=False) as store,
        store.reading() as register,
        _target(output) as target,
    ):
        if form is Format.XLSX:
            with tempfile.TemporaryFile() as whole:  # a spreadsheet is written with seeks, stdout has none
                write_export(register, what.value, whole, table.Look(configuration.desk().timezone))
                whole.seek(0)
                while block := whole.read(1 << 16):
                    target.write(block)
            return
        found = rows(register, what.value)
        lines = table.jsonl_lines(found) if form is Format.JSONL else table.csv_lines(COLUMNS[what.value], found)
        for line in lines:
            target.write(line.encode("utf-8", "backslashreplace"))  # a lone surrogate is no UTF-8


@contextmanager
def _target(output: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears only when it is whole. Raises MailbotError where it cannot be written."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        if output.exists() and not output.is_file():  # a pipe or a device
            with output.open("wb") as device:
                yield device
            return
        with whole_file(output) as file:
            yield file
    except OSError as error:
        raise cannot_be_written(output, error) from None

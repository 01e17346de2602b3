"""The look of pages at the terminal: facts, tables, instants; what senders wrote is shown as plain text, isolated."""

import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from mailbot.letters.sent import FIRST_STRONG_ISOLATE, POP_ISOLATE, RIGHT_TO_LEFT, clean

EMPTY = "–"
WIDE, IN_A_PIPE = 100, 200  # characters
NOT_FOLDED = frozenset({"ref", "received", "created", "id", "at", "key"})
STANDINGS = {"on_time": "green", "grace": "yellow", "late": "red"}
STATUSES = {"active": "green", "withdrawn": "bright_black", "superseded": "bright_black", "merged": "bright_black"}
STATES = {
    "filed": "green",
    "stored": "yellow",
    "failed": "red",
    "quarantined": "red",
    "sent": "green",
    "queued": "yellow",
    "sending": "yellow",
    "held": "magenta",
    "bounced": "red",
}


def console() -> Console:
    """Where pages are printed: as wide as the terminal, in a pipe or file so wide that rows are seldom folded."""
    wide = None if sys.stdout.isatty() or "COLUMNS" in os.environ else IN_A_PIPE
    return Console(highlight=False, soft_wrap=False, width=wide)


def plain(text: str | None) -> str:
    """Text of a sender's as a cell may show it: one line, without controls, isolated where it runs from the right."""
    cleaned = clean(text or "")
    if any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in cleaned):
        return f"{FIRST_STRONG_ISOLATE}{cleaned}{POP_ISOLATE}"
    return cleaned or EMPTY


def counted(number: int, noun: str) -> str:
    """1 message, 2 messages. noun: one whose plural ends in s."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def when(moment: datetime | None, zone: ZoneInfo) -> str:
    """An instant in the desk's zone: 2021-02-04 14:12."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if moment else EMPTY


def coloured(word: str, colours: dict[str, str]) -> Text:
    """A state, standing or status in its colour."""
    return Text(word.replace("_", " "), style=colours.get(word, ""))


def facts(pairs: Iterable[tuple[str, RenderableType]]) -> Table:
    """Labels and values in two columns."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in pairs:
        table.add_row(label, Text(value) if isinstance(value, str) else value)
    return table


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of rows as wide as there is room. spare: columns that a narrow terminal does without.

    Columns in which nothing stands are left out; what is to be copied is never folded.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    spare: tuple[str, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The table for this much room."""
        narrow = options.max_width < WIDE
        shown = [
            place
            for place, name in enumerate(self.columns)
            if not (narrow and name in self.spare) and (not self.rows or any(row[place].plain for row in self.rows))
        ]
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        for place in shown:
            table.add_column(self.columns[place], overflow="fold", no_wrap=self.columns[place] in NOT_FOLDED)
        for row in self.rows:
            table.add_row(*(row[place] for place in shown))
        yield table


def listing(columns: Sequence[str], rows: Iterable[Sequence[str | Text]], spare: Sequence[str] = ()) -> Listing:
    """A table of rows; cells are plain text, long ones are folded. spare: as Listing has it."""
    cells = tuple(tuple(Text(cell) if isinstance(cell, str) else cell for cell in row) for row in rows)
    return Listing(tuple(columns), cells, tuple(spare))


def heading(words: str) -> Text:
    """The head of a part of a page."""
    return Text(f"\n{words}", style="bold")

"""The look of pages at the terminal: facts, tables, instants; what senders wrote is shown as plain text, isolated."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from mailbot.letters.sent import FIRST_STRONG_ISOLATE, POP_ISOLATE, RIGHT_TO_LEFT, clean

EMPTY = "–"
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
    """Where pages are printed; as wide as the terminal, without colours where nobody looks."""
    return Console(highlight=False, soft_wrap=False)


def plain(text: str | None) -> str:
    """Text of a sender's as a cell may show it: one line, without controls, isolated where it runs from the right."""
    cleaned = clean(text or "")
    if any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in cleaned):
        return f"{FIRST_STRONG_ISOLATE}{cleaned}{POP_ISOLATE}"
    return cleaned or EMPTY


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


def listing(columns: Sequence[str], rows: Iterable[Sequence[str | Text]]) -> Table:
    """A table of rows; cells are plain text, long ones are folded."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in columns:
        table.add_column(name, overflow="fold", no_wrap=name in ("ref", "received", "created", "id", "at"))
    for row in rows:
        table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in row))
    return table


def heading(words: str) -> Text:
    """The head of a part of a page."""
    return Text(f"\n{words}", style="bold")

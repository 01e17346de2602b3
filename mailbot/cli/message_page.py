"""A message of the register as a page for a person: what it is, what was decided, its first lines and its files."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from mailbot.cli.pages import EMPTY, STATES, coloured, facts, heading, listing, plain, when
from mailbot.cli.record_pages import attention, letters, log
from mailbot.letters.wording import worded
from mailbot.letters.words import Words
from mailbot.message.model import APART
from mailbot.message.parse import parse
from mailbot.register.files import FileDamaged, Files
from mailbot.register.records import MessageRecord

FIRST_LINES = 12  # of each zone


def message(record: MessageRecord, files: Files, words: Words, zone: ZoneInfo) -> RenderableType:
    """A message: what it is, what was decided, its first lines, its files and everything that belongs to it."""
    row = record.row
    head: list[tuple[str, RenderableType]] = [
        ("from", f"{plain(row.sender_name)} <{plain(row.sender_address)}>"),
        ("subject", plain(row.subject)),
        ("received", when(row.received, zone)),
        ("state", Text.assemble(coloured(row.state, STATES), f"  {row.error}" if row.error else "")),
        ("understood", _verdict(row)),
        ("answer", _answer(row, words)),
        ("submissions", ", ".join(record.references) or EMPTY),
        ("kept as", str(files.path(row.sha256)) if row.sha256 else "erased"),
    ]
    parts: list[RenderableType] = [facts(head), *attention(record.attention, words)]
    if record.attachments:
        rows = (
            (plain(file.name), file.media_type, file.text, f"{file.size:,} bytes", kept_as(file, files))
            for file in record.attachments
        )
        parts += [heading("FILES"), listing(("name", "type", "text", "size", "kept as"), rows)]
    parts += _zones(row, files)
    parts += letters(record.letters, words, zone)
    parts += log(record.events, zone)
    return Panel(Group(*parts), title=Text(f"message {row.id}"), title_align="left")


def kept_as(file: Any, files: Files) -> str:
    """Where a file lies; nobody is led to one that the virus check put apart."""
    return "kept apart: not to be opened" if file.text in APART else str(files.path(file.sha256))


def _verdict(row: Any) -> Text:
    if row.confidence is None:
        return Text(EMPTY)
    what = " and ".join(row.kinds) or row.other or EMPTY
    look = ("   needs a look", "red") if row.needs_review else ("", "")
    return Text.assemble((what, "bold"), f"   confidence {row.confidence:.2f}   language {row.language}", look)


def _answer(row: Any, words: Words) -> str:
    if row.reply is None:
        return EMPTY
    return "may be answered" if row.reply else f"must not be answered: {plain(worded(row.reply_reason, words))}"


def _zones(row: Any, files: Files) -> Iterator[RenderableType]:
    if not row.sha256:
        return
    try:
        zones = parse(files.read(row.sha256)).zones
    except FileDamaged as error:
        yield Text(f"\n{error}", style="red")
        return
    yield heading("TEXT")
    for name, text, style in (
        ("new", zones.body, ""),
        ("signature", zones.signature, "yellow"),
        ("quoted", zones.quoted, "bright_black"),
    ):
        lines = [line for line in text.splitlines() if line.strip()]
        rest = [f"… {len(lines) - FIRST_LINES} more lines"] if len(lines) > FIRST_LINES else []
        for line in [*lines[:FIRST_LINES], *rest]:
            yield Text.assemble((f"{name:<10}", "dim"), (plain(line), style))

"""The message by zones in colour: the sentences that counted are underlined, the values that were taken are bold."""

import re
from collections.abc import Iterable, Iterator

from rich.table import Table
from rich.text import Text

from mailbot.letters.sent import clean
from mailbot.message.model import Message, Zone
from mailbot.understanding.model import Verdict

COLOURS = {
    Zone.SUBJECT: "cyan",
    Zone.BODY: "green",
    Zone.SIGNATURE: "yellow",
    Zone.QUOTED: "bright_black",
    Zone.FORWARDED: "magenta",
    Zone.FILE_NAME: "blue",
    Zone.FILE_TEXT: "blue",
    Zone.HEADER: "red",
}
# Lines that are shown of each: what the sender wrote nearly whole, what he quotes hardly.
LINES = {Zone.BODY: 40, Zone.FORWARDED: 25, Zone.SIGNATURE: 12, Zone.QUOTED: 3, Zone.FILE_TEXT: 6}
COUNTED = 0.5  # weight from which a sentence is underlined
SPACE = re.compile(r"\s+")


def zones(message: Message, verdict: Verdict) -> Table:
    """A grid: the zone's name at its first line, its lines beside it."""
    counted = {hit.text for hit in verdict.why if abs(hit.weight) >= COUNTED and len(hit.text) > 2}
    taken = set(_values(verdict))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    for zone, name, text in _texts(message):
        lines = [clean(line.expandtabs(4)).rstrip() for line in text.splitlines() if line.strip()]
        most = LINES.get(zone, 1)
        for number, line in enumerate(lines[:most]):
            label = Text("" if number else name, style=f"bold {COLOURS[zone]}")
            table.add_row(label, _marked(line, COLOURS[zone], counted, taken))
        if len(lines) > most:
            table.add_row(Text(), Text(f"… {len(lines) - most} more lines", style="dim"))
    return table


def _texts(message: Message) -> Iterator[tuple[Zone, str, str]]:
    zones_of = message.zones
    yield Zone.SUBJECT, "subject", message.envelope.subject
    yield Zone.BODY, "new text", zones_of.body
    yield Zone.SIGNATURE, "signature", zones_of.signature
    for inner in message.forwarded:
        who = f"{inner.sender.name} <{inner.sender.address}>\n" if inner.sender else ""
        yield Zone.FORWARDED, "forwarded", f"{who}{inner.subject}\n{inner.zones.body}"
        yield Zone.SIGNATURE, "signature", inner.zones.signature
    yield Zone.QUOTED, "quoted", zones_of.quoted
    for file in message.attachments:
        if file.document.text:
            yield Zone.FILE_TEXT, "file", f"{file.name}:\n{file.document.text}"


def _values(verdict: Verdict) -> Iterator[str]:
    for person in (*verdict.speakers, *verdict.amends):
        yield from (value for value in (person.name, person.title, person.affiliation) if value)
    if verdict.report is not None:
        yield from verdict.report.organisations
        if verdict.report.title:
            yield verdict.report.title


def _marked(line: str, colour: str, counted: Iterable[str], taken: Iterable[str]) -> Text:
    text = Text(line, style=colour)
    plain = SPACE.sub(" ", line.strip())
    if len(plain) > 2 and any(plain in sentence or sentence in plain for sentence in counted):
        for sentence in counted:
            place = line.find(sentence)
            if place >= 0:
                text.stylize("underline", place, place + len(sentence))
        if any(plain in sentence for sentence in counted):
            text.stylize("underline")
    for value in taken:
        place = line.find(value)
        if place >= 0:
            text.stylize("bold", place, place + len(value))
    return text

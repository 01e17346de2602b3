"""A verdict as a short page for a person at a terminal: zones in colour, evidence under each decision."""

from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from mailbot.message.model import Message, Zone
from mailbot.understanding.model import Verdict

COLOURS = {
    Zone.SUBJECT: "bold cyan",
    Zone.BODY: "green",
    Zone.SIGNATURE: "yellow",
    Zone.QUOTED: "bright_black",
    Zone.FORWARDED: "magenta",
    Zone.FILE_NAME: "blue",
    Zone.FILE_TEXT: "blue",
    Zone.HEADER: "red",
}
SHOWN_LINES = 12


def explain(file: str, message: Message, verdict: Verdict) -> None:
    """Prints the page. Everything from the message is shown as plain text, never as markup."""
    Console(highlight=False).print(Panel(Group(*_parts(message, verdict)), title=Text(file), title_align="left"))


def _parts(message: Message, verdict: Verdict) -> list[Text | Table]:
    what = " and ".join(verdict.kinds) or (verdict.other.value if verdict.other else "nothing understood")
    head = Text.assemble(
        (what, "bold"),
        f"   confidence {verdict.confidence:.2f}   answer in {verdict.language}   ",
        ("needs a look", "bold red") if verdict.needs_review else ("", ""),
    )
    answer = Text(f"{'may' if verdict.screening.answer else 'must not'} be answered: {verdict.screening.reason}")
    parts: list[Text | Table] = [head, answer, *(Text(f"look: {reason}", style="red") for reason in verdict.review)]
    for speaker in verdict.speakers:
        values = (speaker.name, speaker.title, speaker.affiliation, ", ".join(speaker.roles))
        parts.append(Text("speaker: " + " | ".join(value or "–" for value in values)))
    if verdict.report is not None:
        files = ", ".join(message.attachments[index].name for index in verdict.report.files)
        organisations = "; ".join(verdict.report.organisations)
        parts.append(Text(f"report: {verdict.report.title or '–'} | {organisations or '–'} | {files or 'no file'}"))
    parts.append(_zones(message))
    parts.append(_evidence(verdict))
    return parts


def _zones(message: Message) -> Text:
    zones = message.zones
    texts = [
        (Zone.SUBJECT, message.envelope.subject),
        (Zone.BODY, zones.body),
        (Zone.SIGNATURE, zones.signature),
        *((Zone.FORWARDED, inner.zones.body) for inner in message.forwarded),
        (Zone.QUOTED, zones.quoted),
        *((Zone.FILE_TEXT, f"{file.name}: {file.document.text}") for file in message.attachments if file.document.text),
    ]
    page = Text()
    for zone, text in texts:
        lines = [line for line in text.splitlines() if line.strip()]
        rest = [f"… {len(lines) - SHOWN_LINES} more lines"] if len(lines) > SHOWN_LINES else []
        for line in [*lines[:SHOWN_LINES], *rest]:
            page.append(f"\n{zone.value:<10}", style="dim")
            page.append(line, style=COLOURS[zone])
    return page


def _evidence(verdict: Verdict) -> Table:
    table = Table(box=None, pad_edge=False, title="why", title_justify="left")
    for column in ("weight", "rule", "zone", "words"):
        table.add_column(column)
    for hit in sorted(verdict.why, key=lambda hit: -abs(hit.weight)):
        table.add_row(f"{hit.weight:+.1f}", Text(hit.rule), hit.zone.value, Text(hit.text))
    return table

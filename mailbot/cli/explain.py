"""A verdict as a short page at a terminal: what was understood, why, and the message by zones in colour."""

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from mailbot.cli.explain_why import doubtful, why
from mailbot.cli.explain_zones import zones
from mailbot.cli.pages import plain
from mailbot.cli.wordings import in_english
from mailbot.message.model import Attachment, Message
from mailbot.understanding.model import Evidence, Verdict

LANGUAGES = {"ar": "Arabic", "en": "English", "fr": "French"}
BAR = 10  # blocks of the bar of confidence


def explain(file: str, message: Message, verdict: Verdict) -> None:
    """Prints the page. Everything from the message is shown as plain text, never as markup."""
    page = Panel(Group(*_parts(message, verdict)), title=Text(file), title_align="left", border_style=_colour(verdict))
    Console(highlight=False).print(page)


def _parts(message: Message, verdict: Verdict) -> Iterator[RenderableType]:
    yield _head(verdict)
    yield _answer(verdict)
    yield from (Text(f"! {in_english(reason)}", style="red") for reason in verdict.review)
    if verdict.change:
        yield Text(f"changes an earlier submission: {verdict.change}", style="magenta")
    for found in (_persons(verdict), _report(message, verdict), _wish(verdict)):
        if found is not None:
            yield Text()
            yield found
    yield Text()
    yield Text("WHY", style="bold")
    yield why(verdict)
    if verdict.needs_review and verdict.doubts:
        yield Text(f"\nWHAT MAKES IT DOUBTFUL ({verdict.wrong:.0%} that some value is not right)", style="bold")
        yield doubtful(verdict)
    if message.attachments:
        yield Text("\nFILES", style="bold")
        yield _files(message.attachments, verdict.why)
    yield Text("\nTHE MESSAGE", style="bold")
    yield zones(message, verdict)


def _colour(verdict: Verdict) -> str:
    return "red" if verdict.needs_review else "green" if verdict.kinds else "cyan"


def _head(verdict: Verdict) -> Text:
    what = " and ".join(verdict.kinds) or (verdict.other.value if verdict.other else "nothing understood")
    full = round(verdict.confidence * BAR)
    language = LANGUAGES.get(verdict.language, verdict.language)
    return Text.assemble(
        (what.replace("followup", "follow-up").upper(), f"bold {_colour(verdict)}"),
        ("   sure: ", "dim"),
        ("█" * full, _colour(verdict)),
        ("░" * (BAR - full), "dim"),
        f" {verdict.confidence:.2f}",
        ("   answer in ", "dim"),
        language if verdict.language_certain else f"all languages, {language} first",
        ("   NEEDS A LOOK", "bold red") if verdict.needs_review else "",
    )


def _answer(verdict: Verdict) -> Text:
    may = verdict.screening.answer
    said = f"{'may' if may else 'must not'} be answered: {verdict.screening.reason}"
    proof = f" ({verdict.screening.proof})" if verdict.screening.proof else ""
    return Text(said + proof, style="" if may else "yellow")


def _persons(verdict: Verdict) -> Table | None:
    """The people put forward, and the values a follow-up gives for earlier ones."""
    rows = [("speaker", person) for person in verdict.speakers] + [("now", person) for person in verdict.amends]
    if not rows:
        return None
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("", "name", "title", "affiliation", "roles"):
        table.add_column(column, header_style="dim", style="bold" if column == "name" else "")
    for what, person in rows:
        values = (person.name, person.title, person.affiliation, ", ".join(person.roles))
        table.add_row(Text(what, style="dim"), *(Text(plain(value)) for value in values))
    return table


def _report(message: Message, verdict: Verdict) -> Table | None:
    report = verdict.report
    if report is None:
        return None
    files = [message.attachments[index].name for index in report.files]
    where = files or list(report.links) or (["typed in the message"] if report.in_body else [])
    rows = {
        "title": report.title or "–",
        "together" if report.collective else "from": "; ".join(report.organisations) or "–",
        "in": "; ".join(where) or "no file",
    }
    table = Table.grid(padding=(0, 2, 0, 0))
    for place, (name, value) in enumerate(rows.items()):
        table.add_row(Text("" if place else "report", style="dim"), Text(name, style="dim"), Text(plain(value)))
    return table


def _wish(verdict: Verdict) -> Text | None:
    """What is asked for about publication, and in which words."""
    if verdict.wish is None:
        return None
    asked, evidence = verdict.wish.publication.value, verdict.wish.evidence
    return Text.assemble(
        ("publication  ", "dim"), (asked, "bold"), f"   {plain(evidence.text)} ", (f"({evidence.zone.value})", "dim")
    )


def _files(attachments: tuple[Attachment, ...], found: tuple[Evidence, ...]) -> Table:
    """Every attachment, what its text was good for, and what it was taken for."""
    taken: dict[str, list[str]] = {}
    for evidence in found:
        sign = evidence.rule.partition(": ")[2]
        if sign.startswith("role."):
            taken.setdefault(evidence.text, []).append(sign.removeprefix("role."))
    table = Table.grid(padding=(0, 2, 0, 0))
    for file in attachments:
        as_what = " and ".join(dict.fromkeys(taken.get(file.name, ()))) or "–"
        cells = (file.name, f"{file.size:,} bytes", f"text: {file.document.state.value}", f"taken for: {as_what}")
        table.add_row(*(Text(plain(cell), style="blue" if not at else "dim") for at, cell in enumerate(cells)))
    return table

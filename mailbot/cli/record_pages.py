"""Records of the register as pages for a person: a list of submissions; one submission, message or letter whole."""

import json
from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from mailbot.cli.pages import EMPTY, STANDINGS, STATES, STATUSES, coloured, facts, heading, listing, plain, when
from mailbot.intake.decision import Decision
from mailbot.intake.plan import FiledReport, Submission
from mailbot.letters.wording import worded
from mailbot.letters.words import Words, word
from mailbot.register.events import Event
from mailbot.register.outbox import LetterEntry
from mailbot.register.records import Entry, Open, Whole
from mailbot.understanding.model import Publication

FIRST_LINES = 12  # of each zone of a message
LONGEST_VALUE = 90  # characters of a value in the log


def entries(found: Iterable[Entry], words: Words, zone: ZoneInfo) -> RenderableType:
    """A line a submission."""
    rows = (
        (
            Text(entry.submission.reference or "", style="bold"),
            entry.submission.kind,
            coloured(entry.submission.standing.value, STANDINGS),
            coloured(entry.submission.status, STATUSES),
            when(entry.submission.received, zone),
            _what(entry.submission),
            _lacks(entry, words),
            Text("!" * min(len(entry.attention), 3), style="bold red"),
        )
        for entry in found
    )
    return listing(
        ("ref", "kind", "standing", "status", "received", "who or what", "missing", "!"), rows, ("received",)
    )


def whole(found: Whole, words: Words, zone: ZoneInfo) -> RenderableType:
    """A submission with everything that belongs to it."""
    submission = found.entry.submission
    parts: list[RenderableType] = [_standing(found.entry), _submitted(submission, words, zone)]
    if found.entry.missing:
        parts.append(Text(f"\nmissing: {_lacks(found.entry, words)}", style="yellow"))
    parts += attention(found.entry.attention, words)
    if found.files:
        rows = (
            (
                f"v{file.version}",
                plain(file.name),
                "current" if file.current else "earlier",
                file.state,
                f"{file.size:,} bytes",
                f"message {file.message}" if file.message else "",
            )
            for file in found.files
        )
        parts += [heading("FILES"), listing(("version", "name", "", "text", "size", "from"), rows)]
    messages = (
        (str(each.message), when(each.received, zone), each.action, plain(each.sender), plain(each.subject))
        for each in found.messages
    )
    parts += [heading("MESSAGES"), listing(("id", "received", "did", "from", "subject"), messages)]
    parts += _decisions(found.decisions, words, zone)
    parts += letters(found.letters, words, zone)
    parts += log(found.events, zone)
    return Panel(Group(*parts), title=Text(submission.reference or ""), title_align="left")


def letter(found: LetterEntry, events: tuple[Event, ...], words: Words, zone: ZoneInfo) -> RenderableType:
    """A letter without its text."""
    head: list[tuple[str, RenderableType]] = [
        ("letter", word(words, "letters", found.kind)),
        ("to", plain(found.to)),
        ("subject", plain(found.subject)),
        ("state", Text.assemble(coloured(found.state.value, STATES), f"  {plain(worded(found.error, words))}")
         if found.error else coloured(found.state.value, STATES)),
        ("about", ", ".join(found.references) or EMPTY),
        ("answers", f"message {found.message}" if found.message else EMPTY),
        ("made", when(found.created, zone)),
        ("sent", when(found.sent_at, zone)),
        ("text", f"mailbot outbox show {found.key}"),
    ]  # fmt: skip
    return Panel(Group(facts(head), *log(events, zone)), title=Text(found.key), title_align="left")


def opened(items: Iterable[Open], words: Words, zone: ZoneInfo) -> RenderableType:
    """The attention list."""
    rows = ((str(item.id), when(item.opened, zone), item.about, plain(worded(item.reason, words))) for item in items)
    return listing(("id", "at", "about", "why"), rows)


def _what(submission: Submission) -> str:
    if submission.speakers:
        return "; ".join(
            ", ".join(plain(value) for value in (speaker.name, speaker.affiliation) if value) or EMPTY
            for speaker in submission.speakers
        )
    if submission.report is not None:
        return plain(submission.report.title or "; ".join(submission.report.organisations))
    return plain(submission.submitter.address)


def _lacks(entry: Entry, words: Words) -> str:
    several = len(entry.submission.speakers) > 1
    return "; ".join(
        (f"{of.partition('.')[2]}: " if several and of != "report" else "") + word(words, "missing", what)
        for of, what in entry.missing
    )


def _standing(entry: Entry) -> Text:
    submission = entry.submission
    merged = f" into {entry.merged_into}" if entry.merged_into else ""
    return Text.assemble(
        (submission.kind, "bold"),
        "   ",
        coloured(submission.standing.value, STANDINGS),
        "   ",
        coloured(submission.status, STATUSES),
        merged,
        "   erased" if entry.forgotten else "",
    )


def _submitted(submission: Submission, words: Words, zone: ZoneInfo) -> Table:
    rows: list[tuple[str, RenderableType]] = [
        ("submitted by", f"{plain(submission.submitter.name)} <{plain(submission.submitter.address)}>"),
        ("received", when(submission.received, zone)),
        ("language", submission.language),
    ]
    for place, speaker in enumerate(submission.speakers, 1):
        roles = ", ".join(word(words, "roles", role) for role in speaker.roles)
        values = (speaker.name, speaker.title, speaker.affiliation, roles)
        rows.append((f"speakers.{place}", " | ".join(plain(value) for value in values)))
    report = submission.report
    if report is not None:
        rows += [
            ("report.title", plain(report.title)),
            ("report.organisations", "; ".join(map(plain, report.organisations)) or EMPTY),
            ("report.collective", "yes" if report.collective else "no"),
            *(("report.links", plain(address)) for address in report.links),
            ("publication", _publication(report)),
        ]
    return facts(rows)


def _publication(report: FiledReport) -> Text:
    said = f"   “{plain(report.publication_said)}”" if report.publication_said else ""
    return Text.assemble((report.publication.value, "" if report.publication is Publication.YES else "yellow"), said)


def attention(items: tuple[Open, ...], words: Words) -> Iterator[Text]:
    """What is open on the attention list, a line each, with how to close it."""
    for item in items:
        yield Text(f"! {plain(worded(item.reason, words))}  (mailbot attention close {item.id})", style="red")


def _decisions(decisions: tuple[Decision, ...], words: Words, zone: ZoneInfo) -> Iterator[RenderableType]:
    if not decisions:
        return
    rows = (
        (
            str(each.target),
            plain(each.name),
            each.choice.value,
            word(words, "roles", each.role) if each.role else "",
            each.state.value,
            each.presence.value,
            plain(each.by),
            when(each.at, zone),
        )
        for each in decisions
    )
    yield heading("DECISIONS")
    yield listing(("about", "name", "decision", "role", "state", "comes", "by", "at"), rows)


def letters(found: tuple[LetterEntry, ...], words: Words, zone: ZoneInfo) -> Iterator[RenderableType]:
    """Letters as a part of a page; nothing where there are none."""
    if not found:
        return
    rows = (
        (
            each.key,
            each.kind,
            plain(each.to),
            coloured("dropped" if each.dropped else each.state.value, STATES),
            when(each.sent_at or each.created, zone),
            plain(worded(each.error, words)) if each.error else "",
        )
        for each in found
    )
    yield heading("LETTERS")
    yield listing(("key", "letter", "to", "state", "at", "why"), rows, ("letter", "at"))


def log(events: tuple[Event, ...], zone: ZoneInfo) -> Iterator[RenderableType]:
    """The log as a part of a page; nothing where it is empty."""
    if not events:
        return
    rows = (
        (when(event.at, zone), plain(event.actor), event.action, plain(event.reason) if event.reason else "",
         _detail(event.detail)) for event in events
    )  # fmt: skip
    yield heading("LOG")
    yield listing(("at", "by", "did", "why", "what changed"), rows)


def _detail(detail: Any) -> str:
    """Changes as "title: old → new"; what a whole new state holds stands above already."""
    if not isinstance(detail, dict):
        return ""
    changes = (
        f"{name}: {_short(value[0])} → {_short(value[1])}"
        for name, value in detail.items()
        if isinstance(value, list) and len(value) == 2 and name not in ("submissions", "organisations", "links")
    )
    return "; ".join(changes)


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else EMPTY if value is None else json.dumps(value, ensure_ascii=False)
    return plain(text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…")

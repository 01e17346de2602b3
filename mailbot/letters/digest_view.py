"""A morning's facts in one language, as the digest's template sees them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from mailbot.call import Call, Desk, Kind
from mailbot.intake.summary import (
    AttentionLine,
    Count,
    Counts,
    FolderLine,
    LetterLine,
    MessageLine,
    PersonLine,
    ReminderLine,
    SubmissionLine,
    Summary,
)
from mailbot.letters.digest_chart import charts
from mailbot.letters.filters import NEW_LINE, capital
from mailbot.letters.sent import Sent, sent
from mailbot.letters.view import direction_of, frame
from mailbot.letters.wording import worded
from mailbot.letters.words import Words, word

MOST_LINES = 60  # of one list; the register that goes with it has them all
MOST_SENDERS = 6  # named behind one reason for leaving messages unanswered
# The groups of counts, in reading order, each with the group of words that names its keys.
GROUPS = (
    ("kinds", "kinds"),
    ("standings", "standings"),
    ("roles", "roles"),
    ("languages", "languages"),
    ("others", "others"),
    ("letters", "letters"),
)

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Shown:
    """A list as it is shown: its first lines, and how many more there are."""

    lines: tuple[Any, ...]
    total: int
    more: int


@dataclass(frozen=True, slots=True)
class Closing:
    """A kind's closing: days is what is left of it, 0 on the last day, negative after it."""

    name: str
    last_day: date
    days: int


def digest_view(
    summary: Summary, desk: Desk, call: Call, words: Words, at: datetime, language: str, with_register: bool
) -> dict[str, Any]:
    """Everything the digest's template may say."""
    direction = direction_of(language)
    today = at.astimezone(desk.timezone).date()
    if is_over(call, today):
        summary = replace(summary, undecided=(), unconfirmed=())
    return {
        **frame(language, desk, words),
        "today": today,
        "since": summary.since.astimezone(desk.timezone) if summary.since else None,
        "nothing_new": nothing_new(summary),
        "newline": NEW_LINE,
        "with_register": with_register,
        "messages": summary.counts.messages,
        "charts": charts(summary.arrived, by_closing(call), desk, words, today),
        "folders": tuple(folder_entry(line, direction, desk) for line in summary.mailbox),
        "reminders": tuple(reminder_entry(line, words, desk) for line in summary.reminders),
        "waiting": waiting(summary, call, at),
        "closings": tuple(
            Closing(word(words, "kinds", kind.key), kind.last_day, (kind.last_day - today).days)
            for kind in by_closing(call)
        ),
        "counts": count_rows(summary.counts, words),
        "new": shown(summary.new, lambda line: submission_cells(line, words, direction, desk)),
        "attention": shown(summary.attention, lambda line: attention_entry(line, words, direction, desk)),
        "undelivered": shown(summary.undelivered, lambda line: letter_cells(line, words, direction)),
        "broken": shown(summary.broken, lambda line: message_entry(line, words, direction, desk)),
        "unanswered": shown(by_reason(summary.unanswered), lambda line: reason_entry(line, words, direction)),
        "unanswered_total": len(summary.unanswered),
        "undecided": shown(
            due_for_decision(summary.undecided, call, at), lambda line: person_entry(line, words, direction)
        ),
        "prepared": shown(summary.prepared, lambda line: person_entry(line, words, direction)),
        "unconfirmed": shown(summary.unconfirmed, lambda line: person_entry(line, words, direction, desk)),
    }


def due_for_decision(lines: Sequence[PersonLine], call: Call, at: datetime) -> tuple[PersonLine, ...]:
    """Those of a kind that has closed: before it, nobody expects a decision."""
    return tuple(line for line in lines if line.kind in call.kinds and call.kinds[line.kind].closes <= at)


def is_over(call: Call, today: date) -> bool:
    """Whether every event is over: then nobody is decided about, and nobody confirms, any more."""
    return bool(call.events) and all(event.ends < today for event in call.events.values())


def person_entry(line: PersonLine, words: Words, direction: str, desk: Desk | None = None) -> dict[str, Any]:
    """A person about whom something is open. desk: whose zone the day of the letter is told in."""
    return {
        "target": sent(line.target, direction),
        "name": sent(line.speaker.name, direction),
        "affiliation": sent(line.speaker.affiliation, direction),
        "role": word(words, "roles", line.role) if line.role else "",
        "wishes": tuple(word(words, "roles", role) for role in line.speaker.roles),
        "told": line.told.astimezone(desk.timezone) if desk is not None and line.told is not None else None,
    }


def by_closing(call: Call) -> list[Kind]:
    """The call's kinds, the one that closes first before the others."""
    return sorted(call.kinds.values(), key=lambda kind: kind.closes)


def nothing_new(summary: Summary) -> bool:
    """Whether there is no news at all to tell."""
    lists = (summary.new, summary.attention, summary.undelivered, summary.unanswered, summary.broken)
    unknown = any(line.unknown for line in summary.mailbox)
    return summary.counts.messages.new == 0 and not any(lists) and not unknown


def waiting(summary: Summary, call: Call, at: datetime) -> bool:
    """Whether something old waits for the organisers."""
    return bool(due_for_decision(summary.undecided, call, at) or summary.prepared or summary.unconfirmed)


def folder_entry(line: FolderLine, direction: str, desk: Desk) -> dict[str, Any]:
    """A folder of the mailbox against the register; at: when it was counted."""
    return {
        "name": sent(line.folder, direction),
        "at": line.at.astimezone(desk.timezone),
        "holds": line.holds,
        "unknown": line.unknown,
    }


def reminder_entry(line: ReminderLine, words: Words, desk: Desk) -> dict[str, Any]:
    """Letters that the clock brings next; days: before the closing, 0 after it."""
    return {
        "kind": word(words, "kinds", line.kind),
        "at": line.at.astimezone(desk.timezone),
        "days": line.days,
        "letters": line.letters,
    }


def shown(lines: Sequence[Line], view: Callable[[Line], Any]) -> Shown:
    """The first lines of a list, made ready, with the number left out."""
    return Shown(tuple(view(line) for line in lines[:MOST_LINES]), len(lines), max(0, len(lines) - MOST_LINES))


def count_rows(counts: Counts, words: Words) -> tuple[tuple[str, tuple[tuple[str, int, int], ...]], ...]:
    """(group's key, rows of (name, new, in all)) for every group in which anything occurred."""
    groups: Iterable[tuple[str, str, tuple[Count, ...]]] = (
        (group, named_by, getattr(counts, group)) for group, named_by in GROUPS
    )
    return tuple(
        (group, tuple((word(words, named_by, count.key), count.new, count.total) for count in found if count.total))
        for group, named_by, found in groups
        if any(count.total for count in found)
    )


def submission_cells(line: SubmissionLine, words: Words, direction: str, desk: Desk) -> dict[str, Any]:
    """A new submission: who or what it is, from whom, and where it stands."""
    what: list[Sent] = [sent(line.title, direction)] if line.title else []
    people = [
        tuple(sent(value, direction) for value in (person.name, person.title, person.affiliation) if value)
        for person in line.speakers
    ]
    return {
        "reference": sent(line.reference, direction),
        "kind": word(words, "kinds", line.kind),
        "people": people,
        "what": what,
        "organisations": tuple(sent(name, direction) for name in line.organisations),
        "files": tuple(sent(name, direction) for name in line.files),
        "sender": sent(line.sender.address, direction),
        "standing": word(words, "standings", line.standing.value),
        "on_time": line.standing.value == "on_time",
        "complete": line.complete,
        "received": line.received.astimezone(desk.timezone),
    }


def attention_entry(line: AttentionLine, words: Words, direction: str, desk: Desk) -> dict[str, Any]:
    """A matter for a person."""
    return {
        "reason": sent(capital(worded(line.reason, words)), direction),
        "sender": sent(line.sender.address if line.sender else "", direction),
        "subject": sent(line.subject, direction),
        "message": line.message,
        "references": tuple(sent(reference, direction) for reference in line.references),
        "opened": line.opened.astimezone(desk.timezone),
    }


def letter_cells(line: LetterLine, words: Words, direction: str) -> dict[str, Any]:
    """A letter that has not arrived."""
    return {
        "kind": word(words, "letters", line.kind),
        "to": sent(line.to, direction),
        "subject": sent(line.subject, direction),
        "state": word(words, "letter_states", line.state),
        "reason": sent(worded(line.reason, words), direction),
    }


def message_entry(line: MessageLine, words: Words, direction: str, desk: Desk) -> dict[str, Any]:
    """A message that could not be processed."""
    return {
        "message": line.message,
        "sender": sent(line.sender.address if line.sender else "", direction),
        "subject": sent(line.subject, direction),
        "state": word(words, "message_states", line.state),
        "reason": sent(line.reason, direction),
        "received": line.received.astimezone(desk.timezone),
    }


def by_reason(lines: Sequence[MessageLine]) -> tuple[tuple[str, tuple[MessageLine, ...]], ...]:
    """Messages grouped by why they got no letter, the most frequent reason first."""
    groups: dict[str, list[MessageLine]] = {}
    for line in lines:
        groups.setdefault(line.reason, []).append(line)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return tuple((reason, tuple(found)) for reason, found in ordered)


def reason_entry(group: tuple[str, tuple[MessageLine, ...]], words: Words, direction: str) -> dict[str, Any]:
    """A reason with how many messages and the first few different senders."""
    reason, lines = group
    senders = tuple(dict.fromkeys(line.sender.address for line in lines if line.sender))
    return {
        "reason": sent(capital(worded(reason, words)), direction),
        "count": len(lines),
        "senders": tuple(sent(address, direction) for address in senders[:MOST_SENDERS]),
        "more": max(0, len(senders) - MOST_SENDERS),
    }

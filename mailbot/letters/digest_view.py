"""A morning's facts in one language, as the digest's template sees them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from mailbot.call import Call, Desk
from mailbot.intake.summary import AttentionLine, Count, Counts, LetterLine, MessageLine, SubmissionLine, Summary
from mailbot.letters.filters import NEW_LINE
from mailbot.letters.sent import Sent, sent
from mailbot.letters.view import direction_of, frame
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
    return {
        **frame(language, desk, words),
        "today": today,
        "since": summary.since.astimezone(desk.timezone) if summary.since else None,
        "nothing_new": nothing_new(summary),
        "newline": NEW_LINE,
        "with_register": with_register,
        "messages": summary.counts.messages,
        "closings": tuple(
            Closing(word(words, "kinds", kind.key), kind.last_day, (kind.last_day - today).days)
            for kind in sorted(call.kinds.values(), key=lambda kind: kind.closes)
        ),
        "counts": count_rows(summary.counts, words),
        "new": shown(summary.new, lambda line: submission_cells(line, words, direction, desk)),
        "attention": shown(summary.attention, lambda line: attention_entry(line, direction, desk)),
        "undelivered": shown(summary.undelivered, lambda line: letter_cells(line, words, direction)),
        "broken": shown(summary.broken, lambda line: message_entry(line, words, direction, desk)),
        "unanswered": shown(by_reason(summary.unanswered), lambda line: reason_entry(line, direction)),
        "unanswered_total": len(summary.unanswered),
    }


def nothing_new(summary: Summary) -> bool:
    """Whether there is nothing at all to tell."""
    lists = (summary.new, summary.attention, summary.undelivered, summary.unanswered, summary.broken)
    return summary.counts.messages.new == 0 and not any(lists)


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


def attention_entry(line: AttentionLine, direction: str, desk: Desk) -> dict[str, Any]:
    """A matter for a person."""
    return {
        "reason": sent(capital(line.reason), direction),
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
        "reason": sent(line.reason, direction),
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


def reason_entry(group: tuple[str, tuple[MessageLine, ...]], direction: str) -> dict[str, Any]:
    """A reason with how many messages and the first few different senders."""
    reason, lines = group
    senders = tuple(dict.fromkeys(line.sender.address for line in lines if line.sender))
    return {
        "reason": sent(capital(reason), direction),
        "count": len(lines),
        "senders": tuple(sent(address, direction) for address in senders[:MOST_SENDERS]),
        "more": max(0, len(senders) - MOST_SENDERS),
    }


def capital(text: str) -> str:
    """A reason as a heading."""
    return text[:1].upper() + text[1:]

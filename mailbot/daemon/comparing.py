"""Comparing two replays of the same mail: which verdicts and which letters a changed rule or template changes."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from mailbot.letters.edited import shown
from mailbot.register.register import Register
from mailbot.register.schema import LetterRow, MessageRow

REFERENCE = re.compile(r"\b([A-Z]{1,8})-[0-9]{4,9}\b")
# What is compared of a message, in reading order; from the kept verdict where it is no column.
COLUMNS = ("state", "kinds", "other", "language", "needs_review", "reply", "reply_reason")
VALUES = ("speakers", "report", "change")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs. field: of a message, or "letter". before, after: as JSON has them; None for nothing."""

    message: str  # its SHA-256; "" for letters that answer none
    sender: str
    subject: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two replays side by side. only_before, only_after: messages that stand in one of them alone."""

    messages: int
    letters: int
    differences: tuple[Difference, ...]
    only_before: int = 0
    only_after: int = 0


def compare(before: Register, after: Register) -> Comparison:
    """What differs between two registers, message by message and letter by letter; the message's content ties them."""
    old, new = _messages(before), _messages(after)
    common = [sha256 for sha256 in new if sha256 in old]
    differences = [each for sha256 in common for each in _verdicts(old[sha256], new[sha256])]
    old_letters, new_letters = _letters(before), _letters(after)
    for key in dict.fromkeys((*old_letters, *new_letters)):
        one, other = old_letters.get(key), new_letters.get(key)
        if _without_numbers(one) != _without_numbers(other):
            row = new.get(key[0]) or old.get(key[0])
            address, subject = (row.sender_address, row.subject) if row else ("", " ".join(key[1:]))
            differences.append(Difference(key[0], address, subject, "letter", one, other))
    return Comparison(
        messages=len(common),
        letters=len(set(old_letters) | set(new_letters)),
        differences=tuple(differences),
        only_before=len(old) - len(common),
        only_after=len(new) - len(common),
    )


def _without_numbers(letter: dict[str, Any] | None) -> dict[str, Any] | None:
    """A letter without the numbers of its references: one submission more or less shifts all that come after it."""
    if letter is None:
        return None
    return {name: REFERENCE.sub(r"\1-#", value) for name, value in letter.items()}


def text_changes(difference: Difference) -> tuple[str, ...]:
    """The lines of a letter that differ, marked - and +; () for what is no changed letter."""
    if difference.field != "letter" or not difference.before or not difference.after:
        return ()
    one, other = (_page(side) for side in (difference.before, difference.after))
    lines = difflib.unified_diff(one, other, lineterm="", n=0)
    return tuple(line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---"))


def _page(letter: dict[str, Any]) -> list[str]:
    head = [f"{name}: {letter[name]}" for name in ("kind", "to", "subject", "state")]
    return head + str(letter["text"]).split("\n")


def _messages(register: Register) -> dict[str, Any]:
    rows = register.connection.execute(select(MessageRow.__table__).order_by(MessageRow.id))
    return {row.sha256: row for row in rows if row.sha256}


def _verdicts(one: Any, other: Any) -> Iterator[Difference]:
    for field in (*COLUMNS, *VALUES):
        before, after = (_value(row, field) for row in (one, other))
        if before != after:
            yield Difference(other.sha256, other.sender_address, other.subject, field, before, after)


def _value(row: Any, field: str) -> Any:
    return (row.verdict or {}).get(field) if field in VALUES else getattr(row, field)


def _letters(register: Register) -> dict[tuple[str, ...], dict[str, Any]]:
    """Letters by what they are about: the message they answer and which of its letters, or their own key."""
    rows = register.connection.execute(
        select(
            LetterRow.key,
            LetterRow.kind,
            LetterRow.to_address,
            LetterRow.subject,
            LetterRow.language,
            LetterRow.state,
            LetterRow.error,
            LetterRow.raw,
            MessageRow.sha256,
        )
        .outerjoin(MessageRow, MessageRow.id == LetterRow.message)
        .order_by(LetterRow.id)
    )
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in rows:
        key = (row.sha256, row.key.rpartition(":")[2]) if row.sha256 else ("", row.key)
        found[key] = {
            "kind": row.kind,
            "to": row.to_address,
            "subject": row.subject,
            "language": row.language,
            "state": row.state,
            "error": row.error,
            "text": shown(row.raw).text,
        }
    return found

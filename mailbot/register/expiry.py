"""Which conversations have been kept long enough: those that ended, with every submission they brought, long ago."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from mailbot.register.register import Register
from mailbot.register.schema import (
    DecisionRow,
    LetterRow,
    LetterState,
    LetterSubmissionRow,
    MessageRow,
    State,
    SubmissionMessageRow,
    SubmissionRow,
)
from mailbot.register.scope import Scope, unforgotten, with_letters

WAITING = (LetterState.QUEUED, LetterState.SENDING)


class _Groups:
    """Rows that end together, and when each group last heard of anything."""

    def __init__(self) -> None:
        self._above: dict[Any, Any] = {}
        self._last: dict[Any, datetime] = {}
        self._waiting: set[Any] = set()

    def of(self, one: Any) -> Any:
        """The name of the group it is in."""
        above = self._above.setdefault(one, one)
        while above != self._above[above]:
            above = self._above[one] = self._above[above]
        return above

    def together(self, one: Any, other: Any) -> None:
        """These two end together."""
        self._above[self.of(one)] = self.of(other)

    def heard(self, one: Any, *instants: datetime | None, waiting: bool = False) -> None:
        """Something happened there then; waiting: something is still to happen."""
        self.of(one)
        self._last[one] = max(instant for instant in (self._last.get(one), *instants) if instant is not None)
        if waiting:
            self._waiting.add(one)

    def ended(self, before: datetime) -> frozenset[Any]:
        """The groups in which nothing waits, and nothing has happened since that instant."""
        going_on = {self.of(one) for one in self._waiting}
        going_on |= {self.of(one) for one, last in self._last.items() if last >= before}
        return frozenset(self.of(one) for one in self._last) - going_on


def expired(register: Register, before: datetime, most: int) -> Scope:
    """The oldest `most` messages whose conversation ended before an instant, or a few more, with all that came of them.

    A conversation ends with the last that was received, seen or written in it, or that changed or decided a submission
    of it. Conversations that share a submission end together. An empty scope where none is left.
    """
    groups = _Groups()
    messages = _messages(register, groups)
    submissions = _submissions(register, groups, dict(messages))
    letters = _letters(register, groups)
    ended = groups.ended(before)
    chosen: set[Any] = set()
    taken = 0
    for _, conversation in messages:
        if (group := groups.of(conversation)) in ended:
            chosen.add(group)
            taken += 1
            if taken >= most:
                break
    scope = Scope(
        messages=frozenset(number for number, conversation in messages if groups.of(conversation) in chosen),
        submissions=frozenset(number for number, node in submissions if groups.of(node) in chosen),
    )
    alone = {number for number, node in letters if groups.of(node) in ended} if not scope else set()
    return with_letters(register, scope, [*alone][:most])


def _messages(register: Register, groups: _Groups) -> list[tuple[int, Any]]:
    rows = register.connection.execute(
        select(MessageRow.id, MessageRow.conversation, MessageRow.received, MessageRow.first_seen, MessageRow.state)
        .where(MessageRow.forgotten.is_(None))
        .order_by(MessageRow.id)
    )
    found = []
    for row in rows:
        groups.heard(row.conversation, row.received, row.first_seen, waiting=row.state == State.STORED)
        found.append((row.id, row.conversation))
    return found


def _submissions(register: Register, groups: _Groups, conversations: dict[int, Any]) -> list[tuple[int, Any]]:
    """Each ends with every conversation it was spoken of in."""
    wanted = select(SubmissionRow.id, SubmissionRow.updated).where(SubmissionRow.forgotten.is_(None))
    found = [(row.id, ("submission", row.id), row.updated) for row in register.connection.execute(wanted)]
    for _, node, updated in found:
        groups.heard(node, updated)
    known = {number for number, _, _ in found}
    for row in _all(register, SubmissionMessageRow.submission, SubmissionMessageRow.message):
        if row.submission in known and row.message in conversations:
            groups.together(("submission", row.submission), conversations[row.message])
    for row in _all(register, DecisionRow.submission, DecisionRow.at, DecisionRow.heard):
        if row.submission in known:
            groups.heard(("submission", row.submission), row.at, row.heard)
    return [(number, node) for number, node, _ in found]


def _letters(register: Register, groups: _Groups) -> list[tuple[int, Any]]:
    """Each belongs to its conversation, and to what it tells of."""
    wanted = select(LetterRow.id, LetterRow.conversation, LetterRow.created, LetterRow.sent_at, LetterRow.state)
    found = []
    for row in register.connection.execute(wanted.where(unforgotten())):
        groups.heard(row.conversation, row.created, row.sent_at, waiting=row.state in WAITING)
        found.append((row.id, row.conversation))
    conversations = dict(found)
    for row in _all(register, LetterSubmissionRow.letter, LetterSubmissionRow.submission):
        if row.letter in conversations:
            groups.together(conversations[row.letter], ("submission", row.submission))
    return found


def _all(register: Register, *columns: Any) -> Iterable[Any]:
    return register.connection.execute(select(*columns))

"""The outbox as organisers see it: looking at letters, releasing, dropping and rewriting them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update

from mailbot.reasons import taken_apart
from mailbot.register.events import Event
from mailbot.register.letter_states import WISHES, Wish, in_doubt
from mailbot.register.letters import Letters
from mailbot.register.schema import (
    AttentionRow,
    LetterRow,
    LetterState,
    LetterSubmissionRow,
    MessageRow,
    SubmissionRow,
)

UNSURE = "hold: understanding is not sure"  # its message stands on the attention list for what is unsure in it
WAITING = (LetterState.QUEUED, LetterState.SENDING, LetterState.HELD, LetterState.FAILED, LetterState.BOUNCED)
COLUMNS = (
    LetterRow.id,
    LetterRow.key,
    LetterRow.kind,
    LetterRow.to_address,
    LetterRow.subject,
    LetterRow.language,
    LetterRow.state,
    LetterRow.message_id,
    LetterRow.message,
    LetterRow.created,
    LetterRow.attempts,
    LetterRow.error,
    LetterRow.sent_at,
    LetterRow.released,
    LetterRow.dropped,
)


@dataclass(frozen=True, slots=True)
class LetterEntry:
    """A letter in the outbox. error: what the relay said last, or why it is held. message: the one it answers."""

    id: int
    key: str
    kind: str
    to: str
    subject: str
    language: str
    state: LetterState
    message_id: str
    message: int | None
    created: datetime
    attempts: int
    error: str
    sent_at: datetime | None
    released: datetime | None
    dropped: datetime | None
    references: tuple[str, ...] = ()
    raw: bytes = field(default=b"", repr=False)

    @property
    def in_doubt(self) -> bool:
        """Whether it may have arrived already."""
        return in_doubt(self.state, self.error)

    def allows(self, wish: Wish) -> bool:
        """Whether a person may do this with it as it stands."""
        return (self.state, wish) in WISHES and bool(self.to) and (wish is Wish.RELEASE or self.dropped is None)


class Outboxes(Letters):
    """What people do with letters."""

    def letter_entries(self, states: Collection[LetterState] = WAITING) -> tuple[LetterEntry, ...]:
        """Letters in these states, oldest first, without those that were dropped and without their texts."""
        wanted = select(*COLUMNS).where(
            LetterRow.state.in_(tuple(states)), LetterRow.dropped.is_(None), LetterRow.forgotten.is_(None)
        )
        rows = self.connection.execute(wanted.order_by(LetterRow.id)).all()
        told = self._told_of([row.id for row in rows])
        return tuple(_entry(row, told.get(row.id, ())) for row in rows)

    def letters_about(self, *, message: int | None = None, submission: int | None = None) -> tuple[LetterEntry, ...]:
        """Every letter that answers a message, or that tells of a submission (numbers of rows), oldest first."""
        of_submission = select(LetterSubmissionRow.letter).where(LetterSubmissionRow.submission == submission)
        wanted = select(*COLUMNS).where(LetterRow.message == message if message else LetterRow.id.in_(of_submission))
        rows = self.connection.execute(wanted.order_by(LetterRow.id)).all()
        told = self._told_of([row.id for row in rows])
        return tuple(_entry(row, told.get(row.id, ())) for row in rows)

    def letter_entry(self, named: str) -> LetterEntry | None:
        """The letter with this key or Message-ID (with or without brackets), with its text; None for none."""
        bare = named.strip().strip("<>")
        wanted = select(*COLUMNS, LetterRow.raw).where(or_(LetterRow.key == named, LetterRow.message_id == f"<{bare}>"))
        row = self.connection.execute(wanted).first()
        return None if row is None else _entry(row, self._told_of([row.id]).get(row.id, ()), row.raw)

    def release(self, letter_id: int, at: datetime, actor: str, reason: str = "") -> bool:
        """Lets a letter go out at the next delivery, also where letters.mode is hold. False, no change: not possible.

        What stood on the attention list because of it is closed.
        """
        return self._wish(letter_id, Wish.RELEASE, at, actor, reason)

    def drop(self, letter_id: int, at: datetime, actor: str, reason: str) -> bool:
        """Keeps a letter from ever going out. False, no change: it has gone out, or is going out now."""
        return self._wish(letter_id, Wish.DROP, at, actor, reason)

    def _wish(self, letter_id: int, wish: Wish, at: datetime, actor: str, reason: str) -> bool:
        row = self.connection.execute(select(*COLUMNS, LetterRow.forgotten).where(LetterRow.id == letter_id)).one()
        letter = _entry(row)
        if row.forgotten is not None or not letter.allows(wish):
            return False
        values: dict[str, Any] = {"state": WISHES[letter.state, wish]}
        if wish is Wish.RELEASE:
            # Five days are counted anew: the relay may have refused it for what has been mended since.
            values |= {"released": at, "next_attempt_at": at, "error": "", "dropped": None, "first_attempt_at": None}
        else:
            what = f"dropped by {actor}: {reason}"
            if letter.in_doubt:  # which it stays: whoever releases it after all is to be warned
                what = f"{letter.error}; {what}"
            values |= {"dropped": at, "next_attempt_at": None, "error": what}
        changed = self.connection.execute(
            update(LetterRow).where(LetterRow.id == letter_id, LetterRow.state == letter.state).values(values)
        )
        if not changed.rowcount:  # it has just gone out
            return False
        was = {"state": letter.state.value, "error": letter.error}
        self.record(Event(at, actor, wish.value, "letters", letter_id, reason, was))
        self._settle(letter, at, actor)
        return True

    def take_for_editing(self, letter_id: int, at: datetime, actor: str) -> bool:
        """Holds a letter that waits, so that it cannot go out while a person writes. False: it went out meanwhile."""
        changed = self.connection.execute(
            update(LetterRow)
            .where(LetterRow.id == letter_id, LetterRow.state == LetterState.QUEUED)
            .values(state=LetterState.HELD, next_attempt_at=None, error=f"hold: being edited by {actor}")
        )
        if changed.rowcount:
            self.record(Event(at, actor, "held", "letters", letter_id, "to be edited"))
        return bool(changed.rowcount)

    def give_back(self, letter_id: int, at: datetime, actor: str) -> None:
        """Lets a letter that was taken for editing wait again as it did before."""
        self.connection.execute(
            update(LetterRow)
            .where(LetterRow.id == letter_id, LetterRow.state == LetterState.HELD)
            .values(state=LetterState.QUEUED, next_attempt_at=at, error="")
        )
        self.record(Event(at, actor, "queued", "letters", letter_id, "not edited after all"))

    def rewrite(self, letter: LetterEntry, raw: bytes, subject: str, at: datetime, actor: str, reason: str) -> bool:
        """Puts a person's words in place of a held letter's. False, no change: it is held no more, or was changed."""
        changed = self.connection.execute(
            update(LetterRow)
            .where(LetterRow.id == letter.id, LetterRow.state == LetterState.HELD, LetterRow.raw == letter.raw)
            .values(raw=raw, subject=subject)
        )
        if changed.rowcount:
            detail = {"subject": [letter.subject, subject]} if subject != letter.subject else {}
            self.record(Event(at, actor, "edited", "letters", letter.id, reason, detail))
        return bool(changed.rowcount)

    def _settle(self, letter: LetterEntry, at: datetime, actor: str) -> None:
        """Closes what stands on the attention list because this letter waited for a person."""
        about = AttentionRow.letter == letter.id
        if letter.message is not None and letter.error.startswith("hold: "):
            about = or_(about, AttentionRow.message == letter.message)
        rows = self.connection.execute(select(AttentionRow.__table__).where(AttentionRow.closed.is_(None), about)).all()
        unsure = self._unsure_about(letter) if rows else ()
        for row in rows:
            found = taken_apart(row.reason)
            held = row.reason.startswith("hold: ") or (found is not None and found[0] == "held")
            if row.letter == letter.id or held or row.reason in unsure:
                self.close_attention(row.id, at, actor, f"its letter was dealt with: {letter.key}")

    def _unsure_about(self, letter: LetterEntry) -> tuple[str, ...]:
        if letter.error != UNSURE:
            return ()
        review = self.connection.execute(select(MessageRow.review).where(MessageRow.id == letter.message)).scalar_one()
        return (*review, "unsure")

    def _told_of(self, letters: Collection[int]) -> dict[int, tuple[str, ...]]:
        rows = self.connection.execute(
            select(LetterSubmissionRow.letter, SubmissionRow.reference)
            .join(SubmissionRow, SubmissionRow.id == LetterSubmissionRow.submission)
            .where(LetterSubmissionRow.letter.in_(tuple(letters)))
            .order_by(SubmissionRow.id)
        )
        found: dict[int, tuple[str, ...]] = {}
        for letter, reference in rows:
            found[letter] = (*found.get(letter, ()), reference)
        return found


def _entry(row: Any, references: tuple[str, ...] = (), raw: bytes = b"") -> LetterEntry:
    return LetterEntry(
        id=row.id,
        key=row.key,
        kind=row.kind,
        to=row.to_address,
        subject=row.subject,
        language=row.language,
        state=LetterState(row.state),
        message_id=row.message_id,
        message=row.message,
        created=row.created,
        attempts=row.attempts,
        error=row.error,
        sent_at=row.sent_at,
        released=row.released,
        dropped=row.dropped,
        references=references,
        raw=raw,
    )

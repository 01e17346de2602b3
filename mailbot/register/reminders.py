"""The letters that the clock brings: what each was about, and whether that still holds when it is to go out."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select

from mailbot.intake.deadlines import Due
from mailbot.register.closings import Closings
from mailbot.register.open_subjects import MESSAGE
from mailbot.register.people import People
from mailbot.register.schema import LetterRow, MessageRow, ReminderRow, SubmissionRow


class Reminders(People, Closings):
    """Noting the clock's letters, and giving up those that are no longer true."""

    def note_reminded(self, due: Due, key: str) -> None:
        """Keeps what a queued letter is about."""
        number = self._letter_number(key)
        self._add(
            ReminderRow,
            [
                {
                    "subject": subject.key,
                    "kind": subject.kind,
                    "closes": due.occasions[subject.key].closes,
                    "days": due.occasions[subject.key].days,
                    "letter": number,
                }
                for subject in due.subjects
                if subject.key in due.occasions
            ],
        )

    def letters_named(self, beginning: str) -> int:
        """How many letters have a key that begins so."""
        named = LetterRow.key.startswith(beginning, autoescape=True)
        return self.connection.execute(select(func.count()).select_from(LetterRow).where(named)).scalar_one()

    def outlived(self, letter: int, at: datetime) -> str:
        """Why a letter that the clock brought is no longer true, in words; "" where it is, or is no such letter.

        Closings are those that are gone by: `mailbot extend` may be ahead of a process that has not been reloaded.
        """
        created = select(LetterRow.created).where(LetterRow.id == letter).scalar_subquery()
        rows = self.connection.execute(
            select(ReminderRow.__table__, created.label("created")).where(ReminderRow.letter == letter)
        ).all()
        told_of = select(SubmissionRow.__table__).where(
            SubmissionRow.reference.in_([row.subject for row in rows if not row.subject.startswith(MESSAGE)])
        )
        submissions = {row.reference: row for row in self.connection.execute(told_of)} if rows else {}
        closings = self.closings()
        unread = self.unread([found.id for found in submissions.values()]) if submissions else frozenset()
        for row in rows:
            kept = closings.get(row.kind)
            if kept is None or kept.closes != row.closes:
                return "the closing was moved"
            if row.days > 0 and at >= row.closes:
                return "the closing has passed"
            found = submissions.get(row.subject)
            if found is not None and (found.status != "active" or found.forgotten is not None):
                return f"{row.subject} is {found.status} since"
            if found is not None and row.days >= 0 and found.updated >= row.created:
                return f"{row.subject} was changed since"
            if found is not None and row.days >= 0 and found.id in unread:
                return f"a later message about {row.subject} waits to be read"
            if found is None and not self._still_awaited(row):
                return "what was announced has come, or will not"
        return ""

    def give_up(self, letter: int, at: datetime, actor: str, reason: str) -> None:
        """Drops a letter of the clock that is no longer true; what of it still is will be told by another."""
        self.drop(letter, at, actor, reason)
        self.connection.execute(delete(ReminderRow).where(ReminderRow.letter == letter))

    def _still_awaited(self, row: Row[Any]) -> bool:
        number = int(row.subject.removeprefix(MESSAGE))
        sender = self.connection.execute(select(MessageRow.sender_key).where(MessageRow.id == number)).scalar_one()
        word = self.last_words().get((sender, row.kind))
        return word is not None and word.id == number and (sender, row.kind) not in self.submitted_by([sender])

    def _letter_number(self, key: str) -> int:
        return self.connection.execute(select(LetterRow.id).where(LetterRow.key == key)).scalar_one()

"""The attention list: what a person should look at, each with its reason."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update

from mailbot.register.events import Event, Events
from mailbot.register.schema import AttentionRow
from mailbot.register.statement import Statement
from mailbot.register.unit import given

OPEN = {
    column.key: Statement(
        select(AttentionRow.__table__).where(AttentionRow.closed.is_(None), column == given("number"))
    )
    for column in (AttentionRow.message, AttentionRow.submission, AttentionRow.letter)
}


class Attention(Events):
    """Opening and closing what people should look at."""

    def open_attention(
        self,
        reasons: Iterable[str],
        at: datetime,
        *,
        message: int | None = None,
        submission: int | None = None,
        letter: int | None = None,
    ) -> int:
        """Puts reasons on the list and says how many; one that is open for the same thing is not added again.

        At least one of message, submission and letter (numbers) says what they are about.
        """
        wanted = tuple(dict.fromkeys(reasons))
        if not wanted:
            return 0
        subject = {"message": message, "submission": submission, "letter": letter}
        (column, number), *others = [(name, value) for name, value in subject.items() if value is not None]
        known = {
            row.reason
            for row in OPEN[column].rows(self.connection, {"number": number})
            if all(getattr(row, name) == value for name, value in others)
        }
        rows = [
            {**subject, "reason": reason, "opened": at, "closed_by": ""} for reason in wanted if reason not in known
        ]
        if rows:
            self._add(AttentionRow, rows)
        return len(rows)

    def close_attention(self, attention_id: int, at: datetime, actor: str, reason: str = "") -> bool:
        """Takes an entry off the list. False where it was closed already."""
        changed = self.connection.execute(
            update(AttentionRow)
            .where(AttentionRow.id == attention_id, AttentionRow.closed.is_(None))
            .values(closed=at, closed_by=actor)
        )
        if changed.rowcount:
            self.record(Event(at, actor, "closed", "attention", attention_id, reason=reason))
        return bool(changed.rowcount)

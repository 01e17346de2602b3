"""The attention list: what a person should look at, each with its reason."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert, select, update

from mailbot.register.events import Event, Events
from mailbot.register.schema import AttentionRow


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
    ) -> None:
        """Puts reasons on the list; one that is open for the same thing already is not added again."""
        wanted = tuple(dict.fromkeys(reasons))
        if not wanted:
            return
        open_ones = select(AttentionRow.reason).where(
            AttentionRow.closed.is_(None),
            AttentionRow.message.is_(None) if message is None else AttentionRow.message == message,
            AttentionRow.submission.is_(None) if submission is None else AttentionRow.submission == submission,
            AttentionRow.letter.is_(None) if letter is None else AttentionRow.letter == letter,
        )
        known = {row.reason for row in self.connection.execute(open_ones)}
        rows = [
            {
                "message": message,
                "submission": submission,
                "letter": letter,
                "reason": reason,
                "opened": at,
                "closed_by": "",
            }
            for reason in wanted
            if reason not in known
        ]
        if rows:
            self.connection.execute(insert(AttentionRow), rows)

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

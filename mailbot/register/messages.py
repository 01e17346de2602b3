"""Messages in the register: processed until they are filed, or set apart where they cannot be."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select, update

from mailbot.intake.plan import Plan
from mailbot.register.arrivals import Arrivals
from mailbot.register.attention import Attention
from mailbot.register.events import Event
from mailbot.register.schema import MessageRow, SightingRow, State
from mailbot.register.statement import Statement
from mailbot.register.unit import given
from mailbot.register.values import Kept

NEXT_STORED = (
    select(MessageRow.id)
    .where(MessageRow.state == State.STORED, MessageRow.id > given("after"))
    .order_by(MessageRow.id)
    .limit(given("most"))
)
WAITING = Statement(NEXT_STORED)
OF_IT = SightingRow.message == MessageRow.id
STANDINGS = select(
    MessageRow.id,
    MessageRow.sha256,
    MessageRow.state,
    MessageRow.attempts,
    MessageRow.received,
    MessageRow.first_seen,
    MessageRow.size,
    MessageRow.partial,
    MessageRow.letters,
    exists().where(OF_IT, SightingRow.answered.is_(True)).label("answered"),
    exists().where(OF_IT, SightingRow.junk.is_(True)).label("junk"),
)
STANDING = Statement(STANDINGS.where(MessageRow.id == given("number")))
BEGINNING = Statement(
    STANDINGS.add_columns(MessageRow.attempted_by).where(MessageRow.id.in_(NEXT_STORED)).order_by(MessageRow.id)
)
BEGUN = Statement(
    update(MessageRow)
    .where(MessageRow.id == given("which"))
    .values(attempts=MessageRow.attempts + 1, attempted_by=given("process"))
)


class Messages(Arrivals, Attention):
    """Processing messages and knowing where each stands."""

    def stored_ids(self, limit: int = 1000, after: int = 0) -> tuple[int, ...]:
        """Messages that are kept and not yet decided, oldest first; those with a number above `after`."""
        return WAITING.column(self.connection, {"most": limit, "after": after})

    def message(self, message_id: int) -> Kept:
        """Where a message stands. Raises sqlalchemy's NoResultFound for a number that was never given."""
        return _kept(STANDING.one(self.connection, {"number": message_id}))

    def begin(self, limit: int, process: str, after: int = 0) -> tuple[tuple[Kept, int], ...]:
        """The next stored messages, oldest first, each with how many processes have begun it, this one included.

        Commit before trying. process: a name of this run of the program. Its second attempt is not counted again: only
        a message that was being processed when a process died is suspicious, not one that met a fault of disk or
        network. after: messages with a higher number only.
        """
        rows = BEGINNING.rows(self.connection, {"most": limit, "after": after})
        fresh = [{"which": row.id, "process": process} for row in rows if row.attempted_by != process]
        if fresh:
            BEGUN.change_each(self.connection, fresh)
        return tuple((_kept(row), row.attempts + (row.attempted_by != process)) for row in rows)

    def fail(self, message_id: int, error: str, at: datetime, actor: str) -> bool:
        """The message cannot be processed; a command retries it. False, and no change, where it was filed."""
        return self._stop(message_id, State.FAILED, error, at, actor)

    def quarantine(self, message_id: int, error: str, at: datetime, actor: str) -> bool:
        """The message is set apart: it killed the process, or is too large. False where it was filed meanwhile."""
        return self._stop(message_id, State.QUARANTINED, error, at, actor)

    def _stop(self, message_id: int, state: State, error: str, at: datetime, actor: str) -> bool:
        changed = self.connection.execute(
            update(MessageRow)
            .where(MessageRow.id == message_id, MessageRow.state != State.FILED)
            .values(state=state, error=error)
        )
        if changed.rowcount:
            self.record(Event(at, actor, state.value, "messages", message_id, reason=error))
        return bool(changed.rowcount)

    def retry(self, message_id: int, at: datetime, actor: str, reason: str = "") -> bool:
        """Takes a failed or quarantined message again. False where it is neither."""
        changed = self.connection.execute(
            update(MessageRow)
            .where(MessageRow.id == message_id, MessageRow.state.in_((State.FAILED, State.QUARANTINED)))
            .values(state=State.STORED, error="", attempts=0, attempted_by="")
        )
        if changed.rowcount:
            self.record(Event(at, actor, "retry", "messages", message_id, reason))
        return bool(changed.rowcount)

    def set_apart(self, message_id: int, plan: Plan, error: str, at: datetime, actor: str) -> bool:
        """Quarantines a message of which only the header was kept, with what was decided about answering it.

        The plan's letter is queued by the caller in the same unit of work. False where it was filed meanwhile.
        """
        if not self.quarantine(message_id, error, at, actor):
            return False
        self.connection.execute(
            update(MessageRow)
            .where(MessageRow.id == message_id)
            .values(reply=plan.reply, reply_reason=plan.reply_reason)
        )
        self.open_attention(plan.attention, at, message=message_id)
        return True

    def broken_ids(self) -> frozenset[int]:
        """Messages that are failed or quarantined."""
        return frozenset(number for number, _ in self.broken())

    def broken(self, after: Collection[int] = ()) -> tuple[tuple[int, str], ...]:
        """(number, error) of every message that is failed or quarantined and not among those of `after`."""
        rows = self.connection.execute(
            select(MessageRow.id, MessageRow.error)
            .where(MessageRow.state.in_((State.FAILED, State.QUARANTINED)))
            .order_by(MessageRow.id)
        )
        return tuple((row.id, row.error) for row in rows if row.id not in after)

    def broken_since(self, since: datetime) -> int:
        """How many messages that were first seen after an instant are failed or quarantined."""
        return self.connection.execute(
            select(func.count())
            .select_from(MessageRow)
            .where(MessageRow.state.in_((State.FAILED, State.QUARANTINED)), MessageRow.first_seen > since)
        ).scalar_one()

    def known_since(self) -> datetime | None:
        """When the register's first message was seen; None where it has none."""
        return self.connection.execute(select(func.min(MessageRow.first_seen))).scalar_one()

    def counts(self) -> dict[State, int]:
        """How many messages stand in each state."""
        rows = self.connection.execute(select(MessageRow.state, func.count()).group_by(MessageRow.state))
        return dict.fromkeys(State, 0) | {State(state): count for state, count in rows}


def _kept(row: Any) -> Kept:
    return Kept(
        id=row.id,
        sha256=row.sha256,
        state=State(row.state),
        attempts=row.attempts,
        received=row.received,
        first_seen=row.first_seen,
        size=row.size,
        partial=row.partial,
        letters=row.letters,
        answered=bool(row.answered),
        junk=bool(row.junk),
    )

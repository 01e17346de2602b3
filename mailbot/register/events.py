"""The event log: append only. Who or what did what to which row, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from mailbot.register.schema import EventRow
from mailbot.register.unit import Unit


@dataclass(frozen=True, slots=True)
class Event:
    """One entry. detail: for changes {field: [before, after]}."""

    at: datetime
    actor: str
    action: str
    subject_table: str
    subject_id: int
    reason: str = ""
    detail: Any = None


class Events(Unit):
    """What every part of a unit of work can do: note what it did."""

    def record(self, *events: Event) -> None:
        """Appends to the log, in this transaction."""
        if events:
            self._add(EventRow, [_row(event) for event in events])

    def record_one(self, event: Event) -> int:
        """Appends one entry, and gives its number: a key for what follows from it."""
        return self._add_numbered(EventRow, _row(event))

    def events(self, subject_table: str, subject_id: int) -> tuple[Event, ...]:
        """Everything that was done to one row, oldest first."""
        rows = self.connection.execute(
            select(EventRow.__table__)
            .where(EventRow.subject_table == subject_table, EventRow.subject_id == subject_id)
            .order_by(EventRow.id)
        )
        return tuple(_event(row) for row in rows)


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """What differs, as {field: [before, after]}. Pure."""
    return {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}


def _row(event: Event) -> dict[str, Any]:
    return {
        "at": event.at,
        "actor": event.actor,
        "action": event.action,
        "subject_table": event.subject_table,
        "subject_id": event.subject_id,
        "reason": event.reason,
        "detail": {} if event.detail is None else event.detail,
    }


def _event(row: Any) -> Event:
    return Event(row.at, row.actor, row.action, row.subject_table, row.subject_id, row.reason, row.detail)


def ids(rows: Iterable[Any]) -> tuple[int, ...]:
    """The first column of every row."""
    return tuple(row[0] for row in rows)

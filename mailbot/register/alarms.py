"""Alarms in the register: what is wrong now, and when the organisers were last told of what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from mailbot.intake.alarm import Cause
from mailbot.register.schema import AlarmRow, EventRow, MessageRow, State
from mailbot.register.unit import Unit

SET_APART = (State.FAILED, State.QUARANTINED)


@dataclass(frozen=True, slots=True)
class OpenAlarm:
    """Trouble that is not over. told: when the organisers' letter was queued; None where they were not told."""

    id: int
    cause: Cause
    since: datetime
    detail: str
    told: datetime | None


class Alarms(Unit):
    """Beginning, telling and ending alarms."""

    def open_alarms(self) -> tuple[OpenAlarm, ...]:
        """What is wrong now, the oldest first."""
        rows = self.connection.execute(
            select(AlarmRow.__table__).where(AlarmRow.ended.is_(None)).order_by(AlarmRow.since, AlarmRow.id)
        )
        return tuple(OpenAlarm(row.id, Cause(row.cause), row.since, row.detail, row.told) for row in rows)

    def alarms_told(self) -> Mapping[Cause, datetime]:
        """When the organisers were last told of each cause."""
        rows = self.connection.execute(
            select(AlarmRow.cause, func.max(AlarmRow.told).label("told"))
            .where(AlarmRow.told.is_not(None))
            .group_by(AlarmRow.cause)
        )
        return {Cause(row.cause): row.told for row in rows}

    def told_up_to(self, cause: Cause) -> datetime | None:
        """When the last case of a cause ended."""
        wanted = select(func.max(AlarmRow.ended)).where(AlarmRow.cause == cause.value)
        return self.connection.execute(wanted).scalar_one()

    def begin_alarm(
        self, cause: Cause, since: datetime, detail: str, *, told: datetime | None = None, ended: datetime | None = None
    ) -> int:
        """Notes trouble, and gives its number."""
        values = {"cause": cause.value, "since": since, "detail": detail, "told": told, "ended": ended}
        return self._add_numbered(AlarmRow, values)

    def alarm_told(self, number: int, at: datetime) -> None:
        """The organisers' letter is queued."""
        self._set(AlarmRow, number, {"told": at})

    def end_alarm(self, number: int, at: datetime) -> None:
        """The trouble is over."""
        self._set(AlarmRow, number, {"ended": at})

    def set_apart_since(self, since: datetime | None) -> tuple[tuple[datetime, int, str], ...]:
        """(when, message, why) of every message that failed or was quarantined after an instant, and still is."""
        apart = select(MessageRow.id, MessageRow.error).where(
            MessageRow.state.in_(SET_APART), MessageRow.forgotten.is_(None)
        )
        errors = {row.id: row.error for row in self.connection.execute(apart)}
        if not errors:  # nearly always, and this is asked every few seconds
            return ()
        happened = (
            select(EventRow.subject_id, func.max(EventRow.at).label("at"))
            .where(
                EventRow.subject_table == "messages",
                EventRow.subject_id.in_(list(errors)),
                EventRow.action.in_(SET_APART),
            )
            .group_by(EventRow.subject_id)
            .order_by(EventRow.subject_id)
        )
        found = ((row.at, row.subject_id, errors[row.subject_id]) for row in self.connection.execute(happened))
        return tuple(case for case in found if since is None or case[0] > since)

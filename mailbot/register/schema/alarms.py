"""The tables of mailbot's own health: what keeps it from its work, and its signs of life."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from mailbot.register.schema.base import Base


class AlarmRow(Base):
    """Something that keeps mailbot from its work, from its beginning to its end."""

    __tablename__ = "alarms"

    id: Mapped[int] = mapped_column(primary_key=True)
    cause: Mapped[str] = mapped_column(String(32), index=True)  # intake.alarm.Cause
    since: Mapped[datetime]
    detail: Mapped[str]  # what was last said of it: servers and errors, nobody's mail
    told: Mapped[datetime | None]  # when the organisers' letter was queued, or sent past a register that was away
    ended: Mapped[datetime | None]


class PulseRow(Base):
    """A sign of life: when something that repeats itself last went well."""

    __tablename__ = "pulses"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)  # "poll": every folder was read
    at: Mapped[datetime]

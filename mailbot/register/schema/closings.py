"""The tables of the call's clock: closings, who announced what, and who was reminded of it."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from mailbot.register.schema.base import Base


class ClosingRow(Base):
    """The closing of a kind as mailbot went by it last: one that differs in config.toml was moved."""

    __tablename__ = "closings"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32), unique=True)
    closes: Mapped[datetime]  # the first instant that is late
    grace: Mapped[int] = mapped_column(BigInteger)  # seconds
    last_day: Mapped[str] = mapped_column(String(10))  # as people are told, in the desk's zone
    at: Mapped[datetime]  # since when


class AnnouncementRow(Base):
    """A message says of a kind that it will be submitted later, or that it will not be."""

    __tablename__ = "announcements"

    message: Mapped[int] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    coming: Mapped[bool]  # False: declined


class ReminderRow(Base):
    """What a letter that the clock brought was about; the key keeps anybody from being told twice.

    subject: S-0012, or message:17 for what was announced in it. days: before the closing; 0: the notice after it; -1:
    that it was extended.
    """

    __tablename__ = "reminders"

    subject: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    closes: Mapped[datetime] = mapped_column(primary_key=True)  # the closing it counts from
    days: Mapped[int] = mapped_column(primary_key=True)
    letter: Mapped[int] = mapped_column(ForeignKey("letters.id"), index=True)

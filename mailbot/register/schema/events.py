"""The tables of what was done: by whom and why, and what was erased."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mailbot.register.schema.base import Base


class EventRow(Base):
    """Who or what did what to which row, when and why.

    A trigger refuses every removal, and every change but one: an entry may lose its words (REDACTED, no reason).
    """

    __tablename__ = "events"
    __table_args__ = (Index(None, "subject_table", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str] = mapped_column(String(32))
    subject_table: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[int]
    detail: Mapped[Any]
    reason: Mapped[str]


class ErasureRow(Base):
    """One erasure: by request, or of what was kept long enough."""

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    mark: Mapped[str] = mapped_column(String(64), index=True)  # of the address it was for (marks.py); "" for none

"""The tables of what organisers are told: what they should look at, and the day's digest."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from mailbot.register.schema.base import Base


class AttentionRow(Base):
    """Something a person should look at, until it is closed."""

    __tablename__ = "attention"

    id: Mapped[int] = mapped_column(primary_key=True)
    message: Mapped[int | None] = mapped_column(ForeignKey("messages.id"), index=True)
    submission: Mapped[int | None] = mapped_column(ForeignKey("submissions.id"), index=True)
    letter: Mapped[int | None] = mapped_column(ForeignKey("letters.id"), index=True)
    reason: Mapped[str]
    opened: Mapped[datetime]
    closed: Mapped[datetime | None] = mapped_column(index=True)
    closed_by: Mapped[str]


class DigestRow(Base):
    """A day's digest: the unique day is what makes it one a day."""

    __tablename__ = "digests"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)  # 2021-02-04, in the desk's zone
    at: Mapped[datetime]  # what it tells ends here

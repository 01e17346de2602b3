"""The tables of mailboxes: where messages were seen, and how far folders were read and compared."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mailbot.register.schema.base import Base
from mailbot.register.types import Instant


class SightingRow(Base):
    """A place in a mailbox where a message was seen."""

    __tablename__ = "sightings"
    __table_args__ = (UniqueConstraint("account", "folder", "uidvalidity", "uid"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message: Mapped[int] = mapped_column(ForeignKey("messages.id"), index=True)
    account: Mapped[str]
    folder: Mapped[str]
    uidvalidity: Mapped[int] = mapped_column(BigInteger)
    uid: Mapped[int] = mapped_column(BigInteger)
    answered: Mapped[bool]  # \Answered: a person has answered already
    junk: Mapped[bool]  # seen in the junk folder
    at: Mapped[datetime]
    marked_at: Mapped[datetime | None]  # keyword set or moved, after filing


class CursorRow(Base):
    """How far a folder has been read."""

    __tablename__ = "cursors"

    account: Mapped[str] = mapped_column(primary_key=True)
    folder: Mapped[str] = mapped_column(primary_key=True)
    uidvalidity: Mapped[int] = mapped_column(BigInteger)
    last_uid: Mapped[int] = mapped_column(BigInteger)


class FolderCountRow(Base):
    """How many messages a folder held when it was compared with the register, and how many were unknown to that."""

    __tablename__ = "folder_counts"

    account: Mapped[str] = mapped_column(primary_key=True)
    folder: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    holds: Mapped[int]
    unknown: Mapped[int]

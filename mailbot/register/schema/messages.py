"""The tables of messages: what was received, and what was attached to it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from mailbot.register.schema.base import Base


class State(StrEnum):
    """Where a message stands (contract: export messages, `state`)."""

    STORED = "stored"  # kept, not yet decided
    FILED = "filed"  # decided, and every consequence committed
    FAILED = "failed"  # cannot be processed; retried by command
    QUARANTINED = "quarantined"  # killed the process three times, or too large


class MessageRow(Base):
    """One received e-mail. Ids are never given twice, even after a row was erased."""

    __tablename__ = "messages"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))  # of the raw bytes in the file store
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)  # equal for the same message again
    size: Mapped[int] = mapped_column(BigInteger)  # bytes as sent, also where only the header was kept
    partial: Mapped[bool]  # only the header was kept (too large)
    letters: Mapped[bool]  # False: this message never gets a letter (import --no-letters)
    message_id: Mapped[str]  # with brackets; "" where it has none
    message_key: Mapped[str] = mapped_column(index=True)  # message_id, bounded
    sender_name: Mapped[str]
    sender_address: Mapped[str]  # "" where there is no usable one
    sender_key: Mapped[str] = mapped_column(index=True)  # sender_address in lower case, bounded
    subject: Mapped[str]
    conversation: Mapped[str] = mapped_column(index=True)  # equal for all mail of one thread
    received: Mapped[datetime]  # the server's time of arrival
    first_seen: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(16), index=True)
    attempts: Mapped[int]  # how many processes have begun to process it
    attempted_by: Mapped[str]  # the last of them
    error: Mapped[str]
    kinds: Mapped[Any]  # list of str
    other: Mapped[str | None] = mapped_column(String(32))
    language: Mapped[str | None] = mapped_column(String(16))
    confidence: Mapped[float | None]
    needs_review: Mapped[bool]
    review: Mapped[Any]  # list of reasons
    reply: Mapped[bool | None]
    reply_reason: Mapped[str]
    submitter_name: Mapped[str]
    submitter_address: Mapped[str]
    verdict: Mapped[Any | None]  # the whole verdict with its evidence
    scans: Mapped[str] = mapped_column(String(8))  # "": none; waiting: to be read; read
    forgotten: Mapped[datetime | None]  # erased then: what is left says nothing; fingerprint is its mark (marks.py)


class AttachmentRow(Base):
    """An attachment of a message; its bytes are in the file store."""

    __tablename__ = "attachments"

    message: Mapped[int] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]  # as sent
    safe_name: Mapped[str]
    media_type: Mapped[str]
    declared_type: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    inline: Mapped[bool]
    within: Mapped[int | None]  # position of the attached message it stands in
    text: Mapped[str] = mapped_column(String(16))  # TextState
    scan: Mapped[bool]
    error: Mapped[str]

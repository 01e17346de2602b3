"""The tables of letters: what goes out, and which submissions it is about."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from mailbot.register.schema.base import Base


class LetterState(StrEnum):
    """Where a letter stands (contract: export letters, `state`); letter_states.py says how it moves."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    HELD = "held"
    FAILED = "failed"
    BOUNCED = "bounced"


class LetterRow(Base):
    """An outgoing e-mail, finished: what is sent is exactly `raw`."""

    __tablename__ = "letters"
    __table_args__ = (Index(None, "state", "next_attempt_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(32))
    to_address: Mapped[str]  # one bare address
    to_key: Mapped[str] = mapped_column(index=True)
    envelope_sender: Mapped[str]
    subject: Mapped[str]
    language: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    message_id: Mapped[str] = mapped_column(unique=True)
    in_reply_to: Mapped[str]
    message: Mapped[int | None] = mapped_column(ForeignKey("messages.id"), index=True)  # the one answered
    conversation: Mapped[str] = mapped_column(index=True)
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    created: Mapped[datetime]
    attempts: Mapped[int]
    first_attempt_at: Mapped[datetime | None]
    next_attempt_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    copied_at: Mapped[datetime | None]  # its copy lies in mailbox.sent_folder, or could not be put there
    error: Mapped[str]  # what the relay said last, or why it is held
    released: Mapped[datetime | None]  # a person said that it may go out, whatever letters.mode says
    dropped: Mapped[datetime | None]  # a person said that it must never go out
    forgotten: Mapped[datetime | None]  # its text and addressee were erased then


class LetterSubmissionRow(Base):
    """Which submissions a letter is about."""

    __tablename__ = "letter_submissions"

    letter: Mapped[int] = mapped_column(ForeignKey("letters.id"), primary_key=True)
    submission: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True, index=True)

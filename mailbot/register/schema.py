"""The register's tables. What each column means stands here; migrations/ brings a database to this shape."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, MetaData, String, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from mailbot.register.types import Instant, Json, Words

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class State(StrEnum):
    """Where a message stands (contract: export messages, `state`)."""

    STORED = "stored"  # kept, not yet decided
    FILED = "filed"  # decided, and every consequence committed
    FAILED = "failed"  # cannot be processed; retried by command
    QUARANTINED = "quarantined"  # killed the process three times, or too large


class LetterState(StrEnum):
    """Where a letter stands (contract: export letters, `state`); letter_states.py says how it moves."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    HELD = "held"
    FAILED = "failed"
    BOUNCED = "bounced"


class Base(DeclarativeBase):
    """Every table of the register."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Instant, str: Words, Any: Json}


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


class PulseRow(Base):
    """A sign of life: when something that repeats itself last went well."""

    __tablename__ = "pulses"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)  # "poll": every folder was read
    at: Mapped[datetime]


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


class CounterRow(Base):
    """The last number given for a prefix of references."""

    __tablename__ = "counters"

    prefix: Mapped[str] = mapped_column(String(16), primary_key=True)
    last: Mapped[int]


class SubmissionRow(Base):
    """A filed report or nomination, as it stands now; events hold how it came to that."""

    __tablename__ = "submissions"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[str] = mapped_column(String(32))
    standing: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16))  # active | withdrawn | superseded | merged
    merged_into: Mapped[str | None]  # the reference of the one it became part of
    received: Mapped[datetime]
    submitter_name: Mapped[str]
    submitter_address: Mapped[str]
    submitter_key: Mapped[str] = mapped_column(index=True)  # the address in lower case
    language: Mapped[str] = mapped_column(String(16))
    has_report: Mapped[bool]
    title: Mapped[str | None]  # of the report
    title_key: Mapped[str] = mapped_column(index=True)  # folded, for find_same; "" where there is none
    organisations: Mapped[Any]  # list of str
    collective: Mapped[bool]
    links: Mapped[Any]  # list of str
    missing: Mapped[Any]  # {"report": [...], "speakers": [[...], ...]}
    complete: Mapped[bool]  # nothing is missing
    publication: Mapped[str] = mapped_column(String(16), server_default="yes")  # Publication, of documents
    publication_said: Mapped[str] = mapped_column(server_default=text("''"))  # the sender's words that ask for it
    created: Mapped[datetime] = mapped_column(index=True)
    updated: Mapped[datetime]
    forgotten: Mapped[datetime | None]  # erased then: reference and what is counted are left


class SpeakerRow(Base):
    """A person put forward in a submission."""

    __tablename__ = "speakers"

    submission: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    name_key: Mapped[str] = mapped_column(index=True)  # folded words, sorted, for find_same
    ends_key: Mapped[str] = mapped_column(index=True)  # the first and the last of them
    title: Mapped[str | None]
    affiliation: Mapped[str | None]
    roles: Mapped[Any]  # list of str


class ReportFileRow(Base):
    """A file of a report. Older versions stay, no longer current."""

    __tablename__ = "report_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    message: Mapped[int | None] = mapped_column(ForeignKey("messages.id"), index=True)  # that brought it
    version: Mapped[int]  # 1 for what came first
    position: Mapped[int]  # in the report, among the current ones
    current: Mapped[bool]
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    state: Mapped[str] = mapped_column(String(16))  # TextState


class SubmissionMessageRow(Base):
    """Which message did what to which submission."""

    __tablename__ = "submission_messages"

    submission: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    message: Mapped[int] = mapped_column(ForeignKey("messages.id"), primary_key=True, index=True)
    action: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str]
    at: Mapped[datetime]


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


class DecisionRow(Base):
    """What the organisers decided about a person put forward, told by letter, and what was answered.

    Ids are never given twice: a letter's key is made of one.
    """

    __tablename__ = "decisions"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    place: Mapped[int]  # the person's number in the submission when it was decided, from 1
    name: Mapped[str | None]  # the person's, then
    choice: Mapped[str] = mapped_column(String(16))  # accept | decline | waitlist
    role: Mapped[str] = mapped_column(String(64))  # "" for none
    note: Mapped[str]  # for the organisers alone
    tell: Mapped[str]  # stands in the letter
    by: Mapped[str]
    at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(16), index=True)  # prepared | sent | superseded
    send_at: Mapped[datetime | None]  # when the letter of a prepared one goes out by itself
    replaces: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))  # whose letter had gone out
    first: Mapped[int]  # the first of those that replaced each other; its own id where it replaces none
    number: Mapped[int]  # how many letters about the person had gone out before
    letter: Mapped[int | None] = mapped_column(ForeignKey("letters.id"), index=True)
    presence: Mapped[str] = mapped_column(String(16))  # unknown | confirmed | cancelled
    heard: Mapped[datetime | None]  # when the person's side said so
    message: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))  # in which; null where told otherwise


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


class AnnouncementRow(Base):
    """A message says of a kind that it will be submitted later, or that it will not be."""

    __tablename__ = "announcements"

    message: Mapped[int] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    coming: Mapped[bool]  # False: declined


class ClosingRow(Base):
    """The closing of a kind as mailbot went by it last: one that differs in config.toml was moved."""

    __tablename__ = "closings"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32), unique=True)
    closes: Mapped[datetime]  # the first instant that is late
    grace: Mapped[int] = mapped_column(BigInteger)  # seconds
    last_day: Mapped[str] = mapped_column(String(10))  # as people are told, in the desk's zone
    at: Mapped[datetime]  # since when


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


class AlarmRow(Base):
    """Something that keeps mailbot from its work, from its beginning to its end."""

    __tablename__ = "alarms"

    id: Mapped[int] = mapped_column(primary_key=True)
    cause: Mapped[str] = mapped_column(String(32), index=True)  # intake.alarm.Cause
    since: Mapped[datetime]
    detail: Mapped[str]  # what was last said of it: servers and errors, nobody's mail
    told: Mapped[datetime | None]  # when the organisers' letter was queued, or sent past a register that was away
    ended: Mapped[datetime | None]


class ErasureRow(Base):
    """One erasure: by request, or of what was kept long enough."""

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    mark: Mapped[str] = mapped_column(String(64), index=True)  # of the address it was for (marks.py); "" for none


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

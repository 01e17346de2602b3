"""The tables of submissions: their references, persons and files, and the messages that brought them."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column

from mailbot.register.schema.base import Base


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

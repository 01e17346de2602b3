"""Records of the register as organisers look at them: values with everything that belongs together."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mailbot.intake.decision import Decision
from mailbot.intake.plan import Submission
from mailbot.register.events import Event
from mailbot.register.outbox import LetterEntry


@dataclass(frozen=True, slots=True)
class Open:
    """An entry of the attention list. about: the message, reference or letter's key it stands for."""

    id: int
    reason: str
    opened: datetime
    about: str
    message: int | None = None
    submission: str | None = None
    letter: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A submission in a list. missing: as ("report", "file") or ("speakers.1", "title"). attention: what is open."""

    number: int
    submission: Submission
    missing: tuple[tuple[str, str], ...]
    attention: tuple[Open, ...]
    merged_into: str | None
    updated: datetime
    forgotten: bool = False


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A file of a report in any of its versions."""

    name: str
    version: int
    current: bool
    size: int
    sha256: str
    state: str
    message: int | None


@dataclass(frozen=True, slots=True)
class Belonging:
    """A message that belongs to a submission, and what it did to it."""

    message: int
    received: datetime
    sender: str
    subject: str
    action: str
    reason: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A submission with everything that belongs to it."""

    entry: Entry
    files: tuple[FileVersion, ...]
    messages: tuple[Belonging, ...]
    letters: tuple[LetterEntry, ...]
    events: tuple[Event, ...]
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """A message as the register holds it. row: its columns; attachments, places: rows of theirs."""

    row: Any
    attachments: tuple[Any, ...]
    places: tuple[Any, ...]
    references: tuple[str, ...]
    letters: tuple[LetterEntry, ...]
    attention: tuple[Open, ...]
    events: tuple[Event, ...]

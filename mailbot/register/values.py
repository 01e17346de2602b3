"""What goes into the register and comes out of it, as values."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from mailbot.message.model import Address
from mailbot.register.schema import LetterState, State


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place in a mailbox: UIDVALIDITY and UID together name a message for ever (RFC 9051 §2.3.1.1)."""

    account: str
    folder: str
    uidvalidity: int
    uid: int
    answered: bool = False  # \\Answered is set
    junk: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message to be kept; its raw bytes are in the file store already.

    sha256: of what was kept; fingerprint: equal for the same message again (message.fingerprint). size: bytes as sent.
    partial: only the header was kept. letters: False where it must never get a letter. sighting: None for imports.
    """

    sha256: str
    fingerprint: str
    size: int
    received: datetime
    sighting: Sighting | None = None
    sender: Address | None = None
    subject: str = ""
    message_id: str = ""
    partial: bool = False
    letters: bool = True


@dataclass(frozen=True, slots=True)
class Kept:
    """A message as the daemon needs it to go on with it. answered, junk: at any of its sightings."""

    id: int
    sha256: str
    state: State
    attempts: int
    received: datetime
    first_seen: datetime
    size: int
    partial: bool
    letters: bool
    answered: bool
    junk: bool


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a folder has been read."""

    uidvalidity: int
    last_uid: int


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A sighting of a filed message whose keyword or move in the mailbox is still to be done."""

    id: int
    sighting: Sighting
    kinds: tuple[str, ...]
    other: str | None


class Outgoing(Protocol):
    """A finished letter, as letters.compose makes it (the two layers do not import each other)."""

    @property
    def key(self) -> str:
        """Unique for what the letter is about."""

    @property
    def kind(self) -> str:
        """One of intake.plan.LetterKind."""

    @property
    def to(self) -> str:
        """One bare address."""

    @property
    def subject(self) -> str:
        """Decoded."""

    @property
    def language(self) -> str:
        """The first of its languages."""

    @property
    def message_id(self) -> str:
        """With brackets; derived from the key."""

    @property
    def in_reply_to(self) -> str:
        """With brackets; "" for letters that answer nothing."""

    @property
    def raw(self) -> bytes:
        """The finished e-mail."""

    @property
    def hold(self) -> str:
        """Why a person must release it; "" to send."""

    @property
    def envelope_sender(self) -> str:
        """Where bounces go."""


@dataclass(frozen=True, slots=True)
class Due:
    """A letter to deliver now. attempts: made so far. message: the number of the one it answers."""

    id: int
    key: str
    kind: str
    to: str
    envelope_sender: str
    attempts: int
    message: int | None
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Uncopied:
    """A letter that went out and whose copy is not in the folder of sent mail. message_id: with brackets."""

    id: int
    key: str
    message_id: str
    sent_at: datetime
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class IssuedLetter:
    """A letter of ours found by its Message-ID or key."""

    id: int
    key: str
    kind: str
    to: str
    state: LetterState
    message: int | None

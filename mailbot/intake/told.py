"""What a letter about a decision tells, and what a reply to it settles: values that plans and orders carry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from mailbot.call import Event
from mailbot.understanding.model import Speaker


class Choice(StrEnum):
    """What is decided about a person."""

    ACCEPT = "accept"
    DECLINE = "decline"
    WAITLIST = "waitlist"


class Presence(StrEnum):
    """Whether an accepted person comes."""

    UNKNOWN = "unknown"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a decision is about: a submission's person by number, the first being 1; None for its only one."""

    reference: str
    place: int | None = None

    def __str__(self) -> str:
        return self.reference if self.place is None else f"{self.reference}.{self.place}"


@dataclass(frozen=True, slots=True)
class Told:
    """A decision as its letter tells it.

    event: where the role is played, or would have been by an acceptance that is taken back; None where the call names
    none. confirm_by: the last day for confirming, None
    where it has passed or no event is known. instructions: by language. replaces: the day of the letter that this one
    replaces; was: what that one said.
    """

    choice: Choice
    speaker: Speaker
    role: str = ""
    event: Event | None = None
    confirm_by: date | None = None
    instructions: Mapping[str, str] = field(default_factory=dict)
    tell: str = ""
    replaces: date | None = None
    was: Choice | None = None

    @property
    def corrects(self) -> bool:
        """Whether it takes back what an earlier letter said; who was on the waiting list was told to expect another."""
        return self.replaces is not None and self.was is not Choice.WAITLIST


@dataclass(frozen=True, slots=True)
class Acceptance:
    """An acceptance that people were told, as a reply may speak of it.

    cited: the reply answers its very letter (whose Message-ID nobody else can know). to: where that letter went.
    """

    decision: int
    target: Target
    kind: str
    speaker: Speaker
    role: str
    to: str
    cited: bool = False
    presence: Presence = Presence.UNKNOWN
    when: datetime | None = None  # the letter went out then
    language: str = ""  # of that letter


@dataclass(frozen=True, slots=True)
class Heard:
    """What a reply settles about an accepted person."""

    acceptance: Acceptance
    presence: Presence

"""What the organisers decide about a person put forward, and what they may not: values and pure rules."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mailbot.intake.plan import Submission
from mailbot.intake.sameness import same_person, words_of
from mailbot.intake.told import Choice, Presence, Target
from mailbot.message.model import Address
from mailbot.understanding.model import Speaker

TARGET = re.compile(r"([A-Za-z]{1,8}-[0-9]{1,9})(?:\.([0-9]{1,3}))?")


class DecisionState(StrEnum):
    """Where a decision stands. What people were told last is `sent`, also while a new one is being prepared."""

    PREPARED = "prepared"
    SENT = "sent"  # its letter is in the outbox, or out
    SUPERSEDED = "superseded"  # replaced or taken back


@dataclass(frozen=True, slots=True)
class Choosing:
    """One decision as it is given. note: for the organisers alone. tell: stands in the letter. role: "" for none."""

    target: Target
    choice: Choice
    role: str = ""
    note: str = ""
    tell: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as the register keeps it.

    place: the person's number when it was decided; name: the person's then. number: 0 for the first about this person,
    one more for each that replaced a letter. first: the id of that first one. send_at: when its letter goes out by
    itself, None for by command. letter: its key; told_at: when that letter went out, None where it did not.
    """

    id: int
    target: Target
    name: str | None
    choice: Choice
    role: str
    note: str
    tell: str
    by: str
    at: datetime
    state: DecisionState
    send_at: datetime | None = None
    replaces: int | None = None
    first: int = 0
    number: int = 0
    letter: str = ""
    told_at: datetime | None = None
    presence: Presence = Presence.UNKNOWN


@dataclass(frozen=True, slots=True)
class Case:
    """A decision with what its letter needs. place: the person's number now, None where he or she is no longer there.

    recipient: where the letter goes; None where nobody can be written to. answers: the Message-ID of the mail that put
    the person forward. replaces: the decision whose letter this one replaces. thread: the Message-ID of the first
    letter about this person, "" before it.
    """

    decision: Decision
    submission: Submission
    place: int | None
    recipient: Address | None
    answers: str = ""
    replaces: Decision | None = None
    thread: str = ""

    @property
    def speaker(self) -> Speaker:
        """The person as he or she stands now; the name alone of one who is gone."""
        if self.place is None:
            return Speaker(self.decision.name)
        return self.submission.speakers[self.place - 1]

    @property
    def target(self) -> Target:
        """Whom it is about, by the number the person has now."""
        return Target(self.decision.target.reference, self.place or self.decision.target.place)

    @property
    def fault(self) -> str:
        """Why its letter cannot go out, in words; "" where it can."""
        if self.submission.status != "active":
            return f"{self.target.reference} is {self.submission.status} since"
        if self.place is None:
            return f"{self.decision.name or 'the person'} is no longer put forward in {self.target.reference}"
        return "" if self.recipient is not None else "there is no address to write to"


@dataclass(frozen=True, slots=True)
class Undecided:
    """A person put forward about whom nothing is decided. prepared decisions count as decided."""

    target: Target
    speaker: Speaker
    submission: Submission


def target_of(text: str) -> Target | None:
    """S-0012 or S-0012.2, in any case; None for anything else. Pure."""
    found = TARGET.fullmatch(text.strip())
    if found is None:
        return None
    prefix, _, number = found[1].upper().partition("-")
    return Target(f"{prefix}-{number.zfill(4)}", int(found[2]) if found[2] else None)


def person_at(name: str | None, place: int, speakers: Sequence[Speaker]) -> int | None:
    """The number a decided person has now: by name, since numbers move when somebody is withdrawn; None for gone."""
    at_place = speakers[place - 1] if 0 < place <= len(speakers) else None
    if at_place is not None and (words_of(at_place.name) == words_of(name) or not name):
        return place
    hits = [number for number, speaker in enumerate(speakers, 1) if same_person(name, speaker.name)]
    return hits[0] if len(hits) == 1 else None


def person_fault(target: Target, status: str, speakers: Sequence[Speaker]) -> str:
    """Why nothing can be decided about a target, in one line; "" where something can. Pure."""
    if status != "active":
        return f"{target.reference} is {status}: there is nothing to decide about it"
    if not speakers:
        return f"{target.reference} puts nobody forward: decisions are about people"
    if target.place is None and len(speakers) > 1:
        people = ", ".join(f"{target.reference}.{place} {one.name or '–'}" for place, one in enumerate(speakers, 1))
        return f"{target.reference} puts {len(speakers)} people forward; say which one: {people}"
    if target.place is not None and not 0 < target.place <= len(speakers):
        return f"{target} does not exist: {target.reference} puts {len(speakers)} forward"
    return ""


def choice_fault(choosing: Choosing, speaker: Speaker, roles: Sequence[str]) -> str:
    """What is wrong with a choice about a person, in one line; "" for nothing. roles: those of the kind. Pure."""
    expected = ", ".join(roles)
    if choosing.choice is not Choice.ACCEPT:
        return f"{choosing.target}: a role goes with accept only" if choosing.role else ""
    if not speaker.name:
        return f"{choosing.target}: nobody is named yet, so nobody can be accepted; complete the submission first"
    if not choosing.role and roles:
        return f"{choosing.target}: accept needs a role: {expected}"
    if choosing.role and choosing.role not in roles:
        return f"{choosing.target}: {choosing.role!r} is not a role of the call; expected {expected or 'none'}"
    return ""


def same_letter(choosing: Choosing, told: Decision) -> bool:
    """Whether a choice says what its letter said already, so that there is nothing to send. Pure."""
    return (choosing.choice, choosing.role, choosing.tell) == (told.choice, told.role, told.tell)

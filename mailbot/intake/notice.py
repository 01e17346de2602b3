"""What letters tell that the clock of the call brings: values that orders carry."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Awaited:
    """Something that a sender announced and that has not come. received: when the announcement arrived (aware)."""

    kind: str
    received: datetime


@dataclass(frozen=True, slots=True)
class Moved:
    """A closing that was moved to an earlier day, for the organisers. told: submissions told the later one."""

    kind: str
    was: date
    told: int


@dataclass(frozen=True, slots=True)
class Undone:
    """Something promised whose day is near, for the organisers.

    promise: its key. open: submissions or people it is still to be done for; prepared: whose letter waits to be sent.
    """

    promise: str
    open: int
    prepared: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """What the clock brings up.

    extended: the last day that held before, by kind. moved, undone: for the organisers alone.
    """

    awaited: tuple[Awaited, ...] = ()
    extended: tuple[tuple[str, date], ...] = ()
    moved: tuple[Moved, ...] = ()
    undone: tuple[Undone, ...] = ()

"""What the clock of the call brings up, as templates see it in one language."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mailbot.call import Call, Desk
from mailbot.intake.notice import Notice


@dataclass(frozen=True, slots=True)
class AwaitedView:
    """A kind that was announced, and when (in the desk's zone)."""

    kind: str
    received: datetime


@dataclass(frozen=True, slots=True)
class ExtendedView:
    """A kind whose closing was moved to a later day. was: the last day before."""

    kind: str
    was: date


@dataclass(frozen=True, slots=True)
class MovedView:
    """A kind whose closing was moved to an earlier day, and how many had been told the later one."""

    kind: str
    was: date
    told: int


@dataclass(frozen=True, slots=True)
class UndoneView:
    """A promise by its key, with its kind; open: for how many it is still to be done; prepared: letters that wait."""

    promise: str
    kind: str
    open: int
    prepared: int


def notice_values(notice: Notice | None, desk: Desk, call: Call) -> dict[str, Any]:
    """What templates know of it; nothing for letters that answer."""
    told = notice or Notice()
    kind_of = {promise.key: promise.kind for promise in call.promises}
    return {
        "awaited": tuple(AwaitedView(one.kind, one.received.astimezone(desk.timezone)) for one in told.awaited),
        "moved_on": tuple(ExtendedView(kind, was) for kind, was in told.extended),
        "moved_back": tuple(MovedView(one.kind, one.was, one.told) for one in told.moved),
        "undone": tuple(
            UndoneView(one.promise, kind_of[one.promise], one.open, one.prepared)
            for one in told.undone
            if one.promise in kind_of
        ),
    }

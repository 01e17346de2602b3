"""How the desk stands, for people and for monitoring: what is counted, and which of it needs a look."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mailbot.register.alarms import OpenAlarm
from mailbot.register.pulses import POLL, TOKENS
from mailbot.register.register import Register
from mailbot.register.schema import LetterState, State

LATELY = timedelta(hours=24)  # older troubles stand in every digest; a monitor that is never green again helps nobody


@dataclass(frozen=True, slots=True)
class Status:
    """The register at one instant.

    oldest_stored: since when the oldest undecided message waits. last_poll: when every folder was last read; noted at
    most once a minute. next_due: when the letter that is due first is due. broken, undelivered: of the last 24 hours.
    withheld: messages that the mailbox holds and its server would not give when it was last counted.
    tokens: when the OAuth2 token at hand expires, by server (mailbox, smtp); the daemon renews it when it logs in.
    alarms: what keeps the daemon from its work.
    """

    at: datetime
    messages: dict[State, int]
    letters: dict[LetterState, int]
    oldest_stored: datetime | None
    last_poll: datetime | None
    next_due: datetime | None
    broken: int
    undelivered: int
    tokens: Mapping[str, datetime] = field(default_factory=dict)
    alarms: tuple[OpenAlarm, ...] = ()
    withheld: int = 0

    @property
    def backlog(self) -> int:
        """Messages that are kept and not yet filed."""
        return self.messages[State.STORED]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long is too long. sending: False where letters.mode is hold, so that letters may wait for ever."""

    poll: timedelta
    sending: bool = True
    unfiled: timedelta = timedelta(minutes=5)
    unsent: timedelta = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that may need a look: says what, or "" where all is well."""

    name: str
    says: Callable[[Status, Limits], str]


CHECKS = (
    Check(
        "poll",
        lambda status, limits: (
            "the mailbox has never been read"
            if status.last_poll is None
            else f"the mailbox was last read {age(status.at - status.last_poll)} ago"
            if status.at - status.last_poll > limits.poll
            else ""
        ),
    ),
    Check(
        "unfiled",
        lambda status, limits: (
            f"a message waits to be filed for {age(status.at - status.oldest_stored)}"
            if status.oldest_stored is not None and status.at - status.oldest_stored > limits.unfiled
            else ""
        ),
    ),
    Check(
        "withheld",
        lambda status, _: (
            f"messages that the mailbox's server does not give: {status.withheld}; `mailbot verify` names them"
            if status.withheld
            else ""
        ),
    ),
    Check(
        "unsent",
        lambda status, limits: (
            f"a letter is due since {age(status.at - status.next_due)}"
            if limits.sending and status.next_due is not None and status.at - status.next_due > limits.unsent
            else ""
        ),
    ),
    Check(
        "broken",
        lambda status, _: (
            f"messages that failed or were quarantined in 24 hours: {status.broken}" if status.broken else ""
        ),
    ),
    Check(
        "undelivered",
        lambda status, _: (
            f"letters of 24 hours that are held, failed or came back: {status.undelivered}"
            if status.undelivered
            else ""
        ),
    ),
    Check(
        "alarm",
        lambda status, _: "; ".join(
            f"alarm since {age(status.at - alarm.since)}: {alarm.cause}{f' ({alarm.detail})' if alarm.detail else ''}"
            for alarm in status.alarms
        ),
    ),
)


def status_of(register: Register, at: datetime) -> Status:
    """Reads it; touches nothing."""
    return Status(
        at=at,
        messages=register.counts(),
        letters=register.letter_counts(),
        oldest_stored=register.oldest_stored(),
        last_poll=register.pulse(POLL),
        next_due=register.next_due(),
        broken=register.broken_since(at - LATELY),
        undelivered=register.undelivered_since(at - LATELY),
        tokens={name: expires for name, key in TOKENS.items() if (expires := register.pulse(key)) is not None},
        alarms=register.open_alarms(),
        withheld=register.unknown_since(at - LATELY),
    )


def needs_look(status: Status, limits: Limits) -> dict[str, str]:
    """What needs a look, by the name of its check; empty where all is well. Pure."""
    return {check.name: said for check in CHECKS if (said := check.says(status, limits))}


def limits_for(poll_seconds: float, sending: bool) -> Limits:
    """A mailbox that was not read for three polling intervals and two minutes, at least five minutes, is not read."""
    return Limits(max(timedelta(minutes=5), timedelta(seconds=3 * poll_seconds, minutes=2)), sending)


def age(span: timedelta) -> str:
    """A span of time as people say it: 40 s, 12 min, 3 h, 5 days. Pure."""
    seconds = max(0, int(span.total_seconds()))
    for unit, length in (("days", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length} {unit}"
    return f"{seconds} s"

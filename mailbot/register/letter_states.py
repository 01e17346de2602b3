"""How a letter moves from state to state, and when it is tried again. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from mailbot.reasons import reason
from mailbot.register.schema import LetterState


class Outcome(StrEnum):
    """What happened to a letter."""

    SENT = "sent"  # the relay answered 2xx to the end of the message
    LATER = "later"  # 4xx, or the connection broke before the end of the message: nothing can have arrived
    REFUSED = "refused"  # 5xx
    UNKNOWN = "unknown"  # broken between the end of the message and its reply (RFC 5321 §4.5.3.2.6, RFC 1047)
    INTERRUPTED = "interrupted"  # the process died while it was being sent
    BOUNCED = "bounced"  # a DSN that cites what we issued (RFC 3464)


MOVES: dict[tuple[LetterState, Outcome], LetterState] = {
    # A letter is `queued` until all of it but its end has been sent (claim), so most faults find it there.
    (LetterState.QUEUED, Outcome.LATER): LetterState.QUEUED,
    (LetterState.QUEUED, Outcome.REFUSED): LetterState.FAILED,
    (LetterState.SENDING, Outcome.SENT): LetterState.SENT,
    (LetterState.SENDING, Outcome.LATER): LetterState.QUEUED,
    (LetterState.SENDING, Outcome.REFUSED): LetterState.FAILED,
    (LetterState.SENDING, Outcome.UNKNOWN): LetterState.HELD,
    (LetterState.SENDING, Outcome.INTERRUPTED): LetterState.HELD,
    (LetterState.SENT, Outcome.BOUNCED): LetterState.BOUNCED,
    (LetterState.HELD, Outcome.BOUNCED): LetterState.BOUNCED,  # it did go out, and came back
    (LetterState.SENDING, Outcome.BOUNCED): LetterState.BOUNCED,
}


class Wish(StrEnum):
    """What a person may do with a letter."""

    RELEASE = "released"  # it may go out, whatever holds it back
    DROP = "dropped"  # it must never go out, and nobody needs to be told of it any more


# What has gone out, or is going out at this moment, cannot be had back.
WISHES: dict[tuple[LetterState, Wish], LetterState] = {
    (LetterState.HELD, Wish.RELEASE): LetterState.QUEUED,
    (LetterState.QUEUED, Wish.RELEASE): LetterState.QUEUED,  # where letters.mode is hold
    (LetterState.FAILED, Wish.RELEASE): LetterState.QUEUED,  # refused, so nothing has arrived
    (LetterState.HELD, Wish.DROP): LetterState.FAILED,
    (LetterState.QUEUED, Wish.DROP): LetterState.FAILED,
    (LetterState.FAILED, Wish.DROP): LetterState.FAILED,
    (LetterState.BOUNCED, Wish.DROP): LetterState.BOUNCED,
}

BACK_OFF = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=8), timedelta(minutes=30))
# "Each time within two hours" (contract, point 6) with room for the interval at which the outbox is looked through.
LONGEST_WAIT = timedelta(minutes=100)
# The relay is away: not this letter's fault, and worth asking again soon.
OUT_OF_REACH = timedelta(minutes=1)
GIVE_UP = timedelta(days=5)  # RFC 5321 §4.5.4.1: "at least 4-5 days"

INTERRUPTED_REASON = "mailbot was stopped while this letter was being sent: it may have arrived"
RESTORED_REASON = "restored from the backup of"  # ...: it may have been sent since
UNKNOWN_REASON = "the connection ended before the mail server confirmed this letter: it may have arrived"


def in_doubt(state: LetterState, error: str) -> bool:
    """Whether a letter may have arrived already, held for that or dropped since; released, it may arrive twice."""
    doubts = (INTERRUPTED_REASON, UNKNOWN_REASON, RESTORED_REASON)
    return state in (LetterState.HELD, LetterState.FAILED) and error.startswith(doubts)


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of a letter. attention: why a person should look; "" where nobody need."""

    state: LetterState
    error: str = ""
    next_attempt_at: datetime | None = None
    attention: str = ""


def step(
    state: LetterState,
    outcome: Outcome,
    detail: str,
    at: datetime,
    *,
    attempts: int = 0,
    first_attempt_at: datetime | None = None,
    unreachable: bool = False,
) -> Step | None:
    """The letter's next state by MOVES; None where the outcome says nothing new about a letter in this state.

    attempts: made so far, this one included. unreachable: the relay itself was away.
    """
    target = MOVES.get((state, outcome))
    if target is None or (outcome is Outcome.BOUNCED and attempts == 0):
        return None  # what never went out cannot come back: a forged DSN
    if outcome is Outcome.LATER:
        if first_attempt_at is not None and at - first_attempt_at >= GIVE_UP:
            return Step(LetterState.FAILED, f"given up after {GIVE_UP.days} days: {detail}")
        return Step(target, detail, at + wait(attempts, unreachable=unreachable))
    if outcome is Outcome.UNKNOWN:
        return Step(
            target, f"{UNKNOWN_REASON} ({detail})" if detail else UNKNOWN_REASON, attention=reason("letter_in_doubt")
        )
    if outcome is Outcome.INTERRUPTED:
        return Step(target, INTERRUPTED_REASON, attention=reason("letter_interrupted"))
    return Step(target, detail)


def wait(attempts: int, *, unreachable: bool = False) -> timedelta:
    """How long to wait after the given number of attempts: first within a minute, always within two hours."""
    waiting = BACK_OFF[attempts - 1] if 0 < attempts <= len(BACK_OFF) else LONGEST_WAIT
    return min(waiting, OUT_OF_REACH) if unreachable else waiting

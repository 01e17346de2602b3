"""Delivering what is due in the outbox: at most one letter in flight, claimed just before its end goes over the line.

A letter is `queued` until all of it but the last line has been sent: whatever happens before, nothing can have arrived
and it is simply tried again. Only then is it committed as `sending`, so that a process that dies between the end of the
message and the server's reply leaves exactly that letter in doubt, and no other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from mailbot.daemon import journal
from mailbot.daemon.office import Office
from mailbot.errors import RegisterUnavailable
from mailbot.register.values import Due
from mailbot.transport.outcome import Delivery, Outcome
from mailbot.transport.smtp import Relay

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Round:
    """How a round of deliveries went. failed: letters that were refused or are in doubt. unreachable: why, or ""."""

    sent: int = 0
    failed: tuple[str, ...] = ()
    unreachable: str = ""
    capped: bool = False


def deliver_due(office: Office, stopping: Callable[[], bool] = lambda: False) -> Round:
    """Delivers every letter that is due, and says how it went.

    stopping: asked between two letters; True ends the round. Raises RegisterUnavailable: what was due is due again.
    """
    sent = 0
    failed: list[str] = []
    if not office.outbox.sending:
        return Round()
    with Relay(office.outbox.server) as relay:
        while not stopping():
            now = office.now()
            with office.store.reading() as register:
                letter = register.due(now)
                spent = register.sent_since(now - HOUR) if letter is not None else 0
            if letter is None:
                break
            if spent >= office.outbox.per_hour:
                journal.over_cap(office.outbox.per_hour)
                return Round(sent, tuple(failed), capped=True)
            delivery = _deliver(office, relay, letter)
            if delivery is None:
                continue
            journal.delivered(letter.key, letter.to, delivery.outcome.value, delivery.detail, letter.attempts + 1)
            sent += delivery.outcome is Outcome.SENT
            if delivery.outcome in (Outcome.REFUSED, Outcome.UNKNOWN):
                failed.append(f"{letter.key}: {delivery.detail}")
            if delivery.unreachable:
                return Round(sent, tuple(failed), unreachable=delivery.detail)
    return Round(sent, tuple(failed))


def _deliver(office: Office, relay: Relay, letter: Due) -> Delivery | None:
    """One attempt, noted; None where the letter was taken back meanwhile (a person held or dropped it)."""
    taken_back = False

    def claim() -> bool:
        nonlocal taken_back
        with office.store.writing() as register:
            taken_back = not register.claim(letter.id, office.now())
        return not taken_back

    delivery = relay.deliver(letter.raw, letter.envelope_sender, letter.to, before_end=claim)
    if taken_back:
        return None
    _note(office, letter, delivery)
    return delivery


def _note(office: Office, letter: Due, delivery: Delivery) -> None:
    """Notes the outcome, again and again while the register is away: forgetting it could mean a second letter."""
    for _ in range(NOTE_ATTEMPTS - 1):
        try:
            return _note_once(office, letter, delivery)
        except RegisterUnavailable as error:
            journal.out_of_reach("register", str(error), 0)
    return _note_once(office, letter, delivery)


NOTE_ATTEMPTS = 3  # each waits for a lock as long as the register does


def _note_once(office: Office, letter: Due, delivery: Delivery) -> None:
    now = office.now()
    with office.store.writing() as register:
        match delivery.outcome:
            case Outcome.SENT:
                register.sent(letter.id, delivery.detail, now)
            case Outcome.LATER:
                register.later(letter.id, delivery.detail, now, unreachable=delivery.unreachable)
            case Outcome.REFUSED:
                register.refused(letter.id, delivery.detail, now)
            case Outcome.UNKNOWN:
                register.unknown(letter.id, delivery.detail, now)


def recover(office: Office) -> None:
    """Before the first round: what the last process left in doubt is held for a person."""
    with office.store.writing() as register:
        count = register.hold_interrupted(office.now())
    if count:
        journal.held_interrupted(count)

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
from mailbot.intake.plan import LetterKind
from mailbot.reasons import reason as noted
from mailbot.register.register import Register
from mailbot.register.values import Due
from mailbot.transport.outcome import Delivery, Outcome
from mailbot.transport.smtp import Relay

HOUR = timedelta(hours=1)
BY_CLOCK = (LetterKind.REMINDER, LetterKind.EXTENSION)  # may no longer be true when they go out
NOTE_ATTEMPTS = 3  # each waits for a lock as long as the register does
# No fault of the letter's: it is tried again within a minute, as when the relay is away.
AWAY = Delivery(Outcome.LATER, "the register was away when the letter was to go out", unreachable=True)


@dataclass(frozen=True, slots=True)
class Round:
    """How a round of deliveries went. failed: letters that were refused or are in doubt. unreachable: why, or "".

    tried: whether any letter was.
    """

    sent: int = 0
    failed: tuple[str, ...] = ()
    unreachable: str = ""
    capped: bool = False
    tried: bool = False

    def __add__(self, later: "Round") -> "Round":
        return Round(
            self.sent + later.sent,
            self.failed + later.failed,
            later.unreachable or self.unreachable,
            self.capped or later.capped,
            self.tried or later.tried,
        )


class Deliverer:
    """The only one who delivers from a register.

    Its only state is the outcome that could not be written down yet, because forgetting it would leave a letter in
    doubt that is not.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._unnoted: tuple[Due, Delivery] | None = None
        self._recovered = False

    def round(self, stopping: Callable[[], bool] = lambda: False) -> Round:
        """Delivers every letter that is due, and says how it went; where mode is hold, those that a person released.

        stopping: asked between two letters; True ends the round. Raises RegisterUnavailable: what was due is due again.
        """
        self._settle()
        sent = 0
        tried = False
        failed: list[str] = []
        with Relay(self._office.outbox.server) as relay:
            while not stopping():
                letter, capped = self._next()
                if letter is None:
                    return Round(sent, tuple(failed), capped=capped, tried=tried)
                delivery = self._deliver(relay, letter)
                if delivery is None:
                    continue
                tried = True
                journal.delivered(letter.key, letter.to, delivery.outcome.value, delivery.detail, letter.attempts + 1)
                sent += delivery.outcome is Outcome.SENT
                if delivery.outcome in (Outcome.REFUSED, Outcome.UNKNOWN):
                    failed.append(f"{letter.key}: {delivery.detail}")
                if delivery.unreachable:
                    return Round(sent, tuple(failed), unreachable=delivery.detail, tried=tried)
        return Round(sent, tuple(failed), tried=tried)

    def _settle(self) -> None:
        """Before a round: what the last process left in doubt is held, what this one could not note is noted."""
        if not self._recovered:
            recover(self._office)
            self._recovered = True
        if self._unnoted is not None:
            self._note(*self._unnoted)

    def _next(self) -> tuple[Due | None, bool]:
        """The letter that is due now, if any, and whether the cap on letters an hour keeps one back."""
        office, now = self._office, self._office.now()
        with office.store.reading() as register:
            letter = register.due(now, only_released=not office.outbox.sending)
            spent = register.sent_since(now - HOUR) if letter is not None else 0
            capped = letter is not None and spent >= office.outbox.per_hour
            alarm = register.due(now, only_released=not office.outbox.sending, only_alarms=True) if capped else None
        if letter is None or not capped or alarm is not None:
            return alarm or letter, False
        reason = noted("over_cap", per_hour=str(office.outbox.per_hour))
        with office.store.writing() as register:
            if register.open_attention([reason], now, letter=letter.id):
                journal.over_cap(office.outbox.per_hour)
        return None, True

    def _deliver(self, relay: Relay, letter: Due) -> Delivery | None:
        """One attempt, noted; None where the letter was taken back meanwhile (a person held or dropped it)."""
        taken_back = False

        def claim() -> bool:
            nonlocal taken_back
            # Should the commit fail it may yet have been written: then this says that the end never went out.
            self._unnoted = (letter, AWAY)
            with self._office.store.writing() as register:
                taken_back = not claimed(register, letter, self._office)
            self._unnoted = None
            return not taken_back

        delivery = relay.deliver(letter.raw, letter.envelope_sender, letter.to, before_end=claim)
        if taken_back:
            return None
        self._note(letter, delivery)
        return delivery

    def _note(self, letter: Due, delivery: Delivery) -> None:
        """Notes the outcome, again and again while the register is away, and otherwise before the next round."""
        self._unnoted = (letter, delivery)
        for left in reversed(range(NOTE_ATTEMPTS)):
            try:
                with self._office.store.writing() as register:
                    _write_down(register, letter, delivery, self._office)
                break
            except RegisterUnavailable as error:
                journal.out_of_reach("register", str(error), 0)
                if not left:
                    raise
        self._unnoted = None


def _write_down(register: Register, letter: Due, delivery: Delivery, office: Office) -> None:
    now = office.now()
    match delivery.outcome:
        case Outcome.SENT:
            register.sent(letter.id, delivery.detail, now)
        case Outcome.LATER:
            register.later(letter.id, delivery.detail, now, unreachable=delivery.unreachable)
        case Outcome.REFUSED:
            register.refused(letter.id, delivery.detail, now)
        case Outcome.UNKNOWN:
            register.unknown(letter.id, delivery.detail, now)


def claimed(register: Register, letter: Due, office: Office) -> bool:
    """Makes a letter `sending` in this unit of work; False where it was taken back, or says what is no longer true."""
    now = office.now()
    outlived = register.outlived(letter.id, now) if letter.kind in BY_CLOCK else ""
    if outlived:
        register.give_up(letter.id, now, office.actor, f"no longer true: {outlived}")
        return False
    return register.claim(letter.id, now)


def recover(office: Office) -> None:
    """Before the first round: what the last process left in doubt is held for a person."""
    with office.store.writing() as register:
        count = register.hold_interrupted(office.now())
    if count:
        journal.held_interrupted(count)

"""Alarms: what keeps mailbot from its work is told to the organisers, once a case and once when it is over.

Letters go through the outbox; only where the register itself is away are they handed to the relay directly.
"""

import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from mailbot.daemon import journal
from mailbot.daemon.alarm_moves import DAY, Move, in_a_line, moves
from mailbot.daemon.health import Health, Trouble
from mailbot.daemon.notify import notify
from mailbot.daemon.office import Office
from mailbot.errors import RegisterUnavailable
from mailbot.intake.alarm import AFTERWARDS, HAPPENING, Alarm, Cause
from mailbot.intake.letter import OutgoingLetter
from mailbot.letters.alarm import compose_alarms
from mailbot.register.pulses import TOKENS
from mailbot.register.register import Register
from mailbot.register.store import Store
from mailbot.transport.clamd import ScannerAway
from mailbot.transport.outcome import Outcome
from mailbot.transport.smtp import deliver

AGAIN = timedelta(minutes=1)  # between two attempts at a letter past the register
ENOUGH = 1.1  # times the space whose lack is told: only then is a disk no longer nearly full


@dataclass(slots=True)
class _Past:
    """An alarm about the register that went past it: who has it by now."""

    trouble: Trouble
    first: datetime
    reached: set[str] = field(default_factory=set)
    again: datetime | None = None


class Watchman:
    """Looks at everything every few seconds. Its only state is what the register does not know or could not be told."""

    def __init__(self, office: Office, health: Health) -> None:
        self._office = office
        self._health = health
        self._began = office.now()
        self._past: _Past | None = None
        self._full_since: datetime | None = None

    def round(self) -> bool:
        """Looks once; True where letters are in the outbox. Raises RegisterUnavailable, after telling of it itself."""
        try:
            return self._look()
        except RegisterUnavailable:
            self._tell_past_the_register()
            raise

    def _look(self) -> bool:
        office, now = self._office, self._office.now()
        present, well = self._present(now)
        with office.store.reading() as register:
            standing, told = register.open_alarms(), register.alarms_told()
            waiting, apart = self._in_register(register, present, now)
            tokens = _tokens(office, register)
        well |= frozenset() if waiting else {Cause.UNFILED}
        ripe = [trouble for trouble in (*present, *waiting, *apart) if self._is_ripe(trouble, now)]
        steps = moves(standing, told, ripe, well, now)
        if not (steps or tokens or self._past):
            return False
        with office.store.writing() as register:
            for name, expires in tokens:
                register.note_pulse(name, expires)
            if self._past and self._past.reached:  # what was told past it is noted; its end is told by the next round
                trouble, first = self._past.trouble, self._past.first
                register.begin_alarm(trouble.cause, trouble.since, "; ".join(trouble.details), told=first)
                steps = tuple(step for step in steps if step.trouble.cause is not Cause.REGISTER)
            letters = sum(self._carry_out(register, step, now) for step in steps)
        self._past = None
        for step in steps:
            journal.alarm(step.trouble.cause, ended=step.until is not None, told=step.tell)
        if steps:
            notify(f"STATUS={in_a_line(standing, steps)}")
        return letters > 0

    def _present(self, now: datetime) -> tuple[tuple[Trouble, ...], frozenset[Cause]]:
        """What is wrong outside of the register's rows, whether or not it is ripe to be told; and what is well."""
        found, well = list(self._health.troubles()), set(self._health.well())
        if self._health.capped is not None:
            found.append(self._health.capped)
        free, least = free_space(self._office.store), self._office.alarms.disk_free
        if free is not None and free[0] < least:
            self._full_since = self._full_since or now
            found.append(Trouble(Cause.DISK, self._full_since, (f"{free[0] // 1_000_000} MB: {free[1]}",)))
        elif free is not None and free[0] >= least * ENOUGH:
            self._full_since = None
            well.add(Cause.DISK)
        if (scanner := self._office.scanner) is None:
            return tuple(found), frozenset(well | {Cause.VIRUS})
        try:
            scanner.probe()
        except ScannerAway as error:
            found.append(Trouble(Cause.VIRUS, scanner.away_since or now, (str(error),)))
        else:
            well.add(Cause.VIRUS)
        return tuple(found), frozenset(well)

    def _in_register(
        self, register: Register, present: Sequence[Trouble], now: datetime
    ) -> tuple[tuple[Trouble, ...], tuple[Trouble, ...]]:
        """The message that waits too long, and those that failed since they were last told of."""
        held = {trouble.cause for trouble in present} & {Cause.VIRUS, Cause.REGISTER}
        oldest = register.oldest_stored()
        waits = oldest is not None and max(oldest, self._began) + self._office.alarms.after <= now
        waiting = (Trouble(Cause.UNFILED, oldest),) if oldest is not None and waits and not held else ()
        broken = register.set_apart_since(register.told_up_to(Cause.BROKEN) or now - DAY)
        if not broken:
            return waiting, ()
        moments = [at for at, _, _ in broken]
        details = tuple(f"{number}: {why}" for _, number, why in broken)
        return waiting, (Trouble(Cause.BROKEN, min(moments), details, max(moments)),)

    def _is_ripe(self, trouble: Trouble, now: datetime) -> bool:
        """Whether it has lasted long enough to be told."""
        return now - trouble.since >= self._office.alarms.after

    def _carry_out(self, register: Register, step: Move, now: datetime) -> int:
        """Notes it and queues its letters; how many."""
        trouble, number = step.trouble, step.number
        ended = trouble.last or now if trouble.cause in HAPPENING else step.until
        if number is None:
            number = register.begin_alarm(trouble.cause, trouble.since, "; ".join(trouble.details))
        if step.tell and (step.until is None or trouble.cause in AFTERWARDS):
            register.alarm_told(number, now)
        if ended is not None:
            register.end_alarm(number, ended)
        letters = self._letters(trouble, step.until, now) if step.tell else ()
        return sum(register.queue(letter, now) for letter in letters)

    def _letters(self, trouble: Trouble, until: datetime | None, now: datetime) -> tuple[OutgoingLetter, ...]:
        office = self._office
        return compose_alarms(
            Alarm(trouble.cause, trouble.since, trouble.details, until),
            office.desk,
            office.templates,
            now,
            to=office.alarms.to,
            bounce_address=office.outbox.bounce_address,
        )

    def _tell_past_the_register(self) -> None:
        """Hands the letter about a register that is away to the relay: each gets it once, whatever the reply was."""
        office, now = self._office, self._office.now()
        troubles = {trouble.cause: trouble for trouble in self._health.troubles()}
        trouble = troubles.get(Cause.REGISTER)
        if trouble is None or not self._is_ripe(trouble, now) or not office.outbox.sending:
            return
        if self._past is None:
            self._past = _Past(trouble, now)
        past = self._past
        if past.again is not None and now < past.again:
            return
        for letter in self._letters(past.trouble, None, now):
            if letter.to in past.reached:
                continue
            delivery = deliver(letter.raw, letter.envelope_sender, letter.to, office.outbox.server)
            journal.delivered(letter.key, letter.to, delivery.outcome.value, delivery.detail, 1)
            if delivery.outcome is Outcome.LATER:
                past.again = now + AGAIN
            else:
                past.reached.add(letter.to)


def free_space(store: Store) -> tuple[int, Path] | None:
    """The disk of files or database that has least left: bytes and place; None where both are away."""
    places = (store.files.root, Path(store.place).parent) if Path(store.place).is_file() else (store.files.root,)
    found = []
    for place in places:
        with suppress(OSError):  # a mount that is away: the workers meet with that
            found.append((shutil.disk_usage(place if place.exists() else place.parent).free, place))
    return min(found, default=None)


def _tokens(office: Office, register: Register) -> tuple[tuple[str, datetime], ...]:
    """The expiry of each access token that is not noted yet, for those who ask the register (`status`)."""
    found = []
    for name, server in (("mailbox", office.inbox.server), ("smtp", office.outbox.server)):
        expires = server.token_expires() if server.token_expires else None
        if expires is not None and register.pulse(TOKENS[name]) != expires:
            found.append((TOKENS[name], expires))
    return tuple(found)

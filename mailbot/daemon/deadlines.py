"""Letters by the clock of the call: reminders, notices after closings, warnings to organisers. Repeatable."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from mailbot.call import Promise, Shape
from mailbot.daemon import journal
from mailbot.daemon.closings import RESTORED_SINCE, follow_closings
from mailbot.daemon.deciding import press_of
from mailbot.daemon.office import Office
from mailbot.intake.deadlines import AFTER, Due, Occasion, due_at, letters_due, occasions
from mailbot.intake.notice import Notice, Undone
from mailbot.letters.deadline import due_key, due_letter, warnings
from mailbot.register.pulses import DEADLINES, RESTORED
from mailbot.register.register import Register

EVERY = timedelta(minutes=5)  # who has something open changes slowly, and finding it out reads much of the register


def bring_deadlines(office: Office, *, at_once: bool = False) -> int:
    """Puts into the outbox what the clock of the call brings by now, and says how many letters that is.

    at_once: whatever was looked at a moment ago. Raises RegisterUnavailable.
    """
    now = office.now()
    extensions = follow_closings(office)
    held = occasions(office.call, now, office.calendar, office.desk.timezone)
    near = _near(office, now)
    reminders = notices = warned = 0
    if (held or near) and (at_once or _is_time(office, now)):
        with office.store.writing() as register:
            register.note_pulse(DEADLINES, now)
            standing = _standing(register, held)
            notices = _remind(register, office, [one for one in standing if one.days == AFTER], now)
            reminders = _remind(register, office, [one for one in standing if one.days != AFTER], now)
            warned = sum(_warn(register, office, promise, days, now) for promise, days in near)
    if extensions or reminders or notices or warned:
        journal.clock_letters(reminders, notices, extensions, warned)
    return extensions + reminders + notices + warned


def _is_time(office: Office, now: datetime) -> bool:
    with office.store.reading() as register:
        last = register.pulse(DEADLINES)
    return last is None or not timedelta() <= now - last < EVERY


def _standing(register: Register, held: Iterable[Occasion]) -> tuple[Occasion, ...]:
    """The occasions whose closing is the one that is gone by: `mailbot extend` may be ahead of this process."""
    kept = register.closings()
    return tuple(one for one in held if one.kind in kept and kept[one.kind].closes == one.closes)


def _remind(register: Register, office: Office, held: list[Occasion], now: datetime) -> int:
    """Queues the letters for occasions of one sort, each noted in the same unit of work."""
    if not held:
        return 0
    kinds = {one.kind for one in held}
    if any(one.days != AFTER for one in held):  # one letter for everything a person has open
        kinds |= {key for key, kind in office.call.kinds.items() if now < kind.closes}
    people = register.people_with(kinds, office.call, office.desk, now)
    restored = register.pulse(RESTORED)
    return sum(
        _queue(register, office, due, restored, now)
        for due in letters_due(people, held, now, office.call, office.calendar)
    )


def _queue(register: Register, office: Office, due: Due, restored: datetime | None, now: datetime) -> bool:
    press, begun = press_of(office), max(occasion.began for occasion in due.occasions.values())
    key = due_key(due)
    earlier = register.letters_named(key)
    if earlier:  # that one was no longer true, and was dropped
        key = f"{key}:{earlier + 1}"
    hold = RESTORED_SINCE if restored is not None and begun <= restored else ""
    letter = due_letter(due, key, press.desk, press.call, press.templates, now, press.bounce_address, hold)
    if not register.queue(letter, now, message=due.person.message, references=letter.references):
        return False
    register.note_reminded(due, key)
    return True


def _near(office: Office, now: datetime) -> tuple[tuple[Promise, int], ...]:
    """Promises whose day is near, each with the latest of the days before it that has come."""
    zone, calendar = office.desk.timezone, office.calendar
    found = []
    for promise in office.call.promises:
        begun = [
            days for days in calendar.warn if due_at(promise.before - timedelta(days=days), calendar.at, zone) <= now
        ]
        if begun and now.astimezone(zone).date() < promise.before:
            found.append((promise, min(begun)))
    return tuple(found)


def _warn(register: Register, office: Office, promise: Promise, days: int, now: datetime) -> int:
    """Queues the warning about a promise that is not kept yet; 0 where it is, or was warned of."""
    key = f"promise:{promise.key}:{promise.before}:{days}"
    if register.letters_named(f"warning:{key}:"):
        return 0
    undone = _undone(register, office, promise)
    if undone is None:
        return 0
    press = press_of(office)
    letters = warnings(
        key, Notice(undone=(undone,)), press.desk, press.call, press.templates, now, press.bounce_address
    )
    return sum(register.queue(letter, now) for letter in letters)


def _undone(register: Register, office: Office, promise: Promise) -> Undone | None:
    """What is still to be done for a promise; None for nothing."""
    if office.call.kind(promise.kind).shape is Shape.PERSONS:
        undecided = sum(line.kind == promise.kind for line in register.undecided_lines())
        prepared = sum(line.kind == promise.kind for line in register.prepared_lines())
        return Undone(promise.key, undecided, prepared) if undecided or prepared else None
    left = register.unpublished(promise.kind, complete=promise.complete)
    return Undone(promise.key, left) if left else None

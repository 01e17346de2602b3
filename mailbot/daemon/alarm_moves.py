"""What follows from what is wrong: which alarms begin, are told, and end. Pure; alarming.py acts on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mailbot.daemon.health import Trouble
from mailbot.intake.alarm import AFTERWARDS, HAPPENING, Cause
from mailbot.register.alarms import OpenAlarm

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Move:
    """One change: trouble that begins (number None), is told, or ends. until: when it ended."""

    number: int | None
    trouble: Trouble
    tell: bool
    until: datetime | None = None


def moves(
    standing: Sequence[OpenAlarm],
    told: Mapping[Cause, datetime],
    present: Sequence[Trouble],
    well: frozenset[Cause],
    now: datetime,
) -> tuple[Move, ...]:
    """What follows from what is wrong now, and from what is known to be well. Pure.

    standing: what was wrong before. told: when each cause was last told; no cause is told twice a day. An end is told
    where the beginning was, or could not be. What is neither present nor known to be well stays as it is.
    """
    before = {alarm.cause: alarm for alarm in standing}
    found = []
    for trouble in present:
        alarm = before.get(trouble.cause)
        may_tell = _may_tell(told.get(trouble.cause), now)
        if trouble.cause in AFTERWARDS:
            found += [] if alarm is not None else [Move(None, trouble, tell=False)]
        elif trouble.cause in HAPPENING:
            if may_tell:
                found.append(Move(None, trouble, tell=True))
        elif alarm is None:
            found.append(Move(None, trouble, tell=may_tell))
        elif alarm.told is None and may_tell:
            found.append(Move(alarm.id, replace(trouble, since=alarm.since), tell=True))
    causes = {trouble.cause for trouble in present}
    for alarm in standing:
        if alarm.cause in well and alarm.cause not in causes:
            trouble = Trouble(alarm.cause, alarm.since)
            last = told.get(alarm.cause)
            tell = _may_tell(last, now) if alarm.cause in AFTERWARDS else alarm.told is not None
            found.append(Move(alarm.id, trouble, tell, until=now))
    return tuple(found)


def _may_tell(last: datetime | None, now: datetime) -> bool:
    """Whether a cause that was last told then may be told again."""
    return last is None or not timedelta() <= now - last < DAY


def in_a_line(standing: Sequence[OpenAlarm], steps: Sequence[Move]) -> str:
    """What is wrong after these moves, for `systemctl status`. Pure."""
    ended = {step.number for step in steps if step.until is not None}
    lasting = [alarm.cause for alarm in standing if alarm.id not in ended]
    lasting += [step.trouble.cause for step in steps if step.number is None and step.trouble.cause not in HAPPENING]
    return f"alarm: {', '.join(lasting)}" if lasting else "at work"

"""When the clock of the call brings a letter, and to whom: occasions, and people with something open. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mailbot.call import Call, Kind
from mailbot.intake.plan import Item
from mailbot.message.model import Address

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NOTICE_WITHIN = timedelta(days=7)  # a closing notice that could not go out for so long says nothing new any more
AFTER = 0  # days of the notice after a closing
EXTENDED = -1  # days of a letter about an extension


@dataclass(frozen=True, slots=True)
class Calendar:
    """`[letters]`, as far as the clock goes by it.

    before: days before a closing, the most first. at: time of day HH:MM in the desk's zone. quiet: nobody who was
    written to within it is reminded. after: whether closings are noticed. warn: days before a promise's day.
    """

    before: tuple[int, ...] = (7, 2)
    at: str = "09:00"
    quiet: timedelta = DAY
    after: bool = True
    warn: tuple[int, ...] = (5, 1)
    per_sender_per_day: int = 5


@dataclass(frozen=True, slots=True)
class Occasion:
    """One reason of the clock to write about a kind. days: before the closing, AFTER it. began: since when it holds."""

    kind: str
    closes: datetime
    days: int
    began: datetime


@dataclass(frozen=True, slots=True)
class Subject:
    """What somebody may be reminded of: an incomplete submission, or something announced (item None).

    key: S-0012 or message:17. received: by the mailbox server; touched: when it was changed last, which a letter told.
    told: (closing, days) of every letter of the clock about it.
    """

    key: str
    kind: str
    received: datetime
    touched: datetime
    item: Item | None = None
    told: frozenset[tuple[datetime, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be written to, with everything open. message: number of the mail the letter answers.

    languages: as in LetterOrder. written: when the last letter to the address was made, or went out; recent: letters
    within a day. out_of_reach: a letter to the address is held, has failed or came back.
    """

    address: Address
    message: int
    message_id: str
    languages: tuple[str, ...]
    subjects: tuple[Subject, ...]
    written: datetime | None = None
    recent: int = 0
    out_of_reach: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """One letter: to whom, about what, and which of it the occasion is for. days: of the first of these."""

    person: Person
    subjects: tuple[Subject, ...]
    occasions: Mapping[str, Occasion] = field(default_factory=dict)  # by the subject's key

    @property
    def first(self) -> tuple[Subject, Occasion]:
        """What the letter's key is made of."""
        subject = next(subject for subject in self.subjects if subject.key in self.occasions)
        return subject, self.occasions[subject.key]


def due_at(day: date, at: str, zone: ZoneInfo) -> datetime:
    """The instant of a time of day HH:MM on a day in a zone; in a spring gap the first instant after it (PEP 495)."""
    hours, minutes = map(int, at.split(":"))
    return datetime.combine(day, time(hours, minutes), zone).astimezone(UTC)


def reminder_occasion(kind: Kind, now: datetime, calendar: Calendar, zone: ZoneInfo) -> Occasion | None:
    """The reminder that holds now: of those whose time has come the latest; None before all and after the closing.

    One that comes more than an hour after its time (mailbot was down, or the person had just been written to) is worth
    it only while the closing is a day ahead.
    """
    if now >= kind.closes:
        return None
    begun = ((days, due_at(kind.last_day - timedelta(days=days), calendar.at, zone)) for days in calendar.before)
    past = [(days, moment) for days, moment in begun if moment <= now]
    if not past:
        return None
    days, moment = min(past)
    if now - moment > HOUR and kind.closes - now < DAY:
        return None
    return Occasion(kind.key, kind.closes, days, moment)


def notice_occasion(kind: Kind, now: datetime, calendar: Calendar, zone: ZoneInfo) -> Occasion | None:
    """The notice that a closing has passed: from the next time of day after the closing and its grace, for a week."""
    end = kind.closes + kind.grace
    first = end.astimezone(zone).date()
    moment = next(
        moment for moment in (due_at(first + DAY * later, calendar.at, zone) for later in range(3)) if moment >= end
    )
    if not calendar.after or not moment <= now < moment + NOTICE_WITHIN:
        return None
    return Occasion(kind.key, kind.closes, AFTER, moment)


def occasions(call: Call, now: datetime, calendar: Calendar, zone: ZoneInfo) -> tuple[Occasion, ...]:
    """Every occasion that holds now, notices first: they are what people should know first."""
    kinds = tuple(call.kinds.values())
    found = [notice_occasion(kind, now, calendar, zone) for kind in kinds]
    found += [reminder_occasion(kind, now, calendar, zone) for kind in kinds]
    return tuple(occasion for occasion in found if occasion is not None)


def ahead(call: Call, now: datetime, calendar: Calendar, zone: ZoneInfo, within: timedelta = DAY) -> list[Occasion]:
    """The occasions whose time comes within a day from now, the first of each kind; began: when it comes."""
    moments = sorted(
        due_at(now.astimezone(zone).date() + DAY * days, calendar.at, zone) for days in range(within.days + 2)
    )
    found: dict[str, Occasion] = {}
    for moment in (moment for moment in moments if now <= moment < now + within):
        for occasion in occasions(call, moment, calendar, zone):
            if occasion.began == moment:
                found.setdefault(occasion.kind, occasion)
    return list(found.values())


def letters_due(
    people: Iterable[Person], held: Iterable[Occasion], now: datetime, call: Call, calendar: Calendar
) -> tuple[Due, ...]:
    """The letters for occasions of one sort (reminders, or notices): one a person, about all that is open.

    Not to who was written to a short while ago: the next look at the clock comes back to it.
    """
    by_kind = {occasion.kind: occasion for occasion in held}
    letters = []
    for person in people:
        if person.out_of_reach or person.recent >= calendar.per_sender_per_day:
            continue
        if person.written is not None and now - person.written < calendar.quiet:
            continue
        called = {subject.key: by_kind[subject.kind] for subject in person.subjects if _called(subject, by_kind, call)}
        if not called:
            continue
        after = any(occasion.days == AFTER for occasion in called.values())
        told = tuple(
            subject for subject in person.subjects if subject.key in called or (not after and _open(subject, now, call))
        )
        letters.append(Due(person, told, called))
    return tuple(letters)


def _called(subject: Subject, by_kind: Mapping[str, Occasion], call: Call) -> bool:
    """Whether an occasion is for this, and it was not told of it yet: not by such a letter, nor by one since.

    After a closing, only what was there before it: what came later was told so at once.
    """
    occasion = by_kind.get(subject.kind)
    if occasion is None or (occasion.closes, occasion.days) in subject.told or subject.touched >= occasion.began:
        return False
    if occasion.days == AFTER:
        kind = call.kind(subject.kind)
        return subject.item is not None and subject.received < kind.closes + kind.grace
    # A later reminder makes an earlier one pointless: the clock may have been set back.
    return not any(closes == occasion.closes and 0 < days < occasion.days for closes, days in subject.told)


def _open(subject: Subject, now: datetime, call: Call) -> bool:
    return now < call.kind(subject.kind).closes

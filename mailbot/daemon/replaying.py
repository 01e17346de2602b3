"""Replaying mail: days that have passed are lived through again by a clock of their own; nothing is sent to anybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mailbot.daemon.arriving import arrival_of
from mailbot.daemon.clockwork import what_the_clock_brings
from mailbot.daemon.delivery import claimed
from mailbot.daemon.filing import file_stored
from mailbot.daemon.importing import messages_in
from mailbot.daemon.office import Office
from mailbot.daemon.scans import read_scans
from mailbot.errors import MailbotError
from mailbot.intake.deadlines import due_at

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TAKEN = "replayed: handed to nobody"


@dataclass(slots=True)
class Hands:
    """A clock that stands until it is set."""

    at: datetime = datetime(1970, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        """The instant it stands at."""
        return self.at


@dataclass(frozen=True, slots=True)
class Mail:
    """A message to be replayed: when it came in, and the file of the store that holds it."""

    received: datetime
    sha256: str


@dataclass(frozen=True, slots=True)
class Played:
    """How far a replay is. day: in the desk's zone."""

    day: date
    messages: int
    letters: int


def mail_of(office: Office, path: Path) -> tuple[tuple[Mail, ...], int]:
    """Every message of a folder, mbox or Maildir in the order of arrival, and how many bear no date at all.

    The order of the files does not matter. Raises MailbotError for a path that holds no mail.
    """
    found: dict[str, Mail] = {}
    undated = 0
    never = datetime(1970, 1, 1, tzinfo=UTC)
    for _, source in messages_in(path):
        raw = source.read()
        received = arrival_of(raw, "", None, never).received
        if received == never:
            undated += 1
            continue
        sha256 = office.store.files.keep(raw)
        found[sha256] = Mail(received, sha256)
    if not found:
        raise MailbotError(f"{path} holds no mail with a date")
    return tuple(sorted(found.values(), key=lambda mail: (mail.received, mail.sha256))), undated


def play(
    office: Office, clock: Hands, mails: tuple[Mail, ...], first: date, last: date, step: timedelta = DAY
) -> Iterator[Played]:
    """Lives through the days from `first` to the end of `last` in the desk's zone; tells after each step how far it is.

    Each message is filed at the instant it came in. At the digest's time of every day, and with step HOUR every hour,
    what the clock brings is done. What is due is taken as sent, so that later steps know it. office.now: the clock's.
    """
    zone = office.desk.timezone
    begin, end = due_at(first, "00:00", zone), due_at(last + DAY, "00:00", zone)
    waiting = [mail for mail in mails if begin <= mail.received < end]
    filed = letters = 0
    for tick in ticks(first, last, office.digest_at, office, step):
        while waiting and waiting[0].received <= tick:
            mail = waiting.pop(0)
            clock.at = mail.received
            _file(office, mail)
            filed, letters = filed + 1, letters + hand_over(office)
        clock.at = tick
        what_the_clock_brings(office)
        letters += hand_over(office)
        read_scans(office)
        letters += hand_over(office)
        yield Played(tick.astimezone(zone).date(), filed, letters)


def ticks(first: date, last: date, at: str, office: Office, step: timedelta) -> tuple[datetime, ...]:
    """The instants the clock is looked at: every time of digests and reminders, every step, the end of the last day."""
    zone = office.desk.timezone
    days = [first + DAY * number for number in range((last - first).days + 1)]
    end = due_at(last + DAY, "00:00", zone) - timedelta(seconds=1)
    found = {due_at(day, hour, zone) for day in days for hour in (at, office.calendar.at)} | {end}
    if step < DAY:
        moment = due_at(first, "00:00", zone) + step
        while moment < end:
            found.add(moment)
            moment += step
    return tuple(sorted(found))


def _file(office: Office, mail: Mail) -> None:
    raw = office.store.files.read(mail.sha256)
    with office.store.writing() as register:
        register.keep(arrival_of(raw, mail.sha256, mail.received, mail.received), office.now())
    file_stored(office)


def hand_over(office: Office) -> int:
    """Takes every letter that is due as sent, and says how many; none leaves the register."""
    taken = 0
    while True:
        now = office.now()
        with office.store.writing() as register:
            letter = register.due(now)
            if letter is None:
                return taken
            if claimed(register, letter, office):
                register.sent(letter.id, TAKEN, now)
                taken += 1

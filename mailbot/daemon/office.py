"""What the jobs work with, put together once by the command line: the register, the readers, the rules, the servers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mailbot.call import Call, Desk
from mailbot.intake.arrival import LetterPolicy
from mailbot.intake.deadlines import Calendar
from mailbot.letters.templates import Templates
from mailbot.message.documents.reader import DocumentReader
from mailbot.register.store import Store
from mailbot.transport.clamd import Clamd
from mailbot.transport.server import MailServer
from mailbot.understanding.rules import Rules

LARGE = 4_000_000  # bytes of a message as sent; for longer ones a process of their own is worth its start


@dataclass(frozen=True, slots=True)
class Inbox:
    """`[mailbox]`: where mail is read and what happens to it there.

    max_bytes: as sent; larger mail is not fetched. after_filing: nothing, keyword or move. move_to: folder by kind.
    """

    server: MailServer
    folder: str = "INBOX"
    junk: str = ""
    poll_seconds: float = 60
    idle: bool = True
    max_bytes: int = 50_000_000
    authserv_id: str = ""
    sent_folder: str = ""
    after_filing: str = "nothing"
    keyword: str = "$Mailbot"
    move_to: tuple[tuple[str, str], ...] = ()

    @property
    def account(self) -> str:
        """The name sightings and positions are kept under."""
        return f"{self.server.username}@{self.server.host}"

    @property
    def folders(self) -> tuple[tuple[str, bool], ...]:
        """The folders that are read, each with whether it is junk; the watched one last."""
        return ((self.junk, True), (self.folder, False)) if self.junk else ((self.folder, False),)


@dataclass(frozen=True, slots=True)
class Outbox:
    """`[smtp]` and the sending part of `[letters]`. sending: False holds everything back."""

    server: MailServer
    sending: bool = True
    per_hour: int = 500
    bounce_address: str = ""


@dataclass(frozen=True, slots=True)
class Retention:
    """`[storage]`: how long people's mail is kept; at most one of the two is given."""

    days: int = 0  # 0: for ever
    until: date | None = None

    def before(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """Conversations that ended before this instant are to be erased; None for none. Pure."""
        if self.days:
            return now - timedelta(days=self.days)
        if self.until is None:
            return None
        end = datetime.combine(self.until + timedelta(days=1), time(), zone)
        return end if now >= end else None


@dataclass(frozen=True, slots=True)
class AlarmPolicy:
    """`[alarms]`: who is told of trouble (the organisers where nobody is named), and when."""

    to: tuple[str, ...] = ()
    after: timedelta = timedelta(minutes=30)
    disk_free: int = 500_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Office:
    """Everything a job may need besides the rows it works on. No state of its own.

    run: a name of this run of the program. digest_at: time of day HH:MM in the desk's zone. large_bytes: a longer
    message is never held whole; it goes to disk as it comes, and a process of its own reads it. scanner: the virus
    check; None for none. metrics_at: host and port for Prometheus.
    """

    store: Store
    reader: DocumentReader
    rules: Rules
    templates: Templates
    desk: Desk
    call: Call
    policy: LetterPolicy
    inbox: Inbox
    outbox: Outbox
    now: Callable[[], datetime]
    run: str
    retention: Retention = Retention()
    calendar: Calendar = field(default_factory=Calendar)
    digest_at: str = "07:00"
    actor: str = "mailbot"
    large_bytes: int = LARGE
    scanner: Clamd | None = None
    alarms: AlarmPolicy = AlarmPolicy()
    metrics_at: tuple[str, int] | None = None

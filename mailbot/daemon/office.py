"""What the jobs work with, put together once by the command line: the register, the readers, the rules, the servers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from mailbot.call import Call, Desk
from mailbot.intake.arrival import LetterPolicy
from mailbot.letters.templates import Templates
from mailbot.message.documents.reader import DocumentReader
from mailbot.register.store import Store
from mailbot.transport.server import MailServer
from mailbot.understanding.rules import Rules


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
class Office:
    """Everything a job may need besides the rows it works on. No state of its own.

    run: a name of this run of the program. digest_at: time of day HH:MM in the desk's zone.
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
    digest_at: str = "07:00"
    digest_language: str = "en"
    actor: str = "mailbot"

"""The demonstration's play: sample mail is delivered to an embedded mailbox while the daemon's own code works on it."""

import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from imapclient import IMAPClient

from mailbot.daemon.digesting import make_digest
from mailbot.daemon.office import Office
from mailbot.daemon.run import Daemon
from mailbot.demo.certificates import Certificates, make_certificates
from mailbot.demo.imap_server import EmbeddedImap
from mailbot.demo.smtp_server import EmbeddedSmtp, Taken
from mailbot.register.export import Row, rows
from mailbot.register.schema import State
from mailbot.transport.server import MailServer, Security

USER, PASSWORD = "review@example.org", "demonstration"
MAIL = Path(__file__).parent / "mail"
BETWEEN_MESSAGES = 0.15  # seconds, so that a person can follow the table
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Stage:
    """The embedded servers, as the daemon and the mail's senders reach them."""

    imap: EmbeddedImap
    smtp: EmbeddedSmtp
    certificates: Certificates

    def server(self, port: int, security: Security) -> MailServer:
        """One of the servers as the transport takes it."""
        return MailServer("127.0.0.1", port, security, USER, lambda: PASSWORD, str(self.certificates.ca))


@contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    """Both servers on loopback with a throw-away certificate authority, while the block runs."""
    certificates = make_certificates(folder)
    with (
        EmbeddedImap({USER: PASSWORD}, certificates) as imap,
        EmbeddedSmtp({USER: PASSWORD}, certificates, "starttls") as smtp,
    ):
        yield Stage(imap, smtp, certificates)


def on_stage(office: Office, place: Stage) -> Office:
    """The office with its mailbox and relay replaced by the embedded servers."""
    return replace(
        office,
        inbox=replace(office.inbox, server=place.server(place.imap.port, Security.TLS), poll_seconds=5, junk=""),
        outbox=replace(office.outbox, server=place.server(place.smtp.port, Security.STARTTLS), sending=True),
    )


def sample_mail() -> list[Path]:
    """The sample messages, in the order of their arrival."""
    return sorted(MAIL.glob("*.eml"))


def deliver(place: Stage, raw: bytes, at: datetime) -> None:
    """Puts one message into the embedded mailbox, as a mail server would."""
    with IMAPClient(
        "127.0.0.1",
        place.imap.port,
        ssl_context=ssl.create_default_context(cafile=str(place.certificates.ca)),
        timeout=20,
    ) as client:
        client.login(USER, PASSWORD)
        client.append("INBOX", raw, (), at)


def play(office: Office, place: Stage, show: Callable[[list[Row]], None]) -> tuple[Taken, ...]:
    """Delivers the sample, lets the daemon work until all is filed and sent, then the digest; what the relay took.

    show: called again and again with the register's lines so far.
    """
    daemon = Daemon(office)
    daemon.start()
    try:
        for file in sample_mail():
            deliver(place, file.read_bytes(), office.now())
            time.sleep(BETWEEN_MESSAGES)
            show(_rows(office))
        _until(lambda: _settled(office, len(sample_mail())), lambda: show(_rows(office)))
        make_digest(office, now_due=True)
        daemon.delivery.bell.ring()
        _until(lambda: _settled(office, len(sample_mail())), lambda: show(_rows(office)))
    finally:
        daemon.stop()
    show(_rows(office))
    return place.smtp.taken


def _rows(office: Office) -> list[Row]:
    with office.store.reading() as register:
        return list(rows(register, "messages"))


def _settled(office: Office, messages: int) -> bool:
    with office.store.reading() as register:
        counts, waiting = register.counts(), register.next_due()
        return counts[State.STORED] == 0 and sum(counts.values()) >= messages and waiting is None


def _until(reached: Callable[[], bool], meanwhile: Callable[[], None]) -> None:
    end = time.monotonic() + PATIENCE
    while not reached():
        if time.monotonic() > end:
            raise TimeoutError("the demonstration did not come to its end")
        meanwhile()
        time.sleep(0.1)

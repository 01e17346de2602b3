"""What `mailbot check` says of each way in which a mail server may not be reached: its likely cause, in plain words."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import trustme

from mailbot.cli.check import steps
from mailbot.cli.check_notes import reading
from mailbot.cli.clock import clock_from
from mailbot.demo.certificates import Certificates, make_certificates
from mailbot.demo.smtp_server import EmbeddedSmtp
from mailbot.errors import MailbotError
from mailbot.settings.load import load
from tests.cli.program import mailbot, write_config
from tests.servers.dovecot import Account
from tests.servers.ports import free_ports
from tests.servers.scripted import ScriptedImap, ScriptedSmtp

WRONG = "wr0ng-s3cret"


@dataclass(frozen=True)
class Place:
    """What a row may use: a folder, a real Dovecot, certificates, and a stack that ends the servers it starts."""

    folder: Path
    dovecot: Account
    certificates: Certificates
    stack: ExitStack

    def imap(self, **changes: object) -> dict[str, object]:
        server = self.dovecot.dovecot
        given = {"host": "localhost", "port": server.tls_port, "security": "tls", "username": self.dovecot.user}
        return given | {"password": self.dovecot.password, "ca_file": str(server.certificates.ca)} | changes

    def imap_saying(self, **replies: str) -> dict[str, object]:
        fake = self.stack.enter_context(ScriptedImap(replies))
        return self.imap(host="127.0.0.1", port=fake.port, security="none", password=WRONG)

    def smtp(self, security: str = "starttls", certificates: Certificates | None = None, **changes: object) -> Any:
        certificates = certificates or self.certificates
        relay = self.stack.enter_context(EmbeddedSmtp({"desk": "geheim"}, certificates, security))
        given = {"host": "localhost", "port": relay.port, "security": security, "username": "desk"}
        return given | {"password": "geheim", "ca_file": str(certificates.ca)} | changes

    def smtp_saying(self, **replies: str) -> dict[str, object]:
        ehlo = "250-scripted\r\n250 AUTH PLAIN\r\n"
        fake = self.stack.enter_context(ScriptedSmtp({"EHLO": ehlo, **replies}))
        return {"host": "127.0.0.1", "port": fake.port, "security": "none", "username": "desk", "password": WRONG}


@pytest.fixture
def place(tmp_path: Path, dovecot: Account, certificates: Certificates) -> Iterator[Place]:
    with ExitStack() as stack:
        yield Place(tmp_path, dovecot, certificates, stack)


def certificate(folder: Path, name: str, ends: datetime | None = None) -> Certificates:
    """A certificate for a name, signed by an authority of its own."""
    made = make_certificates(folder / "tls", name)
    authority = trustme.CA()
    issued = authority.issue_cert(name, not_after=ends) if ends else authority.issue_cert(name)
    authority.cert_pem.write_to_path(str(made.ca))
    made.chain.write_bytes(b"".join(blob.bytes() for blob in issued.cert_chain_pems))
    issued.private_key_pem.write_to_path(str(made.key))
    return made


def expired(place: Place) -> dict[str, object]:
    found: dict[str, object] = place.smtp(
        certificates=certificate(place.folder, "localhost", datetime(2020, 1, 1, tzinfo=UTC))
    )
    return found


MAILBOX: dict[str, tuple[Callable[[Place], dict[str, object]], str]] = {
    "wrong password": (lambda at: at.imap(password=WRONG), "wrong username or password"),
    "basic authentication disabled": (
        lambda at: at.imap_saying(LOGIN="{tag} NO LOGIN failed: Basic Auth is disabled.\r\n"),
        "basic authentication is disabled: Microsoft 365 accepts no plain password; set up OAuth2",
    ),
    "an app password is wanted": (
        lambda at: at.imap_saying(LOGIN="{tag} NO [ALERT] Application-specific password required\r\n"),
        "make an app password, or set up OAuth2 (docs/google.md)",
    ),
    "IMAP switched off": (
        lambda at: at.imap_saying(LOGIN="{tag} NO [ALERT] Your account is not enabled for IMAP use.\r\n"),
        "IMAP is switched off for this account",
    ),
    "login only inside TLS": (
        lambda at: at.imap_saying(CAPABILITY="* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n{tag} OK done\r\n"),
        "the server takes logins only over TLS: set security = tls or starttls",
    ),
    "certificate of a private authority": (lambda at: at.imap(ca_file=""), "is not trusted"),
    "certificate for another name": (
        lambda at: at.smtp("tls", certificate(at.folder, "mail.example.org")),
        "the certificate is for another name",
    ),
    "no file of authorities": (lambda at: at.imap(ca_file="/nowhere/ca.pem"), "cannot be read as PEM certificates"),
    "nothing listens": (lambda at: at.imap(port=free_ports(1)[0]), "nothing listens there: check host and port"),
    "no such host": (lambda at: at.imap(host="nowhere.invalid"), "the name does not resolve: check host and DNS"),
    "TLS where STARTTLS is spoken": (
        lambda at: at.imap(port=at.dovecot.dovecot.port),
        "the server speaks no TLS on this port: set security = starttls",
    ),
    "no STARTTLS there": (
        lambda at: at.imap_saying() | {"security": "starttls"},
        "it offers no STARTTLS",
    ),
    "another protocol on that port": (
        lambda at: at.imap_saying(GREETING="220 smtp.example.org ESMTP\r\n"),
        "the server does not greet as IMAP does",
    ),
    "no such folder": (lambda at: at.imap(folder="No such folder"), "mailbox.folder: "),
    "the folders there are": (lambda at: at.imap(folder="No such folder"), "; the folders there are: INBOX"),
    "no such junk folder": (lambda at: at.imap(junk="Courrier indésirable"), "mailbox.junk: "),
    "no password": (
        lambda at: at.imap(password=""),
        "mailbox.password: found nothing; expected password_file, password, or MAILBOT__MAILBOX__PASSWORD",
    ),
}
SMTP: dict[str, tuple[Callable[[Place], dict[str, object]], str]] = {
    "wrong password": (lambda at: at.smtp(password=WRONG), "wrong username or password"),
    "basic authentication disabled": (
        lambda at: at.smtp_saying(
            AUTH="535 5.7.139 Authentication unsuccessful, basic authentication is disabled.\r\n"
        ),
        "basic authentication is disabled: Microsoft 365 accepts no plain password; set up OAuth2",
    ),
    "SMTP AUTH disabled": (
        lambda at: at.smtp_saying(AUTH="535 5.7.139 SmtpClientAuthentication is disabled for the Tenant.\r\n"),
        "SMTP AUTH is switched off for this mailbox or the whole tenant",
    ),
    "certificate of a private authority": (lambda at: at.smtp(ca_file=""), "set ca_file to the authority"),
    "certificate out of date": (expired, "certificate is out of date"),
    "certificate for another name": (
        lambda at: at.smtp(certificates=certificate(at.folder, "mail.example.org")),
        "the certificate is for another name",
    ),
    "nothing listens": (lambda at: at.smtp(port=free_ports(1)[0]), "nothing listens there: check host and port"),
    "TLS where STARTTLS is spoken": (lambda at: at.smtp() | {"security": "tls"}, "set security = starttls"),
    "no STARTTLS there": (
        lambda at: at.smtp_saying() | {"security": "starttls"},
        "it offers no STARTTLS; set security = tls, usually on port 465",
    ),
    "no login there": (
        lambda at: at.smtp_saying(EHLO="250 scripted\r\n"),
        "it offers no login: set security = starttls or tls, or leave the username empty",
    ),
    "no password": (lambda at: at.smtp(password=""), "smtp.password: found nothing; expected password_file"),
    "turned away": (
        lambda at: at.smtp_saying(CONNECT="554 5.7.1 your address is listed\r\n"),
        "your address is listed",
    ),
}
ROWS = [("mailbox", case) for case in MAILBOX] + [("smtp", case) for case in SMTP]


@pytest.mark.parametrize(("name", "case"), ROWS)
def test_the_likely_cause(place: Place, name: str, case: str) -> None:
    section, cause = (MAILBOX if name == "mailbox" else SMTP)[case]
    file = write_config(place.folder, *((section(place), None) if name == "mailbox" else (None, section(place))))
    (step,) = [step for step in steps(load(file)) if step.name == name]
    with pytest.raises(MailbotError) as caught:
        step.attempt()
    said = str(caught.value)
    assert cause in said
    assert "\n" not in said
    assert WRONG not in said


def test_tls_on_the_port_of_plain_text_is_said_once(place: Place) -> None:
    """imapclient remarks on port 143 by itself; what a person reads is our line alone."""
    write_config(place.folder, place.imap(host="127.0.0.1", port=143))
    done = mailbot("check", cwd=place.folder)
    assert (done.returncode, done.stderr) == (3, "")
    assert "mailbox    TO DO: 127.0.0.1:143: " in done.stdout


def test_folders_that_are_made_when_needed(place: Place) -> None:
    file = write_config(place.folder, place.imap(sent_folder="Copies", after_filing="move"))
    (step,) = [step for step in steps(load(file)) if step.name == "mailbox"]
    assert step.attempt().endswith("; made when needed: Copies")


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2021-02-05T23:59+02:00", "report closes on 2021-02-16; speaker closes on 2021-02-05"),
        (
            "2021-02-06T00:00+02:00",
            "report closes on 2021-02-16; speaker closed on 2021-02-05, what comes in is late",
        ),
    ],
)
def test_closings_that_have_passed_are_told(tmp_path: Path, at: str, said: str) -> None:
    file = write_config(tmp_path)
    step = next(step for step in steps(load(file), clock_from(at)) if step.name == "call")
    assert step.attempt() == said


def test_what_could_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("mailbot.cli.check_notes.MEANING", ("no_such_module",))
    assert reading().split("; ") == [
        "documents",
        "install tesseract-ocr, tesseract-ocr-ara and tesseract-ocr-fra to read scans",
        "install catdoc to read Word 97-2003 documents",
        "pip install 'mailbot[semantic]' to understand sentences by their meaning, too",
    ]

"""No secret and no body reaches a log, an error, an export or the register: everything said is searched for them."""

import base64
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.demo.certificates import Certificates
from mailbot.demo.smtp_server import EmbeddedSmtp
from tests.daemon.mail import nomination, question
from tests.daemon.nursery import Nursery
from tests.daemon.rig import Rig, stop, until
from tests.servers.dovecot import Account, Dovecot
from tests.servers.fixtures import need_dovecot
from tests.servers.scripted import ScriptedSmtp

MAILBOX, RELAY, WRONG = "M4ilbox-geheim", "relay-password", "Wr0ng-geheim"
BODY = "Cedar Workers Union"  # of every nomination; names and subjects may be told, what people write may not
LETTER = "thank you"


@pytest.fixture
def register_at() -> str:
    """A SQLite file, so that all of it can be searched."""
    return ""


@pytest.fixture(scope="module")
def guarded() -> Iterator[Dovecot]:
    """A Dovecot on which one account has a password that is found wherever it is told."""
    need_dovecot()
    with Dovecot({"guarded@example.org": MAILBOX}) as server:
        yield server


@pytest.fixture
def dovecot(guarded: Dovecot) -> Account:
    return guarded.account("guarded@example.org")


def telling(secret: str, user: str = "") -> list[str]:
    """How a secret may show: as it is, and as it goes over the line (RFC 4616, RFC 4954)."""
    forms = (secret, f"\0{user}\0{secret}", f"\0{secret}")
    return [secret, *(base64.b64encode(form.encode()).decode().rstrip("=") for form in forms)]


def search(rig: Rig, said: str) -> None:
    """Fails where any of it is found in what was said, in the log, or in the register."""
    with sqlite3.connect(rig.folder / "mailbot.db") as database:
        register = "\n".join(database.iterdump())
    database.close()
    secrets = [*telling(MAILBOX, "guarded@example.org"), *telling(RELAY, "relay"), *telling(WRONG, "relay")]
    for secret in [*secrets, *telling(WRONG, "guarded@example.org")]:
        assert secret not in said + rig.log(), f"{secret} was told"
        assert secret not in register, f"{secret} is in the register"
    for words in (BODY, LETTER):
        assert words.lower() not in (said + rig.log()).lower(), f"{words!r}, of a body, was told"


def test_all_that_is_said_in_good_and_bad_days(rig: Rig) -> None:
    """Verbose throughout: a whole pass, logins refused on either side, a letter refused, a daemon, every export."""
    said = []

    def run(*words: str, expect: int | None = 0) -> None:
        done = rig.run("--verbose", *words, expect=expect)
        said.append(done.stdout + done.stderr)

    rig.account.deliver(nomination(0))
    run("check")
    run("once")
    rig.smtp.refuse["RCPT"] = "550 5.1.1 no such user"
    rig.account.deliver(question(1))
    run("once", expect=1)
    rig.smtp.refuse.clear()
    daemon = rig.start("--verbose", "run")
    try:
        rig.account.deliver(nomination(2))
        until(lambda: rig.states("messages") == ["filed"] * 3, 30, rig.log)
        until(lambda: len(rig.smtp.taken) == 2, 30, rig.log)
        assert stop(daemon) == 0
    finally:
        daemon.kill()
    rig.account.deliver(nomination(3))
    rig.configure(RELAY, WRONG)
    run("check", expect=3)
    run("once", expect=3)
    rig.configure(MAILBOX, WRONG)
    run("check", expect=3)
    run("once", expect=3)
    assert sum("login refused for relay" in text for text in said) == 3
    assert sum("login refused for guarded@example.org" in text for text in said) == 2
    run("export", "letters", "--format", "jsonl")
    run("status", expect=None)
    search(rig, "\n".join(said))


def test_a_relay_that_repeats_the_login(
    tmp_path: Path, dovecot: Account, certificates: Certificates, nursery: Nursery, relay: EmbeddedSmtp
) -> None:
    """A refusal may quote what was sent; that comes to the log, the outbox and the register without the secret."""
    rig = Rig(tmp_path, dovecot.server(), relay, certificates, nursery, account=dovecot)
    line = base64.b64encode(f"\0relay\0{WRONG}".encode()).decode()
    with ScriptedSmtp(
        {"EHLO": "250-x\r\n250 AUTH PLAIN\r\n", "AUTH": f"535 5.7.8 AUTH PLAIN {line} ({WRONG}) is wrong\r\n"}
    ) as fake:
        rig.configure('security = "starttls"', 'security = "none"')
        rig.configure(f"port = {relay.port}", f"port = {fake.port}")
        rig.configure(RELAY, WRONG)
        dovecot.deliver(nomination(5))
        done = rig.run("--verbose", "once", expect=3)
    assert "535 5.7.8 AUTH PLAIN *** (***) is wrong" in done.stderr
    search(rig, done.stdout + done.stderr)

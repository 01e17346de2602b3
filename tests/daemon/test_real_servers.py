"""What real mail servers and people's addresses ask for: IPv6, names beyond ASCII in hosts, folders and addresses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from imapclient import IMAPClient

from mailbot.demo.certificates import Certificates
from mailbot.demo.smtp_server import EmbeddedSmtp
from tests.daemon.mail import nomination
from tests.daemon.nursery import Nursery
from tests.daemon.rig import Rig, stop, until
from tests.servers.dovecot import Account
from tests.servers.proxy import Proxy


@pytest.fixture
def register_at() -> str:
    """A SQLite file: the kind of database has no part in this."""
    return ""


def person(account: Account) -> IMAPClient:
    """A person's own mail program, logged in."""
    server = account.server()
    client = IMAPClient("localhost", server.port, ssl_context=server.tls_context())
    client.login(server.username, server.password())
    return client


def test_over_ipv6(rig: Rig) -> None:
    """Both servers by the address ::1, with certificates that carry it."""
    imap, smtp = rig.account.server(), rig.smtp
    with Proxy(imap.port, "::1") as to_imap, Proxy(smtp.port, "::1") as to_smtp:
        rig.configure('host = "localhost"', 'host = "::1"')
        rig.configure(f"port = {imap.port}\n", f"port = {to_imap.port}\n")
        rig.configure(f"port = {smtp.port}\n", f"port = {to_smtp.port}\n")
        rig.account.deliver(nomination(0))
        said = rig.run("check").stdout
        assert f"[::1]:{to_imap.port}" in said
        assert f"[::1]:{to_smtp.port}" in said
        rig.run("once")
        assert rig.states("messages") == ["filed"]
        assert len(smtp.taken) == 1
        smtp_port = to_smtp.port
    assert f"[::1]:{smtp_port}: cannot connect: nothing listens there" in rig.run("check", expect=3).stdout


FOLDERS = [("مراجعة / ٢٠٢١", "بريد غير هام"), ("À traiter & à classer", "Courrier indésirable")]


@pytest.mark.parametrize(("folder", "junk"), FOLDERS, ids=["Arabic", "French"])
def test_folders_beyond_ascii(rig: Rig, folder: str, junk: str) -> None:
    """Read, watched, moved to and written to; the names on the line are modified UTF-7 (RFC 3501 §5.1.3)."""
    folder, done, sent = (name.replace(" / ", "-") for name in (folder, f"{folder} ✓", f"{folder} - مرسل"))
    settings = f'folder = "{folder}"\njunk = "{junk}"\nsent_folder = "{sent}"\nafter_filing = "move"\n'
    rig.configure("poll_seconds = 1\n", f"poll_seconds = 1\n{settings}")
    rig.configure("[smtp]", f'[mailbox.move_to]\nspeaker = "{done}"\n\n[smtp]')
    with person(rig.account) as client:
        client.create_folder(folder)
        client.create_folder(junk)
        client.append(folder, nomination(0))
        client.append(junk, nomination(1))
        daemon = rig.start()
        try:
            until(lambda: rig.states("messages") == ["filed"] * 2, 30, rig.log)
            until(lambda: f'"folder": "{folder}"' in rig.log(), 30, rig.log)
            client.append(folder, nomination(2))
            until(lambda: rig.states("messages") == ["filed"] * 3, 30, rig.log)
            until(lambda: client.folder_exists(sent) and client.folder_status(sent)[b"MESSAGES"] == 2, 30, rig.log)
            until(lambda: client.folder_status(done)[b"MESSAGES"] >= 2, 30, rig.log)
            assert stop(daemon) == 0
        finally:
            daemon.kill()
        assert client.folder_status(folder)[b"MESSAGES"] == 0
    assert sorted(letter.recipients[0] for letter in rig.smtp.taken) == ["amal0@org0.example", "amal2@org2.example"]


def from_address(number: int, address: str) -> bytes:
    return nomination(number).replace(f"amal{number}@org{number}.example".encode(), address.encode())


def test_addresses_beyond_ascii(rig: Rig) -> None:
    """The domain goes out as DNS knows it (IDNA); a local part beyond ASCII asks for SMTPUTF8 (RFC 6531)."""
    rig.account.deliver(from_address(0, "amal@bücher.example"))
    rig.account.deliver(from_address(1, "أمل@مثال.example"))
    rig.account.deliver(from_address(2, "amal@straße.example"))
    rig.run("once")
    assert [(letter.recipients, "SMTPUTF8" in letter.options) for letter in rig.smtp.taken] == [
        (("amal@xn--bcher-kva.example",), False),
        (("أمل@xn--mgbh0fb.example",), True),
        (("amal@straße.example",), True),  # to be spelt by who knows IDNA 2008: strasse.example is another domain
    ]
    assert rig.states("letters") == ["sent"] * 3


@pytest.fixture
def ascii_only(tmp_path: Path, dovecot: Account, certificates: Certificates, nursery: Nursery) -> Iterator[Rig]:
    """An installation whose relay knows no SMTPUTF8."""
    with EmbeddedSmtp({"relay": "relay-password"}, certificates, "starttls", smtputf8=False) as relay:
        yield Rig(tmp_path, dovecot.server(), relay, certificates, nursery, account=dovecot)


def test_an_address_that_the_relay_cannot_carry(ascii_only: Rig) -> None:
    """The message is filed; its letter ends at once with the reason, is shown to the organisers, and stops no other."""
    rig = ascii_only
    rig.account.deliver(from_address(1, "أمل@مثال.example"))
    rig.account.deliver(nomination(2))
    assert "it offers no SMTPUTF8" in rig.run("once", expect=1).stderr
    assert rig.states("messages") == ["filed", "filed"]
    letters = rig.export("letters")
    assert [letter["state"] for letter in letters] == ["failed", "sent"]
    assert "takes no address or header beyond ASCII" in letters[0]["error"]
    assert "it offers no SMTPUTF8" in " ".join(rig.run("digest").stdout.split())
    rig.run("once")
    assert [letter.recipients for letter in rig.smtp.taken] == [("amal2@org2.example",)]

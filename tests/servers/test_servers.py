"""The servers that other tests stand on do what they say."""

import os
import subprocess
from pathlib import Path

from mailbot.demo.certificates import Certificates
from mailbot.demo.imap_server import EmbeddedImap
from mailbot.transport.imap import Mailbox
from mailbot.transport.server import MailServer
from tests.servers.dovecot import Account


def test_lmtp_delivers_as_mail_servers_do(dovecot: Account) -> None:
    dovecot.deliver(b"Subject: x\r\n\r\nbody\r\n", sender="")
    with Mailbox(dovecot.server()) as mailbox:
        mailbox.select()
        (header,) = mailbox.new(0)
        raw = mailbox.fetch(header.uid) or b""
    assert raw.startswith(b"Return-Path: <>\r\n")
    assert b"\r\nReceived: " in raw
    assert raw.endswith(b"\r\nSubject: x\r\n\r\nbody\r\n")


def test_accounts_are_fresh(dovecot: Account) -> None:
    with Mailbox(dovecot.server()) as mailbox:
        assert mailbox.select().exists == 0


def test_dovecot_stops_and_starts(dovecot: Account) -> None:
    dovecot.deliver(b"Subject: x\r\n\r\n\r\n")
    dovecot.dovecot.stop()
    dovecot.dovecot.start()
    with Mailbox(dovecot.server("starttls")) as mailbox:
        assert mailbox.select().exists == 1


def test_embedded_imap_has_several_users(certificates: Certificates) -> None:
    with EmbeddedImap({"a": "one", "b": "two"}, certificates) as imap:
        for user, password in imap.users.items():
            server = MailServer(
                imap.host, imap.port, username=user, password=password.__str__, ca_file=str(certificates.ca)
            )
            with Mailbox(server) as mailbox:
                assert mailbox.select().exists == 0


def test_install_does_nothing_where_all_is_present(dovecot: Account) -> None:
    script = Path(__file__).parent / "install.sh"
    done = subprocess.run(["sh", str(script)], capture_output=True, text=True, timeout=20, env=dict(os.environ))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_install_says_what_it_cannot_do(tmp_path: Path) -> None:
    """On a machine with nothing: a script whose folders are all empty."""
    script = (Path(__file__).parent / "install.sh").read_text()
    empty = script.replace("/usr/lib/dovecot", str(tmp_path)).replace("apt-get", "no-such-command")
    done = subprocess.run(["sh", "-c", empty], capture_output=True, text=True, timeout=20)
    assert done.returncode == 0
    assert "cannot install dovecot-imapd dovecot-lmtpd" in done.stdout
    assert done.stdout.count("\n") == 1

"""The program itself with [mailbox.oauth2] and [smtp.oauth2], against Dovecot, a relay and a token end-point."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.demo.certificates import Certificates
from mailbot.demo.smtp_server import EmbeddedSmtp
from tests.servers.dovecot import Account
from tests.servers.token_endpoint import CLIENT, SECRET, TokenEndpoint

ROOT = Path(__file__).resolve().parents[2]
QUESTION = b"""From: Nadia <nadia@example.com>\r
To: review@example.org\r
Subject: Question about the consultation\r
Message-ID: <q1@example.com>\r
Date: Thu, 04 Feb 2021 10:00:00 +0200\r
\r
Dear colleagues, could you please tell me until when reports may be submitted?\r
"""
CONFIG = """
[desk]
name = "Review Desk"
address = "review@example.org"
organisers = ["organiser@example.org"]

[mailbox]
host = "localhost"
port = {imap_port}
username = "{user}"
ca_file = "ca.pem"

[mailbox.oauth2]
flow = "client_credentials"
token_url = "{imap_url}"
client_id = "{client}"
client_secret_file = "client.secret"

[smtp]
host = "localhost"
port = {smtp_port}
username = "relay"
ca_file = "ca.pem"

[smtp.oauth2]
flow = "refresh_token"
token_url = "{smtp_url}"
client_id = "{client}"
client_secret_file = "client.secret"
refresh_token_file = "refresh.token"

[letters]
mode = "send"

[call.report]
closes = 2099-02-16
[call.speaker]
closes = 2099-02-05
"""


class Desk:
    """An installation that logs in with tokens everywhere: by client credentials to IMAP, by refresh token to SMTP."""

    def __init__(self, folder: Path, account: Account, relay: EmbeddedSmtp, certificates: Certificates) -> None:
        self.folder, self.account, self.relay = folder, account, relay
        relay.tokens = {}
        self.imap = TokenEndpoint(certificates, account.dovecot.tokens, account.user)
        self.smtp = TokenEndpoint(certificates, relay.tokens, "relay")
        self.secret, self.refresh = folder / "client.secret", folder / "refresh.token"
        self.secret.write_text(f"{SECRET}\n")
        self.refresh.write_text("refresh-0\n")
        (folder / "ca.pem").write_bytes(certificates.ca.read_bytes() + Path(account.server().ca_file).read_bytes())
        config = CONFIG.format(
            imap_port=account.server().port,
            user=account.user,
            imap_url=self.imap.url,
            client=CLIENT,
            smtp_port=relay.port,
            smtp_url=self.smtp.url,
        )
        (folder / "config.toml").write_text(config)

    def run(self, command: str, expect: int = 0) -> subprocess.CompletedProcess[str]:
        """Runs mailbot to its end; its exit code must be as expected."""
        words = [sys.executable, "-m", "mailbot", "--config", str(self.folder / "config.toml"), command]
        done = subprocess.run(words, capture_output=True, text=True, timeout=100, cwd=ROOT)
        assert done.returncode == expect, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done


@pytest.fixture
def desk(tmp_path: Path, dovecot: Account, certificates: Certificates) -> Iterator[Desk]:
    with EmbeddedSmtp({"relay": "unused"}, certificates, "starttls", {"none": "relay"}) as smtp:
        made = Desk(tmp_path, dovecot, smtp, certificates)
        with made.imap, made.smtp:
            yield made
            made.imap.revoke_all()


def lines(text: str, *steps: str) -> list[str]:
    """The lines of `mailbot check` about these steps."""
    return [line for line in text.splitlines() if line.startswith(steps)]


def test_answers_a_letter_with_tokens_only(desk: Desk) -> None:
    desk.smtp.rotate = True
    desk.account.deliver(QUESTION)
    done = desk.run("once")
    assert [(taken.login, taken.recipients) for taken in desk.relay.taken] == [("relay", ("nadia@example.com",))]
    assert desk.refresh.read_text() == f"{next(iter(desk.smtp.refresh_tokens))}\n", "the rotated token is not kept"
    assert desk.refresh.stat().st_mode & 0o777 == 0o600
    assert not any(secret in done.stdout + done.stderr for secret in (SECRET, "refresh-", "access-"))
    assert sorted(path.name for path in desk.folder.glob(".refresh*")) == [], "nothing half written stays"


def test_check_says_what_is_wrong(desk: Desk) -> None:
    good = desk.run("check")
    assert [line.split(":")[0] for line in lines(good.stdout, "mailbox", "smtp")] == ["mailbox    ok", "smtp       ok"]
    desk.secret.write_text("wr0ng\n")
    desk.smtp.stop()
    bad = desk.run("check", expect=3)
    assert lines(bad.stdout, "mailbox", "smtp") == [
        f"mailbox    TO DO: no OAuth2 token from {desk.imap.place} (invalid_client: AADSTS7000215: Invalid client "
        "secret provided.). the client secret is wrong: client_secret wants the secret's value, not its ID "
        "(docs/microsoft365.md)",
        f"smtp       TO DO: no OAuth2 token from {desk.smtp.place}: nothing listens there: check host and port, or the "
        "server is down",
    ]
    assert "wr0ng" not in bad.stdout + bad.stderr


def test_once_ends_with_3_where_there_is_no_token(desk: Desk) -> None:
    desk.imap.stop()
    done = desk.run("once", expect=3)
    assert f"mailbox: no OAuth2 token from {desk.imap.place}: nothing listens there" in done.stderr

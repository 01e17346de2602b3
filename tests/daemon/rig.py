"""mailbot as people run it: a folder with a config.toml, a mailbox on a real Dovecot, a relay, and the program."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from mailbot.demo.certificates import Certificates
from mailbot.demo.smtp_server import EmbeddedSmtp
from tests.servers.dovecot import Account

ROOT = Path(__file__).resolve().parents[2]
CONFIG = """
[desk]
name = "Review Desk"
address = "review@example.org"
organisers = ["organiser@example.org"]
timezone = "Asia/Beirut"

[mailbox]
host = "localhost"
port = {imap_port}
security = "tls"
username = "{user}"
password = "{password}"
ca_file = "{ca}"
poll_seconds = 1
{mailbox}

[smtp]
host = "localhost"
port = {smtp_port}
security = "starttls"
username = "relay"
password = "relay-password"
ca_file = "{ca}"

[letters]
mode = "send"
per_sender_per_day = 100
{letters}

[call.report]
closes = 2099-02-16
[call.speaker]
closes = 2099-02-05
"""


class Rig:
    """One installation. `run` gives a finished command; `start` the daemon as a process."""

    def __init__(
        self, folder: Path, account: Account, smtp: EmbeddedSmtp, certificates: Certificates, imap_ca: Path, **more: str
    ) -> None:
        self.folder, self.account, self.smtp = folder, account, smtp
        bundle = folder / "ca.pem"
        bundle.write_bytes(certificates.ca.read_bytes() + imap_ca.read_bytes())
        server = account.server()
        config = CONFIG.format(
            imap_port=server.port,
            user=server.username,
            password=server.password(),
            ca=bundle,
            smtp_port=smtp.port,
            mailbox=more.get("mailbox", ""),
            letters=more.get("letters", ""),
        )
        (folder / "config.toml").write_text(config)

    def command(self, *words: str, entry: Sequence[str] = ("-m", "mailbot")) -> list[str]:
        """The command line of mailbot in this folder."""
        return [sys.executable, *entry, "--config", str(self.folder / "config.toml"), *words]

    def run(self, *words: str, expect: int | None = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs a command to its end; its exit code must be as expected."""
        done = subprocess.run(
            self.command(*words), capture_output=True, text=True, timeout=120, cwd=ROOT, env=os.environ | environment
        )
        assert expect is None or done.returncode == expect, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def start(
        self, *words: str, entry: Sequence[str] = ("-m", "mailbot"), **environment: str
    ) -> subprocess.Popen[bytes]:
        """Starts a command, by default the daemon; its log goes to daemon.log."""
        with (self.folder / "daemon.log").open("ab") as log:
            return subprocess.Popen(
                self.command(*(words or ("run",)), entry=entry),
                stdout=log,
                stderr=log,
                cwd=ROOT,
                env=os.environ | environment,
            )

    def export(self, what: str) -> list[dict[str, Any]]:
        """The rows of an export."""
        return [json.loads(line) for line in self.run("export", what, "--format", "jsonl").stdout.splitlines()]

    def log(self) -> str:
        """What the daemon said."""
        return (self.folder / "daemon.log").read_text("utf-8", "replace")


def stop(process: subprocess.Popen[bytes], seconds: float = 15) -> int:
    """Ends a daemon as systemd does, and gives its exit code."""
    process.send_signal(signal.SIGTERM)
    return process.wait(seconds)


def until(reached: Callable[[], object], seconds: float = 30, what: str = "it did not happen in time") -> None:
    """Waits for a condition."""
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, what
        time.sleep(0.05)

"""mailbot as people run it: a folder with a config.toml, a mailbox on a real Dovecot, a relay, and the program."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mailbot.demo.certificates import Certificates
from mailbot.errors import MailbotError
from mailbot.register.export import rows
from mailbot.register.store import open_store
from mailbot.transport.server import MailServer
from tests.daemon.nursery import Child, Nursery
from tests.servers.dovecot import Account

ROOT = Path(__file__).resolve().parents[2]
CONFIG = """
[desk]
name = "Review Desk"
address = "{desk}"
organisers = ["organiser@example.org"]
timezone = "Asia/Beirut"

[mailbox]
host = "localhost"
port = {imap_port}
security = "{imap_security}"
username = "{user}"
password = "{password}"
ca_file = "{ca}"
poll_seconds = 1
{mailbox}

[smtp]
host = "localhost"
port = {smtp_port}
security = "{smtp_security}"
username = "{smtp_user}"
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
DONE = "stopped"


class Rig:
    """One installation. `run` gives a finished command; `start` the daemon as a process."""

    def __init__(
        self,
        folder: Path,
        imap: MailServer,
        smtp: Any,
        certificates: Certificates,
        nursery: Nursery,
        *,
        account: Account | None = None,
        desk: str = "review@example.org",
        mailbox: str = "",
        letters: str = "",
        plain_smtp: bool = False,
        database: str = "",
    ) -> None:
        self.folder, self.smtp, self.nursery = folder, smtp, nursery
        self._account = account
        bundle = folder / "ca.pem"
        bundle.write_bytes(certificates.ca.read_bytes() + (Path(imap.ca_file).read_bytes() if imap.ca_file else b""))
        self.database = database or f"sqlite:///{folder / 'mailbot.db'}"
        self.environment = {"MAILBOT__STORAGE__DATABASE": database} if database else {}
        config = CONFIG.format(
            desk=desk,
            imap_port=imap.port,
            imap_security=imap.security.value,
            user=imap.username,
            password=imap.password(),
            ca=bundle,
            smtp_port=smtp.port,
            smtp_security="none" if plain_smtp else "starttls",
            smtp_user="" if plain_smtp else "relay",
            mailbox=mailbox,
            letters=letters,
        )
        (folder / "config.toml").write_text(config)

    @property
    def account(self) -> Account:
        """The mailbox, where it is one of Dovecot's."""
        assert self._account is not None
        return self._account

    def configure(self, old: str, new: str) -> None:
        """Changes config.toml."""
        config = self.folder / "config.toml"
        text = config.read_text()
        assert old in text, old
        config.write_text(text.replace(old, new))

    def words(self, *words: str) -> list[str]:
        """The arguments of mailbot in this folder."""
        return ["--config", str(self.folder / "config.toml"), *words]

    def run(self, *words: str, expect: int | None = 0, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Runs a command to its end; its exit code must be as expected."""
        out, errors = self.folder / "out.txt", self.folder / "errors.txt"
        out.write_text("")
        errors.write_text("")
        code = self.nursery.start(self.words(*words), out, errors, self.environment | environment).wait(120)
        done = subprocess.CompletedProcess(list(words), code, out.read_text(), errors.read_text())
        assert expect is None or code == expect, f"exit {code}\n{done.stdout}\n{done.stderr}"
        return done

    def start(self, *words: str, **environment: str) -> Child:
        """Starts a command, by default the daemon; its log goes to daemon.log."""
        log = self.folder / "daemon.log"
        return self.nursery.start(self.words(*(words or ("run",))), log, log, self.environment | environment)

    def start_anew(self, *words: str, **environment: str) -> "subprocess.Popen[bytes]":
        """The same as a new process of Python, as it is started outside of tests."""
        with (self.folder / "daemon.log").open("ab") as log:
            command = [sys.executable, "-m", "mailbot", *self.words(*(words or ("run",)))]
            return subprocess.Popen(
                command, stdout=log, stderr=log, cwd=ROOT, env=os.environ | self.environment | environment
            )

    def export(self, what: str) -> list[dict[str, Any]]:
        """The rows of an export; none where there is no register yet."""
        try:
            with open_store(self.database, self.folder / "files", upgrade=False) as store, store.reading() as register:
                found: list[dict[str, Any]] = json.loads(json.dumps(list(rows(register, what))))
                return found
        except MailbotError as error:
            if "holds no register yet" not in str(error):
                raise
            return []

    def states(self, what: str) -> list[str]:
        """The state of every row, in their order."""
        return [row["state"] for row in self.export(what)]

    def log(self) -> str:
        """What the daemon said."""
        file = self.folder / "daemon.log"
        return file.read_text("utf-8", "replace") if file.exists() else ""


def stop(process: "Child | subprocess.Popen[bytes]", seconds: float = 15) -> int:
    """Ends a daemon as systemd does, and gives its exit code."""
    process.send_signal(signal.SIGTERM)
    return process.wait(seconds)


def until(
    reached: Callable[[], object], seconds: float = 30, what: str | Callable[[], str] = "it did not happen in time"
) -> float:
    """Waits for a condition; how long it took, in seconds. A busy machine gets twice as long as is named."""
    began = time.monotonic()
    while not reached():
        assert time.monotonic() - began < 2 * seconds, what if isinstance(what, str) else what()
        time.sleep(0.05)
    return time.monotonic() - began

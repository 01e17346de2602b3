"""A real Dovecot 2.3 (Debian: dovecot-imapd, dovecot-lmtpd) on loopback, everything under one folder, without root.

Started as root it runs as nobody, because imap-login refuses to be root; the folder must then be reachable for nobody.
"""

import contextlib
import grp
import json
import os
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Unpack

from mailbot.demo.certificates import Certificates, make_certificates
from mailbot.transport.server import MailServer, Security
from tests.servers.dovecot_configuration import CONFIGURATION
from tests.servers.fields import ServerFields
from tests.servers.ports import free_ports

MISSING = "Dovecot is not installed; install dovecot-imapd and dovecot-lmtpd (sh tests/servers/install.sh)"
STARTS_WITHIN = 10.0  # seconds
HOST = "127.0.0.1"
PASSWORD = "secret"  # of every account that is not among the given users


def is_installed() -> bool:
    """Whether Dovecot with IMAP and LMTP is on this machine."""
    return find_binary() is not None and all(Path(f"/usr/lib/dovecot/{name}").exists() for name in ("imap", "lmtp"))


def find_binary() -> str | None:
    """Where dovecot lies; /usr/sbin is not on every path."""
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin:/usr/local/sbin")


@dataclass(frozen=True)
class Account:
    """One account on a running Dovecot, as a test uses it."""

    dovecot: "Dovecot"
    user: str
    password: str = PASSWORD

    def server(self, security: str = "tls", **changes: Unpack[ServerFields]) -> MailServer:
        """How mailbot reaches this account; fields of MailServer may be changed."""
        host = self.dovecot
        server = MailServer(
            HOST,
            host.tls_port if security == "tls" else host.port,
            Security(security),
            self.user,
            lambda: self.password,
            str(host.certificates.ca),
        )
        return replace(server, **changes)

    def deliver(self, raw: bytes, sender: str = "sender@example.com") -> None:
        """Delivers a message as a mail server does (LMTP): with Return-Path and Received."""
        with smtplib.LMTP(HOST, self.dovecot.lmtp_port, local_hostname="localhost") as lmtp:
            lmtp.sendmail(sender, [self.user], raw)

    def maildir(self) -> Path:
        """Where its mail lies."""
        return self.dovecot.folder / "mail" / self.user / "Maildir"


class Dovecot:
    """A running Dovecot; a context manager.

    users: password by name, for accounts whose password is not PASSWORD. tokens: name by OAuth2 access token (XOAUTH2);
    may be added to while it runs.
    """

    def __init__(self, users: Mapping[str, str] | None = None, tokens: dict[str, str] | None = None) -> None:
        self.users = dict(users or {})
        self.tokens = {} if tokens is None else tokens
        self.folder = Path(tempfile.mkdtemp(prefix="mailbot-dovecot-"))
        self.certificates: Certificates = make_certificates(self.folder / "tls")
        self.port, self.tls_port, self.lmtp_port = free_ports(3)
        self._introspection = _introspection_server(self.tokens)
        self._process: subprocess.Popen[bytes] | None = None
        root = os.geteuid() == 0
        self._account = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.geteuid())
        self._drop = root

    def __enter__(self) -> "Dovecot":
        threading.Thread(target=self._introspection.serve_forever, daemon=True).start()
        self._write_configuration()
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._introspection.shutdown()
        self._introspection.server_close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Starts it and waits until it greets; with its mail and ports of before."""
        assert self._process is None, "Dovecot runs already"
        self._process = subprocess.Popen(
            [find_binary() or "dovecot", "-F", "-c", str(self.folder / "dovecot.conf")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
            start_new_session=True,
            user=self._account.pw_uid if self._drop else None,
            group=self._account.pw_gid if self._drop else None,
            extra_groups=[] if self._drop else None,
        )
        until = time.monotonic() + STARTS_WITHIN
        while not self._greets():
            if self._process.poll() is not None or time.monotonic() > until:
                log = self.folder / "dovecot.log"
                raise RuntimeError(f"Dovecot does not start: {log.read_text()[-2000:] if log.exists() else 'no log'}")
            time.sleep(0.02)

    def stop(self, with_signal: int = signal.SIGTERM) -> None:
        """Stops it; every connection is cut."""
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(with_signal)
        try:
            process.wait(STARTS_WITHIN)
        finally:
            with contextlib.suppress(ProcessLookupError):  # its children: they would serve old connections a while
                os.killpg(process.pid, signal.SIGKILL)
        until = time.monotonic() + STARTS_WITHIN
        while self._listens() and time.monotonic() < until:
            time.sleep(0.02)

    def account(self, user: str) -> Account:
        """An account, empty when it is new; there is no need to make it first."""
        return Account(self, user, self.users.get(user, PASSWORD))

    def _greets(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection((HOST, self.port), timeout=1) as connection:
            return connection.recv(4) == b"* OK"
        return False

    def _listens(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection((HOST, self.port), timeout=1):
            return True
        return False

    def _write_configuration(self) -> None:
        account, folder = self._account, self.folder
        group = grp.getgrgid(account.pw_gid).gr_name
        (folder / "mail").mkdir()
        (folder / "users").write_text("".join(f"{n}:{{PLAIN}}{p}::::::\n" for n, p in self.users.items()))
        (folder / "oauth2.ext").write_text(
            f"introspection_url = http://{HOST}:{self._introspection.server_port}/introspect\n"
            "introspection_mode = post\nusername_attribute = username\nactive_attribute = active\nactive_value = true\n"
        )
        (folder / "dovecot.conf").write_text(
            CONFIGURATION.format(
                folder=folder,
                user=account.pw_name,
                group=group,
                uid=account.pw_uid,
                gid=account.pw_gid,
                imap=self.port,
                imaps=self.tls_port,
                lmtp=self.lmtp_port,
                host=HOST,
                name=f"t{self.port}",
                password=PASSWORD,
            )
        )
        if self._drop:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, account.pw_uid, account.pw_gid)


def _introspection_server(tokens: Mapping[str, str]) -> ThreadingHTTPServer:
    """An OAuth2 token introspection end-point (RFC 7662), which Dovecot asks about tokens."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = urllib.parse.parse_qs(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())
            user = tokens.get(form.get("token", [""])[0])
            answer = (
                {"active": True, "username": user, "scope": "imap", "exp": 4102444800} if user else {"active": False}
            )
            body = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    return ThreadingHTTPServer((HOST, 0), Handler)

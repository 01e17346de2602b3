"""The IMAP servers of the contract suite: the embedded one and a real Dovecot, with the same handle."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol, Unpack

import pytest

from mailbot.demo.certificates import Certificates
from mailbot.demo.imap_server import EmbeddedImap
from mailbot.transport.imap import Mailbox
from mailbot.transport.server import MailServer, Security
from tests.servers.dovecot import Account, Dovecot
from tests.servers.fields import ServerFields

AT = datetime(2021, 2, 4, 11, 12, 13, tzinfo=UTC)
TOKEN = "good-token"


class ImapHost(Protocol):
    """An account on an IMAP server that tests can fill, stop and start."""

    def server(self, security: str = "tls", **changes: Unpack[ServerFields]) -> MailServer: ...
    def put(self, raw: bytes, *flags: str) -> None: ...
    def stop(self) -> None: ...
    def start(self) -> None: ...


class OnEmbedded:
    """An account on embedded servers, one a kind of security, started when first asked for."""

    def __init__(self, certificates: Certificates, stack: ExitStack) -> None:
        self._certificates, self._stack = certificates, stack
        self._running: dict[str, EmbeddedImap] = {}

    def server(self, security: str = "tls", **changes: Unpack[ServerFields]) -> MailServer:
        if security not in self._running:
            embedded = EmbeddedImap({"a@example.org": "secret"}, self._certificates, security, {TOKEN: "a@example.org"})
            self._running[security] = self._stack.enter_context(embedded)
        running = self._running[security]
        server = MailServer(
            running.host,
            running.port,
            Security(security),
            "a@example.org",
            lambda: "secret",
            str(self._certificates.ca),
        )
        return replace(server, **changes)

    def put(self, raw: bytes, *flags: str) -> None:
        with Mailbox(self.server()) as mailbox:
            mailbox.append("INBOX", raw, flags, AT)

    def stop(self) -> None:
        for running in self._running.values():
            running.stop()

    def start(self) -> None:
        for running in self._running.values():
            running.start()


class OnDovecot:
    """An account on Dovecot."""

    def __init__(self, account: Account) -> None:
        self.account = account

    def server(self, security: str = "tls", **changes: Unpack[ServerFields]) -> MailServer:
        return self.account.server(security, **changes)

    def put(self, raw: bytes, *flags: str) -> None:
        with Mailbox(self.server()) as mailbox:
            mailbox.append("INBOX", raw, flags, AT)

    def stop(self) -> None:
        self.account.dovecot.stop()

    def start(self) -> None:
        self.account.dovecot.start()


@pytest.fixture(params=["embedded", "dovecot"])
def host(request: pytest.FixtureRequest, certificates: Certificates) -> Iterator[ImapHost]:
    """A fresh, empty account on each kind of server."""
    if request.param == "embedded":
        with ExitStack() as stack:
            yield OnEmbedded(certificates, stack)
        return
    account: Account = request.getfixturevalue("dovecot")
    dovecot: Dovecot = account.dovecot
    dovecot.tokens.clear()
    dovecot.tokens[TOKEN] = account.user
    yield OnDovecot(account)

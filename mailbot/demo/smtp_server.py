"""An SMTP server inside this process, on a real socket of loopback: aiosmtpd that keeps what it takes in a list.

It can be told to fail: by recipient, or at a step of the dialogue. For the demonstration and for tests.
"""
# ruff: noqa: ARG002, N802 (aiosmtpd chooses the hooks' names and arguments)

import asyncio
import base64
import logging
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from types import TracebackType
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import MISSING, AuthResult, LoginPassword

from mailbot.demo.certificates import Certificates

Reply = str | Callable[[], str | None] | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that the server took: its envelope, its bytes and the connection's state."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes = field(repr=False)
    login: str = ""
    secure: bool = False
    options: tuple[str, ...] = ()


class EmbeddedSmtp:
    """An SMTP server; a context manager. `port` is known once it runs.

    users: password by user name; none: no login is asked for. tokens: user name by OAuth2 access token. security:
    "tls", "starttls" or "none". refuse: a reply such as "550 5.1.1 no such user" by recipient address; a step ("MAIL",
    "DATA", "MESSAGE": after the end of the message) in place of the address holds for all. A reply may be a function
    that gives one, or None for none, each time it is asked. Both may be changed while the server runs.
    """

    def __init__(
        self,
        users: Mapping[str, str] | None = None,
        certificates: Certificates | None = None,
        security: str = "starttls",
        tokens: Mapping[str, str] | None = None,
        refuse: Mapping[str, Reply] | None = None,
        max_size: int = 35_000_000,
        port: int = 0,
        smtputf8: bool = True,
    ) -> None:
        self.users, self.tokens = dict(users or {}), dict(tokens or {})
        self.refuse: dict[str, Reply] = dict(refuse or {})
        self.host, self.port = "127.0.0.1", port
        self.security = security if certificates else "none"
        self._taken: list[Taken] = []
        self._lock = Lock()
        options: dict[str, Any] = {"enable_SMTPUTF8": smtputf8, "data_size_limit": max_size, "ident": "embedded"}
        if self.users or self.tokens:
            options |= {
                "authenticator": self._authenticate,
                "auth_required": True,
                "auth_require_tls": certificates is not None and security == "starttls",
            }
        if certificates is not None and security == "tls":
            options["ssl_context"] = certificates.server_context()
        elif certificates is not None and security == "starttls":
            options |= {"tls_context": certificates.server_context(), "require_starttls": True}
        self._controller = _Controller(_Handler(self), hostname=self.host, port=port, ready_timeout=10, **options)

    def __enter__(self) -> "EmbeddedSmtp":
        logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd's; below that it holds whole messages
        warnings.filterwarnings("ignore", "Requiring AUTH while not requiring TLS", module="aiosmtpd")
        self._controller.start()
        self.port = self._controller.port
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._controller.stop()

    @property
    def taken(self) -> tuple[Taken, ...]:
        """Every message taken so far, in order."""
        with self._lock:
            return tuple(self._taken)

    def take(self, message: Taken) -> int:
        """Keeps a message; how many there are now."""
        with self._lock:
            self._taken.append(message)
            return len(self._taken)

    def refusal(self, key: str) -> str | None:
        """The scripted reply for a recipient or a step; None where it is to be taken."""
        reply = self.refuse.get(key)
        return reply() if callable(reply) else reply

    def _authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        good = isinstance(data, LoginPassword) and self.users.get(data.login.decode()) == data.password.decode()
        return AuthResult(success=good, handled=False, auth_data=data)


class _Handler:
    """aiosmtpd's hooks; their names are its."""

    def __init__(self, owner: EmbeddedSmtp) -> None:
        self.owner = owner

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if refusal := self.owner.refusal("MAIL"):
            return refusal
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if refusal := self.owner.refusal(address) or self.owner.refusal("RCPT"):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if refusal := self.owner.refusal("MESSAGE"):
            return refusal
        number = self.owner.take(
            Taken(
                sender=(envelope.mail_from or "").removeprefix("<>"),
                recipients=tuple(envelope.rcpt_tos),
                content=envelope.original_content,
                login=_name(session.auth_data),
                secure=bool(session.ssl) or self.owner.security == "tls",
                options=tuple(envelope.mail_options),
            )
        )
        return f"250 2.0.0 queued as {number}"

    async def auth_XOAUTH2(self, server: Any, arguments: list[str]) -> AuthResult:
        """One line, base64: user=NAME ^A auth=Bearer TOKEN ^A ^A."""
        blob = base64.b64decode(arguments[1]) if len(arguments) > 1 else await server.challenge_auth("")
        if blob is MISSING:
            return AuthResult(success=False)
        fields = dict(part.split("=", 1) for part in blob.decode().split("\x01") if "=" in part)
        user = fields.get("user", "")
        good = bool(user) and self.owner.tokens.get(fields.get("auth", "").removeprefix("Bearer ")) == user
        if not good:  # as Google and Microsoft do: a challenge with the reason, then the refusal
            await server.challenge_auth('{"status":"401"}')
        return AuthResult(success=good, handled=False, auth_data=user)


def _name(login: Any) -> str:
    if isinstance(login, LoginPassword):
        return login.login.decode("utf-8", "replace")
    return login if isinstance(login, str) else ""


class _Controller(Controller):  # type: ignore[misc, unused-ignore]
    """The stock one connects to port 0 where port 0 was asked for."""

    def _trigger_server(self) -> None:
        if isinstance(self.server, asyncio.Server):
            self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call, unused-ignore]

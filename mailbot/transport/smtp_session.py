"""A connection to an SMTP server that is greeted, inside TLS and logged in; smtplib on our own wire."""

import base64
import smtplib
import socket
from typing import Any

from mailbot.errors import OutOfReach
from mailbot.transport.causes import clean, is_temporary, why_login_refused, why_silent, why_unreachable
from mailbot.transport.failures import LoginRefused
from mailbot.transport.login import with_secret
from mailbot.transport.outcome import Step, describe
from mailbot.transport.server import MailServer, Security
from mailbot.transport.wire import Wire, connect

MAX_LINE = 8192  # bytes of one reply line
MAX_LINES = 200


class Broken(Exception):
    """The connection ended, stalled or spoke nonsense; says why in plain words."""


class Session(smtplib.SMTP):
    """smtplib's SMTP whose replies are complete, in turn, and within the deadline. Raises Broken where they are not."""

    def __init__(self, server: MailServer) -> None:
        super().__init__(local_hostname="localhost")  # connects nowhere yet; the name is set once there is an address
        self.server = server
        self._host = server.ascii_host
        self.seconds = server.connect_timeout
        self.wire: Wire | None = None

    def dial(self) -> tuple[int, bytes]:
        """Connects; the greeting's code and words. Raises OSError, OutOfReach, Broken."""
        self.sock = connect(self.server)
        self.wire = Wire(self.sock, self.seconds)
        address = str(self.sock.getsockname()[0])
        self.local_hostname = f"[IPv6:{address}]" if ":" in address else f"[{address}]"  # RFC 5321 §4.1.3
        return self.getreply()

    def secure(self) -> tuple[int, bytes]:
        """STARTTLS (RFC 3207); what was learnt before is forgotten. Raises Broken, OSError, OutOfReach."""
        code, words = self.docmd("STARTTLS")
        if code == 220:
            if self._wire().spoke():
                raise Broken("the server spoke between STARTTLS and TLS")
            context = self.server.tls_context()
            sock: socket.socket = self.sock  # type: ignore[assignment]
            self.sock = context.wrap_socket(sock, server_hostname=self.server.ascii_host)
            self.wire = Wire(self.sock, self.seconds)
            self.esmtp_features = {}
            self.does_esmtp = False
        return code, words

    def send(self, s: Any) -> None:
        """Sends; first makes sure that no reply lies unread, so that replies and commands cannot fall out of step."""
        if self.hears(0):
            code, words = self.getreply()
            raise Broken(f"the server spoke out of turn: {code} {clean(words)}")
        self.write(s.encode(self.command_encoding) if isinstance(s, str) else s)

    def hears(self, seconds: float) -> bool:
        """Whether the server speaks within so many seconds. Raises Broken where the connection has ended."""
        try:
            return self._wire().wait(seconds)
        except (OSError, EOFError) as error:
            raise Broken(why_unreachable(error)) from None

    def write(self, data: bytes) -> None:
        """Sends without looking. Raises Broken."""
        wire = self._wire()
        wire.expect(self.seconds)
        try:
            wire.sock.sendall(data)
        except OSError as error:
            raise Broken(why_unreachable(error)) from None

    def getreply(self) -> tuple[int, bytes]:
        """A whole reply: code, and its lines joined by newlines. Raises Broken, also for half a line."""
        try:
            return self._reply(self._wire())
        except (OSError, EOFError, ValueError) as error:
            raise Broken(why_unreachable(error)) from None

    def _reply(self, wire: Wire) -> tuple[int, bytes]:
        lines: list[bytes] = []
        while len(lines) < MAX_LINES:
            line = wire.readline(MAX_LINE)
            if not line[:3].isdigit() or line[3:4] not in (b" ", b"-", b"\r", b"\n"):
                raise ValueError(f"no SMTP reply: {clean(line)}")
            lines.append(line[4:].strip())
            if line[3:4] != b"-":
                return int(line[:3]), b"\n".join(lines)
        raise ValueError("a reply without end")

    def _wire(self) -> Wire:
        if self.wire is None or self.sock is None:
            raise Broken("not connected")
        return self.wire

    def log_in(self, secret: str) -> tuple[int, bytes]:
        """AUTH XOAUTH2 with a token, else PLAIN (RFC 4616) or LOGIN with a password; the final code and words."""
        offered = self.esmtp_features.get("auth", "").upper().split()
        name = self.server.username
        if self.server.token:
            code, words = self.docmd("AUTH", "XOAUTH2 " + _b64(f"user={name}\1auth=Bearer {secret}\1\1"))
            return self.docmd("") if code == 334 else (code, words)  # the error report wants an empty line
        if "PLAIN" in offered or "LOGIN" not in offered:
            return self.docmd("AUTH", "PLAIN " + _b64(f"\0{name}\0{secret}"))
        code, words = self.docmd("AUTH", "LOGIN")
        for answer in (name, secret):
            if code != 334:
                break
            code, words = self.docmd(_b64(answer))
        return code, words


def _b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")


def open_session(server: MailServer) -> Session:
    """A session ready for MAIL FROM. Raises OutOfReach: one line with host:port and the likely cause."""
    if not server.username:
        return _opened(server, None)
    return with_secret(server, lambda secret: _opened(server, secret))


def _opened(server: MailServer, secret: str | None) -> Session:
    """secret: None for no login."""
    session = Session(server)
    try:
        _greet(session, server)
        if secret is not None:
            _authenticate(session, server, secret)
    except (OSError, EOFError) as error:
        session.close()
        raise OutOfReach(f"{server.place}: cannot connect: {why_unreachable(error)}") from None
    except Broken as error:
        session.close()
        silent = why_silent(error.__context__, tls=server.security is Security.TLS or session.ehlo_resp is not None)
        raise OutOfReach(f"{server.place}: connection lost before any letter: {error}{silent}") from None
    except BaseException:
        session.close()
        raise
    session.seconds = server.timeout
    return session


def _greet(session: Session, server: MailServer) -> None:
    _expect(server, Step.CONNECT, session.dial(), 220)
    _hello(session, server)
    if server.security is Security.STARTTLS:
        if not session.has_extn("starttls"):
            raise OutOfReach(f"{server.place}: it offers no STARTTLS; set security = tls, usually on port 465")
        _expect(server, Step.STARTTLS, session.secure(), 220)
        _hello(session, server)


def _hello(session: Session, server: MailServer) -> None:
    """EHLO, or HELO where the server knows only RFC 821."""
    code, words = session.ehlo()
    if code in (500, 501, 502, 504):
        code, words = session.helo()
    _expect(server, Step.EHLO, (code, words), 250)


def _authenticate(session: Session, server: MailServer, secret: str) -> None:
    if not session.has_extn("auth"):
        raise OutOfReach(
            f"{server.place}: it offers no login: set security = starttls or tls, or leave the username empty"
        )
    code, words = session.log_in(secret)
    if code not in (235, 503):  # 503: already authenticated
        said = clean(describe(Step.AUTH, code, words), [secret, _b64(secret), _b64(f"\0{server.username}\0{secret}")])
        cause = why_login_refused(server.host, said, server.token is not None)
        kind = OutOfReach if 400 <= code < 500 or is_temporary(said) else LoginRefused
        raise kind(f"login refused for {server.username} at {server.place} ({said}). {cause}")


def _expect(server: MailServer, step: Step, reply: tuple[int, bytes], wanted: int) -> None:
    code, words = reply
    if code != wanted:
        raise OutOfReach(f"{server.place}: {describe(step, code, words)}")

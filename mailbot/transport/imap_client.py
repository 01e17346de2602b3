"""imapclient on our own wire: deadlines, bounded lines and literals, no secret or body in a log.

What imapclient 4.1 and imaplib leave open and this closes: half a line and an end of file inside a literal; a literal
that announces gigabytes; SEARCH replies beyond one million bytes; debug logs of every line, bodies included; data
smuggled in before STARTTLS.
"""

import imaplib
import logging
import ssl
from typing import Any, Literal

import imapclient

from mailbot.transport.server import MailServer, Security
from mailbot.transport.wire import Wire, connect

# What imapclient remarks (TLS on port 143) goes nowhere by itself: why a connection fails is said once, in our words.
logging.getLogger("imapclient").addHandler(logging.NullHandler())

MAX_LINE = 32 * 2**20  # bytes; a SEARCH reply of three million UIDs is one line
MAX_LITERAL = 8 * 2**20  # bytes; more is never asked for in one command


class _Connection(imaplib.IMAP4):
    """imaplib's protocol engine, reading through a Wire. Keeps no record of what was said."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self.seconds = server.connect_timeout
        super().__init__(server.ascii_host, server.port)

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:  # noqa: ARG002
        self.host, self.port = host, port
        self.sock = connect(self.server)
        self.wire = Wire(self.sock, self.seconds)

    def send(self, data: Any) -> None:
        self.wire.expect(self.seconds)
        self.sock.sendall(data)

    def readline(self) -> bytes:
        try:
            return self.wire.readline(MAX_LINE)
        except (EOFError, ValueError) as error:
            raise self.abort(str(error)) from None

    def read(self, size: int) -> bytes:
        if size > MAX_LITERAL:
            raise self.abort(f"the server announced {size} bytes where at most {MAX_LITERAL} were asked for")
        try:
            return self.wire.read(size)
        except EOFError as error:
            raise self.abort(str(error)) from None

    def starttls(self, ssl_context: ssl.SSLContext | None = None) -> tuple[Literal["OK"], list[None]]:
        """STARTTLS (RFC 3501 §6.2.1). Nothing said before TLS is believed after it (CVE-2021-38371 and its kin)."""
        typ, _ = self._simple_command("STARTTLS")
        if typ != "OK":
            raise self.error("STARTTLS refused")
        if self.wire.spoke():
            raise self.abort("the server spoke between STARTTLS and TLS")
        context = ssl_context or self.server.tls_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.server.ascii_host)
        self.wire = Wire(self.sock, self.seconds)
        self._tls_established = True
        self._get_capabilities()
        return "OK", [None]

    def shutdown(self) -> None:
        self.sock.close()

    def _log(self, line: str) -> None:
        """Imaplib keeps the last ten commands, the password among them; we keep none."""


class Client(imapclient.IMAPClient):  # type: ignore[misc]
    """An IMAPClient on our wire, greeted, and inside TLS as security asks. Raises OSError, imaplib errors."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        super().__init__(server.ascii_host, server.port, ssl=server.security is Security.TLS)
        self.normalise_times = False  # aware times, as the server gave them
        self._imap.debug = 0  # imapclient sets 5, which formats every line, bodies too, for its log
        if server.security is Security.STARTTLS:
            try:
                self.starttls(server.tls_context())
            except BaseException:
                self.shutdown()
                raise
        self._imap.seconds = server.timeout

    def _create_IMAP4(self) -> _Connection:  # noqa: N802 (imapclient's name)
        return _Connection(self._server)

    def _set_read_timeout(self) -> None:
        """The wire has its own deadlines."""

    @property
    def connection(self) -> _Connection:
        """The protocol engine, for IDLE and for forgetting what earlier replies left behind."""
        engine: _Connection = self._imap
        return engine

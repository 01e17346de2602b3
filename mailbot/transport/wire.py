"""One TCP connection to a mail server: opened with its options, read in lines and blocks against a deadline.

Python's imaplib and smtplib wait up to their time-out for every single packet, so that a server sending one byte now
and then is awaited for ever. Here a deadline holds for the whole reply (contract: at most 60 s).
"""

import contextlib
import select
import socket
import ssl
import time

from mailbot.transport.server import MailServer, Security

BLOCK = 65536  # bytes asked of the socket at once
_KEEPALIVE = (("TCP_KEEPIDLE", 30), ("TCP_KEEPINTVL", 10), ("TCP_KEEPCNT", 3))  # seconds, seconds, probes


def connect(server: MailServer) -> socket.socket:
    """A connected socket, inside TLS where security is "tls". Raises OSError (ssl.SSLError among them), OutOfReach.

    TCP_NODELAY, because commands go out in pieces and each piece would wait for a delayed ACK; keepalive, so that a
    vanished peer is noticed while nothing is said.
    """
    raw = socket.create_connection((server.ascii_host, server.port), timeout=server.connect_timeout)
    try:
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for option, value in _KEEPALIVE:
            if hasattr(socket, option):  # macOS and Windows lack some of them
                raw.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)
        if server.security is Security.TLS:
            return server.tls_context().wrap_socket(raw, server_hostname=server.ascii_host)
    except BaseException:
        raw.close()
        raise
    return raw


class Wire:
    """Reading from a connected socket. Writing stays with the caller, who calls `expect` before it awaits a reply."""

    def __init__(self, sock: socket.socket, seconds: float) -> None:
        self.sock = sock
        self._unread = bytearray()
        self._deadline = time.monotonic() + seconds

    def expect(self, seconds: float) -> None:
        """A reply is awaited from now on, complete within so many seconds."""
        self._deadline = time.monotonic() + seconds
        self.sock.settimeout(seconds)  # of writing, too

    def _more(self) -> None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the reply took too long")
        self.sock.settimeout(left)
        received = self.sock.recv(BLOCK)
        if not received:
            raise EOFError("the connection was closed by the server")
        self._unread += received

    def _take(self, count: int) -> bytes:
        taken = bytes(memoryview(self._unread)[:count])
        del self._unread[:count]
        return taken

    def readline(self, limit: int) -> bytes:
        """One line with its line end. Raises EOFError (half a line, too), OSError, ValueError (too long)."""
        searched = 0
        while (end := self._unread.find(b"\n", searched)) < 0:
            searched = len(self._unread)
            if searched > limit:
                raise ValueError(f"a line of more than {limit} bytes")
            self._more()
        return self._take(end + 1)

    def read(self, size: int) -> bytes:
        """Exactly size bytes. Raises EOFError, TimeoutError, OSError."""
        while len(self._unread) < size:
            self._more()
        return self._take(size)

    def spoke(self) -> bool:
        """Whether there is something unread, without waiting. Raises EOFError where the peer has closed, OSError."""
        while not self._unread:
            self.sock.settimeout(0)
            try:
                received = self.sock.recv(BLOCK)
            except (BlockingIOError, ssl.SSLWantReadError):  # a TLS record without data (a session ticket) is no speech
                return False
            finally:
                with contextlib.suppress(OSError):
                    self.sock.settimeout(max(self._deadline - time.monotonic(), 0.001))
            if not received:
                raise EOFError("the connection was closed by the server")
            self._unread += received
        return True

    def wait(self, seconds: float, wake: int | None = None) -> bool:
        """Waits until the peer speaks (True), or `wake` is readable or the time is over (False). Raises as `spoke`."""
        until = time.monotonic() + seconds
        while not self.spoke():
            poll = select.poll()
            poll.register(self.sock.fileno(), select.POLLIN)
            if wake is not None:
                poll.register(wake, select.POLLIN)
            left = until - time.monotonic()
            ready = poll.poll(left * 1000) if left > 0 else []
            if not ready or (wake is not None and any(handle == wake for handle, _ in ready)):
                return False
        return True

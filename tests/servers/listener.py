"""A TCP listener on a free port of loopback that runs a function for every connection; the base of failing servers."""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

HOST = "127.0.0.1"


def reset(connection: socket.socket) -> None:
    """Ends a connection with a reset (RST), as a crashed host or a firewall does."""
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RD)  # wakes a thread that still reads, which would keep the socket open
        connection.close()


class Listener:
    """Accepts connections in a thread; a context manager. Subclasses say in `talk` what happens on one."""

    def __init__(self, host: str = HOST) -> None:
        self.host = host
        self.accepted = 0
        self.ending = threading.Event()
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.create_server((host, 0), family=family)
        self.port: int = self._socket.getsockname()[1]
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    def talk(self, connection: socket.socket) -> None:
        """One connection, in a thread of its own; it is closed afterwards."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ending.set()
        self._socket.close()
        with contextlib.suppress(OSError), socket.create_connection((self.host, self.port), timeout=1):
            pass  # wakes an accept() that closing does not
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    def _start(self, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self.ending.is_set():
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.accepted += 1
            self._open.append(connection)
            self._start(self._run, connection)

    def _run(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            try:
                self.talk(connection)
            finally:
                connection.close()

"""A TCP proxy before a real server that fails as it is told: cuts after so many bytes, goes silent, or is half-open."""

import contextlib
import socket
import threading

from tests.servers.listener import HOST, Listener, reset


class Proxy(Listener):
    """Passes bytes both ways until told otherwise.

    cut_down_after, cut_up_after: bytes from (to) the server after which the connection is reset; counted per
    connection, None: never. They may be changed at any time, and hold for the connections that come then.
    """

    def __init__(self, port: int, host: str = HOST) -> None:
        super().__init__(host)
        self.behind = port
        self.cut_down_after: int | None = None
        self.cut_up_after: int | None = None
        self._flowing = threading.Event()
        self._flowing.set()
        self._stranded: set[socket.socket] = set()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []

    def go_silent(self) -> None:
        """Passes nothing on any more, on no connection, but keeps them all open: half-open links, a stalled server."""
        self._flowing.clear()

    def flow(self) -> None:
        """Passes everything on again, what was held back included."""
        self._flowing.set()

    def strand(self) -> None:
        """The connections there are now pass nothing any more, for ever; new ones work: a link that died unnoticed."""
        for pair in self._pairs:
            self._stranded.update(pair)

    def cut(self) -> None:
        """Resets every connection there is now."""
        for pair in self._pairs:
            for one in pair:
                reset(one)
        self._pairs.clear()

    def talk(self, connection: socket.socket) -> None:
        with socket.create_connection((HOST, self.behind), timeout=10) as server:
            server.settimeout(None)
            pair = (connection, server)
            self._pairs.append(pair)
            self._start(self._pass, connection, server, self.cut_up_after, pair)
            self._pass(server, connection, self.cut_down_after, pair)

    def _pass(
        self, source: socket.socket, target: socket.socket, cut_after: int | None, pair: tuple[socket.socket, ...]
    ) -> None:
        passed = 0
        with contextlib.suppress(OSError):
            while received := source.recv(65536):
                while not self._flowing.wait(0.05) or source in self._stranded:
                    if self.ending.wait(0.05):
                        return
                if cut_after is not None and passed + len(received) >= cut_after:
                    target.sendall(received[: cut_after - passed])
                    for one in pair:
                        reset(one)
                    return
                target.sendall(received)
                passed += len(received)
            target.shutdown(socket.SHUT_WR)

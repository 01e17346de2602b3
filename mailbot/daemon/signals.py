"""How threads wake each other, and signals the main one: a bell that can be waited for, also beside a socket."""

import contextlib
import math
import os
import select
import signal


class Bell:
    """Rung by anybody, heard once by its owner. `fd` becomes readable when it is rung, for select and poll.

    A pipe and nothing else: threading's events take a lock, on which a signal handler may wait for ever.
    """

    def __init__(self) -> None:
        self.fd, self._write = os.pipe()
        os.set_blocking(self.fd, False)
        os.set_blocking(self._write, False)

    def ring(self) -> None:
        """Wakes the owner, now or at its next wait. Safe in a signal handler."""
        with contextlib.suppress(OSError):  # BlockingIOError: it was rung often enough
            os.write(self._write, b".")

    def wait(self, seconds: float | None) -> bool:
        """Waits until it is rung (True) or the time is over, and silences it. None: waits for ever."""
        poll = select.poll()
        poll.register(self.fd, select.POLLIN)
        rung = bool(poll.poll(None if seconds is None else math.ceil(seconds * 1000)))
        self.silence()
        return rung

    def silence(self) -> None:
        """Forgets earlier rings."""
        with contextlib.suppress(OSError):
            while os.read(self.fd, 4096):
                pass

    def close(self) -> None:
        """Gives the pipe back."""
        with contextlib.suppress(OSError):
            os.close(self.fd)
            os.close(self._write)


class Signals:
    """Signals as a queue the main thread reads: a handler only notes and rings."""

    def __init__(self) -> None:
        self._bell = Bell()
        self._asked: list[int] = []
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._note)

    def _note(self, number: int, _frame: object) -> None:
        self._asked.append(number)
        self._bell.ring()

    def waiting(self) -> bool:
        """Whether there is one to be read."""
        return bool(self._asked)

    def next(self, seconds: float | None) -> int | None:
        """The next signal; None where none came in that time."""
        if not self._asked:
            self._bell.wait(seconds)
        return self._asked.pop(0) if self._asked else None

"""How the daemon's threads wake each other: a bell that can be waited for, also by a thread that waits on a socket."""

import contextlib
import os
import threading


class Bell:
    """Rung by anybody, heard once by its owner. `fd` becomes readable when it is rung, for select and poll."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self.fd, self._write = os.pipe()
        os.set_blocking(self.fd, False)
        os.set_blocking(self._write, False)

    def ring(self) -> None:
        """Wakes the owner, now or at its next wait. Safe in a signal handler."""
        self._event.set()
        with contextlib.suppress(BlockingIOError, OSError):
            os.write(self._write, b".")

    def wait(self, seconds: float | None) -> bool:
        """Waits until it is rung (True) or the time is over, and silences it."""
        rung = self._event.wait(seconds)
        self.silence()
        return rung

    def silence(self) -> None:
        """Forgets earlier rings."""
        self._event.clear()
        with contextlib.suppress(BlockingIOError, OSError):
            while os.read(self.fd, 4096):
                pass

    def close(self) -> None:
        """Gives the pipe back."""
        with contextlib.suppress(OSError):
            os.close(self.fd)
            os.close(self._write)

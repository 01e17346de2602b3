"""A thread that does one job whenever its bell rings, outlives every fault, and tries again after a back-off."""

import threading
from collections.abc import Callable

from mailbot.daemon import journal
from mailbot.daemon.signals import Bell
from mailbot.errors import OutOfReach, RegisterUnavailable
from mailbot.transport.backoff import delay


class Worker:
    """One job in one thread. stop() lets the running job end; the bell wakes it at once."""

    def __init__(self, name: str, job: Callable[[], None], *, every: float | None = None) -> None:
        self.name = name
        self.bell = Bell()
        self._job = job
        self._every = every
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begins; the job is done at once for the first time."""
        self._thread.start()

    def stop(self) -> None:
        """Asks the thread to end after what it is doing now."""
        self._stopping.set()
        self.bell.ring()

    def stopping(self) -> bool:
        """Whether stop() was asked for; long jobs look between two pieces of work."""
        return self._stopping.is_set()

    def join(self, seconds: float) -> bool:
        """Waits for the end; False where it has not come."""
        self._thread.join(max(0.0, seconds))
        return not self._thread.is_alive()

    def _run(self) -> None:
        failures = 0
        while not self.stopping():
            try:
                self._job()
                failures = 0
                pause = self._every
            except (OutOfReach, RegisterUnavailable, OSError, MemoryError) as error:
                failures += 1
                pause = delay(failures)
                journal.out_of_reach(self.name, str(error) or type(error).__name__, pause)
            except Exception as error:  # the daemon stays up; what is unforeseen is logged without its words
                failures += 1
                pause = delay(failures)
                journal.crashed(self.name, type(error).__name__)
            if not self.stopping():
                self.bell.wait(pause)

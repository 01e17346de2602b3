"""A thread that does one job whenever its bell rings, outlives every fault, and tries again after a back-off."""

import threading
import time
from collections.abc import Callable

from mailbot.daemon import journal
from mailbot.daemon.signals import Bell
from mailbot.errors import OutOfReach, RegisterBusy, RegisterUnavailable
from mailbot.transport.backoff import delay
from mailbot.transport.failures import Refused

# What went well for so long and then broke is taken up again at once; what breaks sooner is waited for.
STEADY_SECONDS = 20.0


# Told of the end of every job: the worker's name, and its error or None.
Report = Callable[[str, BaseException | None], None]


def unheard(_name: str, _error: BaseException | None) -> None:
    """Nobody wants to know."""


class Worker:
    """One job in one thread. stop() lets the running job end; the bell wakes it at once, but ends no back-off.

    report: hears of every job's end, and of a lasting job's going well.
    """

    def __init__(
        self, name: str, job: Callable[[], None], *, every: float | None = None, report: Report = unheard
    ) -> None:
        self.name = name
        self.bell = Bell()
        self._job = job
        self._every = every
        self._report = report
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._well_since: float | None = None

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

    def going_well(self) -> None:
        """Said by a job that lasts: it does what it is there for."""
        if self._well_since is None:
            self._well_since = time.monotonic()
        self._report(self.name, None)

    def join(self, seconds: float) -> bool:
        """Waits for the end; False where it has not come."""
        self._thread.join(max(0.0, seconds))
        return not self._thread.is_alive()

    def alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def close(self) -> None:
        """Gives back what it holds. Only after its end."""
        self.bell.close()

    def _run(self) -> None:
        failures = 0
        while not self.stopping():
            self._well_since = None
            try:
                self._job()
            except (OutOfReach, Refused, RegisterUnavailable, RegisterBusy, OSError, MemoryError) as error:
                failures = self._failures_after(failures)
                self._report(self.name, error)
                journal.out_of_reach(self.name, str(error) or type(error).__name__, delay(failures))
            except Exception as error:  # the daemon stays up; what is unforeseen is logged without its words
                failures = self._failures_after(failures) or 1
                journal.crashed(self.name, error)
            else:
                failures = 0
                if not self.stopping():
                    self._report(self.name, None)
                    self.bell.wait(self._every)
                continue
            self._stopping.wait(delay(failures))

    def _failures_after(self, failures: int) -> int:
        """How many failures in a row there are with this one."""
        steady = self._well_since is not None and time.monotonic() - self._well_since >= STEADY_SECONDS
        return 0 if steady else failures + 1

"""Watches the memory of a process and of all its children while something goes on: /proc of Linux, in MB."""

import threading
from contextlib import suppress
from pathlib import Path
from typing import Self

EVERY = 0.02  # seconds


def field(pid: int, name: str) -> float:
    """A line of /proc/PID/status in MB; 0 where the process is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def descendants(pid: int) -> list[int]:
    """Process ids of all children and theirs."""
    found: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += [int(child), *descendants(int(child))]
    return found


class Memory:
    """Peaks since it was entered; a context manager."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.children_peak = 0.0
        self._own_peak = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    @property
    def own(self) -> float:
        """What the process holds now."""
        return field(self.pid, "VmRSS")

    @property
    def own_peak(self) -> float:
        """The most it has held since it began; after its end, as last seen before."""
        self._look()
        return self._own_peak

    @property
    def children(self) -> float:
        """What all its children hold now."""
        return sum(field(child, "VmRSS") for child in descendants(self.pid))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(EVERY):
            self.children_peak = max(self.children_peak, self.children)
            self._look()

    def _look(self) -> None:
        self._own_peak = max(self._own_peak, field(self.pid, "VmHWM"))

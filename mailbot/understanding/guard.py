"""Runs the parts of understanding so that one that fails takes nothing else with it, and is remembered."""

from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")
Instead = TypeVar("Instead")


class Guard:
    """The parts that failed while one message was understood, by name, in order."""

    def __init__(self) -> None:
        self.failed: list[str] = []

    def __call__(self, part: str, work: Callable[[], Value], instead: Instead) -> Value | Instead:
        """What a part gives; `instead` where it raises anything, and its name is kept."""
        try:
            return work()
        except Exception:  # a strange message must not stop the others; a person will look at it
            self.failed.append(part)
            return instead

"""What is worked out of single words and kept from message to message: mail of one desk uses the same ones."""

from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")
MOST_WORDS = 50_000  # different words of which something is remembered


class Remembered(dict[str, Value]):
    """What a function says of a word: worked out when the word is first met, and again when it was long ago."""

    def __init__(self, work: Callable[[str], Value]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, key: str) -> Value:
        """Work out a word met for the first time."""
        if len(self) >= MOST_WORDS:
            self.clear()
        self[key] = value = self._work(key)
        return value

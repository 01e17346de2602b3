"""Looks up which of many words and phrases a folded line begins or ends with, without asking each."""

import re
from collections.abc import Iterable

FIRST = re.compile(r"[^\W\d_]+")
LAST = re.compile(r"[^\W\d_]+(?=\W*$)")


class Phrases:
    """Folded words and phrases, found by their first and their last word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._opening: dict[str, list[str]] = {}
        self._closing: dict[str, list[str]] = {}
        for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
            if (first := FIRST.match(phrase)) and (last := LAST.search(phrase)):
                self._opening.setdefault(first.group(), []).append(phrase)
                self._closing.setdefault(last.group(), []).append(phrase)

    def opening(self, line: str) -> str:
        """The longest phrase that a folded line begins with, whole; "" for none."""
        first = FIRST.match(line)
        for phrase in self._opening.get(first.group(), ()) if first else ():
            if line.startswith(phrase) and not line[len(phrase) : len(phrase) + 1].isalpha():
                return phrase
        return ""

    def openings(self, line: str) -> list[str]:
        """Every phrase that a folded line begins with, the longest first."""
        first = FIRST.match(line)
        return [
            phrase
            for phrase in (self._opening.get(first.group(), ()) if first else ())
            if line.startswith(phrase) and not line[len(phrase) : len(phrase) + 1].isalpha()
        ]

    def closing(self, line: str) -> str:
        """The longest phrase of several words that a folded line ends with; "" for none."""
        last = LAST.search(line[-40:])
        for phrase in self._closing.get(last.group(), ()) if last else ():
            if " " in phrase and line.endswith(f" {phrase}"):
                return phrase
        return ""

"""What senders wrote, made fit to stand in a letter: one line, capped, isolated from the text around it, never markup.

A Sent value knows how to show itself in both forms of a letter, so no template can forget to escape or isolate it.
"""

import re
import unicodedata
from dataclasses import dataclass

from markupsafe import Markup, escape

from mailbot.letters.shorten import shortened
from mailbot.message.words import tidy

LONGEST = 300  # characters of one value; none of a sender's longer text comes back to him
# Embeddings, overrides, isolates and their ends (UAX #9): they would reorder the letter's own words.
BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
REFERENCE = re.compile(r"[A-Z]{1,8}-[0-9]{4,9}(?:\.[0-9]+)?")  # of a submission, or of a person in one
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
RIGHT_TO_LEFT = {"R", "AL"}


def clean(text: str) -> str:
    """A value without control characters, line breaks and bidirectional controls."""
    return tidy(BIDI_CONTROLS.sub("", text))


@dataclass(frozen=True, slots=True)
class Sent:
    """A value of the sender's (or of any script that may differ from the letter's), in a letter of one direction."""

    text: str
    direction: str  # of the letter around it: ltr | rtl

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        """In plain text: between invisible isolates where it would otherwise reorder its surroundings."""
        return f"{FIRST_STRONG_ISOLATE}{self.text}{POP_ISOLATE}" if self._differs() else self.text

    def __html__(self) -> Markup:
        """In HTML: escaped, and with a direction of its own; a reference stays on one line."""
        whole = ' style="white-space:nowrap"' if REFERENCE.fullmatch(self.text) else ""
        return Markup(f'<span dir="auto"{whole}>{escape(self.text)}</span>')  # noqa: S704 - it is escaped

    def _differs(self) -> bool:
        """Whether the value holds a strong character of the other direction or, right to left, none of its own."""
        if self.text.isascii():  # which holds nothing that is written from right to left
            return self.direction != "ltr"
        kinds = {unicodedata.bidirectional(character) for character in self.text}
        if self.direction == "ltr":
            return bool(kinds & RIGHT_TO_LEFT)
        return "L" in kinds or not kinds & RIGHT_TO_LEFT


def sent(text: str | None, direction: str) -> Sent:
    """A value ready for a letter; None gives an empty one."""
    return Sent(shortened(clean(text or ""), LONGEST), direction)

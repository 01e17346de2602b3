"""Finds a report that was typed into the message itself: where it begins, its text."""

import re

from mailbot.message.model import Message
from mailbot.understanding.fold import fold
from mailbot.understanding.organisations.lexicon import TOKEN, Lexicon
from mailbot.understanding.reports.about import remainder
from mailbot.understanding.reports.shape import SALUTATION, Shape

LEAST_WORDS = 80
READ = 40_000


def typed_report(message: Message, lexicon: Lexicon) -> str | None:
    """The text of a report among the sender's (or a forwarded message's) words, from its title on; None for none."""
    own = f"{message.zones.body}\n{message.zones.signature}"
    for text in (own, *(f"{inner.zones.body}\n{inner.zones.signature}" for inner in message.forwarded)):
        if found := _inside(text[:READ], lexicon):
            return found
    return None


def _inside(text: str, lexicon: Lexicon) -> str | None:
    lines = [line.strip() for line in text.split("\n")]
    lines = [line for line in lines if any(character.isalnum() for character in line)]
    if sum(len(line.split()) for line in lines) < LEAST_WORDS:
        return None
    for start in _starts(lines, lexicon):
        rest = "\n".join(lines[start:])
        shape = Shape(rest)
        if shape.words >= LEAST_WORDS and len(shape.lines) >= 4:
            return rest
    return None


def _starts(lines: list[str], lexicon: Lexicon) -> list[int]:
    """Where a report may begin: at a title above a line about the report, or below words that announce it."""
    found: list[int] = []
    for index, line in enumerate(lines):
        if _about(line, lexicon):
            above = lines[index - 1] if index else ""
            found.append(index - 1 if index and _heading(above) else index)
        elif index + 1 < len(lines) and _announces(line, lexicon) and _heading(lines[index + 1]):
            found.append(index + 1)
    return found


def _heading(line: str) -> bool:
    """A short line that is no sentence, greeting or lead-in."""
    return (
        len(line.split()) <= 18
        and line[-1] not in ".,:;،؛"
        and not SALUTATION.match(fold(line))
        and not line.startswith(("-", "•"))
    )


def _about(line: str, lexicon: Lexicon) -> bool:
    """A line that calls what follows a voluntary report ("Rapport volontaire de la coopérative X")."""
    key = fold(line)
    words = TOKEN.findall(key)
    if not 2 <= len(words) <= 16 or line[-1] in ".,:;،؛?؟!" or not set(words[:3]) & lexicon.words.folded("report"):
        return False
    voluntary = any(
        word.startswith(("volont", "volunt", "طوعي", "الطوعي", "مراجع", "collecti", "جماعي")) for word in words
    )
    return voluntary or not remainder(key, lexicon)


def _announces(line: str, lexicon: Lexicon) -> bool:
    """A line after which the report itself follows."""
    key = fold(line)
    if lexicon.words.group("typed").hits(key):
        return True
    return bool(re.search(r"[:：]\s*$", line)) and bool(lexicon.words.group("spoken").hits(key))

"""Words that lead from a function to its house: "of", "at", "chez", "في", and which of them are strong."""

from collections.abc import Sequence

from mailbot.understanding.words import grammar
from mailbot.understanding.words.tokens import Token

STRONG_LINKS = frozenset(("at", "chez", "within", "sein", "aupres", "with", "لدي", "في"))


def linked(run: Sequence[Token], index: int) -> bool:
    """Whether a word stands right behind one that leads to a house, or is an Arabic one with "ب" or "ل" before it."""
    if index == 0:
        return False
    token = run[index]
    if token.arabic and token.key[:1] in "بل" and len(token.key) > 4:
        return True
    return run[index - 1].key in grammar.LINKS


def strong(run: Sequence[Token], index: int) -> bool:
    """Whether a word that can only lead to a place or a house stands just before (articles between do not matter)."""
    at = index - 1
    while at >= 0 and run[at].key in grammar.LINKS:
        if run[at].key in STRONG_LINKS or run[at].text in ("à", "À", "a"):
            return True
        at -= 1
    return False

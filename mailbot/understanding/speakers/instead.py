"""Who comes in whose place: "X instead of Y", "we replace X with Y", "X est remplacé par Y", "نستبدله بالسيدة ص"."""

from collections.abc import Sequence
from itertools import pairwise

from mailbot.understanding.speakers.found import Found
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Run, Token

_INSTEAD = (
    ("instead", "of"),
    ("in", "place", "of"),
    ("a", "la", "place", "de"),
    ("en", "remplacement", "de"),
    ("au", "lieu", "de"),
    ("replaces",),
    ("replace",),
    ("replacing",),
    ("remplace",),
    ("remplacer",),
    ("remplacera",),
    ("remplacement", "de"),
    ("place", "de"),
    ("بدلا", "من"),
    ("بدل",),
    ("بدلا", "عن"),
    ("عوضا", "عن"),
    ("مكان",),
    ("محل",),
)


_REPLACING = frozenset(words[0] for words in _INSTEAD) | {"remplacee", "replaced"}


def swapped(sentence: Sequence[Token], lex: Lexicon) -> int:
    """Where the new person stands in "we replace X with Y", "remplacer X par Y", "نستبدله بالسيدة ص"; -1 elsewhere."""
    verb = next((at for at, token in enumerate(sentence) if token.key.startswith(grammar.REPLACING)), -1)
    if verb < 0:
        return -1
    for at in range(verb + 1, min(len(sentence), verb + 16)):
        token = sentence[at]
        if token.key in ("with", "by", "par"):
            return at + 1
        if token.arabic and token.key[:1] == "ب" and (token.key[1:] in lex.honorific_words or token.key == "ب"):
            return at
    return -1


def replaced(sentence: Run, each: Found) -> bool:
    """Whether somebody else comes in this person's place."""
    if sentence.keys.isdisjoint(_REPLACING):
        return False
    first = each.mention.first
    for words in _INSTEAD:
        start = first - len(words)
        for slack in (0, 1):
            at = start - slack
            if at >= 0 and tuple(token.key for token in sentence[at : at + len(words)]) == words:
                return not (slack and sentence[first - 1].key in ("par", "by", "من"))
    behind = [token.key for token in sentence[each.mention.end : each.mention.end + 8]]
    return any(
        word in ("remplace", "remplacee", "replaced") and following in ("par", "by")
        for word, following in pairwise(behind)
    )

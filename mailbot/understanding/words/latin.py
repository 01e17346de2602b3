"""Latin runs of capitals weighed by their words: known names, ordinary words, and the capitals that head no house."""

from collections.abc import Sequence

from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token


def _parts(token: Token) -> list[str]:
    return [part for part in token.key.replace("'", "-").split("-") if len(part) > 1 and not part.endswith(".")]


def known_names(run: Sequence[Token], start: int, end: int, lex: Lexicon) -> int:
    """How many words between two places are given or family names."""
    return sum(
        1
        for token in run[start:end]
        if token.key in lex.latin_names or any(p in lex.latin_names for p in _parts(token))
    )


def plausible(run: Sequence[Token], start: int, end: int, lex: Lexicon) -> bool:
    """Whether capitals without a word of address can be a person's name, as far as lexicons tell: ordinary words must
    not outweigh known names."""
    ordinary = sum(1 for token in run[start:end] if is_ordinary(token, lex))
    return ordinary == 0 or known_names(run, start, end, lex) > ordinary


def is_ordinary(token: Token, lex: Lexicon) -> bool:
    """Whether a word is an ordinary one, and no name as well."""
    return token.key in lex.latin_ordinary and token.key not in lex.particles

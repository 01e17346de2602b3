"""Latin runs of capitals weighed by their words: known names, ordinary words, and the capitals that head no house."""

from collections.abc import Sequence

from mailbot.understanding.speakers import boundaries, grammar
from mailbot.understanding.speakers.lexicon import Lexicon
from mailbot.understanding.speakers.words import Token

# Small words of other languages that join capitals into one name of a house: "Tulay ng Bayani", "Tiwizi n Saghro".
JOINING = frozenset(
    (
        "ng",
        "n",
        "wa",
        "na",
        "ya",
        "za",
        "dan",
        "und",
        "ve",
        "en",
        "of",
        "the",
        "and",
        "et",
        "&",
        "de",
        "du",
        "des",
        "d'",
        "la",
        "le",
        "les",
        "l'",
        "el",
        "al",
        "y",
        "do",
        "da",
        "ou",
    )
)
LONGEST = 9  # words of a house that nothing but its place gives away


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


def house_end(run: Sequence[Token], index: int, lex: Lexicon) -> int:
    """The index after the capitals that begin at a token and may name a house without a head noun; 0 where none do.

    Two capitals at least, or a single word that is neither ordinary nor a place nor a month.
    """
    first = run[index]
    if not first.capital or first.arabic or lex.is_title(first) or first.key in grammar.MONTHS:
        return 0
    at, end = index, index
    while at < len(run) and at - index < LONGEST:
        token = run[at]
        if token.word and not token.arabic and token.capital:
            if at > index and (lex.roles.at(run, at) or (lex.is_title(token) and run[at - 1].key not in JOINING)):
                break
            end = at + 1
        elif token.text in ("'", "’", "&") or (token.word and token.key in JOINING and token.text.islower()):
            if at == index or (token.key in ("et", "and") and boundaries.is_person_behind(run, at + 1, lex)):
                break
        else:
            break
        at += 1
    if end == index:
        return 0
    place = lex.places.at(run, index)
    if place and place[0] >= end:
        return 0
    words = [token for token in run[index:end] if token.capital]
    if any(lex.roles.at(run, at) or lex.near_roles.at(run, at) for at in range(index, end)):
        return 0
    if len(words) == 1:
        return 0 if is_ordinary(first, lex) or len(first.text) < 3 or first.key in lex.never else end
    return 0 if all(is_ordinary(token, lex) or token.key in lex.units for token in words) else end

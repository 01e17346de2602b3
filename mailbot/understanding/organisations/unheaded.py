"""Names of houses that nothing but their place gives away: capitals, or Arabic words, without a word for a house."""

import re
from collections.abc import Sequence

from mailbot.understanding.organisations import arabic_houses, boundaries, latin_houses
from mailbot.understanding.words import grammar
from mailbot.understanding.words.latin import is_ordinary
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token

# Small words that join capitals into one name.
JOINING = latin_houses.STRANGE | frozenset(
    ["en", "of", "the", "and", "et", "&", "de", "du", "des", "d'", "la", "le", "les", "l'", "el", "al", "ou"]
)
LONGEST = 9  # words of a house that nothing but its place gives away


NUMBER = re.compile(r"\d{1,2}$")  # "Sijill 18"
AND = ("et", "and", "&")
MOST_ARABIC = 5  # words of such a house


SURELY_JOINING = frozenset(["to", "for", "in", "on", "pour", "sans", "aux", "à", "a"])
SUBJECTS = ("i", "we", "he", "she", "they", "you")


def house_end(run: Sequence[Token], index: int, lex: Lexicon, before_and: int = LONGEST, sure: bool = False) -> int:
    """The index after the capitals that begin at a token and may name a house without a head noun; 0 where none do.

    Two capitals at least, or a single word that is neither ordinary nor a place nor a month. before_and: how many
    capitals may stand before an "and" that joins two words of one name ("Cedars and Tents") rather than two names.
    sure: what stands before leaves no doubt that a name follows, whatever its words are ("Right to Return Home").
    """
    first = run[index]
    if not first.capital or first.arabic or lex.is_title(first) or first.key in grammar.MONTHS:
        return 0
    at, end = index, index
    joining = JOINING | SURELY_JOINING if sure else JOINING
    while at < len(run) and at - index < LONGEST:
        token = run[at]
        if token.word and not token.arabic and (token.capital or (at > index and NUMBER.match(token.text))):
            if at > index and (
                token.key in SUBJECTS
                or lex.roles.at(run, at)
                or (lex.is_title(token) and run[at - 1].key not in JOINING)
            ):
                break
            end = at + 1
        elif token.text in ("'", "’", "&") or (token.word and token.key in joining and token.text.islower()):
            if at == index or (token.key in AND and _joins_no_words(run, index, at, lex, before_and)):
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
    return 0 if not sure and all(is_ordinary(token, lex) or token.key in lex.units for token in words) else end


def _joins_no_words(run: Sequence[Token], index: int, at: int, lex: Lexicon, before_and: int) -> bool:
    """Whether an "and" leads on to a person or to a further house."""
    capitals = sum(token.capital for token in run[index:at])
    return capitals > before_and or boundaries.is_person_behind(run, at + 1, lex)


def arabic_end(run: Sequence[Token], index: int, lex: Lexicon, apart: bool = False) -> int:
    """The index after the Arabic words that begin at a token and may name a house without a head; 0 where none do.

    apart: an "and" joins two names rather than two words of one.
    """
    end = index
    while end < len(run) and end - index < MOST_ARABIC:
        token = run[end]
        if not token.word or not token.arabic or arabic_houses.ends(run, end, index, lex):
            break
        if end > index and token.key.startswith("و") and (end - index > 1 or apart):
            break
        end += 1
    return end if end > index else 0

"""Pronouns that stand for a person named before: which one a sentence has, its roles, whom it may mean."""

from collections.abc import Sequence
from itertools import pairwise

from mailbot.understanding.speakers import roles
from mailbot.understanding.speakers.found import Found
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Run, Token

_SHE = frozenset(("she", "she's", "she'll", "she'd", "her", "elle", "هي", "وهي", "celle-ci"))
_HE = frozenset(("he", "he's", "he'll", "he'd", "his", "him", "il", "هو", "وهو", "celui-ci"))
_PRONOUNS = _SHE | _HE
_BEHIND_COMMA = frozenset(("she", "he", "elle", "il"))


def leading(sentence: Run, lex: Lexicon, alone: bool) -> str:
    """The pronoun with which a sentence goes on about somebody: at its beginning or behind a comma; "" without one.

    alone: it names nobody itself; then an Arabic verb that goes on ("وستشارك ...") stands for its pronoun.
    """
    opening = sentence[:6] if lex.cues["pronouns"].may(sentence) else ()
    for at, token in enumerate(opening):
        if lex.cues["pronouns"].at(opening, at):
            return token.key
    if not sentence.keys.isdisjoint(_BEHIND_COMMA):
        for before, token in pairwise(sentence[:30]):
            if before.text in (",", "،") and token.key in _BEHIND_COMMA:
                return token.key
    if alone and sentence and sentence[0].key in grammar.ARABIC_WENT_ON:
        return "هي" if sentence[0].key[0] == "ت" or sentence[0].key.endswith("ت") else "هو"
    return ""


def roles_by(sentence: Sequence[Token], lex: Lexicon) -> list[tuple[str, tuple[str, ...]]]:
    """The roles of a sentence by the pronoun they follow: "He wants plenary, she prefers the open discussion"."""
    places = [(at, token.key) for at, token in enumerate(sentence) if token.key in _PRONOUNS] or [(0, "")]
    hits = roles.hits(sentence, lex)
    found = []
    for number, (at, key) in enumerate(places):
        stop = places[number + 1][0] if number + 1 < len(places) else len(sentence)
        mine = roles.ordered((role for hit, role in hits if (at <= hit or number == 0) and hit < stop), lex)
        if mine:
            found.append((key, mine))
    return found


def agrees(each: Found, pronoun: str, pieces: Sequence[Sequence[Token]]) -> bool:
    """Whether a pronoun may stand for a person, as far as the words of address tell."""
    words = {
        token.key.rstrip(".") if token.key != "m." else "m."
        for token in pieces[each.sentence][each.mention.first : each.mention.start]
    }
    if pronoun in _SHE:
        return not words & grammar.MR
    if pronoun in _HE:
        return not words & grammar.MRS
    return True

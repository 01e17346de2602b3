"""Capitals that name nobody: they only say of what something is, where, or whose house."""

from collections.abc import Sequence

from mailbot.understanding.speakers.names import Mention
from mailbot.understanding.speakers.sentence_ends import ENDS
from mailbot.understanding.words import grammar, latin
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token


def of_something(sentence: Sequence[Token], each: Mention, lex: Lexicon) -> bool:
    """Whether capitals only say of what something is ("Head of Field Inspection", "at Open Doors Banjul"), and name
    nobody."""
    if sentence[each.end - 1].key.endswith("'s") and any(
        lex.is_title(token) for token in sentence[each.end : each.end + 4]
    ):
        # "Waystation Zarqa's shelter manager": a house.
        return not latin.known_names(sentence, each.start, each.end, lex)
    at = each.first - 1
    if (
        at > 1
        and sentence[at].key in ("and", "&")
        and sentence[at - 1].capital
        and sentence[at - 2].key in ("of", "at", "for", "with", "from")
        and latin.known_names(sentence, each.start, each.end, lex) < 2
    ):
        # "board member of Hands and Signs Lebanon"
        return True
    if (
        at > 0
        and sentence[at].capital
        and (sentence[at].key in lex.never_first or sentence[at].key in lex.never)
        and not lex.is_title(sentence[at])
        and sentence[at - 1].text not in ENDS | {".", ":"}
        and not latin.known_names(sentence, each.start, each.end, lex)
    ):
        # "/ Open Doors Banjul": capitals that began before.
        return True
    while (
        at >= 0
        and sentence[at].capital
        and sentence[at].key not in grammar.OF_SOMETHING
        and not lex.is_title(sentence[at])
        and at > each.first - 4
    ):
        at -= 1
    if any(stop == each.first for _, stop, _ in lex.cues["nominate"].all(sentence)):
        return False
    if at < 0 or (sentence[at].key not in grammar.OF_SOMETHING and sentence[at].text not in ("à", "À", "pour")):
        return False
    if (sentence[at].key in ("with", "avec", "pour", "for") or sentence[at].text == "à") and at == each.first - 1:
        strange = not latin.known_names(sentence, each.start, each.end, lex)
        if at and (
            lex.is_title(sentence[at - 1]) or (sentence[at].text == "à" and strange and _stands(sentence[at - 1]))
        ):
            return True
        # "voyez avec Awa Sarr, la présidente": a person, where a function follows or the name is known.
        behind = sentence[each.end + 1 : each.end + 6] if each.end < len(sentence) else ()
        if any(lex.is_title(token) for token in behind):
            return False
        return not latin.known_names(sentence, each.start, each.end, lex)
    return not (at > 0 and sentence[at - 1].key in grammar.NAMED_BY)


def _stands(before: Token) -> bool:
    """Whether "à" behind a word tells where: not behind a verb of giving or thinking of somebody."""
    return not before.key.endswith(("er", "ons", "ez", "ie", "ient", "ent", "place", "parole"))

"""Items of a list: what marks one, what the words above say of all, and what one takes over from the item before it."""

from collections.abc import Sequence

from mailbot.understanding.organisations import finding
from mailbot.understanding.speakers import apposition, sharing
from mailbot.understanding.speakers.found import Found
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Run, Token

_ROMAN = frozenset(("ii", "iv", "vi", "ix", "xi"))  # numbers of items; "Ms." and "Dr." number none
_HOUSES = frozenset(("organisation", "organization", "association", "house", "union", "network", "structure"))
_BULLETS = frozenset("-*•·▪►●○◦–—☐☒☑✓>+")


def takes_role(sentence: Sequence[Token], each: Found) -> bool:
    """Whether an item ends by taking over the role above it: "X (prioress, House) – likewise", "– même rôle"."""
    last = sentence[each.mention.end :][-4:]
    return bool(sharing.same_role(Run(last))) or any(
        token.key in grammar.LIKEWISE and not (at + 1 < len(last) and last[at + 1].key in grammar.OUR_HOUSE | _HOUSES)
        for at, token in enumerate(last)
    )


def takes_house(sentence: Sequence[Token], each: Found) -> bool:
    """Whether an item takes over the house above it: "X, médiatrice, idem : table ronde"."""
    run = sentence[each.mention.end :]
    return each.organisation is None and any(
        run[at].key in grammar.REPEATS
        and run[at - 1].text in ",،;(|-–—"
        and (at + 1 == len(run) or not run[at + 1].word or run[at + 1].key in grammar.OUR_HOUSE)
        for at in range(1, len(run))
    )


def lead(sentence: Sequence[Token], lex: Lexicon) -> str:
    """What a sentence says of the items of a list below it: that they are put forward, that they are not, or
    nothing."""
    if sentence[-1].text == ":" and lex.cues["aside"].has(sentence) and not lex.roles.has(sentence):
        return "aside"
    if lex.cues["nominate"].has(sentence) or sentence[-1].text == ":":
        return "forward"
    return ""


def is_item(sentence: Sequence[Token]) -> bool:
    """Whether a sentence begins with a bullet, a number or a letter of its own: "- ", "2) ", "b. ", "iv. "."""
    if not sentence:
        return False
    first = sentence[0]
    if first.text in _BULLETS:
        return True
    return (
        len(sentence) > 2
        and (first.text.isdigit() or len(first.key) == 1 or first.key in _ROMAN)
        and sentence[1].text in ").-/:"
        and len(first.text) <= 2
    )


def lead_house(sentence: Sequence[Token], text: str, lex: Lexicon) -> str | None:
    """The house that the words above a list are about: "From House X:", "Du côté de X :"; None without one."""
    if fronted := list(finding.found(sentence, text, lex)):
        return fronted[-1].name
    starts = [at + 1 for at, token in enumerate(sentence) if token.key in ("cote", "part", "from", "pour", "for")]
    told = [apposition.spoken_for(sentence, at, len(sentence), text, lex) for at in starts]
    return next((house for house in told if house), None)

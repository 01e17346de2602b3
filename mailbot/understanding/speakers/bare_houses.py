"""The house behind a post that no word for a house names: capitals behind "at", or behind a function and "of"."""

from collections.abc import Sequence
from itertools import pairwise

from mailbot.understanding.organisations import unheaded
from mailbot.understanding.speakers import links
from mailbot.understanding.words import grammar, latin
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token

# Endings of what a function is about: "Head of Field Inspection".
_ABSTRACT = (
    "tion",
    "tions",
    "sion",
    "ment",
    "ing",
    "ity",
    "ities",
    "ship",
    "ships",
    "ics",
    "ance",
    "ence",
    "isme",
    "ism",
    "affairs",
    "studies",
    "issues",
)


def _told(run: Sequence[Token], post: int, lex: Lexicon) -> bool:
    """Whether the word before a post tells its field already: "branch manager of X", not "senior manager of X"."""
    if post < 1:
        return False
    field = run[post - 1]
    small = lex.modifiers | lex.determiners | lex.links | lex.stops | grammar.LINKS
    return field.word and field.text.islower() and field.key not in small and not lex.is_title(field)


def house_end(run: Sequence[Token], index: int, lex: Lexicon) -> int:
    """The end of a house that only its place gives away: capitals behind "at", or behind a function and "of"."""
    if not any(lex.is_title(token) for token in run[:index]) and not links.strong(run, index):
        return 0
    if lex.organisation_form(run[index]) in lex.units or run[index - 1].capital:
        return 0
    # "board member of X": a head that a function follows is its field.
    heads = any(
        lex.organisation_form(one) and not lex.is_title(one) and not lex.is_title(two)
        for one, two in pairwise(run[: index + 1])
    )
    # "coordinateur de l'antenne de Sfax de l'AJDM": an acronym with its article, and nothing behind it
    acronym = run[index].shout and len(run[index].text) > 2 and run[index - 1].key in ("l'", "the", "la")
    if heads and not links.strong(run, index) and not (acronym and index + 1 == len(run)):
        return 0
    place = lex.places.at(run, index)
    if place and place[0] < len(run) and run[place[0]].key in ("de", "des", "du", "d'"):
        return 0  # "responsable de l'antenne de Sfax des Mains Tendues"
    end = unheaded.house_end(run, index, lex)
    if not end or (end < len(run) and run[end].word and run[end].key not in lex.stops | grammar.WHEN | {"to"}):
        return 0
    if not links.strong(run, index):
        # "Head of Policy", "Director of Field Operations": what the function is about.
        if index > 1 and run[index - 2].key in grammar.TOPIC_POSTS and not _told(run, index - 2, lex):
            return 0
        words = [token for token in run[index:end] if token.capital]
        small = all(not token.capital for token in run[:index] if token.word)
        if small and len(words) > 1 and run[index - 1].key in ("de", "du", "d'", "des"):
            return end  # "coordinateur bénévole de Jardins Nomades"
        unknown = [token for token in words if not latin.is_ordinary(token, lex) and token.key not in grammar.OFFICES]
        if words[0].shout and len(words[0].text) > 3 and not lex.is_place(words[0].text):
            return end
        told = run[index - 1].key == "of" and _told(run, index - 2, lex)
        if told and len(words) > 1 and not any(token.key in grammar.OFFICES for token in words):
            return end  # "branch manager of Outstretched Hands"
        seated = len(words) > 1 and lex.is_place(words[-1].text) and not lex.is_place(words[0].text)
        if seated and run[index - 1].key in ("of", "de", "d'") and words[0].key not in grammar.OFFICES:
            return end  # "board member of Hands and Signs Lebanon"
        if (
            len(words) < 2
            or not unknown
            or len(unknown) * 2 < len(words)
            or any(token.key.endswith(_ABSTRACT) for token in words)
            or run[index - 1].key in ("to", "aux")
            or (run[index - 1].key in ("for", "pour") and any(lex.places.at(run, at) for at in range(index, end)))
        ):
            return 0
    return end

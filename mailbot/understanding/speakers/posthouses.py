"""Where in "TITLE at ORGANISATION" the organisation stands."""

import re
from collections.abc import Sequence
from itertools import pairwise

from mailbot.understanding.organisations import extents, houseparts, unheaded
from mailbot.understanding.organisations.directory import Directory
from mailbot.understanding.speakers import grammar, latin
from mailbot.understanding.speakers.lexicon import Lexicon
from mailbot.understanding.speakers.words import Token

STRONG_LINKS = frozenset(("at", "chez", "within", "sein", "aupres", "with", "لدي", "في"))
# Endings of what a function is about: "Head of Field Inspection".
ABSTRACT = (
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


def house(run: Sequence[Token], lex: Lexicon, directory: Directory | None, text: str) -> tuple[int, int, int] | None:
    """(end of the title, start of the organisation, its end), the surest reading first."""
    if run and run[0].key in grammar.FOUNDERS and len(run) > 2 and run[1].arabic:
        stop = extents.extent(run, 1, lex) or closing_quote(run, 1)
        if stop and lex.organisation_form(run[1]) == run[1].key:
            return 1, 1, stop  # "مؤسسة فريق «بصمة أمل»"
    part: tuple[int, int, int] | None = None
    unit: tuple[int, int, int] | None = None
    index = 0
    while index < len(run):
        token = run[index]
        if not token.word:
            index += 1
            continue
        if (
            index > 0
            and token.key in ("barreau", "bar")
            and any(each.key in ("avocat", "avocate", "advocate", "lawyer", "barrister", "me") for each in run[:index])
        ):
            # "avocate au barreau de Sfax" is a profession.
            index += 1
            while index < len(run) and run[index].word and run[index].key not in ("et", "and", "chez", "at", "aupres"):
                index += 1
            continue
        if index and token.key in lex.keeper and run[index - 1].arabic and lex.is_title(run[index - 1]):
            index += 1  # "أمينة صندوق" is a function
            continue
        if index and token.arabic and form_of_part(token, lex) and (inner := _house_behind(run, index, lex)):
            return inner
        linked = _linked(run, index)
        behind_mark = index > 0 and not run[index - 1].word
        form = lex.organisation_form(token)
        if index > 0 and not (linked or behind_mark or (token.arabic and form)):
            index += 1
            continue
        if after := extents.inner_end(run, index, lex):
            index = after
            continue
        end = extents.extent(run, index, lex, loose=bool(linked and strong(run, index)))
        if not end and linked and directory is not None:
            end = _known(run, index, directory, text)
        if linked and not token.arabic and token.capital:
            end = max(end, _headless(run, index, lex))
        if not end:
            index += 1
            continue
        before = title_end(run, index)
        if inside := houseparts.of_unit(run, index, end, lex):
            return title_end(run, inside if run[index - 1].key in ("of", "de", "du", "d'") else index), inside, end
        if form in lex.units:
            unit = unit or (before, index, end)
            index = _next(run, end, index)
            continue
        heads = [each for each in (lex.organisation_form(each) for each in run[index:end]) if each]
        only_says = index + 1 < end and run[index + 1].capital  # "l'association Les Amis du Port"
        small = not (token.arabic or token.capital or only_says) and index > 0 and not behind_mark
        partial = bool(heads) and all(each in lex.parts for each in (heads[:1] if token.arabic else heads))
        if (
            partial
            and not token.arabic
            and token.capital
            and all(each in lex.soft for each in heads)
            and sum(1 for each in run[index:end] if each.capital) > 1
        ):
            partial = False
        if (partial or small) and index > 0 and not behind_mark and not (partial and linked and strong(run, index)):
            long = not token.arabic and sum(1 for each in run[index:end] if each.capital) > 2
            part = part or ((before, index, end) if (small and not partial) or long else None)
            index += 1
            continue
        if index == 0 and lex.is_title(token) and form is None:
            index += 1
            continue
        if (
            index > 0
            and not behind_mark
            and not (linked and strong(run, index))
            and (second := behind_comma(run, end, lex))
        ):
            # "مدير مرصد الهجرة، معهد الشرق": the first house belongs to the function.
            return end, *second
        if further := _behind_field(run, index, end, lex):
            return title_end(run, further[0]), *further
        return before, index, end
    return unit or part


def closing_quote(run: Sequence[Token], start: int) -> int:
    """The index behind a name in quotes and its adjectives: 'فريق "بصمة أمل" الشبابي'; 0 without quotes."""
    opening = next((at for at in range(start + 1, min(start + 3, len(run))) if run[at].text in '"“«'), 0)
    close = next((at for at in range(opening + 2, len(run)) if run[at].text in '"”»'), 0) if opening else 0
    while close and close + 1 < len(run) and run[close + 1].arabic and run[close + 1].key.startswith("ال"):
        close += 1
    return close + 1 if close else 0


def _told(run: Sequence[Token], post: int, lex: Lexicon) -> bool:
    """Whether the word before a post tells its field already: "branch manager of X", not "senior manager of X"."""
    if post < 1:
        return False
    field = run[post - 1]
    small = lex.modifiers | lex.determiners | lex.links | lex.stops | grammar.LINKS
    return field.word and field.text.islower() and field.key not in small and not lex.is_title(field)


def _behind_field(run: Sequence[Token], index: int, end: int, lex: Lexicon) -> tuple[int, int] | None:
    """The house behind what a function is about: "Head of Legal Aid and Mediation at the X Trust"; the name of a house
    takes an article behind "of", or leads on to no other."""
    if index and run[index].arabic and end + 2 < len(run) and run[end].key in ("في", "لدي"):
        stop = extents.extent(run, end + 1, lex)
        return (end + 1, stop) if stop else None
    if index < 2 or run[index].arabic or run[index - 1].key not in ("of", "for") or end + 1 >= len(run):
        return None
    at = end
    while at < len(run) and run[at].word and not run[at].capital and run[at].key in grammar.LINKS:
        at += 1
    if at == end or at >= len(run) or not strong(run, at):
        return None
    stop = extents.extent(run, at, lex, loose=True)
    return (at, stop) if stop and not lex.places.at(run, at) else None


def _headless(run: Sequence[Token], index: int, lex: Lexicon) -> int:
    """The end of a house that only its place gives away: capitals behind "at", or behind a function and "of"."""
    if not any(lex.is_title(token) for token in run[:index]) and not strong(run, index):
        return 0
    if lex.organisation_form(run[index]) in lex.units or run[index - 1].capital:
        return 0
    # "board member of X": a head that a function follows is its field.
    heads = any(
        lex.organisation_form(one) and not lex.is_title(one) and not lex.is_title(two)
        for one, two in pairwise(run[: index + 1])
    )
    if heads and not strong(run, index):
        return 0
    place = lex.places.at(run, index)
    if place and place[0] < len(run) and run[place[0]].key in ("de", "des", "du", "d'"):
        return 0  # "responsable de l'antenne de Sfax des Mains Tendues"
    end = unheaded.house_end(run, index, lex)
    if not end or (end < len(run) and run[end].word and run[end].key not in lex.stops | grammar.WHEN | {"to"}):
        return 0
    if not strong(run, index):
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
            or any(token.key.endswith(ABSTRACT) for token in words)
            or run[index - 1].key in ("to", "aux")
            or (run[index - 1].key in ("for", "pour") and any(lex.places.at(run, at) for at in range(index, end)))
        ):
            return 0
    return end


def form_of_part(token: Token, lex: Lexicon) -> bool:
    """Whether an Arabic word heads a part of a house rather than a house ("العيادة القانونية")."""
    form = lex.organisation_form(token)
    return form is not None and (form in grammar.ARABIC_PARTS or form in lex.parts or form in lex.units)


def _house_behind(run: Sequence[Token], index: int, lex: Lexicon) -> tuple[int, int, int] | None:
    """The house behind one of its parts: "مسؤولة العيادة القانونية ببيت الضيف" is responsible for a part of it."""
    for at in range(index + 1, min(index + 7, len(run))):
        token = run[at]
        if not token.word:
            return None
        form = lex.organisation_form(token)
        attached = token.key[:1] in "بل" and form is not None and form != token.key
        owned = at == index + 1 and lex.is_title(run[index - 1])  # "مدير مكتب منظمة X"
        if form is None or form in grammar.ARABIC_PARTS or not (attached or owned or run[at - 1].key in ("في", "لدي")):
            continue
        end = extents.extent(run, at, lex, loose=True)
        if end > at + 1:
            linked = run[index].key[:1] == "ب" or run[index - 1].key in ("في", "لدي")
            return title_end(run, index if linked else at), at, end
    return None


def behind_comma(run: Sequence[Token], end: int, lex: Lexicon) -> tuple[int, int] | None:
    """An organisation with a full name right behind a comma or dash: (start, end)."""
    if end + 1 >= len(run) or run[end].text not in (",", "،", "-", "–", "—", "|"):
        return None
    stop = extents.extent(run, end + 1, lex)
    form = lex.organisation_form(run[end + 1])
    return (end + 1, stop) if stop and form not in lex.parts else None


def _next(run: Sequence[Token], end: int, index: int) -> int:
    """Where to look on behind a unit: a house may stand inside what was taken for its name."""
    for at in range(index + 1, end):
        if re.match(r"universit|جامعه", run[at].key) or run[at].key.endswith("جامعه"):
            return at
    return end


def _linked(run: Sequence[Token], index: int) -> bool:
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


def _known(run: Sequence[Token], index: int, directory: Directory, text: str) -> int:
    """The index after a name or acronym the message gives elsewhere."""
    best = 0
    for end in range(min(len(run), index + 8), index, -1):
        if not run[end - 1].word or not (run[index].capital or run[index].arabic):
            continue
        piece = text[run[index].start : run[end - 1].end]
        folded = piece.casefold()
        if any(name.casefold() == folded for name in directory.names) or (
            end == index + 1 and run[index].shout and directory.full(piece)
        ):
            best = end
            break
    return best


def without_seat(run: Sequence[Token], start: int, end: int, lex: Lexicon) -> int:
    """Where a title ends before the town or country somebody works in: "field officer in Aden", "chargé de mission à
    Sfax"; "Director for Yemen" is about it."""
    for at in range(start + 1, end - 1):
        if run[at].key in ("in", "في") or run[at].text in ("à", "au", "en"):
            hit = lex.places.at(run, at + 1)
            if hit and hit[0] >= end and run[at + 1].key not in ("la", "le"):
                return at
    return end


def _before_unit(run: Sequence[Token], index: int) -> int:
    """Where a unit begins that stands between a function and its house: "lecturer in the Department of X, House",
    "أستاذ في قسم X ب..."; `index` where none does, or where the function is of the unit itself."""
    for at in range(index - 1, 0, -1):
        token, before = run[at], run[at - 1].key
        if token.arabic:
            attached = token.key[:1] == "ب" and token.key[1:].removeprefix("ال") in grammar.ARABIC_UNITS
            if attached or (before in ("في", "لدي") and token.key.removeprefix("ال") in grammar.ARABIC_UNITS):
                return at
        elif token.key in grammar.UNIT_WORDS:
            start = at
            while start > 0 and run[start - 1].capital and run[start - 1].word and token.capital:
                start -= 1  # "at the Legal Department"
            before_that = {each.key for each in run[max(0, start - 2) : start]}
            if start > 0 and (strong(run, start) or before_that & {"au", "aux", "in", "dans"}):
                return start
    return index


def title_end(run: Sequence[Token], index: int) -> int:
    """The end of the title before a house: the unit it is in, linking words and marks between them dropped."""
    before = _before_unit(run, index)
    if before > 2 and run[before - 1].key in ("مستوي", "صعيد") and run[before - 2].key == "علي":
        before -= 2  # "المكلف بالعلاقات على مستوى الاتحاد"
    while before > 0 and (
        run[before - 1].key in grammar.LINKS or (not run[before - 1].word and run[before - 1].text not in ")]")
    ):
        before -= 1
    return before

"""Where in "TITLE at ORGANISATION" the organisation stands."""

import re
from collections.abc import Sequence

from mailbot.understanding.organisations import extents, houseparts
from mailbot.understanding.organisations.directory import Directory
from mailbot.understanding.speakers import bare_houses, links, titles
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token


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
        linked = links.linked(run, index)
        behind_mark = index > 0 and not run[index - 1].word
        form = lex.organisation_form(token)
        if index > 0 and not (linked or behind_mark or (token.arabic and form)):
            index += 1
            continue
        if after := extents.inner_end(run, index, lex):
            index = after
            continue
        end = extents.extent(run, index, lex, loose=bool(linked and links.strong(run, index)))
        if not end and linked and directory is not None:
            end = _known(run, index, directory, text)
        if linked and not token.arabic and token.capital:
            end = max(end, bare_houses.house_end(run, index, lex))
        if not end:
            index += 1
            continue
        before = titles.end_before(run, index)
        if inside := houseparts.of_unit(run, index, end, lex):
            return (
                titles.end_before(run, inside if _of(run, index) else index),
                inside,
                end,
            )
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
        if (
            (partial or small)
            and index > 0
            and not behind_mark
            and not (partial and linked and links.strong(run, index))
        ):
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
            and not (linked and links.strong(run, index))
            and (second := behind_comma(run, end, lex))
        ):
            # "مدير مرصد الهجرة، معهد الشرق": the first house belongs to the function.
            return end, *second
        if further := _behind_field(run, index, end, lex):
            return titles.end_before(run, further[0]), *further
        return before, index, end
    return unit or part


def _of(run: Sequence[Token], index: int) -> bool:
    """Whether "of" leads to a word, with an article or without: "Head of the Migrants' Desk of the X Society"."""
    before = index - 2 if index > 1 and run[index - 1].key in ("the", "la", "l'") else index - 1
    return run[before].key in ("of", "de", "du", "d'")


def closing_quote(run: Sequence[Token], start: int) -> int:
    """The index behind a name in quotes and its adjectives: 'فريق "بصمة أمل" الشبابي'; 0 without quotes."""
    opening = next((at for at in range(start + 1, min(start + 3, len(run))) if run[at].text in '"“«'), 0)
    close = next((at for at in range(opening + 2, len(run)) if run[at].text in '"”»'), 0) if opening else 0
    while close and close + 1 < len(run) and run[close + 1].arabic and run[close + 1].key.startswith("ال"):
        close += 1
    return close + 1 if close else 0


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
    if at == end or at >= len(run) or not links.strong(run, at):
        return None
    stop = extents.extent(run, at, lex, loose=True)
    return (at, stop) if stop and not lex.places.at(run, at) else None


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
            return titles.end_before(run, index if linked else at), at, end
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

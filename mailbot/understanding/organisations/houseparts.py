"""The parts of a house around its name: boards, delegations, sections, faculties; where the house itself begins."""

from collections.abc import Sequence

from mailbot.understanding.organisations.extents import extent
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token


def inner_start(run: Sequence[Token], start: int, end: int, lex: Lexicon) -> int:
    """Where the house itself begins behind its board, its members or its people: "Board of the X Union",
    "Délégation de l'Association Y", "مكتب منظمة Z"; `start` where nothing stands before it."""
    if inside := of_unit(run, start, end, lex):
        return inside
    if run[start].arabic:
        owner = lex.organisation_form(run[start]) in grammar.ARABIC_OFFICES and start + 1 < end
        head = lex.organisation_form(run[start + 1]) if owner else None
        whole = head is not None and head not in grammar.ARABIC_PARTS and extent(run, start + 1, lex) >= end
        return start + 1 if whole and end - start > 2 else start
    if run[start].key not in grammar.OF_A_HOUSE:
        return start
    at = start + 1
    while at < end and run[at].key in ("of", "the", "de", "du", "des", "la", "le", "les", "l'", "d'", "from"):
        at += 1
    if at == start + 1 or at >= end or not (run[at].capital or lex.organisation_form(run[at])):
        return start
    rest = extent(run, at, lex)
    return at if rest >= end and end - at > 1 else start


def _of_section(run: Sequence[Token], start: int, end: int, lex: Lexicon) -> int:
    """Where the house begins behind the town of its section: "(section de) Gabès de la Ligue X"; 0 elsewhere."""
    if lex.organisation_form(run[start]) is not None or start + 3 >= end or run[start + 1].key != "de":
        return 0
    at = start + 2
    if run[at].key not in ("la", "l'") or not run[at + 1].capital or lex.organisation_form(run[at + 1]) is None:
        return 0
    return at + 1 if extent(run, at + 1, lex) >= end else 0


def _of_part(run: Sequence[Token], start: int, end: int, lex: Lexicon) -> int:
    """Where the house begins behind the full name of a part of it: "Migrants' Desk of the X Society"; 0 elsewhere."""
    for at in range(start + 1, min(start + 5, end - 3)):
        if run[at].key in grammar.ENGLISH_PARTS and run[at + 1].key == "of":
            first = at + 3 if run[at + 2].key == "the" else at + 2
            return first if end - first > 1 and extent(run, first, lex) >= end else 0
    return 0


def of_unit(run: Sequence[Token], start: int, end: int, lex: Lexicon) -> int:
    """Where the house begins of which a name gives a unit first: "Faculty of Arts of X University", "Service des
    études du Ministère Y", "كلية الآداب بجامعة Z"; 0 where none does."""
    if run[start].arabic:
        if lex.organisation_form(run[start]) not in grammar.ARABIC_UNITS:
            return 0
        return next(
            (
                at
                for at in range(start + 1, end - 1)
                if run[at].key.endswith(("جامعه", "وزاره")) and extent(run, at, lex) >= end
            ),
            0,
        )
    if inside := _of_section(run, start, end, lex):
        return inside
    if inside := _of_part(run, start, end, lex):
        return inside
    if not grammar.UNIT_WORDS & {token.key for token in run[start : start + 3]}:
        return 0
    for at in range(start + 2, end - 1):
        before = run[at - 1].key if run[at - 1].key not in ("the", "l'", "la", "'", "’") else run[at - 2].key
        if before not in ("of", "de", "du", "d'", "at", "within", "des") or not run[at].capital:
            continue
        head = next((each for each in range(at + 1, end) if run[each].key in lex.links or not run[each].word), end)
        university = any(token.key.startswith(("universit", "minist")) for token in run[at:head])
        if university and extent(run, at, lex) >= end and run[at].key not in grammar.UNIT_WORDS:
            return at
    return 0

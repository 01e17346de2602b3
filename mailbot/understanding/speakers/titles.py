"""The function itself in a post: where it ends before a house, a unit or a town, and its words."""

import re
from collections.abc import Sequence

from mailbot.understanding.speakers import links
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token

_EDGE = ' \t\n,;:.|/–—-·•*"“”«»،؛'
_LINKS = grammar.LINKS - {"la", "le"}
ONE_OF = frozenset(("one", "une", "un"))  # "president of one of (our associations)"
_AGED = re.compile(r"\d+-(?:year|ans)")


def title(run: Sequence[Token], start: int, end: int, text: str) -> str | None:
    """The function in run[start:end] as it stands in the text, its marks, linking words and years ("since 2016")
    dropped; None where nothing is left."""
    in_charge = start + 1 < end and run[start].key == "in" and run[start + 1].key == "charge"
    while (
        start < end
        and not in_charge
        and ((not run[start].word and run[start].text not in "([") or run[start].key in _LINKS)
    ):
        start += 1
    while end > start and (
        (not run[end - 1].word and run[end - 1].text not in ")].")
        or run[end - 1].key in grammar.LINKS
        or (end - start > 2 and run[end - 1].key in ONE_OF and run[end - 2].key in grammar.LINKS)
    ):
        end -= 1
    if end - start > 2 and run[end - 1].key in ("us", "nous") and run[end - 2].key in ("with", "chez", "at"):
        end -= 2
    while start < end and (run[start].key in ("وانا", "وهو", "وهي") or _AGED.match(run[start].key)):
        start += 1
    if end - start > 2 and run[end - 1].key in ("فيه", "فيها", "لديه", "لديها", "به", "بها"):
        end -= 1
    for at in range(start + 1, end):
        if (
            run[at].key in ("since", "depuis", "منذ", "en", "in", "from")
            and at + 1 < len(run)
            and (
                run[at].key in ("since", "depuis", "منذ")
                or run[at + 1].text[:4].isdigit()
                or run[at + 1].key in grammar.MONTHS
            )
        ):
            end = at
            break
    if start >= end:
        return None
    words = " ".join(text[run[start].start : run[end - 1].end].split()).strip(_EDGE)
    if words.count("«") > words.count("»"):
        words = f"{words} »" if " »" in text else f"{words}»"
    if words.count("(") != words.count(")"):
        words = words.strip("()").strip(_EDGE)
    return words or None


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
            if start > 0 and (links.strong(run, start) or before_that & {"au", "aux", "in", "dans"}):
                return start
    return index


def end_before(run: Sequence[Token], index: int) -> int:
    """The end of the title before a house: the unit it is in, linking words and marks between them dropped."""
    before = _before_unit(run, index)
    if before > 2 and run[before - 1].key in ("مستوي", "صعيد") and run[before - 2].key == "علي":
        before -= 2  # "المكلف بالعلاقات على مستوى الاتحاد"
    while before > 0 and (
        run[before - 1].key in grammar.LINKS or (not run[before - 1].word and run[before - 1].text not in ")]")
    ):
        before -= 1
    return before

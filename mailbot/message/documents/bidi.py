"""The Unicode bidirectional algorithm (UAX 9) run backwards: from the order the eye meets to the order of reading.

The levels of a visual line are told from its letters; reversing runs of levels (rule L2) undoes itself. Pure.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

MIRRORED = str.maketrans("()[]{}«»<>", ")(][}{»«><")
SEPARATORS = frozenset(".,:/٫٬\u00a0")  # common number separators (UAX 9, CS)
SIGNS = frozenset("+-−")  # ES
UNITS = frozenset("%$€£°#٪‰")  # ET


def logical(pieces: Sequence[str], rtl: bool) -> list[str]:
    """Pieces of a visual line in logical order. rtl: the line's base direction."""
    levels = _levels([direction(piece) for piece in pieces], pieces, rtl)
    order = list(range(len(pieces)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            if levels[start] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels[end] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            levels[start:end] = levels[start:end][::-1]
            start = end
    return [pieces[index] for index in order]


@lru_cache(maxsize=4096)
def direction(text: str) -> str:
    """How a piece runs: R, L, D (digits) or N (neutral), by its first character that says so."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "R"
        if kind == "L":
            return "L"
        if kind in ("EN", "AN"):
            return "D"
    return "N"


def _levels(kinds: list[str], pieces: Sequence[str], rtl: bool) -> list[int]:
    """Embedding levels of a visual line: Latin and digits in right-to-left text 2, such text 1, the rest the base."""
    base = 1 if rtl else 0
    left_to_right = 2 if rtl else 0
    kinds = _with_separators(kinds, pieces, rtl)
    levels = [1 if kind == "R" else left_to_right for kind in kinds]
    before = "edge"
    index = 0
    while index < len(kinds):
        if kinds[index] != "N":
            before = kinds[index]
            index += 1
            continue
        end = index
        while end < len(kinds) and kinds[end] == "N":
            end += 1
        after = kinds[end] if end < len(kinds) else "edge"
        if before == after == "R":
            level = 1
        elif rtl and before == "L" and after in ("L", "D"):
            level = 2
        else:
            level = base
        levels[index:end] = [level] * (end - index)
        index = end
    if not rtl:
        _digits_in_arabic(kinds, levels)
    return levels


def _with_separators(kinds: list[str], pieces: Sequence[str], rtl: bool) -> list[str]:
    """Kinds with the signs inside and at numbers counted as digits (UAX 9, W2, W4, W5).

    After an Arabic letter (to its left, in a right-to-left line) a number keeps only points, commas, colons and
    strokes; hyphens and per cent signs are then written on the side where the eye meets them.
    """
    joined = list(kinds)
    arabic = [False] * len(kinds)
    nearest = ""
    for index in range(len(kinds) - 1, -1, -1) if rtl else ():
        nearest = kinds[index] if kinds[index] in "RL" else nearest
        arabic[index] = nearest == "R"
    for index in range(1, len(kinds) - 1):
        inside = SEPARATORS if arabic[index] else SEPARATORS | SIGNS
        if pieces[index] in inside and kinds[index - 1] == kinds[index + 1] == "D":
            joined[index] = "D"
    for index, piece in enumerate(pieces):
        if piece in UNITS and not arabic[index] and "D" in kinds[max(0, index - 1) : index + 2]:
            joined[index] = "D"
    return joined


def _digits_in_arabic(kinds: list[str], levels: list[int]) -> None:
    """In a left-to-right line, numbers between right-to-left words run with them, with digits in their own order."""
    for index, kind in enumerate(kinds):
        if kind != "D":
            continue
        before = next((k for k in reversed(kinds[:index]) if k in "RL"), "")
        after = next((k for k in kinds[index:] if k in "RL"), "")
        if before == after == "R":
            levels[index] = 2
    for index in range(1, len(levels) - 1):
        if kinds[index] == "N" and levels[index - 1] and levels[index + 1]:
            levels[index] = 1


def balanced(text: str) -> str:
    """Brackets set right where a producer wrote the mirrored ones: a bracket closes only what is open."""
    if not _early(text):
        return text
    turned = text.translate(MIRRORED)
    if not _early(turned):
        return turned
    for pair in ("()", "[]", "«»"):
        if text.count(pair[0]) + text.count(pair[1]) == 2:
            first, last = (
                sorted((text.find(pair[0]), text.find(pair[1])))
                if pair[0] in text and pair[1] in text
                else (
                    text.find(pair[0]) if pair[0] in text else text.find(pair[1]),
                    text.rfind(pair[0]) if pair[0] in text else text.rfind(pair[1]),
                )
            )
            text = text[:first] + pair[0] + text[first + 1 : last] + pair[1] + text[last + 1 :]
    return text


def _early(text: str) -> int:
    """How many brackets close that were not open, and how many stay open."""
    depth = wrong = 0
    for character in text:
        if character in "([«":
            depth += 1
        elif character in ")]»":
            depth -= 1
            if depth < 0:
                wrong, depth = wrong + 1, 0
    return wrong + depth

"""Tells a page of two columns of prose from one with a table, and divides it in reading order. Pure.

Prose fills its columns, cells of tables do not: a gutter down the middle counts only where most lines reach near it
from both sides. Lines across the gutter (titles) end the columns above them.
"""

import math

from mailbot.message.documents.bidi import direction
from mailbot.message.documents.layout import Glyph, Line, lines_of

MIDDLE = (0.3, 0.7)  # where a gutter may lie, as a share of the text's width
STEP = 2.0  # points
GUTTER = 0.35  # of the size: free on either side of the gutter's centre
LEAST_LINES = 8  # with text on both sides
LEAST_SHARE = 0.5  # of all lines of the page
LEAST_FILL = 0.75  # of a column's width that its lines fill, on the average
LEAST_GLYPHS = 15  # on either side of such a line, on the average


def columns(glyphs: list[Glyph]) -> list[list[Line]]:
    """The lines of a page in groups that are read one after the other; one group where there are no columns."""
    lines = lines_of(glyphs)
    centre = _gutter(lines)
    if centre is None:
        return [lines]
    first_is_right = sum(_lean(line) for line in lines) > 0
    groups: list[list[Glyph]] = []
    sides: tuple[list[Glyph], list[Glyph]] = ([], [])
    for line in lines:
        if _crosses(line, centre):
            groups += [*_ordered(sides, first_is_right), line.glyphs]
            sides = ([], [])
            continue
        for glyph in line.glyphs:
            sides[glyph.centre > centre].append(glyph)
    return [lines_of(group) for group in [*groups, *_ordered(sides, first_is_right)] if group]


def _ordered(sides: tuple[list[Glyph], list[Glyph]], first_is_right: bool) -> list[list[Glyph]]:
    return [sides[1], sides[0]] if first_is_right else [sides[0], sides[1]]


def _gutter(lines: list[Line]) -> float | None:
    """Where the gutter runs; None for a page without columns of prose."""
    if len(lines) < LEAST_LINES:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    start = left + (right - left) * MIDDLE[0]
    counts = [0] * (int((right - left) * (MIDDLE[1] - MIDDLE[0]) / STEP) + 1)
    for line in lines:
        for number in _free(line, start, len(counts)):
            counts[number] += 1
    places = [number for number, count in enumerate(counts) if count == max(counts)]
    centre = start + places[len(places) // 2] * STEP
    both = [line for line in lines if _straddles(line, centre)]
    if len(both) < max(LEAST_LINES, LEAST_SHARE * len(lines)):
        return None
    fills = [(_reach(line, centre, left), _reach(line, centre, right)) for line in both]
    sizes = [
        len([glyph for glyph in line.glyphs if (glyph.centre > centre) is side])
        for side in (False, True)
        for line in both
    ]
    filled = all(sum(fill[side] for fill in fills) >= LEAST_FILL * len(fills) for side in (0, 1))
    half = len(sizes) // 2
    return centre if filled and min(sum(sizes[:half]), sum(sizes[half:])) >= LEAST_GLYPHS * len(both) else None


def _free(line: Line, start: float, count: int) -> list[int]:
    """Numbers of the places, STEP apart from start on, that a line leaves free between text on both sides."""
    room = GUTTER * line.size
    taken = bytearray(count)
    for glyph in line.glyphs:
        if not glyph.text.isspace():
            first = max(0, math.ceil((glyph.left - room - start) / STEP))
            last = min(count - 1, math.floor((glyph.right + room - start) / STEP))
            if first <= last:
                taken[first : last + 1] = b"\1" * (last + 1 - first)
    least, most = (line.left - start) / STEP, (line.right - start) / STEP
    return [number for number in range(count) if not taken[number] and least < number < most]


def _crosses(line: Line, place: float) -> bool:
    """Whether a glyph of the line lies across or next to a place."""
    room = GUTTER * line.size
    return any(g.left < place + room and g.right > place - room for g in line.glyphs if not g.text.isspace())


def _straddles(line: Line, place: float) -> bool:
    """Whether a line has text on both sides of a place and none at it."""
    return line.left < place < line.right and not _crosses(line, place)


def _reach(line: Line, centre: float, margin: float) -> float:
    """How much of the width between a margin and the gutter a line takes, from its first glyph there to its last."""
    side = [glyph for glyph in line.glyphs if (glyph.centre < centre) == (margin < centre) and not glyph.text.isspace()]
    if not side:
        return 0.0
    return (max(g.right for g in side) - min(g.left for g in side)) / max(1.0, abs(centre - margin))


def _lean(line: Line) -> int:
    """How many more right-to-left glyphs than left-to-right ones a line has."""
    kinds = [direction(glyph.text) for glyph in line.glyphs]
    return kinds.count("R") - kinds.count("L")

"""Puts glyphs found on a page back into lines of text in logical order. Pure; knows nothing of PDF.

A page holds glyphs in visual order. Lines come from baselines, spaces and cells from gaps, the order of letters from
bidi.py. A glyph is one unit whatever it stands for, so that the ligature lam-alef stays lam-alef, and a vowel sign
stays with the letter under it.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from statistics import median

from mailbot.message.documents.bidi import balanced, direction, logical

BASELINE = 0.45  # of the size: glyphs whose baselines differ by less stand on one line
SPACE_GAP = 0.17  # of the size: a wider gap is a space
CELL_GAP = 1.6  # of the size: a wider gap always divides cells of a table
NARROW_CELL_GAP = 0.45  # of the size: a wider gap may do so, where it is also UNUSUAL times the usual gap between words
UNUSUAL = 1.8
NARROW_SPACE = 0.08  # of the size: a drawn space of less says nothing (PDFium supplies some without a width)
USUAL_GAP = 0.27  # of the size: between words, on a page with too few of them to tell
BLANK_GAP = 2.1  # of the size: a wider distance of baselines is an empty line, if it is
UNUSUAL_STEP = 1.6  # times the usual one on the page too
MARK_REACH = 1.2  # of the size: how far from its line's baseline a vowel sign may stand
EDGE = 2.0  # of the size: how near to the margin counts as aligned with it


@dataclass(slots=True)
class Glyph:
    """One drawn sign: its text (one or more characters, logical order), baseline and horizontal extent in points."""

    text: str
    y: float
    left: float
    right: float
    size: float

    @property
    def centre(self) -> float:
        """The middle of its extent."""
        return (self.left + self.right) / 2


@dataclass(slots=True)
class Line:
    """Glyphs on one baseline, from left to right."""

    glyphs: list[Glyph]
    y: float
    size: float

    @property
    def left(self) -> float:
        """Where it begins."""
        return min(glyph.left for glyph in self.glyphs)

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(glyph.right for glyph in self.glyphs)


def page_text(lines: list[Line]) -> str:
    """The text of the lines of a page or column, top line first, cells of a line separated by tabs."""
    if not lines:
        return ""
    gaps = [_gaps(line) for line in lines]
    usual = median([gap for own in gaps for gap in own if SPACE_GAP < gap < CELL_GAP] or [USUAL_GAP])
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    page_is_rtl = sum(map(_leaning, lines)) > 0
    step = median([above.y - below.y for above, below in pairwise(lines)] or [0.0])
    texts: list[str] = []
    above: Line | None = None
    for line, own in zip(lines, gaps, strict=True):
        if above is not None and above.y - line.y > max(BLANK_GAP * max(above.size, line.size), UNUSUAL_STEP * step):
            texts.append("")
        fills_width = line.left - left < line.size and right - line.right < line.size
        stretched = min((gap for gap in own if gap > SPACE_GAP), default=usual) if fills_width else usual
        texts.append(line_text(line, _is_rtl(line, left, right, page_is_rtl), max(usual, stretched)))
        above = line
    return "\n".join(texts)


def lines_of(glyphs: list[Glyph]) -> list[Line]:
    """Glyphs sorted into lines from top to bottom; vowel signs are joined to the letters they stand on.

    Letters drawn together with their vowel sign may stand at the sign's height: they join the line that has room.
    """
    marks = [glyph for glyph in glyphs if is_mark(glyph.text)]
    vocalised = [glyph for glyph in glyphs if _is_vocalised(glyph.text)]
    lines = _on_baselines(glyph for glyph in glyphs if not is_mark(glyph.text) and not _is_vocalised(glyph.text))
    homeless: list[Glyph] = []
    for glyph in vocalised:
        near = [line for line in lines if abs(line.y - glyph.y) <= MARK_REACH * line.size and _has_room(line, glyph)]
        if near:
            min(near, key=lambda line: abs(line.y - glyph.y)).glyphs.append(glyph)
        else:
            homeless.append(glyph)
    lines = sorted(lines + _on_baselines(homeless), key=lambda line: -line.y)
    for line in lines:
        line.glyphs.sort(key=lambda g: (g.left, g.right))
    _join_marks(marks, lines)
    return lines


def _on_baselines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Lines of the glyphs whose baselines are near to each other; spaces alone make none."""
    lines: list[Line] = []
    for glyph in sorted(glyphs, key=lambda g: -g.y):
        line = lines[-1] if lines else None
        if line is not None and line.y - glyph.y <= BASELINE * max(glyph.size, line.size):
            line.glyphs.append(glyph)
            line.size = max(line.size, glyph.size)
        else:
            lines.append(Line([glyph], glyph.y, glyph.size))
    lines = [line for line in lines if drawn(line)]
    for line in lines:
        line.size = median(glyph.size for glyph in drawn(line))
        line.y = median(glyph.y for glyph in drawn(line))
    return lines


def _is_vocalised(text: str) -> bool:
    return len(text) > 1 and not is_mark(text) and any(map(unicodedata.combining, text))


def _has_room(line: Line, glyph: Glyph) -> bool:
    """Whether a glyph lies in or beside a line without covering its letters."""
    if not line.left - 2 * line.size <= glyph.centre <= line.right + 2 * line.size:
        return False
    return not any(other.left < glyph.centre < other.right for other in drawn(line))


def line_text(line: Line, rtl: bool, usual: float = USUAL_GAP) -> str:
    """A line's cells in reading order, separated by tabs. usual: the gap between words here, in sizes."""
    cells: list[list[str]] = [[]]
    for glyph, gap, spaced in zip(drawn(line), [0.0, *_gaps(line)], _spaced(line), strict=True):
        if gap > CELL_GAP or (gap > NARROW_CELL_GAP and gap > UNUSUAL * usual):
            cells.append([])
        elif gap > SPACE_GAP or spaced:
            cells[-1].append(" ")
        cells[-1].append(glyph.text)
    if rtl:
        cells.reverse()
    return "\t".join(_cell_text(cell, rtl) for cell in cells)


def drawn(line: Line) -> list[Glyph]:
    """The glyphs of a line without its spaces."""
    return [glyph for glyph in line.glyphs if not glyph.text.isspace()]


def _gaps(line: Line) -> list[float]:
    """The gaps between neighbouring glyphs in sizes, spaces taken for nothing; negative where they overlap."""
    glyphs = drawn(line)
    gaps: list[float] = []
    end = glyphs[0].right if glyphs else 0.0
    for glyph in glyphs[1:]:
        gaps.append((glyph.left - end) / line.size)
        end = max(end, glyph.right)
    return gaps


def _spaced(line: Line) -> list[bool]:
    """For every drawn glyph, whether a space with a width of its own stands before it."""
    spaced: list[bool] = []
    before = False
    for glyph in line.glyphs:
        if glyph.text.isspace():
            before = before or glyph.right - glyph.left > NARROW_SPACE * line.size
        else:
            spaced.append(before)
            before = False
    return spaced


def _cell_text(pieces: Sequence[str], rtl: bool) -> str:
    """The text of one cell in logical order."""
    kinds = [direction(piece) for piece in pieces]
    base = rtl if "R" in kinds and "L" in kinds else "R" in kinds
    return balanced("".join(logical(pieces, base)))


@lru_cache(maxsize=4096)
def is_mark(text: str) -> bool:
    """Whether a glyph holds combining signs only."""
    return bool(text) and all(unicodedata.combining(character) for character in text)


def _leaning(line: Line) -> int:
    """How many more right-to-left glyphs than left-to-right ones a line has."""
    kinds = [direction(glyph.text) for glyph in line.glyphs]
    return kinds.count("R") - kinds.count("L")


def _is_rtl(line: Line, left: float, right: float, page_is_rtl: bool) -> bool:
    """A line's base direction: its letters' where they agree, else that of the margin it stands at, else the page's."""
    kinds = {direction(glyph.text) for glyph in line.glyphs}
    if "R" not in kinds:
        return page_is_rtl and "L" not in kinds
    if "L" not in kinds:
        return True
    at_left, at_right = line.left - left < EDGE * line.size, right - line.right < EDGE * line.size
    return page_is_rtl if at_left == at_right else at_right


def _join_marks(marks: list[Glyph], lines: list[Line]) -> None:
    """Joins every vowel sign to the letter it stands over or under, on the nearest line that has one there."""
    for mark in marks:
        best: tuple[float, Line, int] | None = None
        for line in lines:
            away = abs(line.y - mark.y)
            if away > MARK_REACH * max(line.size, mark.size):
                continue
            for index, glyph in enumerate(line.glyphs):
                if glyph.left - 0.5 <= mark.centre <= glyph.right + 0.5 and direction(glyph.text) == "R":
                    distance = away + abs(glyph.centre - mark.centre)
                    if best is None or distance < best[0]:
                        best = (distance, line, index)
        if best is not None:
            _, line, index = best
            line.glyphs[index] = replace(line.glyphs[index], text=line.glyphs[index].text + mark.text)

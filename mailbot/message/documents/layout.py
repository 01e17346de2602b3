"""Puts glyphs found on a page back into lines of text in logical order. Pure; knows nothing of PDF.

A page holds glyphs in visual order. Lines come from baselines, spaces and cells from gaps, and the order of letters from
the Unicode bidirectional algorithm (UAX 9) run backwards: the levels of a visual line are told from its letters, and
reversing runs of levels (rule L2) undoes itself. A glyph is one unit whatever it stands for, so that the ligature
lam-alef stays lam-alef, and a vowel sign stays with the letter under it.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

BASELINE = 0.45  # of the size: glyphs whose baselines differ by less stand on one line
SPACE_GAP = 0.17  # of the size: a wider gap is a space
CELL_GAP = 1.6  # of the size: a wider gap always divides cells of a table
NARROW_CELL_GAP = 0.45  # of the size: a wider gap may do so, where it is also UNUSUAL times the usual gap between words
UNUSUAL = 1.8
NARROW_SPACE = 0.08  # of the size: a drawn space of less says nothing (PDFium supplies some without a width)
USUAL_GAP = 0.27  # of the size: between words, on a page with too few of them to tell
BLANK_GAP = 2.1  # of the size: a wider distance of baselines is an empty line
MARK_REACH = 1.2  # of the size: how far from its line's baseline a vowel sign may stand
EDGE = 2.0  # of the size: how near to the margin counts as aligned with it
MIRRORED = str.maketrans("()[]{}«»<>", ")(][}{»«><")
SEPARATORS = frozenset(".,:/٫٬\u00a0")  # common number separators (UAX 9, CS)
SIGNS = frozenset("+-−")  # ES
UNITS = frozenset("%$€£°#٪‰")  # ET


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


def page_text(glyphs: Iterable[Glyph]) -> str:
    """The text of one page, top line first, cells of a line separated by tabs."""
    lines = lines_of(list(glyphs))
    if not lines:
        return ""
    usual = median([gap for line in lines for gap in _gaps(line) if SPACE_GAP < gap < CELL_GAP] or [USUAL_GAP])
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    page_is_rtl = sum(map(_leaning, lines)) > 0
    texts: list[str] = []
    above: Line | None = None
    for line in lines:
        if above is not None and above.y - line.y > BLANK_GAP * max(above.size, line.size):
            texts.append("")
        fills_width = line.left - left < line.size and right - line.right < line.size
        stretched = min((gap for gap in _gaps(line) if gap > SPACE_GAP), default=usual) if fills_width else usual
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
    return _balanced("".join(logical(pieces, base)))


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


def is_mark(text: str) -> bool:
    """Whether a glyph holds combining signs only."""
    return bool(text) and all(unicodedata.combining(character) for character in text)


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


def _balanced(text: str) -> str:
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


def _leaning(line: Line) -> int:
    """How many more right-to-left glyphs than left-to-right ones a line has."""
    kinds = [direction(glyph.text) for glyph in line.glyphs]
    return kinds.count("R") - kinds.count("L")


def _is_rtl(line: Line, left: float, right: float, page_is_rtl: bool) -> bool:
    """A line's base direction: its letters' where they agree, else by the margin it is aligned with, else the page's."""
    kinds = {direction(glyph.text) for glyph in line.glyphs}
    if "R" not in kinds:
        return page_is_rtl and "L" not in kinds
    if "L" not in kinds:
        return True
    at_left, at_right = line.left - left < EDGE * line.size, right - line.right < EDGE * line.size
    return page_is_rtl if at_left == at_right else at_right


def _join_marks(marks: list[Glyph], lines: list[Line]) -> None:
    """Appends every vowel sign to the letter it stands over or under, on the nearest line that has one there."""
    for mark in marks:
        best: tuple[float, Glyph] | None = None
        for line in lines:
            away = abs(line.y - mark.y)
            if away > MARK_REACH * max(line.size, mark.size):
                continue
            for glyph in line.glyphs:
                if glyph.left - 0.5 <= mark.centre <= glyph.right + 0.5 and direction(glyph.text) == "R":
                    distance = away + abs(glyph.centre - mark.centre)
                    if best is None or distance < best[0]:
                        best = (distance, glyph)
        if best is not None:
            best[1].text += mark.text

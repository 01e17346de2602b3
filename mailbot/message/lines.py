"""A text as lines that know how deep they are quoted: the one shape that HTML and plain text are brought to."""

import re
from enum import Enum
from typing import NamedTuple

PREFIX = re.compile(r"(?:[ \t]{0,3}(?:>|&gt;|›)){1,50}[ \t]?")
PIPE = re.compile(r"[ \t]{0,3}(?:\|(?:[ \t]|$)){1,20}")
PICTURE = re.compile(r"\[(?:cid|image|Image): ?[^\]\n]{1,200}\]|<cid:[^>\n]{1,200}>")  # where a picture stood in HTML
MAX_LINES = 20_000
MAX_LINE = 50_000


class Mark(Enum):
    """What a mail program's own markup says about a line; text without markup has none."""

    NONE = ""
    SIGNATURE = "signature"
    TAIL = "tail"  # a block with earlier mail begins here: an attribution or a header block, then its text
    END = "end"  # such a block ended before this line
    ATTRIBUTION = "attribution"


class Line(NamedTuple):
    """One line: its text without quote marks, how deep it is quoted, its mark, the addresses it links to."""

    text: str
    depth: int = 0
    mark: Mark = Mark.NONE
    links: tuple[str, ...] = ()


def from_text(text: str, flowed: bool = False, delsp: bool = False) -> list[Line]:
    """Plain text as lines; ">" and, where several lines in a row have it, "|" count as quote marks.

    flowed, delsp: format=flowed and DelSp=yes (RFC 3676): soft line breaks are joined again.
    """
    rows = PICTURE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")[:MAX_LINES]
    lines = [_line(row[:MAX_LINE]) for row in rows]
    lines = _without_pipes(lines)
    return _unflowed(lines, delsp) if flowed else lines


def _line(row: str) -> Line:
    found = PREFIX.match(row)
    if not found:
        return Line(row)
    marks = found.group()
    return Line(row[found.end() :], marks.count(">") + marks.count("&gt;") + marks.count("›"))


def _without_pipes(lines: list[Line]) -> list[Line]:
    """Runs of at least two lines that begin with "| " and hold no further "|" are quoted text, not a table."""
    out: list[Line] = []
    run: list[Line] = []
    plain: list[Line] = []
    for line in [*lines, Line("")]:
        marks = PIPE.match(line.text) if line.depth == 0 else None
        if marks and "|" not in line.text[marks.end() :]:
            run.append(Line(line.text[marks.end() :], marks.group().count("|")))
            plain.append(line)
            continue
        run = run if len(run) > 1 else plain
        out += [*run, line]
        run, plain = [], []
    return out[:-1]


def _unflowed(lines: list[Line], delsp: bool) -> list[Line]:
    """RFC 3676 §4.1: a line ending in a space goes on in the next of the same depth; "-- " never does."""
    out: list[Line] = []
    open_text: list[str] = []
    depth = -1
    for line in lines:
        text = line.text[1:] if line.depth == 0 and line.text.startswith(" ") else line.text
        signature = text == "-- "
        if open_text and (line.depth != depth or signature):
            out.append(Line("".join(open_text), depth))
            open_text = []
        depth = line.depth
        flows = text.endswith(" ") and not signature
        open_text.append(text[:-1] if flows and delsp else text)
        if not flows or sum(map(len, open_text[-2:])) > MAX_LINE:
            out.append(Line("".join(open_text), depth))
            open_text = []
    if open_text:
        out.append(Line("".join(open_text), depth))
    return out

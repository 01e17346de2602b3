"""The one convention for text from documents: how lines, cells, spaces and Arabic letters are written."""

import re
import unicodedata

MAX_TEXT = 1_000_000  # characters kept of one document; a book of 400 pages has about as many

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff]+"
)
_FORMS = re.compile("[\ufb00-\ufb06\ufb50-\ufdf9\ufdfb-\ufdff\ufe70-\ufefc]+")
_CARRIER = re.compile("[ \u0640](?=[\u064b-\u0652])")  # vowel signs by themselves unfold to a carrier and the sign
_BLANK_LINES = re.compile(r"\n{3,}")
# Runs longer than any person writes: of signs, of blanks, of letters without a blank. Whatever looks for words would go
# over them again and again, and take minutes.
_RUNS = re.compile(r"((?<![^\w\s])[^\w\s]{150})[^\w\s]+|((?<![ \t])[ \t]{150})[ \t]+|((?<!\S)\S{4000})\S+")


_STEP = 30
_MAY_RUN = re.compile(r"[^\w\s]{5}|[ \t]{5}|\S{133}")  # what is left of every such run when only each 30th sign is


def shortened(text: str) -> str:
    """Text whose runs of signs, blanks and letters have a bearable length. Linear."""
    if not _MAY_RUN.search(text[::_STEP]):
        return text
    return _RUNS.sub(lambda found: found.group(1) or found.group(2) or found.group(3), text)


def tidy(text: str) -> str:
    """Text in the convention of Message: "\\n" between lines, one tab between cells, NFC, no trailing spaces.

    Controls of direction, soft hyphens and other invisible characters go; presentation forms of Arabic and Latin
    ligatures become plain letters (Unicode NFKC, only for those, so that ² and № stay). An empty first cell keeps its
    tab. At most one blank line in a row.
    """
    text = _BREAKS.sub("\n", text)
    text = _SPACES.sub(" ", text)
    text = _INVISIBLE.sub("", text)
    text = _FORMS.sub(lambda found: _CARRIER.sub("", unicodedata.normalize("NFKC", found.group())), text)
    text = shortened(unicodedata.normalize("NFC", text))
    text = "\n".join(map(_line, text.split("\n")))
    return _BLANK_LINES.sub("\n\n", text).strip(" \n")


def _line(line: str) -> str:
    """One line without spaces at its edges and around its tabs."""
    return "\t".join(cell.strip(" ") for cell in line.split("\t")).rstrip("\t")


def row(cells: list[str]) -> str:
    """One line of a table: line breaks and tabs inside a cell become spaces, empty cells at the end are dropped."""
    return "\t".join(" ".join(cell.split()) for cell in cells).rstrip("\t")

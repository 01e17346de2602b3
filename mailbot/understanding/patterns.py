"""Turns a pattern as people write it in rules/*.toml into a linear-time RE2 expression for folded text.

What a pattern may hold besides RE2's own syntax (https://github.com/google/re2/wiki/Syntax):

    a space     any white space, also a line break
    ~           the rest of a word: propos~ hits propose, proposons, proposer
    …           up to four words between (…… up to ten), never across the end of a sentence
    <name>      a macro of the same file or of macros.toml; <file.name>: any of a list of words of rules/file.toml
    ^ and $     begin and end of the sentence

Letters are folded as the text is, so "Réunion", "المديرة" may be written naturally. A pattern hits whole words; in
Arabic a written-on و or ف before it does not matter.
"""

import re
from collections.abc import Iterable, Mapping

import re2

from mailbot.understanding.fold import fold

SPACE = r"(?:[ \n\t]+)"
WORD = r"[^ \n\t.!?]+(?:[.][^ \n\t.!?]+)*"  # a dot inside a word (a.m., example.org) does not end it
LETTER = r"a-z0-9_\x{c0}-\x{24f}\x{370}-\x{52f}\x{5d0}-\x{5ea}\x{620}-\x{6d3}"  # what folded words are made of
REST = f"[{LETTER}]*"
BEFORE = f"(?:^|[^{LETTER}])"
AFTER = f"(?:$|[^{LETTER}])"
ARABIC_JOINT = "[وف]?"
MOST_SHOWN = 40  # characters of a faulty part of an expression
SPECIAL = frozenset("\\.+*?()|[]{}^$")

_MACRO = re.compile(r"<([a-z_.]+)>")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_OPENING = re.compile(r"\((?!\?)")
_CLASS = re.compile(r"\[[^\]]*\]")
_ESCAPE = re.compile(r"\\(?:[pP]\{[^}]*\}|[pP].|x\{[^}]*\}|.)", re.DOTALL)


def options(patterns: int = 1) -> re2.Options:
    """RE2's settings for every pattern of mailbot: quiet; 8 MB at most for one pattern, as RE2 has it.

    patterns: how many are written into one expression.
    """
    chosen = re2.Options()
    chosen.log_errors = False
    chosen.one_line = True
    chosen.max_mem *= patterns
    return chosen


def expand(pattern: str, macros: Mapping[str, str], depth: int = 8) -> str:
    """The pattern with its macros written out. Raises ValueError for an unknown macro or macros in a circle."""

    def written_out(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in macros:
            raise ValueError(f"unknown macro <{name}>")
        if not depth:
            raise ValueError(f"macro <{name}> uses itself")
        return f"(?:{expand(macros[name], macros, depth - 1)})"

    return _MACRO.sub(written_out, pattern)


class _Literal(dict[int, str]):
    """str.translate's table for literal text of a pattern, filled as characters are met: folded, operators kept."""

    def __missing__(self, code: int) -> str:
        """Fold a character; one that folds into an operator is escaped."""
        character = chr(code)
        if character in "~…" or (character.isascii() and not character.isupper()):
            kept = character
        else:
            kept = fold(character).translate(ESCAPED)
        self[code] = kept
        return kept


ESCAPED = {ord(operator): f"\\{operator}" for operator in SPECIAL}
_LITERAL = _Literal()


def any_of(words: Iterable[str]) -> str:
    """The pattern that hits any word or phrase of a list; a final * of a word stands for any ending."""
    escaped = (word.rstrip("*").translate(ESCAPED) + "~" * word.endswith("*") for word in words)
    return "|".join(sorted(escaped, key=lambda pattern: (-len(pattern), pattern)))


def expression(pattern: str, macros: Mapping[str, str], language: str) -> str:
    """The RE2 expression of a pattern, whole words, with the words themselves as group 1.

    Raises ValueError for a macro that does not exist.
    """
    text, place, parts = expand(pattern, macros).strip(), 0, []
    for escape in _ESCAPE.finditer(text):
        parts.append(_inside(text[place : escape.start()]))
        parts.append(escape.group())
        place = escape.end()
    parts.append(_inside(text[place:]))
    if "[" in (left := _CLASS.sub("", _ESCAPE.sub("", text))) or "]" in left:
        raise ValueError("missing ] or [")  # RE2 would find its other half in what is put around the pattern
    inner = "".join(parts)
    joint = ARABIC_JOINT if language == "ar" or (language == "any" and _ARABIC.search(inner)) else ""
    before = "" if inner.startswith("^") else BEFORE + joint
    after = "" if inner.endswith("'") or (inner.endswith("$") and not inner.endswith("\\$")) else AFTER
    return f"{before}({inner}){after}"


def _inside(plain: str) -> str:
    """Folds and writes out, leaving character classes free of the shorthand."""
    folded, place, parts = plain.translate(_LITERAL), 0, []
    for bracket in _CLASS.finditer(folded):
        parts.append(_written(folded[place : bracket.start()]))
        parts.append(bracket.group())
        place = bracket.end()
    parts.append(_written(folded[place:]))
    return "".join(parts)


def _written(plain: str) -> str:
    """Writes the short marks out; every bracket of the pattern stays without a number, group 1 is ours."""
    plain = _OPENING.sub("(?:", plain.replace("~", REST))
    out = []
    for piece in re.split(r"( ?……? ?| +)", plain):
        if not piece:
            continue
        if "……" in piece:
            out.append(f"{SPACE}(?:{WORD}{SPACE}){{0,10}}")
        elif "…" in piece:
            out.append(f"{SPACE}(?:{WORD}{SPACE}){{0,4}}")
        elif piece.isspace():
            out.append(SPACE)
        else:
            out.append(piece)
    return "".join(out)


def compile_pattern(*sources: str) -> "re2._Regexp[str]":
    """Compiles expressions into one that hits where any of them does. Raises ValueError with RE2's own words."""
    try:
        return re2.compile("|".join(sources), options(len(sources)))
    except re2.error as fault:
        words = fault.args[0] if fault.args else fault
        said, _, part = (words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)).partition(": ")
        # For a bracket that is missing RE2 shows the whole expression, which nobody wrote as it is compiled.
        raise ValueError(f"{said}: {part}" if 0 < len(part) <= MOST_SHOWN else said) from None

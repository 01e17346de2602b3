"""The labels in a text, line by line: what each asks for and the value that stands behind or below it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from mailbot.understanding.speakers import asks, fields, headings, line_labels, names, values
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import tokens

_ANSWER = re.compile(
    r"^\s*(?:[-–—>=→⇒*•]+|(?:a|r|rep|réponse|answer|reponse|ج|الجواب|الإجابة)\s*[:.)-])\s*", re.IGNORECASE
)
_NUMBERED = re.compile(r"\(?\d{1,2}\s*[.)\-:/]")


def pairs(lines: list[str], lex: Lexicon) -> tuple[tuple[int, str, str, str], ...]:
    """(line number, field, label, value) of every label in a text, in order; "unknown" for labels nobody foresaw."""
    return _pairs(tuple(lines), lex)


@lru_cache(maxsize=4)  # a letter is asked for its labelled lines, for its blocks and for what it describes
def _pairs(lines: tuple[str, ...], lex: Lexicon) -> tuple[tuple[int, str, str, str], ...]:
    found: list[tuple[int, str, str, str]] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        heading = (
            headings.of_block(line, lex)
            if line.strip() and ":" not in line.rstrip(" :") and "\t" not in line and len(line) < fields.LABEL_CAP
            else None
        )
        if heading and not asks.is_question(line) and not _name_below(lines, number, lex):
            found.append((number, "aside" if heading == "aside" else "heading", line.strip(), ""))
            number += 1
            continue
        here = line_labels.pairs(line, lex) or _asking(line, lex)
        if here and not here[-1][2] and len(here) == 1:
            value, used = _below(lines, number, lex)
            fits = not value or here[0][0] in EXACT or values.fits(here[0][0].rstrip("?"), value, lex)
            if value and fits:
                here = [(here[0][0].rstrip("?"), here[0][1], value)]
            if value and fits and _item(here[0][0], value, lex):
                number += 1
                continue
            found += [(number, *pair) for pair in here if not pair[0].endswith("?")]
            number += 1 + (used if fits else 0)
            continue
        found += [(number, *pair) for pair in here if not _item(pair[0], pair[2], lex)]
        number += 1
    return tuple(_told_by_values(found, lex))


def _item(kind: str, value: str, lex: Lexicon) -> bool:
    """Whether a value is a whole item ("X / baker / House Y / plenary"): read as a sentence, not as a name."""
    return (
        kind == "name"
        and len(value) > 30
        and values.starts_with_person(value, lex)
        and any(lex.roles.all(tokens(value)))
        and len(re.split(r"\s[-–—/|]\s|[(,;،]", value)) > 2
    )


EXACT = frozenset(
    ("name", "family", "given", "middle", "title", "affiliation", "role", "both", "aside", "other", "number")
)


def _asking(line: str, lex: Lexicon) -> list[tuple[str, str, str]]:
    """A question or a numbered label known by its words alone; its field ends with "?": the answer must fit."""
    bare = line.strip()
    if not bare or len(bare) > 140:
        return []
    if asks.is_question(bare) or bare.endswith((":", "：")) or _numbered(bare, lex):
        kind = asks.field(fields.BRACKETS.sub(" ", fields.NUMBER.sub("", bare)), lex)
        return [(kind if kind in ("aside", "other") else f"{kind}?", bare, "")] if kind else []
    return []


def _numbered(line: str, lex: Lexicon) -> bool:
    """Whether a line is a numbered label with nothing of a person in it: "2) Sa fonction"."""
    mark = _NUMBERED.match(line)
    bare = line[mark.end() :] if mark else ""
    return 0 < len(bare.split()) <= 8 and not values.kinds(bare, lex) and not line.endswith((".", "!", ";"))


def _told_by_values(found: list[tuple[int, str, str, str]], lex: Lexicon) -> list[tuple[int, str, str, str]]:
    """Labels nobody foresaw, of which one holds a name ("guess"), others around it a function, a house, a role."""
    told: list[tuple[int, str, str, str]] = []
    for at, (number, known, label, value) in enumerate(found):
        kind = known
        around = [
            other
            for other in (found[max(0, at - 3) : at + 4] if kind == "unknown" else ())
            if other is not found[at] and abs(other[0] - number) <= 4
        ]
        if around and "name" in values.kinds(value, lex) and not _somebody_else(label, lex):
            held: set[str] = set()
            held.update(*(values.kinds(each[3], lex) if each[1] == "unknown" else (each[1],) for each in around))
            if len(held & {"title", "affiliation", "role", "both"}) >= 2 and not held & {"name", "family", "given"}:
                kind = "guess"
        told.append((number, kind, label, value))
    return told


def _somebody_else(label: str, lex: Lexicon) -> bool:
    """Whether a label names a post or asks for a contact: who stands behind it is no speaker by that."""
    return any(lex.is_title(token) for token in tokens(label)) or asks.field(label, lex) in ("aside", "other")


def _name_below(lines: Sequence[str], number: int, lex: Lexicon) -> bool:
    """Whether the next line is a bare name: then the heading is its label."""
    below = next((line for line in lines[number + 1 : number + 3] if line.strip()), "")
    return bool(below) and not line_labels.pairs(below, lex) and names.is_name(below, lex)


def _below(lines: Sequence[str], number: int, lex: Lexicon) -> tuple[str, int]:
    """The value on the line below a label that stands alone, and how many lines were used."""
    for ahead in range(number + 1, min(number + 3, len(lines))):
        line = lines[ahead].strip()
        if not line:
            continue
        answer = _ANSWER.sub("", line)
        if line_labels.pairs(answer, lex) or _asking(answer, lex) or len(line) > 160:
            return "", 0
        return answer, ahead - number
    return "", 0


def label_lines(text: str, lex: Lexicon) -> frozenset[int]:
    """Numbers of the lines whose labels were understood: they are no sentences."""
    lines = text.split("\n")
    taken: set[int] = set()
    for number, kind, _, value in pairs(lines, lex):
        if kind in ("unknown", "heading"):
            continue
        taken.add(number)
        if value and value not in lines[number]:
            taken.update(
                ahead for ahead in (number + 1, number + 2) if ahead < len(lines) and lines[ahead].strip() == value
            )
    return frozenset(taken)


def describes(text: str, lex: Lexicon) -> bool:
    """Whether labels in a text give a name and something else of a person."""
    kinds = {kind for _, kind, _, value in pairs(text.split("\n"), lex) if value} if ":" in text else set()
    more = {"title", "affiliation", "role", "both", "unknown"}
    return bool(kinds & {"name", "guess", "family"}) and bool(kinds & more)

"""The labels of one line and their values: behind a colon, a leader or a question, or in the cells of a table."""

import re

from mailbot.understanding.speakers import asks, fields, roles, values
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon

_LEADER = re.compile(r"\s*(?:\.{3,}|…+|_{3,}|={1,2}>?|->|→|⇒|\t+|\s{3,}|\s[-–—]\s)\s*")
_LED = re.compile(r"\.{3}|[…=→⇒\t]|___|->|\s(?:\s\s|[-–—]\s)")  # what every leader holds
_COLON = re.compile(r"\s*[:：]\s*|\s+=\s+(?=\w)")
_MARKS = frozenset(":：=")
_ORDINAL = re.compile(r"^\W*\d{1,3}\W*$")
_QUESTION = re.compile(r"^(?P<label>[^?؟:]{2,70})[?؟]\s+(?P<value>\S[^?؟]{1,120})$")


def pairs(line: str, lex: Lexicon) -> list[tuple[str, str, str]]:
    """(field, label, value) of one line: one label, several in a row, or cells of a table in pairs."""
    if not line.strip() or len(line) > 2000:
        return []
    if "\t" in line:
        cells = [cell.strip() for cell in line.strip().split("\t")]
        if len(cells) in (2, 4, 6):
            found = [(fields.field_of(cells[at], lex), cells[at], cells[at + 1]) for at in range(0, len(cells), 2)]
            if found[0][0] and all(kind for kind, _, _ in found) and not fields.field_of(cells[1], lex):
                return [(kind, label, value) for kind, label, value in found if kind]
        if len(cells) > 2:
            kept = [cell for cell in cells if cell and not _ORDINAL.match(cell)]
            if len(kept) == 2 and (kind := fields.field_of(kept[0], lex)) and not fields.field_of(kept[1], lex):
                return [(kind, kept[0], kept[1])]
            if len(kept) > 2 and fields.field_of(kept[0], lex) == "role" and roles.BOX.search(line):
                return [("role", kept[0], "  ".join(kept[1:]))]
            return []
    several = _inline(line, lex) or _answered(line, lex)
    if several:
        return several
    text = line.lstrip("-–—*•· \t")
    if lead := _LEADER.search(text) if _LED.search(text) else None:
        label, value = text[: lead.start()], text[lead.end() :]
        if label and (kind := fields.field_of(label, lex)) and (value.strip(" ._…-") or "." in lead.group()):
            return [(kind, label, value.strip())]
    if unknown := _unforeseen(line):
        return [unknown]
    if len(line) <= fields.LABEL_CAP and not line.strip().endswith((".", "!")) and (kind := fields.field_of(line, lex)):
        return [(kind, line.strip(), "")]
    return []


def _answered(line: str, lex: Lexicon) -> list[tuple[str, str, str]]:
    """A question with its answer on the same line: "2. Position? Epidemiologist"."""
    match = _QUESTION.match(line) if "?" in line or "؟" in line else None
    if match is None:
        return []
    label, value = match.group("label").strip(), match.group("value").strip()
    kind = fields.field_of(label, lex) or asks.field(fields.NUMBER.sub("", label), lex)
    if kind is None or (kind not in ("aside", "other") and not values.fits(kind, value, lex)):
        return []
    return [(kind, label, value)]


def _by_words(label: str, rest: str, lex: Lexicon) -> str | None:
    """What a short label asks for by its words, where what stands behind it can be that."""
    if len(label.split()) > 7 or not rest.strip() or values.first_sentence(rest, lex) != rest:
        return None
    kind = asks.field(fields.BRACKETS.sub(" ", label), lex)
    if kind in (None, "aside", "other"):
        return kind if kind and len(label.split()) <= 5 else None
    value = re.split(r"[;|؛\t]|\s/\s|\s{3,}", rest.strip())[0].strip()
    return kind if values.fits(kind or "", value, lex) else None


def _unforeseen(line: str) -> tuple[str, str, str] | None:
    """A short label nobody foresaw, with a colon and a value: what it holds is told by the value."""
    label, mark, value = line.strip().partition(":")
    if (
        not mark
        or not value.strip()
        or len(label.split()) > 5
        or len(label) > 40
        or len(value) > 160
        or "//" in value[:3]
    ):
        return None
    return ("unknown", label.strip(), value.strip())


def _inline(line: str, lex: Lexicon) -> list[tuple[str, str, str]]:
    """Labels with a colon, one or several in a row: "Name: X; Function: Y"."""
    marks = list(_COLON.finditer(line))[:40] if not _MARKS.isdisjoint(line) else []
    cuts: list[tuple[int, int, str, str]] = []
    floor = 0
    for mark in marks:
        head = line[floor : mark.start()]
        start = max(head.rfind(each) + 1 for each in (*grammar.LABEL_BREAKS, ": "))
        for begin in dict.fromkeys((0 if not cuts else start, start)):
            label = head[begin:]
            if kind := fields.field_of(label, lex) or _by_words(label, line[mark.end() :], lex):
                cuts.append((floor + begin, mark.end(), kind, label.strip()))
                floor = mark.end()
                break
    found = []
    for number, (_, value_start, kind, label) in enumerate(cuts):
        end = cuts[number + 1][0] if number + 1 < len(cuts) else len(line)
        value = line[value_start:end].strip().strip("|;،,؛•*/–-").strip()
        if number + 1 < len(cuts):
            value = value.rstrip(".")
        found.append((kind, label, value))
    if found and cuts[0][0] > 0 and len(found) == 1 and cuts[0][2] in ("role", "other", "aside", "number"):
        # "... as agreed, for: ..." is running text.
        return []
    return found

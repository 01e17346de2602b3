"""The labels in a text, line by line: what each asks for and the value that stands behind or below it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from mailbot.understanding.speakers import asks, fields, grammar, names, roles, values
from mailbot.understanding.speakers.lexicon import Lexicon, label_key
from mailbot.understanding.speakers.words import tokens

_LEADER = re.compile(r"\s*(?:\.{3,}|…+|_{3,}|={1,2}>?|->|→|⇒|\t+|\s{3,}|\s[-–—]\s)\s*")
_ANSWER = re.compile(
    r"^\s*(?:[-–—>=→⇒*•]+|(?:a|r|rep|réponse|answer|reponse|ج|الجواب|الإجابة)\s*[:.)-])\s*", re.IGNORECASE
)
_COLON = re.compile(r"\s*[:：]\s*|\s+=\s+(?=\w)")
_ORDINAL = re.compile(r"^\W*\d{1,3}\W*$")
_QUESTION = re.compile(r"^(?P<label>[^?؟:]{2,70})[?؟]\s+(?P<value>\S[^?؟]{1,120})$")
_NUMBERED = re.compile(r"\(?\d{1,2}\s*[.)\-:/]")
_DASHED = re.compile(r"\s[-–—:]\s")
_DETERMINER = re.compile(r"^(?:the|le|la|l'|les)\s*")
_SPEAKER_HEADING = re.compile(
    r"^(?:(?:first|second|third|fourth|1st|2nd|3rd|premiere?|deuxieme|troisieme|quatrieme|second|seconde)\s+)?"
    r"(?:proposed |nominated )?(?:speaker|nominee|candidate|candidat|candidate|orateur|oratrice|intervenant|"
    r"intervenante|المتحدثه?|المرشحه?)(?:\s+(?:المقترحه?|propose|proposee|الاول|الاولي|الثاني|الثانيه|"
    r"الثالث|الثالثه))?\s*(?:n°|no\.?|#|رقم)?\s*\d{0,2}$"
)


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
            _part(line, lex)
            if line.strip() and ":" not in line.rstrip(" :") and "\t" not in line and len(line) < fields.LABEL_CAP
            else None
        )
        if heading and not asks.is_question(line) and not _name_below(lines, number, lex):
            found.append((number, "aside" if heading == "aside" else "heading", line.strip(), ""))
            number += 1
            continue
        here = _of_line(line, lex) or _asking(line, lex)
        if here and not here[-1][2] and len(here) == 1:
            value, used = _below(lines, number, lex)
            fits = not value or here[0][0] in EXACT or _fits(here[0][0].rstrip("?"), value, lex)
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


def _fits(kind: str, value: str, lex: Lexicon) -> bool:
    """Whether a value can be what a label asks for, where only some words of the label tell what it asks."""
    told = values.kinds(value, lex)
    if kind == "name":
        return "name" in told or (values.starts_with_person(value, lex) and values.first_sentence(value, lex) == value)
    if kind == "role":
        return "role" in told
    if kind in ("title", "affiliation", "both"):
        return kind in told or (not told and len(value.split()) <= 8 and not value.endswith((".", "!", "?")))
    return True


def _told_by_values(found: list[tuple[int, str, str, str]], lex: Lexicon) -> list[tuple[int, str, str, str]]:
    """Labels nobody foresaw, of which one holds a name ("guess"), others around it a function, a house, a role."""
    told: list[tuple[int, str, str, str]] = []
    for at, (number, known, label, value) in enumerate(found):
        kind = known
        if kind == "unknown" and "name" in values.kinds(value, lex) and not _somebody_else(label, lex):
            near = [
                values.kinds(other[3], lex) if other[1] == "unknown" else {other[1]}
                for other in found[max(0, at - 3) : at + 4]
                if other is not found[at] and abs(other[0] - number) <= 4
            ]
            held = set().union(*near) if near else set()
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
    return bool(below) and not _of_line(below, lex) and names.is_name(below, lex)


def _below(lines: Sequence[str], number: int, lex: Lexicon) -> tuple[str, int]:
    """The value on the line below a label that stands alone, and how many lines were used."""
    for ahead in range(number + 1, min(number + 3, len(lines))):
        line = lines[ahead].strip()
        if not line:
            continue
        answer = _ANSWER.sub("", line)
        if _of_line(answer, lex) or _asking(answer, lex) or len(line) > 160:
            return "", 0
        return answer, ahead - number
    return "", 0


def _of_line(line: str, lex: Lexicon) -> list[tuple[str, str, str]]:
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
    lead = _LEADER.search(line.lstrip("-–—*•· \t"))
    if lead:
        text = line.lstrip("-–—*•· \t")
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
    match = _QUESTION.match(line)
    if match is None:
        return []
    label, value = match.group("label").strip(), match.group("value").strip()
    kind = fields.field_of(label, lex) or asks.field(fields.NUMBER.sub("", label), lex)
    if kind is None or (kind not in ("aside", "other") and not _fits(kind, value, lex)):
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
    return kind if _fits(kind or "", value, lex) else None


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
    marks = list(_COLON.finditer(line))[:40]
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


def _part(line: str, lex: Lexicon) -> str | None:
    """A heading that opens a block: "Part B - the proposed speaker", "Speaker 2", "Contact person"."""
    key = label_key(line)
    if len(key) > fields.LABEL_CAP:
        return None
    if any(values.is_person(piece, lex) for piece in _DASHED.split(line)[1:]):
        # "Intervenante - Mme X" is a label with its value.
        return None
    run = tokens(line)
    if len(run) <= 9 and not roles.BOX.search(line) and not lex.roles.has(run):
        if lex.cues["heading_aside"].has(run):
            return "aside"
        if lex.cues["heading_speaker"].has(run):
            return "speaker"
    for piece in (key, *_DASHED.split(key)):
        bare = _DETERMINER.sub("", label_key(piece))
        if lex.labels.get(bare) == "aside":
            return "aside"
        if _SPEAKER_HEADING.match(bare):
            return "speaker"
    return None


def is_heading(label: str) -> bool:
    """Whether a label only announces a speaker: "Speaker 2"."""
    return bool(_SPEAKER_HEADING.match(label_key(label)))


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

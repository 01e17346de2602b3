"""Cuts a text into short pieces that stand alone on a line or between bars, and tells each one's kind by its words."""

import re
from dataclasses import dataclass

from mailbot.understanding.fold import fold_word
from mailbot.understanding.speakers import asks, names, roles, signatures, values
from mailbot.understanding.speakers.letters import addressed
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import tokens

MAX_LINES = 600
_COMMA = re.compile(r"\s*[,،]\s+")
LONGEST = 110  # characters of a line that may hold pieces
MAX_LABELS = 8  # of a line, one behind the other; a line of nothing but colons would be read once for each
_NUMBER = re.compile(r"^\s*(?:\(?\d{1,2}\s*[.)\-:/]+(?=\s|[^\W\d])|[-*•·▪►●○◦–—>→]+)\s*")
_BARS = re.compile(r"\s+[/|·•–—~@]\s+|\s+-\s+|\s*\|\s*|\s*[;؛•·]\s+|\t+|\s{3,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A short text standing alone. line: its number; kinds: what it can be (values.kinds); all: it fills its line."""

    text: str
    line: int
    kinds: frozenset[str]
    all: bool
    running: bool = False  # what follows a name's comma: a post, and perhaps more

    @property
    def name(self) -> bool:
        """Whether it is a person's name."""
        return "name" in self.kinds


def groups(text: str, lex: Lexicon) -> list[tuple[str, list[Piece]]]:
    """The runs of pieces in a text, each with the line that leads to it.

    Sentences, greetings and farewells part them, blank lines and questions do not.
    """
    found: list[tuple[str, list[Piece]]] = []
    current: list[Piece] = []
    lead = ""
    closed = False
    for number, line in enumerate(text.split("\n")[:MAX_LINES]):
        bare = _behind_label(signatures.unlabelled(_bare(line), lex), lex)
        if not bare:
            continue
        if asks.is_prompt(bare, lex):
            lead = lead if current else bare
            continue
        here = () if _running(bare, lex) else _of_line(bare, number, lex)
        if signatures.is_closing(bare, lex):
            closed = True
        elif here and not closed:
            current += here
            continue
        elif here and any("role" in piece.kinds for piece in here):
            # Below a farewell stand the writer's own data, until a role is named.
            closed = False
        if current:
            found.append((lead, current))
        current, lead = [], bare
    if current:
        found.append((lead, current))
    return found


def name_persons(text: str, lex: Lexicon) -> bool:
    """Whether any piece of a text may be a person's name: without one none belongs to anybody."""
    for line in text.split("\n")[:MAX_LINES]:
        piece = _bare(line)
        for _ in range(MAX_LABELS):
            comma = _COMMA.search(piece)
            cuts = (values.first_sentence(piece, lex), piece[: comma.start()] if comma else "", *_BARS.split(piece))
            if any(each and values.is_person(each.strip(), lex) for each in dict.fromkeys((piece, *cuts))):
                return True
            if not (piece := piece.partition(":")[2].strip()):
                break
    return False


def _bare(line: str) -> str:
    """A line without the number or the mark of an item and without stars around it."""
    return _NUMBER.sub("", line).strip().strip("*").strip()


def _behind_label(line: str, lex: Lexicon) -> str:
    """A line without a label nobody foresaw, where a name stands behind it: "أنا نفسي: X", "Our choice: Ms. Y"."""
    label, colon, value = line.partition(":")
    bare = value.strip()
    if (
        not colon
        or not bare
        or re.search(r"[;(؛]", bare)
        or len(label.split()) > 4
        or fold_word(label) in grammar.MAIL_FIELDS
        or asks.field(label, lex) in ("aside", "other")
    ):
        return line
    cues = [lex.cues[name] for name in ("aside", "gone", "heading_aside")]
    run = tokens(label)
    if any(cue.has(run) for cue in cues) or any(lex.is_title(token) for token in run):
        return line
    return bare if values.is_person(bare, lex) else line


def names_roles(text: str, lex: Lexicon) -> bool:
    """Whether a line of its own names a role of the call and nothing else."""
    lines = [signatures.unlabelled(line.strip(), lex) for line in text.split("\n")] if len(text) < 3000 else []
    short = (line for line in lines if line and len(line) <= 60 and values.names_role(line, lex))
    return any(values.kinds(line, lex) == {"role"} for line in short)


def _running(line: str, lex: Lexicon) -> bool:
    """Whether a line is running text, a greeting or the like."""
    if len(line) > LONGEST and not _BARS.search(line):
        return True
    if line.endswith(("!", ",", "،")) or (addressed(line, 0) and not values.is_person(line, lex)):
        return True
    return line.endswith((".", "?", "؟")) and len(line.split()) > 3 and not values.starts_with_person(line, lex)


def _of_line(line: str, number: int, lex: Lexicon) -> tuple[Piece, ...]:
    first = values.first_sentence(line, lex)
    if first != line:
        # "Ifrah Guuleed. Not me, I only type": the answer is what stands before the stop.
        kinds = values.kinds(first, lex)
        if kinds == {"role"}:
            return (Piece(line, number, kinds, True),)  # "Discussion ouverte. Table ronde aussi, si possible !"
        return (Piece(first, number, kinds, True),) if values.is_person(first, lex) else ()
    whole = values.kinds(line, lex)
    if (comma := _COMMA.search(line)) and values.is_person(line[: comma.start()], lex):
        rest = line[comma.end() :].strip(" .")
        return (
            Piece(line[: comma.start()].strip(), number, frozenset(("name",)), False),
            Piece(rest, number, values.kinds(rest, lex), False, running=True),
        )
    parts = [part.strip() for part in _BARS.split(line) if part.strip()]
    cut = tuple(Piece(part, number, values.kinds(part, lex), False) for part in parts)
    told = any("role" in piece.kinds for piece in cut) or any(piece.name for piece in cut[:1])
    if len(cut) > 1 and (told or (len(cut) > 2 and any(piece.name for piece in cut))):
        return cut
    return (Piece(line.rstrip(" ."), number, whole, True),)


def stanzas(group: list[Piece], text: str) -> list[list[Piece]]:
    """The pieces of a group that belong to one person each: by lines, by blank lines, else by the names' places."""
    if group[0].kinds == {"role"}:
        return _under_headings(group)
    rows: dict[int, list[Piece]] = {}
    for piece in group:
        rows.setdefault(piece.line, []).append(piece)
    one_each = all(sum(piece.name for piece in row) == 1 for row in rows.values())
    if one_each and any(len(row) > 1 for row in rows.values()):
        return list(rows.values())
    blank = {number for number, line in enumerate(text.split("\n")) if not line.strip()}
    parted: list[list[Piece]] = [[]]
    for piece in group:
        if parted[-1] and any(line in blank for line in range(parted[-1][-1].line + 1, piece.line)):
            parted.append([])
        parted[-1].append(piece)
    named = [part for part in parted if any(piece.name for piece in part)]
    if named and all(len(part) > 1 and sum(piece.name for piece in part) == 1 for part in named):
        return named
    return _by_names(group)


def _under_headings(group: list[Piece]) -> list[list[Piece]]:
    """Where a role stands first it is a heading: it holds for every name below it, until the next role."""
    found: list[list[Piece]] = []
    heading = group[0]
    for piece in group:
        if piece.kinds == {"role"} and piece.all:
            heading = piece
        elif piece.name:
            found.append([heading, piece])
        elif found:
            found[-1].append(piece)
    return found


def _by_names(group: list[Piece]) -> list[list[Piece]]:
    """One run a name: what follows the name, or what stands before it where the run ends with one."""
    at = [number for number, piece in enumerate(group) if piece.name]
    if len(at) < 2:
        return [group] if at else []
    if at[0] > 0 and at[-1] == len(group) - 1:
        starts = [0, *(number + 1 for number in at[:-1])]
        return [group[start : stop + 1] for start, stop in zip(starts, at, strict=True)]
    return [group[start:stop] for start, stop in zip(at, [*at[1:], len(group)], strict=True)]


def spoken_roles(piece: Piece, lex: Lexicon) -> tuple[str, ...]:
    """The roles a piece names, where it is no function ("rapporteur of the safety committee")."""
    return () if piece.kinds & {"title", "name"} else roles.in_value(piece.text, lex)


def person_of(piece: Piece, lex: Lexicon) -> str:
    """The name in a piece, without words of address."""
    return names.clean(piece.text, lex)


def folded(piece: Piece) -> str:
    """The piece as it is compared."""
    return fold_word(piece.text)


def has_title(text: str, lex: Lexicon) -> bool:
    """Whether any word of a text can head a function."""
    return any(lex.is_title(token) for token in tokens(text))

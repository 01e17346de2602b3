"""The table of decisions that organisers fill in: written with everybody undecided, read back line by line."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mailbot.errors import MailbotError
from mailbot.intake.decision import Choosing, Undecided, target_of
from mailbot.intake.told import Choice, Target
from mailbot.register.table import csv_lines

NEEDED = ("reference", "speaker", "decision")
READ = (*NEEDED, "role", "note", "tell")
SHOWN = ("reference", "speaker", "name", "title", "affiliation", "roles", "standing", *READ[2:])
DELIMITERS = ";\t,"


@dataclass(frozen=True, slots=True)
class Line:
    """One decision, and the line of the file it stands in."""

    number: int
    choosing: Choosing


Fault = tuple[int, str]


def template(undecided: Iterable[Undecided]) -> Iterator[str]:
    """The table's lines with the last four columns to be filled in; a line that is left as it is decides nothing."""
    return csv_lines(
        SHOWN,
        (
            {
                "reference": one.target.reference,
                "speaker": one.target.place,
                "name": one.speaker.name,
                "title": one.speaker.title,
                "affiliation": one.speaker.affiliation,
                "roles": list(one.speaker.roles),
                "standing": one.submission.standing.value,
                "decision": "",
                "role": "",
                "note": "",
                "tell": "",
            }
            for one in undecided
        ),
    )


def read_table(file: Path) -> tuple[list[Line], list[Fault]]:
    """The decisions of a file, and the faults of its lines. Raises MailbotError where it is no such table.

    Comma, semicolon or tab between the cells, as spreadsheet programs of different countries write them.
    """
    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        raise MailbotError(f"{file}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise MailbotError(f"{file}: is not UTF-8; save it as CSV UTF-8") from None
    head = text.split("\n", 1)[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=head.count), restval="")
    rows.fieldnames = [name.strip().lower() for name in rows.fieldnames or ()]
    if missing := [name for name in NEEDED if name not in rows.fieldnames]:
        raise MailbotError(f"{file}: line 1: found no column {', '.join(missing)}; expected {', '.join(READ)}")
    lines: list[Line] = []
    faults: list[Fault] = []
    seen: dict[Target, int] = {}
    for row in rows:
        cells = {name: (row.get(name) or "").strip() for name in READ}
        if not cells["decision"]:
            continue
        try:
            choosing = _choosing(cells)
            if (before := seen.get(choosing.target)) is not None:
                raise ValueError(f"{choosing.target} stands in line {before} already")
        except ValueError as fault:
            faults.append((rows.line_num, str(fault)))
            continue
        seen[choosing.target] = rows.line_num
        lines.append(Line(rows.line_num, choosing))
    if not lines and not faults:
        raise MailbotError(f"{file}: no line has anything in the column decision")
    return lines, faults


def _choosing(cells: dict[str, str]) -> Choosing:
    """One line's decision. Raises ValueError with what is wrong."""
    target = target_of(cells["reference"])
    if target is None or target.place is not None:
        raise ValueError(f"reference: found {cells['reference']!r}; expected one such as S-0012")
    place = cells["speaker"]
    if not (place.isascii() and place.isdigit() and int(place) > 0):
        raise ValueError(f"speaker: found {place!r}; expected the number of the person, 1 for the first")
    try:
        choice = Choice(cells["decision"].lower())
    except ValueError:
        expected = ", ".join(choice.value for choice in Choice)
        raise ValueError(f"decision: found {cells['decision']!r}; expected {expected}") from None
    return Choosing(Target(target.reference, int(place)), choice, cells["role"].lower(), cells["note"], cells["tell"])

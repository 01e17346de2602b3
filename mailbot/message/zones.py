"""The zones of a text: the sender's new words, the signature, what is only quoted, and what is passed on. Pure, linear.

A walk over the lines finds where earlier mail begins and ends; signatures are then cut from what is left.
"""

import re
from dataclasses import dataclass, field
from itertools import groupby

from mailbot.message import tables, wording
from mailbot.message.forwards import HeaderBlock, attribution, header_block, is_forward_subject
from mailbot.message.header import read_date
from mailbot.message.lines import Line, Mark
from mailbot.message.model import Forwarded, Zones
from mailbot.message.signatures import cut as cut_signature
from mailbot.message.signatures import split_closing

# Hard spaces become spaces; marks of direction and soft hyphens, which no reader sees, go.
PLAIN = {
    0xA0: " ",
    0x202F: " ",
    **dict.fromkeys((0xAD, 0x200B, 0x200E, 0x200F, 0x61C, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A))),
}
NOT_PLAIN = re.compile(f"[{''.join(map(chr, PLAIN))}]")  # most lines hold none: to look is quicker than to replace
MAX_FORWARDS = 10  # forwards within forwards


@dataclass(slots=True)
class _Cut:
    """What the walk has found so far."""

    runs: list[list[Line]] = field(default_factory=lambda: [[]])  # new text, broken where quoted text stands between
    quoted: list[str] = field(default_factory=list)
    forward: tuple[HeaderBlock | None, list[Line]] | None = None

    def quote(self, lines: list[Line]) -> None:
        """Adds quoted lines; new text after them is another run."""
        if any(line.text.strip() for line in lines) and self.runs[-1]:
            self.runs.append([])
        self.quoted += [line.text for line in lines]


def cut(lines: list[Line], subject: str) -> tuple[Zones, tuple[Forwarded, ...], tuple[str, ...]]:
    """(zones of the outer text, inline forwarded messages outermost first, links of what is not quoted).

    subject: decides whether a header block without any mark stands over a forwarded or over a quoted message.
    """
    found = _walk(lines, subject)
    zones = _zones(found)
    links = [link for run in found.runs for line in run for link in line.links]
    forwarded: list[Forwarded] = []
    while found.forward is not None and len(forwarded) < MAX_FORWARDS:
        block, inner = found.forward
        inner_subject = block.subject if block else ""
        found = _walk(inner, inner_subject)
        forwarded.append(
            Forwarded(
                sender=block.sender if block else None,
                subject=inner_subject,
                zones=_zones(found),
                attached=False,
                date=read_date(block.date) if block else None,
            )
        )
        links += [link for run in found.runs for line in run for link in line.links]
    return zones, tuple(forwarded), tuple(dict.fromkeys(links))


def _walk(lines: list[Line], subject: str) -> _Cut:
    """One pass from the top: every line is new, quoted, or begins a forwarded message that takes the rest."""
    texts = [line.text for line in lines]
    folded = [wording.fold(text) for text in texts]
    ends = _block_ends(lines)
    found = _Cut()
    forward_subject = is_forward_subject(subject)
    new_text = False
    place = 0
    while place < len(lines):
        line = lines[place]
        block = line.mark is Mark.TAIL
        start = _next_text(folded, place) if block else place
        stop = ends.get(place, len(lines)) if block else len(lines)
        if line.mark is Mark.END or (block and start >= stop):
            place += 1
            continue
        if lines[start].depth == 0 or not found.quoted:
            kind, header, after = _earlier_mail(texts, folded, start, forward_subject, new_text)
            if kind == "forward":
                found.forward = (header, _raised(lines[after:stop]))
                found.runs.append(_unmarked(lines[stop:]))  # below a marked block the outer sender writes again
                break
            if kind == "quote" or block:
                found.quote(_unmarked(lines[start:stop]))
                place = stop
                continue
        elif block:
            found.quote(_unmarked(lines[start:stop]))
            place = stop
            continue
        count = attribution(folded, place) if line.depth == 0 and folded[place] else 0
        if count or line.mark is Mark.ATTRIBUTION:
            count = count or 1
            below = _next_text(folded, place + count)
            marked = below >= len(lines) or lines[below].depth > 0 or lines[below].mark is Mark.TAIL
            stop = place + count if marked else len(lines)
        elif line.depth > 0:
            stop = place + 1
            while stop < len(lines) and (lines[stop].depth > 0 or _wrapped(lines, stop)):
                stop += 1
        else:
            found.runs[-1].append(line)
            new_text = new_text or bool(folded[place])
            place += 1
            continue
        found.quote(_unmarked(lines[place:stop]))
        place = stop
    return found


def _block_ends(lines: list[Line]) -> dict[int, int]:
    """For each TAIL line, the index below its END; a block that does not end is left out."""
    ends: dict[int, int] = {}
    waiting: list[int] = []
    for place, line in enumerate(lines):
        if line.mark is Mark.TAIL:
            waiting.append(place)
        elif line.mark is Mark.END and waiting:
            ends[waiting.pop()] = place + 1
    return ends


def _unmarked(lines: list[Line]) -> list[Line]:
    """The lines without those that only mark a block."""
    return [line for line in lines if line.text or line.mark not in (Mark.TAIL, Mark.END)]


def _earlier_mail(
    texts: list[str], folded: list[str], place: int, forward_subject: bool | None, new_text: bool
) -> tuple[str, HeaderBlock | None, int]:
    """("forward" | "quote" | "", its header block, first line of its text) of earlier mail that begins at a line."""
    line = folded[place]
    if not line:
        return "", None, place
    special = wording.special(line)
    if special and wording.FORWARD_MARK.match(line):
        block = header_block(texts, folded, _next_text(folded, place + 1))
        return "forward", block, block.end if block else place + 1
    original = special and wording.ORIGINAL_MARK.match(line)
    separator = original or wording.UNDERSCORES.match(line)
    below = _next_text(folded, place + 1) if separator else place
    block = header_block(texts, folded, below) if separator or ":" in line[:60] else None
    if block is None:
        return ("quote", None, place) if original else ("", None, place)
    if not separator and not block.surely_mail and not new_text:
        return "", None, place  # the letterhead of an official letter: "From / To / Subject"
    if forward_subject or (not new_text and forward_subject is None):
        return "forward", block, block.end
    return "quote", block, place


def _next_text(folded: list[str], place: int) -> int:
    """The next line with text, at most a few empty lines below."""
    while place < len(folded) and not folded[place]:
        place += 1
    return place


def _wrapped(lines: list[Line], place: int) -> bool:
    """Whether an unmarked line is the end of a long quoted line that a mail program wrapped."""
    line, before = lines[place], lines[place - 1]
    if place + 1 >= len(lines) or not line.text.strip() or len(line.text) > 25 or lines[place + 1].depth == 0:
        return False
    return before.depth > 0 and len(before.text) >= 60 and line.text.strip()[0].islower()


def _raised(lines: list[Line]) -> list[Line]:
    """The lines of a forwarded message one level up, where its mail program quoted all of it."""
    texts = [line for line in lines if line.text.strip()]
    if not texts or texts[0].depth == 0:
        return lines
    return [Line(line.text, max(0, line.depth - 1), line.mark, line.links) for line in lines]


def _zones(found: _Cut) -> Zones:
    """The zones of one message, its signatures cut from the runs of new text."""
    runs = [run for run in found.runs if any(line.text.strip() for line in run)]
    body: list[str] = []
    signature: list[str] = []
    for number, run in enumerate(runs):
        last = number == len(runs) - 1
        alone = number == 0 or last
        own, signed = _run_zones(run, unmarked=alone and (number == 0 or len(runs) > 1))
        if body and own:
            body.append("")
        body += own
        signature += signed
    return Zones(body=_text(body), signature=_text(signature), quoted=_text(found.quoted))


def _run_zones(run: list[Line], unmarked: bool) -> tuple[list[str], list[str]]:
    """(new text, signature) of one run, in the order of its lines."""
    marked = [line.mark is Mark.SIGNATURE for line in run]
    hard = any(is_marked and line.text.strip() for is_marked, line in zip(marked, run, strict=True))
    texts = tables.with_tabs(["" if is_marked else line.text for is_marked, line in zip(marked, run, strict=True)])
    signed = cut_signature(texts, unmarked and not hard)
    body: list[str] = []
    signature: list[str] = []
    for line, text, is_marked, is_signed in zip(run, texts, marked, signed, strict=True):
        if is_marked or (is_signed and text.strip()):
            signature.append(line.text if is_marked else text)
            if body and body[-1]:
                body.append("")
        else:
            (signature if is_signed else body).append(text)
    body = _without_delimiter(body) if any(text.strip() for text in signature) else body
    last = next((place for place in range(len(body) - 1, -1, -1) if body[place].strip()), None)
    if last is not None and any(text.strip() for text in body[:last]):
        closing, name = split_closing(body[last])
        if name:
            body[last] = closing
            signature.insert(0, name)
    return body, [text for text in signature if not wording.DASHES.match(text) and not wording.UNDERSCORES.match(text)]


def _without_delimiter(body: list[str]) -> list[str]:
    """The text without the "-- " that stands above a signature which its mail program marked itself."""
    end = len(body)
    while end and (not body[end - 1].strip() or wording.DASHES.match(body[end - 1])):
        end -= 1
    return body[:end]


def _text(lines: list[str]) -> str:
    """Lines as one text: no space at line ends, at most one empty line in a row, drawn tables with tabs."""
    rows = [
        (row.translate(PLAIN) if NOT_PLAIN.search(row) else row).rstrip(" ")
        for row in tables.with_tabs(lines)
        if row != tables.DROPPED
    ]
    kept = [(blank, list(group)) for blank, group in groupby(rows, key=lambda row: not row.strip())]
    return "\n".join("" if blank else "\n".join(group) for blank, group in kept).strip("\n")

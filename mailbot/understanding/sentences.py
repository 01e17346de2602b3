"""Splits the zones of a message into sentences, lines and list items, in three languages, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mailbot.message.model import Message, Zone
from mailbot.understanding.fold import Folded

LONGEST = 1200  # characters of one sentence; a longer one is cut, so that no rule meets a wall of text
WRAPPED = 55  # a line at least this long may have been broken by the sender's program and go on in the next
QUOTE = 160  # characters that a quoted title may have on either side of a mark
MOST = 1500  # sentences of a zone
ZONE_CAP = 60_000  # characters of a zone that are read; nobody writes a longer letter

# What ends with a dot without ending a sentence: honorifics, initials and usual abbreviations.
_SHORT = """
adv al approx art asst a.i av bd b.p capt cdt cf cne co col c.-à-d dept dr drs dy e.g eg eng env est etc ex fax fig fr
gen h.e hajj hon i.e ie inc ing jr jt lt ltd m maj me mlle mm mme mr mrs ms n no nos p.ex p.o pp pr prof ref rep resp
rev réf s.e sgt sl sr st ste tel tél u.n vol vs
أ أ.د أ.م ا ا.د ب.د د د.م ص ق.م م ه ت
"""
ABBREVIATIONS = frozenset(_SHORT.split())
BULLET = re.compile(r"^[ \t]*(?:[-–—•*·▪◦‣●■□☐☒☑✓✔➢➤o§]|\(?[0-9٠-٩]{1,2}[.)/-]|\(?[a-zA-Zأ-ي][.)])[ \t]+")
LABEL = re.compile(r"^[ \t]*[^\n:：.?!؟]{1,48}[ \t]*[:：](?!//)")
# "أما" opens a sentence of its own behind its comma: "X ستتحدث، أما Y فلن يحضر".
ENDS = re.compile(r"[.!?؟…]+[\"»”')\]]*[ \t\n]+(?=\S)|[؛;][ \t\n]+(?=\S)|[،,][ \t\n]+(?=أما[ \t\n])")
LAST_WORD = re.compile(r"([^\s(«\"'’]+?)[.]*$")
LOWER_START = re.compile(r"^[ \t]*[a-zà-ÿ(،,«\"]|^[ \t]*[\u0621-\u064A]")


@dataclass(frozen=True)
class Sentence:
    """A sentence, a list item, a labelled line or a table row.

    text: as written, wrapped lines joined by one space (a row keeps its tabs). zone: where it stands; start: the offset
    of its first character in that zone's text; within: index of the forwarded message or attachment, else None.
    """

    zone: Zone
    text: str
    start: int = 0
    line: int = 0  # number of the line it begins in
    within: int | None = None

    @cached_property
    def folded(self) -> Folded:
        """The text folded for matching, with the way back."""
        return Folded(self.text)


def sentences(text: str, zone: Zone, within: int | None = None) -> tuple[Sentence, ...]:
    """The sentences of a text in order. Linear in the text; empty lines and pure punctuation are left out."""
    found: list[Sentence] = []
    for start, line, paragraph in paragraphs(text[:ZONE_CAP]):
        offset = start
        for piece in split(paragraph):
            words = piece.strip(" \n")
            if any(character.isalnum() or character in "?؟" for character in words):
                lead = len(piece) - len(piece.lstrip(" \n"))
                if len(found) == MOST:
                    return tuple(found)
                found.append(Sentence(zone, " ".join(words.split("\n"))[:LONGEST], offset + lead, line, within))
            offset += len(piece)
    return tuple(found)


def paragraphs(text: str) -> Iterator[tuple[int, int, str]]:
    """(offset, line number, text) of each run of lines that belong together.

    A line goes on in the next when it is long (the program wrapped it) or ends without punctuation before a small
    letter; list items, labelled lines and table rows stand alone.
    """
    held: list[str] = []
    held_at = held_line = offset = 0
    for number, line in enumerate(text.split("\n")):
        bare = line.strip()
        if held and not (bare and _goes_on(held[-1], line)):
            yield held_at, held_line, "\n".join(held)
            held = []
        if bare:
            if not held:
                held_at, held_line = offset, number
            held.append(line)
        offset += len(line) + 1
    if held:
        yield held_at, held_line, "\n".join(held)


def _goes_on(above: str, line: str) -> bool:
    """Whether a line is the rest of the one above it."""
    if "\t" in above or "\t" in line or BULLET.match(line):
        return False
    end = above.rstrip()
    if LABEL.match(line) and len(line.strip()) < WRAPPED * 2 and not _inside_sentence(above, line):
        return False
    if end[-1:] in ".!?؟:：؛;":
        # A wrapped line may end with a full stop by chance: both halves are sentences of their own then.
        return False
    if len(end) >= WRAPPED:
        return True
    return bool(LOWER_START.match(line)) and len(end) > 25 and end[-1:] not in ",،"


def _inside_sentence(above: str, line: str) -> bool:
    """A colon in the middle of running prose: the line above is long and this one begins small."""
    return len(above.rstrip()) >= WRAPPED and line.strip()[:1].islower()


def split(paragraph: str) -> Iterator[str]:
    """Cuts a paragraph behind the marks that end a sentence; joined again the pieces are the paragraph."""
    start = 0
    capitals = paragraph != paragraph.lower()
    for mark in ENDS.finditer(paragraph):
        after = paragraph[mark.end() : mark.end() + 1] if capitals else ""
        if _quoted(paragraph, start, mark.start()) or _abbreviation(
            paragraph[start : mark.start() + 1], mark.group(), after
        ):
            continue
        yield paragraph[start : mark.end()]
        start = mark.end()
    yield paragraph[start:]


def _quoted(paragraph: str, start: int, place: int) -> bool:
    """Whether a place stands inside « », “ ” that close soon: the mark there belongs to a title."""
    for opening, closing in (("«", "»"), ("“", "”")):
        opened = paragraph.rfind(opening, max(start, place - QUOTE), place)
        if (
            opened > paragraph.rfind(closing, max(start, place - QUOTE), place)
            and closing in paragraph[place : place + QUOTE]
        ):
            return True
    return False


def _abbreviation(before: str, mark: str, after: str) -> bool:
    """Whether a dot belongs to the word before it ("M. Ali", "d'ex. 3", "A. B. Smith") and ends nothing.

    after: the letter behind it, which tells something only where the sender writes capitals at all; "" where not.
    """
    if not mark.startswith(".") or mark.startswith(".."):
        return False
    last = LAST_WORD.search(before[-24:])
    if last is None:
        return False
    word = last.group(1)
    if after.islower():
        return True
    if word.isdigit():
        return len(word) <= 2 and before.strip() == last.group(0)
    return word.lower() in ABBREVIATIONS or (len(word) == 1 and word.isalpha())


def own_sentences(message: Message) -> tuple[Sentence, ...]:
    """What the sender says now: subject and new text."""
    subject = sentences(message.envelope.subject, Zone.SUBJECT)
    return subject + sentences(message.zones.body, Zone.BODY)


def forwarded_sentences(message: Message) -> tuple[Sentence, ...]:
    """What the forwarded messages say: each one's subject and new text, with its index as `within`."""
    found: list[Sentence] = []
    for index, inner in enumerate(message.forwarded):
        found.extend(sentences(inner.subject, Zone.FORWARDED, index))
        found.extend(sentences(inner.zones.body, Zone.FORWARDED, index))
    return tuple(found)

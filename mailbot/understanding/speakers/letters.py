"""The texts of a message that somebody wrote, with what is worked out of each while persons are looked for."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mailbot.message.model import Address, Message, Zone, Zones
from mailbot.understanding.fold import fold_word
from mailbot.understanding.organisations.directory import Directory, Organisation
from mailbot.understanding.speakers import signatures
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import ARABIC, Run, Token

if TYPE_CHECKING:
    pass


BODY_CAP = 40_000  # characters of a letter that are read


DOCUMENT_CAP = 200_000


LETTER_CAP = 9_000  # a longer document is no letter of nomination


_GREETING = re.compile(
    r"^(?:dear|to\b|hello|hi\b|attn|messrs|chers?\b|cheres?\b|madame|monsieur|mesdames|messieurs|a l'|"
    r"aux?\b|a la\b|الساده|الي|حضره|سعاده|الاخوه|الاعزاء|الزملاء|مرحبا|السيد\b|السيده\b)"
)


_REPORT = re.compile(
    r"\b(?:report|rapport|contribution|study|etude)\b|تقرير|دراسه|recommendations|recommandations|توصيات"
)


_LETTER = re.compile(
    r"\b(?:dear|sirs?|madam|messrs|messieurs|mesdames|monsieur|madame|chers?|cheres?|objet|subject)\b|"
    r"الساده|الموضوع|تحيه|السلام عليكم|حضره"
)


@dataclass(slots=True)
class Letter:
    """A text somebody wrote: the message itself, a forwarded one, or a letter attached."""

    zones: Zones
    sender: Address | None
    zone: Zone
    subject: str = ""
    within: int | None = None
    attachment: int | None = None
    run: Run = field(default_factory=Run)
    signature: signatures.Signature = field(default_factory=signatures.Signature)
    house: str | None = None
    named: list[Organisation] = field(default_factory=list)
    pieces: list[Run] = field(default_factory=list)  # its sentences


def addressed(text: str, place: int) -> bool:
    """Whether a place stands in a line that greets or addresses: what is named there is who gets the letter."""
    start = text.rfind("\n", 0, place) + 1
    return bool(_GREETING.match(fold_word(text[start : start + 40])))


_SALUTATION_END = re.compile(
    r"(?:[,،!:]|bonjour|bonsoir|hello|المحترمه?|المحترمين|تحيه(?: طيبه)?|وبعد|حفظه[ا]? الله)\W*$"
)


def greeted(text: str, place: int) -> bool:
    """Whether a place stands in a line that is a salutation and nothing else: "Madame X bonjour,"."""
    if not addressed(text, place):
        return False
    start = text.rfind("\n", 0, place) + 1
    line = text[start : (text.find("\n", place) + 1 or len(text) + 1) - 1].strip()
    return len(line.split()) <= 9 and bool(_SALUTATION_END.search(fold_word(line)))


def mostly_arabic(text: str) -> bool:
    """Whether most letters at the beginning of a text are Arabic."""
    sample = text[:3000]
    if sample.isascii():
        return False
    arabic = len(ARABIC.findall(sample))
    return arabic > 0 and arabic * 2 > sum(map(str.isalpha, sample))


def is_report(text: str) -> bool:
    """Whether a document reads like a report rather than a letter, a form or a list."""
    head = fold_word(text[:700])
    if len(text) < 2500 and (_LETTER.search(head)):
        return False
    return len(text) > 500 and bool(_REPORT.search(head))


def without_lines(run: list[Token], text: str, taken: frozenset[int]) -> list[Token]:
    """The tokens of a text without its table rows and labelled lines, so that these are not read as sentences."""
    if not taken:
        return run
    spans = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        if number in taken:
            spans.append((start, start + len(line)))
        start += len(line) + 1
    if not spans:
        return run
    kept, at = [], 0
    for token in run:
        while at < len(spans) and spans[at][1] < token.start:
            at += 1
        if at < len(spans) and spans[at][0] <= token.start < spans[at][1]:
            continue
        kept.append(token)
    return kept


@dataclass(slots=True)
class Scene:
    """One message while its persons are looked for.

    letters: the message itself first, then the forwarded ones in their order. housed_table: a table of nominees has a
    column for their organisations.
    """

    message: Message
    lex: Lexicon
    directory: Directory
    letters: list[Letter] = field(default_factory=list)
    housed_table: bool = False

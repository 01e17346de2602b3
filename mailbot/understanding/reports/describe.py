"""Describes the report a message submits: title, organisations, whether they are several, and its files."""

from difflib import SequenceMatcher

from mailbot.message.model import Message
from mailbot.understanding.fold import fold
from mailbot.understanding.model import Report
from mailbot.understanding.reports.documents import report_text
from mailbot.understanding.reports.front import front_page
from mailbot.understanding.reports.lexicon import ARABIC, Lexicon
from mailbot.understanding.reports.model import REPORTS, DocumentRole, Front
from mailbot.understanding.reports.submitters import lines_known, own_lines, said_in, submitters, told_of, voice
from mailbot.understanding.reports.titles import title_in, title_in_subject
from mailbot.understanding.reports.typed import typed_report
from mailbot.understanding.rules import Rules

ALIKE = 0.85  # a scan's title this close to one in the message is that one, misread


def describe(message: Message, roles: tuple[DocumentRole, ...], rules: Rules, language: str = "") -> Report:
    """The report in a message that submits one. Every value stands in the message or its attachments.

    roles: of `documents.roles`. language: the message's (ar, en, fr), which of two versions names the report.
    """
    lexicon = Lexicon(rules)
    files = tuple(role.attachment for role in roles if role.role in REPORTS)
    documents = [message.attachments[index].document for index in files]
    texts = [text for text in (report_text(message.attachments[index], rules) for index in files) if text.strip()]
    if not texts and (typed := typed_report(message, lexicon)):
        texts = [typed]
    known = lines_known(message, lexicon, tuple(front_page(text, lexicon) for text in texts))
    told = told_of(message, known, lexicon)
    keys = frozenset(known) | {fold(name) for name in told} | own_lines(message, lexicon)
    pages = tuple(front_page(text, lexicon, keys, said_in(message, lexicon)) for text in texts)
    page = _main(pages, message, language)
    text = texts[pages.index(page)] if page else ""
    scan = any(document.scan for document in documents)
    organisations = submitters(message, page, known, lexicon, text, scan)
    title = _title(message, page, scan, lexicon)
    return Report(title, organisations, len(organisations) > 1, files)


def _main(pages: tuple[Front, ...], message: Message, language: str) -> Front | None:
    """Of several versions the one in the message's language, else the first that has a title."""
    arabic = language == "ar" if language else _arabic(message.zones.body)
    titled = [page for page in pages if page.title or page.named]
    for page in titled:
        if _arabic(page.title or page.named[0]) == arabic:
            return page
    return titled[0] if titled else None


def _title(message: Message, page: Front | None, scan: bool, lexicon: Lexicon) -> str | None:
    """The document's own title, else the one the message tells."""
    told = _told(message, lexicon)
    if page is None or page.title is None:
        return told
    if scan:
        for other in (told, *_lines(message)):
            if other and SequenceMatcher(None, fold(other), fold(page.title), autojunk=False).ratio() >= ALIKE:
                return other
    return page.title


def _told(message: Message, lexicon: Lexicon) -> str | None:
    zones, _ = voice(message, lexicon)
    return (
        title_in(zones.body, lexicon)
        or title_in(message.envelope.subject, lexicon)
        or title_in_subject(message.envelope.subject, lexicon)
        or title_in(message.zones.quoted[:3000], lexicon)
    )


def _lines(message: Message) -> list[str]:
    """What may repeat the title of a scan word for word: the subject behind its colon, short lines of the text."""
    subject = message.envelope.subject
    lines = [line.strip() for line in message.zones.body.split("\n") if 10 < len(line.strip()) < 200]
    return [subject, subject.partition(":")[2].strip(), subject.rpartition(":")[2].strip(), *lines[:40]]


def _arabic(text: str) -> bool:
    letters = [character for character in text[:3000] if character.isalpha()]
    return sum(1 for character in letters if ARABIC.match(character)) * 2 > len(letters)

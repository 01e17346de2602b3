"""Describes the report a message submits: title, organisations, whether they are several, and its files."""

from difflib import SequenceMatcher

from mailbot.message.model import Message
from mailbot.understanding.fold import fold
from mailbot.understanding.model import Report
from mailbot.understanding.reports.front import front_page
from mailbot.understanding.reports.model import REPORTS, DocumentRole, Front
from mailbot.understanding.reports.names import ARABIC, Lexicon
from mailbot.understanding.reports.submitters import lines_known, submitters, voice
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
    texts = [message.attachments[role.attachment].document for role in roles if role.role in REPORTS]
    typed = None if any(document.text.strip() for document in texts) else typed_report(message, lexicon)
    pages = tuple(front_page(document.text, lexicon) for document in texts if document.text.strip())
    known = lines_known(message, lexicon, pages)
    keys = frozenset(known)
    pages = tuple(front_page(document.text, lexicon, keys) for document in texts if document.text.strip())
    if typed:
        pages = (front_page(typed, lexicon, keys),)
    page = _main(pages, message, language)
    known |= {fold(name): name for front in pages for name in (*front.submitted, *front.named)}
    organisations = submitters(message, page, known, lexicon)
    title = _title(message, page, any(document.scan for document in texts), lexicon)
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

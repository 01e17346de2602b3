"""Describes the report a message submits: title, organisations, whether they are several, and its files."""

from dataclasses import replace
from difflib import SequenceMatcher

from mailbot.message.model import Message, TextState
from mailbot.understanding.fold import fold
from mailbot.understanding.model import Report, Speaker
from mailbot.understanding.organisations.lexicon import ARABIC, Lexicon
from mailbot.understanding.reports.cover import cover_lines, entries_of
from mailbot.understanding.reports.documents import report_text
from mailbot.understanding.reports.front import front_of, repeats
from mailbot.understanding.reports.links import file_links
from mailbot.understanding.reports.mentions import named_in
from mailbot.understanding.reports.model import REPORTS, DocumentRole, Front, Role
from mailbot.understanding.reports.signatures import own_lines
from mailbot.understanding.reports.submitters import lines_known, submitters
from mailbot.understanding.reports.titles import title_in, title_in_subject, title_quoted_alone
from mailbot.understanding.reports.typed import typed_report
from mailbot.understanding.reports.voice import Voice, voice_of
from mailbot.understanding.rules import Rules

ALIKE = 0.85  # a scan's title this close to one in the message is that one, misread


def describe(message: Message, roles: tuple[DocumentRole, ...], rules: Rules, language: str = "") -> Report:
    """The report in a message that submits one. Every value stands in the message or its attachments.

    roles: of `documents.roles`. language: the message's (ar, en, fr), which of two versions names the report.
    """
    lexicon = Lexicon.of(rules)
    files = tuple(role.attachment for role in roles if role.role in REPORTS) or locked(message, roles)
    documents = [message.attachments[index].document for index in files]
    texts = [text for text in (report_text(message.attachments[index], rules) for index in files) if text.strip()]
    typed = typed_report(message, lexicon) if not texts else None
    if typed:
        texts = [typed]
    voice = voice_of(message, lexicon)
    covers = [cover_lines(text, lexicon) for text in texts]
    entries = [entries_of(lines, lexicon, frozenset()) for lines in covers]
    known = lines_known(voice, lexicon, tuple(front_of(each, lexicon) for each in entries))
    told = named_in(voice.body, lexicon, known)
    keys = frozenset(known) | {fold(name) for name in told} | own_lines(voice, lexicon)
    said = voice.said(lexicon)
    pages = tuple(
        front_of(each if not repeats(each, keys, lexicon) else entries_of(lines, lexicon, keys), lexicon, keys, said)
        for each, lines in zip(entries, covers, strict=True)
    )
    page = _main(pages, voice, language)
    text = texts[pages.index(page)] if page else ""
    scan = any(document.scan for document in documents)
    page = _legible(page) if page and scan else page
    organisations = submitters(voice, page, known, lexicon, told, text, scan)
    title = _title(voice, page, scan, lexicon)
    links = () if files or typed else file_links(message.links, lexicon)
    return Report(title, organisations, len(organisations) > 1, files, links, in_body=bool(typed) and not files)


def with_house(report: Report, speakers: tuple[Speaker, ...]) -> Report:
    """A report whose submitter is told nowhere, with the one house that puts people forward beside it. Pure."""
    houses = {fold(speaker.affiliation): speaker.affiliation for speaker in speakers if speaker.affiliation}
    return report if report.organisations or len(houses) != 1 else replace(report, organisations=tuple(houses.values()))


def locked(message: Message, roles: tuple[DocumentRole, ...]) -> tuple[int, ...]:
    """The one locked document of a message that submits a report and brings no other: that is the report."""
    found = [
        role.attachment
        for role in roles
        if role.role is Role.UNREADABLE and message.attachments[role.attachment].document.state is TextState.ENCRYPTED
    ]
    return tuple(found) if len(found) == 1 else ()


def _legible(page: Front) -> Front:
    """A scan's cover without the names that were surely misread."""
    named, submitted, guessed = (
        tuple(name for name in names if not misread(name)) for names in (page.named, page.submitted, page.guessed)
    )
    return replace(page, named=named, submitted=submitted, guessed=guessed)


def misread(text: str) -> bool:
    """Whether letters of one script stand among those of the other, as recognition leaves them ("منظمة osodl Ad")."""
    arabic = [word for word in text.split() if ARABIC.match(word)]
    latin = [word for word in text.split() if word[0].isalpha() and not ARABIC.match(word) and not word.isupper()]
    return bool(arabic) and bool(latin)


def _main(pages: tuple[Front, ...], voice: Voice, language: str) -> Front | None:
    """Of several versions the one in the message's language, else the first that has a title."""
    arabic = language == "ar" if language else _arabic(voice.body)
    titled = [page for page in pages if page.title or page.named]
    for page in titled:
        if _arabic(page.title or page.named[0]) == arabic:
            return page
    return titled[0] if titled else None


def _title(voice: Voice, page: Front | None, scan: bool, lexicon: Lexicon) -> str | None:
    """The document's own title, else the one the message tells."""
    if page is None or page.title is None:
        return _told(voice, lexicon)
    if scan:
        told = _told(voice, lexicon)
        for other in (told, *_lines(voice)):
            if other and SequenceMatcher(None, fold(other), fold(page.title), autojunk=False).ratio() >= ALIKE:
                return other
        if misread(page.title):
            return told  # what is told to the sender is right, or nothing
    return page.title


def _told(voice: Voice, lexicon: Lexicon) -> str | None:
    """The title in the message's words: its text, its subject, what it quotes of earlier mail."""
    return (
        title_in(voice.body, lexicon)
        or title_in(voice.subject, lexicon)
        or title_in_subject(voice.subject, lexicon)
        or title_quoted_alone(voice.body, lexicon)
        or title_in(voice.quoted[:3000], lexicon)
    )


def _lines(voice: Voice) -> list[str]:
    """What may repeat the title of a scan word for word: the subject behind its colon, short lines of the text."""
    lines = [line.strip() for line in voice.body.split("\n") if 10 < len(line.strip()) < 200]
    return [
        voice.subject,
        voice.subject.partition(":")[2].strip(),
        voice.subject.rpartition(":")[2].strip(),
        *lines[:40],
    ]


def _arabic(text: str) -> bool:
    letters = [character for character in text[:3000] if character.isalpha()]
    return sum(1 for character in letters if ARABIC.match(character)) * 2 > len(letters)

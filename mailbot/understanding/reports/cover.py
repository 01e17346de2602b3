"""Reads the lines of a report's front page one by one: names, bylines, lines about the report, places and dates."""

import re
from dataclasses import dataclass, replace

from mailbot.understanding.fold import Folded, fold
from mailbot.understanding.organisations.lexicon import ARABIC, TOKEN, Lexicon
from mailbot.understanding.organisations.names import clean
from mailbot.understanding.organisations.pieces import pieces
from mailbot.understanding.organisations.proper import is_proper
from mailbot.understanding.organisations.rows import names_at
from mailbot.understanding.reports.about import dated, joint, remainder
from mailbot.understanding.reports.bylines import author, byline, capitals, unhelped
from mailbot.understanding.reports.shape import NUMBERED, USUAL

FRONT_LINES = 22
PAGE_WIDTH = 130  # characters; a document with longer lines was not broken into lines
PARAGRAPH = 22  # words from which a line is running text
REFERENCE = re.compile(
    r"(?:\bn(?:°|º|o\.?) ?\d|n° ?\d|récépissé|\bref\b|registered|agréée|\btel\b|\bfax\b|@|www\.|https?:|"
    r"\.(?:pdf|docx?|odt|rtf|html?)$|"
    r"^(?:to|à|a l'attention|إلى|الى|الي) ?:|"
    r"^(?:العدد|الرقم|التاريخ|النمرة|عدد|هاتف|مسجلة|رقم|date|ref)\b ?[:/.]?|\+\d{3})",
    re.IGNORECASE,
)

BULLETS = tuple("–—-•*·▪◦●➢")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a front page: its words, what it is, and the names a byline or a line about the report holds."""

    text: str
    kind: str  # title, name, about, byline, helper, row, dated, skip, other
    names: tuple[str, ...] = ()
    filled: int = 0  # characters of its last line on the page; 0 where the document has no page width


def cover_lines(text: str, lexicon: Lexicon) -> list[tuple[str, int]]:
    """The lines of the front page up to the first paragraph or section heading, each with the length of its last part.

    That length is 0 where the document's lines are whole paragraphs, so that none of them was broken by a page's width.
    """
    found: list[str] = []
    last: list[int] = []
    paged = max((len(line) for line in text[:6000].split("\n")), default=0) < PAGE_WIDTH
    for raw in text[:6000].split("\n"):
        line = raw.strip().strip("\u200e\u200f\u202a\u202b\u202c")
        if not any(character.isalnum() for character in line):
            continue
        key = fold(line)
        words = line.split()
        heading = NUMBERED.match(key) or (len(key) < 60 and USUAL.match(key))
        ended = line[-1] in ".…" and len(words) >= 9
        inner = re.search(r"[^\W\d_]{3}[.!?؟] +[A-ZÉÈÀ\u0621-\u064a]", line) and len(words) >= 10
        if found and (heading or len(words) >= PARAGRAPH or (ended and len(found) > 1) or inner):
            break
        if len(words) >= 60 or (not found and heading and USUAL.match(key)):
            break
        if found and _broken(found[-1], line, lexicon):
            found[-1] = f"{found[-1]} {line}"
            last[-1] = len(line)
        else:
            found.append(line)
            last.append(len(line))
        if len(found) == FRONT_LINES:
            break
    return list(zip(found, last if paged else [0] * len(last), strict=True))


def _broken(line: str, following: str, lexicon: Lexicon) -> bool:
    """Whether a line was broken by the page's width: it cannot end like this, or the next cannot begin so."""
    key = fold(following)
    if "\t" in line or "\t" in following or len(lexicon.bylines.opening(key)) > 1 or lexicon.helpers.opening(key):
        return False
    above = fold(line)
    if following[:1] in BULLETS or lexicon.bylines.closing(above.rstrip(" :")):
        return False  # "submitted jointly by": names stand below, one a line
    last = (TOKEN.findall(above) or [""])[-1]
    if len(line) > 20 and (line[-1] in ",،(" or last in lexicon.words.folded("joints")):
        return True
    return len(line) > 40 and following[:1].islower() and line[-1] not in ".:?!؟"


def entries_of(lines: list[tuple[str, int]], lexicon: Lexicon, known: frozenset[str]) -> list[Entry]:
    """What each line of a front page is; a byline that fills its line goes on in the next."""
    entries: list[Entry] = []
    for line, filled in lines:
        entry = replace(_entry(line, lexicon, known), filled=filled)
        above = entries[-1] if entries else None
        if (
            above
            and above.names
            and len(above.text) >= 72
            and entry.kind in ("other", "name")
            and len(line.split()) <= 4
        ):
            entries[-1] = _entry(f"{above.text} {line}", lexicon, known)
        else:
            entries.append(entry)
    return entries


def _entry(line: str, lexicon: Lexicon, known: frozenset[str]) -> Entry:
    """What one line of a front page is."""
    bare = _without_about(_labelled(line.strip(" .-–—•*·"), lexicon), lexicon)
    key = fold(bare)
    if (line.startswith("(") and line.endswith(")")) or REFERENCE.search(line.partition("\t")[0]):
        return Entry(bare, "skip")
    if _behind_label(bare, "details", lexicon):
        return Entry(bare, "skip")
    if rest := _behind_label(bare, "title_labels", lexicon):
        return Entry(rest, "title")
    if lexicon.helpers.opening(key):
        return Entry(bare, "helper")
    if names := byline(bare, key, lexicon):
        return Entry(bare, "byline", names if names != ("",) else ())
    if person := author(bare, key, lexicon):
        return Entry(person, "guess" if is_proper(person, lexicon) and capitals(person) else "skip")
    cells = tuple(cell.strip() for cell in bare.split("\t") if cell.strip())
    if len(cells) > 1:
        return Entry(cells[0], "name" if _is_name(cells[0], lexicon, known) else "row")
    if names := _about_names(bare, key, lexicon, known):
        return Entry(bare, "about", names)
    if _is_name(bare, lexicon, known):
        return Entry(bare, "name")
    if dated(key, lexicon):
        head = re.split(r"[,،]|\s[–—-]\s", bare)[0].strip()
        # "Open Door Mukalla, February 2021" may name who wrote it; "Mukalla, February 2021" does not.
        return (
            Entry(head, "dated") if len(head.split()) >= 3 and remainder(fold(head), lexicon) else Entry(bare, "skip")
        )
    if lexicon.is_place(bare):
        return Entry(bare, "skip")
    return Entry(bare, "other" if remainder(key, lexicon) else "about")


def _without_about(line: str, lexicon: Lexicon) -> str:
    """A line without the words about the report that a dash sets off behind it ("X – rapport volontaire")."""
    head, dash, tail = line.partition(" – ") if " – " in line else line.partition(" - ")
    key = fold(tail)
    about = dash and len(head.split()) > 1 and set(TOKEN.findall(key)) & lexicon.words.folded("report")
    mine = set(TOKEN.findall(fold(head))) & lexicon.words.folded("report")
    return head if about and not mine and not remainder(key, lexicon) else line


def _labelled(line: str, lexicon: Lexicon) -> str:
    """A row of a table with a label in its first cell, written as a labelled line."""
    first, tab, rest = line.partition("\t")
    words = lexicon.words
    labels = words.folded("columns") | words.folded("byline") | words.folded("title_labels")
    single = tab and "\t" not in rest and fold(first).strip(" :") in labels and fold(rest).strip() not in labels
    return f"{first.rstrip(' :')}: {rest.strip()}" if single else line


def _behind_label(line: str, listed: str, lexicon: Lexicon) -> str:
    """What stands behind one of the labels of a list and a colon; "" where the line has no such label."""
    label, colon, rest = line.partition(":")
    return rest.strip() if colon and fold(label).strip() in lexicon.words.folded(listed) else ""


def _is_name(text: str, lexicon: Lexicon, known: frozenset[str]) -> bool:
    """A line that is an organisation's name, or several of them."""
    name = clean(text, lexicon)
    if fold(name) in known:
        return True
    if ":" in text:
        return False
    return lexicon.like(name) or len(pieces(text, lexicon)) > 1


def _about_names(line: str, key: str, lexicon: Lexicon, known: frozenset[str]) -> tuple[str, ...]:
    """The organisations in "Rapport volontaire de X et de Y", "A report by the X", "تقرير طوعي أعدته منظمة X"."""
    words = TOKEN.findall(key)
    if not words or not set(words[:4]) & lexicon.words.folded("report"):
        return _behind_cue(line, lexicon, opening=True)
    told = _behind_cue(line, lexicon)
    if any(lexicon.like(name, weak=False) for name in told):
        return told
    place = line.find(":")
    if place > 0 and not lexicon.like(clean(line[place + 1 :], lexicon), weak=False):
        return ()
    generic = lexicon.words.folded("generic") | lexicon.words.folded("byline")
    for match in TOKEN.finditer(line):
        word = fold(match.group())
        named = word in lexicon.heads and (line[match.start()].isupper() or ARABIC.match(word))
        if word in generic and not (match.start() > 0 and named):
            continue
        if lexicon.helpers.opening(fold(line[match.start() :])):
            return ()  # "أُنجز التقرير بتمويل من صندوق X"
        rest = unhelped(line[match.start() :], lexicon)
        bare = re.sub(r"\s[–—-]\s.*$", "", rest)
        found = tuple(pieces(bare, lexicon, sure=True, several=joint(key, lexicon)))
        good = [name for name in found if lexicon.like(name) or fold(name) in known]
        return found if good else _behind_cue(line, lexicon)
    return _behind_cue(line, lexicon)


def _behind_cue(line: str, lexicon: Lexicon, opening: bool = False) -> tuple[str, ...]:
    """The names behind "report of", "يقدمها" and the like, though no word in them tells an organisation.

    opening: only where the line begins with such words and a colon ("صاغها معاً: ...").
    """
    folded = Folded(line)
    for hit in lexicon.words.group("of").hits(folded.text):
        for start, end in hit.rule.spans(folded.text):
            if hit.rule.means == "between" or (opening and (start > 1 or folded.text[end - 1 : end] != ":")):
                continue
            rest = unhelped(line[folded.place(end) :].lstrip(" :"), lexicon)
            if lexicon.helpers.opening(fold(rest)):
                continue  # "أُنجز التقرير بتمويل من صندوق X"
            several = hit.rule.means == "several" or joint(folded.text, lexicon)
            names = names_at(rest, lexicon, {}, bold=True, plain=True, several=several)
            if names := [name for name in names if name and remainder(fold(name), lexicon)]:
                return tuple(names)
    return ()

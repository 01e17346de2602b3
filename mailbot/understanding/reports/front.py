"""Reads the front page of a report: its title over wrapped lines, and the organisations named between title and text."""

import re
from dataclasses import dataclass

from mailbot.understanding.fold import fold
from mailbot.understanding.reports.model import Front
from mailbot.understanding.reports.names import ARABIC, TOKEN, Lexicon, clean, merged, pieces
from mailbot.understanding.reports.shape import NUMBERED, USUAL

FRONT_LINES = 22
PARAGRAPH = 22  # words from which a line is running text
REFERENCE = re.compile(
    r"(?:\bn(?:°|º|o\.?) ?\d|n° ?\d|récépissé|\bref\b|registered|agréée|\btel\b|\bfax\b|@|www\.|https?:|\.(?:pdf|docx?|odt|rtf|html?)$|"
    r"^(?:العدد|الرقم|التاريخ|النمرة|عدد|هاتف|مسجلة|رقم|date|ref)\b ?[:/.]?|\+\d{3})",
    re.IGNORECASE,
)
QUOTES = "«»\"“”„ \u00a0\u200f\u200e"
PERSON_TAIL = re.compile(r"\((?:editor|interviews|author|rédaction|enquête)[^)]*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a front page: its words, what it is, and the names a byline or a line about the report holds."""

    text: str
    kind: str  # name, about, byline, helper, skip, other
    names: tuple[str, ...] = ()


def front_page(text: str, lexicon: Lexicon, known: frozenset[str] = frozenset()) -> Front:
    """Title and organisations above the first section of a report.

    known: folded names of organisations met elsewhere in the message; they are told from a title by that.
    Linear: only the first FRONT_LINES lines are looked at.
    """
    entries = _entries(_lines(text, lexicon), lexicon, known)
    title = _title(entries, lexicon, known)
    submitted, named = _organisations(entries, title, lexicon)
    return Front(" ".join(title) or _about(entries), named, submitted)


def _lines(text: str, lexicon: Lexicon) -> list[str]:
    """The lines of the front page: up to the first paragraph or section heading."""
    found: list[str] = []
    for line in text[:6000].split("\n"):
        line = line.strip().strip("\u200e\u200f\u202a\u202b\u202c")
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
        else:
            found.append(line)
        if len(found) == FRONT_LINES:
            break
    return found


def _broken(line: str, following: str, lexicon: Lexicon) -> bool:
    """Whether a line was broken by the page's width: it cannot end like this, or the next cannot begin so."""
    if "\t" in line or "\t" in following:
        return False
    last = (TOKEN.findall(fold(line)) or [""])[-1]
    if len(line) > 20 and (line[-1] in ",،(" or last in lexicon.words.folded("joints")):
        return True
    return len(line) > 40 and following[:1].islower() and line[-1] not in ".:?!؟"


def _entries(lines: list[str], lexicon: Lexicon, known: frozenset[str]) -> list[Entry]:
    entries: list[Entry] = []
    for line in lines:
        entry = _entry(line, lexicon, known)
        above = entries[-1] if entries else None
        if above and above.names and len(above.text) >= 72 and entry.kind in ("other", "name") and len(line.split()) <= 4:
            entries[-1] = _entry(f"{above.text} {line}", lexicon, known)
        else:
            entries.append(entry)
    return entries


def _entry(line: str, lexicon: Lexicon, known: frozenset[str]) -> Entry:
    """What one line of a front page is."""
    bare = _labelled(line.strip(" .-–—•*·"), lexicon)
    key = fold(bare)
    if (line.startswith("(") and line.endswith(")")) or REFERENCE.search(line):
        return Entry(bare, "skip")
    if rest := _behind_label(bare, "title_labels", lexicon):
        return Entry(rest, "title")
    if any(_begins(key, helper) for helper in lexicon.words.folded("helpers")):
        return Entry(bare, "helper")
    if names := byline(bare, key, lexicon):
        return Entry(bare, "byline", names if names != ("",) else ())
    cells = tuple(cell.strip() for cell in bare.split("\t") if cell.strip())
    if len(cells) > 1:
        return Entry(cells[0], "name" if _is_name(cells[0], lexicon, known) else "row")
    if names := _about_names(bare, key, lexicon, known):
        return Entry(bare, "about", names)
    if _is_name(bare, lexicon, known):
        return Entry(bare, "name")
    if dated(key, lexicon) or lexicon.is_place(bare):
        return Entry(bare, "skip")
    return Entry(bare, "other" if remainder(key, lexicon) else "about")


def _begins(key: str, word: str) -> bool:
    return key.startswith(word) and not key[len(word) : len(word) + 1].isalpha()


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


def byline(line: str, key: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The names behind "submitted by", "إعداد:" and the like; ("",) where they stand in the lines below; () for no byline."""
    for word in sorted(lexicon.words.folded("byline"), key=len, reverse=True):
        if not key.startswith(word) or key[len(word) : len(word) + 1].isalpha():
            continue
        rest = line[len(word) :] if len(key) == len(line) else line[_after(line, word) :]
        rest = rest.lstrip(" :\u00a0-–/").strip()
        if not rest:
            return ("",)
        found = tuple(name for name in pieces(rest, lexicon, sure=True) if lexicon.like(name))
        if found:
            return found
    return ("",) if key.endswith(":") and any(key.startswith(word) or f" {word}" in key for word in lexicon.words.folded("byline")) else ()


def _after(line: str, folded: str) -> int:
    """Where in a line the folded word at its beginning ends."""
    for place in range(1, len(line) + 1):
        if len(fold(line[:place])) >= len(folded) and fold(line[:place]).startswith(folded):
            return place
    return len(folded)


def dated(key: str, lexicon: Lexicon) -> bool:
    """A line that tells a place and a date at most."""
    words = TOKEN.findall(key)
    months = lexicon.words.folded("months")
    has = any(word in months for word in words) or re.search(r"[0-3]?\d ?[/.-] ?[01]?\d ?[/.-] ?(?:20)?\d\d", key)
    return bool(has) and len(words) <= 7 and not any(lexicon.is_head(word, weak=False) for word in words)


def remainder(key: str, lexicon: Lexicon) -> list[str]:
    """The words of a folded line that say more than that this is a voluntary report to the review."""
    generic = lexicon.words.folded("generic")
    dated_off = re.sub(r"(?:^|[–—،,-])\s*[^–—،,-]{0,30}[،,]\s*[^،,]*\b(?:19|20)\d\d.*$", " ", key) if ":" not in key else key
    return [word for word in TOKEN.findall(dated_off) if word not in generic and not word.isdigit() and len(word) > 1]


def _about_names(line: str, key: str, lexicon: Lexicon, known: frozenset[str]) -> tuple[str, ...]:
    """The organisations in "Rapport volontaire de X et de Y", "A report by the X", "تقرير طوعي أعدته منظمة X"."""
    words = TOKEN.findall(key)
    if not words or not set(words[:4]) & lexicon.words.folded("report"):
        return ()
    place = line.find(":")
    if place > 0 and not lexicon.like(clean(line[place + 1 :], lexicon)):
        return ()
    generic = lexicon.words.folded("generic") | lexicon.words.folded("byline")
    for match in TOKEN.finditer(line):
        word = fold(match.group())
        if word in generic and not (match.start() > 0 and word in lexicon.heads and line[match.start()].isupper()):
            continue
        rest = line[match.start() :]
        found = tuple(name for name in pieces(re.sub(r"\s[–—-]\s.*$", "", rest), lexicon, sure=True))
        good = [name for name in found if lexicon.like(name) or fold(name) in known]
        return found if good else ()
    return ()


def _title(entries: list[Entry], lexicon: Lexicon, known: frozenset[str]) -> list[str]:
    """The lines of the title: the line that is most like one, and what goes on of it."""
    labelled = [entry.text for entry in entries if entry.kind == "title"]
    if labelled:
        return [labelled[0].strip(QUOTES)]
    weighed = [(_titled(index, entry, entries, lexicon, known), -index) for index, entry in enumerate(entries)]
    best = max(weighed, default=(0.0, 0))
    if best[0] <= 0:
        return []
    index = -best[1]
    lines = [entries[index].text]
    for following in entries[index + 1 : index + 4]:
        if following.kind not in ("about", "other") or following.names or not _goes_on(lines[-1], following, entries):
            break
        if following.kind == "about" and set(TOKEN.findall(fold(following.text))) & lexicon.words.folded("report"):
            break
        lines.append(following.text)
    return [line.strip(QUOTES) for line in lines]


def _titled(index: int, entry: Entry, entries: list[Entry], lexicon: Lexicon, known: frozenset[str]) -> float:
    """How much a line is like a title rather than a name: 0 or less for what surely is none."""
    if entry.kind not in ("other", "name"):
        return 0.0
    if entry.kind == "name":
        names = sum(1 for other in entries if other.kind == "name" or other.names)
        if names < 2 or fold(clean(entry.text, lexicon)) in known or index > 2 or any(e.kind == "other" for e in entries[:2]):
            return 0.0
        # "Voices of Women Workers in the Gulf" above "Union of ..." is a title though its words are a name's.
        first = (TOKEN.findall(entry.text) or [""])[0]
        weak = not lexicon.is_head(first, weak=False)
        return 0.5 if weak and len(entry.text.split()) >= 4 else 0.0
    before = [other.kind for other in entries[:index]]
    score = 2.0 - 0.25 * before.count("other") - 0.4 * before.count("byline")
    score += 1.0 if re.search(r"[:?؟]", entry.text) and index < 6 else 0.0
    score += 0.5 if len(entry.text.split()) >= 5 else 0.0
    after = [other.kind for other in entries[index + 1 : index + 5]]
    score += 0.5 if "name" in after or "about" in after or "byline" in after else 0.0
    if before.count("other") and not (re.search(r"[:?؟]", entry.text) and len(entry.text.split()) >= 5):
        score -= 1.0  # the first such line is the title unless a later one is much more like it
    return score


def _goes_on(line: str, following: Entry, entries: list[Entry]) -> bool:
    """Whether a title that fills its line goes on in the next rather than ends (what _broken cannot tell)."""
    if line[-1] in ":–-":
        return True
    if len(line) < 44 or line[-1] in ".?!؟":
        return False
    if len(following.text.split()) <= 4 or following.text[:1].isdigit():
        return True
    after = entries[entries.index(following) + 1 :]
    return any(entry.kind in ("name", "about", "byline") for entry in after[:3])


def _about(entries: list[Entry]) -> str | None:
    """Where nothing else is a title: the line that says what report this is."""
    return next((entry.text for entry in entries if entry.kind == "about" and not entry.names and len(entry.text.split()) >= 3), None)


def _unknown(text: str, lexicon: Lexicon) -> bool:
    """A line that stands where names stand, and is no heading of a table."""
    return len(text.split()) <= 9 and text[-1] not in ".:?؟" and fold(text) not in lexicon.words.folded("columns")


def _organisations(entries: list[Entry], title: list[str], lexicon: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(submitted, named): names that the page calls its authors, and all names on it, both in its order."""
    named: list[str] = []
    submitted: list[str] = []
    listing = False
    for index, entry in enumerate(entries):
        if entry.text.strip(QUOTES) in title or entry.kind == "title":
            listing = False
            continue
        found = _names_of(index, entry, entries, listing, lexicon)
        named.extend(found)
        if listing or entry.kind in ("byline", "about"):
            submitted.extend(found)
        listing = _listing(listing, entry)
    if not named:
        named = _by_place(entries, title, lexicon)
    return _own(submitted, lexicon), _own(named, lexicon)


def _listing(listing: bool, entry: Entry) -> bool:
    """Whether the lines below a line are names because a byline stands above them."""
    if entry.kind == "byline":
        return True
    return listing and entry.kind in ("name", "row", "other", "skip")


def _names_of(index: int, entry: Entry, entries: list[Entry], listing: bool, lexicon: Lexicon) -> list[str]:
    """The names that a line of the page gives."""
    if entry.kind in ("byline", "about"):
        return list(entry.names)
    if entry.kind == "name":
        return pieces(entry.text, lexicon, sure=True)
    if entry.kind in ("other", "row") and _unknown(entry.text, lexicon):
        around = [entries[place].kind for place in (index - 1, index + 1) if 0 <= place < len(entries)]
        if listing or around.count("name") + around.count("row") == 2:
            return [clean(entry.text, lexicon)]
    return []


def _by_place(entries: list[Entry], title: list[str], lexicon: Lexicon) -> list[str]:
    """Where no word tells a name: the short line between the title and the line about the report, or beside its date."""
    last = max((index for index, entry in enumerate(entries) if entry.kind in ("about", "skip")), default=-1)
    return [
        clean(entry.text, lexicon)
        for index, entry in enumerate(entries)
        if entry.kind == "other"
        and entry.text.strip(QUOTES) not in title
        and index < last
        and _unknown(entry.text, lexicon)
        and ":" not in entry.text
        and 2 <= len(entry.text.split()) <= 7
        and (entry.text[0].isupper() or ARABIC.match(entry.text))
    ][:1]


def _own(names: list[str], lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(name for name in merged(names) if name and not lexicon.is_host(name))

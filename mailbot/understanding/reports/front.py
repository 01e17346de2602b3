"""Reads the front page of a report: its title over wrapped lines, and the organisations between title and text."""

import re

from mailbot.understanding.fold import fold
from mailbot.understanding.organisations.lexicon import ARABIC, SMALL, TOKEN, Lexicon
from mailbot.understanding.organisations.names import clean, merged
from mailbot.understanding.organisations.pieces import pieces
from mailbot.understanding.reports.bylines import unlabelled
from mailbot.understanding.reports.cover import Entry, cover_lines, entries_of
from mailbot.understanding.reports.model import Front

QUOTES = '«»"“”„ \u00a0\u200f\u200e'
LINK = 2  # letters of a small word that any language may put between the words of a name
FILLED = 44  # characters of a title's line from which it may go on in the next


def front_page(text: str, lexicon: Lexicon, known: frozenset[str] = frozenset(), said: str = "") -> Front:
    """`front_of` the lines at the top of a text."""
    lines = cover_lines(text, lexicon)
    return front_of(entries_of(lines, lexicon, known), lexicon, known, said)


def front_of(entries: list[Entry], lexicon: Lexicon, known: frozenset[str] = frozenset(), said: str = "") -> Front:
    """Title and organisations above the first section of a report.

    known: folded names of organisations met elsewhere in the message; they are told from a title by that.
    said: the message's own words, folded; a line that stands in them word for word may be a name.
    Linear: only the first FRONT_LINES lines are looked at.
    """
    title = _title(entries, lexicon, known)
    submitted, named = _organisations(entries, title, lexicon)
    guessed = () if named else _by_place(entries, title, said, lexicon)
    joint = bool(lexicon.words.group("joint").hits(fold(" \n ".join(entry.text for entry in entries))))
    return Front(" ".join(title) or _about(entries), named, submitted, guessed, joint)


def repeats(entries: list[Entry], known: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether a line of a front page is a name met elsewhere, so that its lines must be read with that in mind."""
    return any(entry.kind != "name" and fold(clean(entry.text, lexicon)) in known for entry in entries)


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
    last = entries[index]
    lines = [last.text]
    above = entries[index - 1] if index else None
    first = (TOKEN.findall(fold(lines[0])) or [""])[0]
    if above and above.kind == "about" and not above.names and first in lexicon.words.folded("about_joints"):
        lines.insert(0, above.text)  # "تقرير طوعي" above "عن أوضاع ..."
    for following in entries[index + 1 : index + 4]:
        if following.kind not in ("about", "other") or following.names or not _goes_on(last, following, entries):
            break
        if lexicon.bylines.opening(fold(following.text)):
            break
        if following.kind == "about" and set(TOKEN.findall(fold(following.text))) & lexicon.words.folded("report"):
            break
        lines.append(following.text)
        last = following
    return [line.strip(QUOTES) for line in lines]


def _titled(index: int, entry: Entry, entries: list[Entry], lexicon: Lexicon, known: frozenset[str]) -> float:
    """How much a line is like a title rather than a name: 0 or less for what surely is none."""
    if entry.kind not in ("other", "name"):
        return 0.0
    if entry.kind == "name":
        names = sum(1 for other in entries if other.kind == "name" or other.names)
        if (
            names < 2
            or fold(clean(entry.text, lexicon)) in known
            or index > 2
            or any(e.kind == "other" for e in entries[:2])
        ):
            return 0.0
        # "Voices of Women Workers in the Gulf" above "Union of ..." is a title though its words are a name's.
        first = (TOKEN.findall(entry.text) or [""])[0]
        weak = not lexicon.is_head(first, weak=False)
        return 0.5 if weak and len(entry.text.split()) >= 4 else 0.0
    if " " not in entry.text and (entry.text.islower() or len(entry.text) < 4):
        return 0.0  # a scan's speck
    before = [other.kind for other in entries[:index]]
    score = 2.0 - 0.25 * before.count("other") - 0.4 * before.count("byline")
    score += 1.0 if re.search(r"[:?؟]", entry.text) and index < 6 else 0.0
    score += 0.5 if len(entry.text.split()) >= 5 else 0.0
    after = [other.kind for other in entries[index + 1 : index + 5]]
    score += 0.5 if "name" in after or "about" in after or "byline" in after else 0.0
    if before.count("other") and not (re.search(r"[:?؟]", entry.text) and len(entry.text.split()) >= 5):
        score -= 1.0  # the first such line is the title unless a later one is much more like it
    return score


def _goes_on(line: Entry, following: Entry, entries: list[Entry]) -> bool:
    """Whether a title that fills its line goes on in the next rather than ends (what cover_lines cannot tell)."""
    if line.text[-1] in ":–-":
        return True
    if line.filled < FILLED or line.text[-1] in ".?!؟":
        return False
    if not any(entry.names or entry.kind == "name" for entry in entries):
        return following.text[:1].isdigit()  # it may be the only line that names who wrote it
    if len(following.text.split()) <= 4 or following.text[:1].isdigit():
        return True
    after = entries[entries.index(following) + 1 :]
    return any(entry.kind in ("name", "about", "byline") for entry in after[:3])


def _about(entries: list[Entry]) -> str | None:
    """Where nothing else is a title: the line that says what report this is."""
    return next(
        (entry.text for entry in entries if entry.kind == "about" and not entry.names and len(entry.text.split()) >= 3),
        None,
    )


def _unknown(text: str, lexicon: Lexicon) -> bool:
    """A line that stands where names stand, and is no heading of a table."""
    return len(text.split()) <= 9 and text[-1] not in ".:?؟" and fold(text) not in lexicon.words.folded("columns")


def _organisations(entries: list[Entry], title: list[str], lexicon: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(submitted, named): names that the page calls its authors, and all names on it, both in its order."""
    named: list[str] = []
    submitted: list[str] = []
    listing = False
    joint = any(lexicon.words.group("joint").hits(fold(entry.text)) for entry in entries)
    for index, entry in enumerate(entries):
        if entry.text.strip(QUOTES) in title or entry.kind == "title":
            listing = False
            continue
        found = _names_of(index, entry, entries, listing, joint, lexicon)
        named.extend(found)
        if listing or entry.kind in ("byline", "about"):
            submitted.extend(found)
        listing = _listing(listing, entry) and not (submitted and _sentence(entry.text, lexicon))
    return _own(submitted, lexicon), _own(named, lexicon)


def _listing(listing: bool, entry: Entry) -> bool:
    """Whether the lines below a line are names because a byline stands above them."""
    if entry.kind == "byline":
        return not entry.names
    return listing and entry.kind in ("name", "row", "other")


def _names_of(
    index: int, entry: Entry, entries: list[Entry], listing: bool, joint: bool, lexicon: Lexicon
) -> list[str]:
    """The names that a line of the page gives."""
    if entry.kind in ("byline", "about"):
        return list(entry.names)
    if entry.kind == "name":
        return pieces(entry.text, lexicon, sure=True, several=joint)
    if entry.kind in ("other", "row") and _unknown(entry.text, lexicon):
        around = [entries[place].kind for place in (index - 1, index + 1) if 0 <= place < len(entries)]
        table = entry.kind == "row" and any(
            fold(other.text) in lexicon.words.folded("columns") for other in entries[:index]
        )
        if (
            (listing and not _sentence(entry.text, lexicon))
            or table
            or around.count("name") + around.count("row") == 2
            or (joint and _in_row(index, entries))
        ):
            return [clean(entry.text, lexicon)]
    return []


def _sentence(text: str, lexicon: Lexicon) -> bool:
    """Whether a line in Latin letters is written as sentences and headings are: small words that are none of a name."""
    words = TOKEN.findall(text)
    if ARABIC.match(text) or lexicon.like(clean(text, lexicon)):
        return False
    return any(word[0].islower() and len(word) > LINK and fold(word) not in SMALL for word in words)


def _in_row(index: int, entries: list[Entry]) -> bool:
    """Whether a line goes on with a row of names (on a page that says that several write together)."""
    if entries[index].kind != "other":
        return False
    words = TOKEN.findall(entries[index].text)
    capitals = sum(1 for word in words if word[0].isupper() or ARABIC.match(word))
    above = index - 1
    while above >= 0 and entries[above].kind == "other" and above >= index - 2:
        above -= 1
    return above >= 0 and entries[above].kind == "name" and 2 <= len(words) <= 7 and capitals * 2 > len(words)


def _by_place(entries: list[Entry], title: list[str], said: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Where no word tells a name: a line the message repeats, else the short one above the line about the report."""
    lines = [
        (index, clean(unlabelled(entry.text, lexicon), lexicon))
        for index, entry in enumerate(entries)
        if entry.kind in ("other", "dated", "guess")
        and entry.text.strip(QUOTES) not in title
        and _unknown(entry.text, lexicon)
        and ":" not in entry.text
        and not set(TOKEN.findall(fold(entry.text))[:3]) & lexicon.words.folded("report")
        and 2 <= len(entry.text.split()) <= 8
        and (entry.text[0].isupper() or ARABIC.match(entry.text))
    ]
    repeated = [name for _, name in lines if said and len(name) > 6 and fold(name) in said]
    last = max((index for index, entry in enumerate(entries) if entry.kind in ("about", "skip", "dated")), default=-1)
    placed = [
        name
        for index, name in lines
        if index < last or entries[index].kind == "guess" or _behind_about(index, name, entries)
    ]
    return _own((repeated or placed)[:1], lexicon)


def _behind_about(index: int, name: str, entries: list[Entry]) -> bool:
    """A line right below the one about the report, written as names are (a heading is written as a sentence)."""
    if not index or entries[index - 1].kind not in ("about", "skip") or ARABIC.match(name):
        return False
    words = TOKEN.findall(name)
    capitals = sum(1 for word in words if word[0].isupper())
    return capitals >= 2 and all(word[0].isupper() or fold(word) in SMALL or len(word) == 1 for word in words)


def _own(names: list[str], lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(name for name in merged(names) if name and not lexicon.is_host(name))

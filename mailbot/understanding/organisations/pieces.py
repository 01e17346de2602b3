"""Several names in one line cut apart: at bars, semicolons, commas, and at each "and" that joins names."""

import re

from mailbot.understanding.fold import fold
from mailbot.understanding.organisations.lexicon import ARABIC, TOKEN, Lexicon
from mailbot.understanding.organisations.names import ARTICLES, BRACKETS, EDGES, clean, detached

# French articles and prepositions that are repeated before each name of a row.
REPEATED = "de la |de l['’]|du |des |d['’]|de |la |le |les |l['’]"
SPLIT = re.compile(r"\s*(?:\s[–—|/•·]\s|;|\t|\s-\s)\s*")
ROW = re.compile(r"\s[/•·]\s|;")
COMMA = re.compile(rf"\s*[,،]\s*(?:and the |and |et (?:{REPEATED})?|و(?=[\u0621-\u064a]))?")
AND = re.compile(
    r"\s+et (?:de )?[ld]['’]|\s+(?:and the|and|et de la|et du|et des|et de|et la|et le|et les|et|&)\s+"
    r"|\s+و(?=[\u0621-\u064a])"
)
AGAIN = re.compile(r"\s+et (?:de la|du|des|de)\s|\s+et de [ld]['’]|\s+et d['’]")
ARTICLE_ONLY = re.compile(r"\s+(?:et la|et le|et les|et l['’])\s*$|\s+et l['’]")
# What a name is for: a single word behind it and "and" goes on with that.
PURPOSE = re.compile(r"\b(?:pour|for|of|on|sur|against|contre) (?:the |la |le |les |l['’])?[A-ZÀ-Þ][^\s,]*$")


def pieces(text: str, lexicon: Lexicon, sure: bool = False, several: bool = False) -> list[str]:
    """The names set side by side in a text, clean.

    sure: the text is known to hold names only (a byline), so that unknown words may be names as well. several: it is
    known that there is more than one, so that "and" joins names rather than words of one.
    """
    bare = BRACKETS.sub(" ", text)
    parts = [part for part in SPLIT.split(bare) if part.strip(EDGES)]
    if len(parts) > 1:
        alike = [part for part in parts if lexicon.like(part.strip(EDGES))]
        parts = [part for part in parts if not lexicon.is_place(part.strip(EDGES))]
        # A slash or a dot stands between names only; a dash may stand before a place.
        row = (
            sure
            and (len(parts) > 2 or ROW.search(bare))
            and (len(alike) >= len(parts) / 2 or (alike and ROW.search(bare)))
        )
        parts = parts if row else (alike or parts[:1])
        parts = [
            part for part in parts if not set(TOKEN.findall(fold(part))[:4]) & lexicon.words.folded("report")
        ] or parts[:1]
    found: list[str] = []
    for part in parts:
        found.extend(_conjoined(part, lexicon, sure, several))
    return [name for name in (clean(part, lexicon) for part in found) if name and not _is_date(name, lexicon)]


def _is_date(name: str, lexicon: Lexicon) -> bool:
    """Whether a piece is nothing but a month and its year: "January 2021", "كانون الثاني 2021"."""
    words = TOKEN.findall(fold(name))
    months = lexicon.words.folded("months")
    said = [word for word in words if not word.isdigit() and word not in lexicon.words.folded("month_numbers")]
    return bool(said) and all(word in months for word in said)


def _conjoined(text: str, lexicon: Lexicon, sure: bool, several: bool) -> list[str]:
    """Cuts at commas and at "and" where both sides are names."""
    cuts = [part for part in COMMA.split(text) if part and part.strip(EDGES)]
    if len(cuts) > 1:
        names = [cut for cut in cuts if _name(cut, lexicon)]
        if several and all(_bare(cut) for cut in cuts):
            names = cuts
        if len(names) < 2 and not ((sure or several) and len(cuts) > 2 and names):
            cuts = [text]
        elif len(names) < len(cuts) and not (sure or several):
            cuts = names
        else:
            cuts = [cut for cut in cuts if not lexicon.is_place(cut.strip(EDGES)) and not lexicon.is_date(cut)]
    found: list[str] = []
    for cut in cuts:
        found.extend(_halves(cut, lexicon, several))
    return found


def _name(text: str, lexicon: Lexicon) -> bool:
    return lexicon.like(detached(ARTICLES.sub("", text.strip(EDGES)), lexicon))


def _halves(text: str, lexicon: Lexicon, several: bool) -> list[str]:
    """Cuts a text at each "and" that joins two names rather than two words of one."""
    for joint in AND.finditer(text):
        left, right = text[: joint.start()], text[joint.end() :].strip()
        if PURPOSE.search(left) and len(re.split(r"[,،]| (?:et|and|&) ", right)[0].split()) == 1:
            continue  # "Platform for Return and Dignity"
        construct = joint.group().strip() == "و" and not right.startswith("ال") and len(right.split()) > 1
        if several and (_apart(left, right, lexicon) or (construct and _name(left, lexicon))):
            return [left, *_halves(right, lexicon, several)]
        if _name(left, lexicon) and _second(joint.group(), right, lexicon):
            return [left, *_halves(right, lexicon, several)]
    return [text]


def _apart(left: str, right: str, lexicon: Lexicon) -> bool:
    """Whether capitals on both sides of an "and" are two names, where several are expected.

    "Comité Jeunes et Mobilité" stays one: behind a French head a single word is no further name.
    """
    last = re.split(r",| (?:et|and|&) ", right)[0]
    if _bare(left) and _bare(last):
        return True
    words, mine = TOKEN.findall(last), TOKEN.findall(ARTICLES.sub("", left.strip()))
    if not words or not mine or lexicon.is_head(mine[0], weak=False):
        return False
    return all(
        any(word[0].isupper() and not lexicon.says_nothing(word) for word in side)
        and not lexicon.is_place(" ".join(side))
        for side in (mine, words)
    )


def _bare(text: str) -> bool:
    """Two words with capitals: enough for a name where several are expected (Arabic has none to show)."""
    return sum(1 for word in TOKEN.findall(text) if word[0].isupper() or word.isdigit()) >= 2


def _second(joint: str, right: str, lexicon: Lexicon) -> bool:
    """Whether what stands behind an "and" is a name of its own.

    An article says little ("le Développement et l'Écoute"): a strong word must begin the name. A repeated preposition
    ("rapport du Foyer et de la Ligue") says more: two capitals are enough.
    """
    whole = right.split(",")[0]
    right = re.split(r" (?:et|and|&) ", whole)[0]
    words, last = TOKEN.findall(right), (TOKEN.findall(whole) or [""])[-1]
    if not words or not (words[0][0].isupper() or ARABIC.match(words[0]) or lexicon.is_head(words[0], weak=False)):
        return False
    again = AGAIN.match(joint) is not None
    if ARTICLE_ONLY.match(joint):
        return lexicon.is_head(words[0], weak=False) and _name(right, lexicon)
    capitals = sum(1 for word in words if word[0].isupper())
    # "Society A and Peace and Rights Forum": an English name whose head stands behind a further "and".
    english = lexicon.is_head(last) and _name(whole, lexicon)
    return _name(right, lexicon) or english or (again and capitals >= 2)

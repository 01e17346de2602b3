"""Organisations' names as they stand in lines: several in a row cut apart, each in its clean form."""

import re
from collections.abc import Iterable

from mailbot.understanding.fold import fold, fold_word
from mailbot.understanding.organisations.lexicon import ARABIC, TOKEN, Lexicon, forms

BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,120}[)\]]")
EDGES = " \t\n.,;:،؛·•*▪◦●■-–—|/\\_<>«»\"“”„'’‘" + "\u200e\u200f\u202a\u202b\u202c\u00a0"
ARTICLES = re.compile(
    r"^(?:(?:the|The|la|La|le|Le|les|Les)\s+|[lL]['’](?=\w)|[dD]['’](?=[A-ZÉÈÎ])|"
    r"(?:de la|De la|du|des|de|of|by|for|For|pour|Pour|on behalf of|au nom de|عن|باسم)\s+)"
)
SPLIT = re.compile(r"\s*(?:\s[–—|/•·]\s|;|\t|\s-\s)\s*")
ROW = re.compile(r"\s[/•·]\s|;")
# French articles and prepositions that are repeated before each name of a row.
REPEATED = "de la |de l['’]|du |des |d['’]|de |la |le |les |l['’]"
COMMA = re.compile(rf"\s*[,،]\s*(?:and the |and |et (?:{REPEATED})?|و(?=[\u0621-\u064a]))?")
AND = re.compile(
    r"\s+et (?:de )?[ld]['’]|\s+(?:and the|and|et de la|et du|et des|et de|et la|et le|et les|et|&)\s+"
    r"|\s+و(?=[\u0621-\u064a])"
)
AGAIN = re.compile(r"\s+et (?:de la|du|des|de)\s|\s+et de [ld]['’]|\s+et d['’]")
ARTICLE_ONLY = re.compile(r"\s+(?:et la|et le|et les|et l['’])\s*$|\s+et l['’]")
# Boards and offices of a house; the house's name follows with a preposition.
BOARDS = frozenset(
    fold(word) for word in ("هيئة", "مكتب", "مجلس", "لجنة", "فرع", "أمانة", "إدارة", "كتابة", "رئاسة", "أعضاء")
)
LATIN_BOARD = re.compile(
    r"^(?:(?:(?:executive|steering|managing|central) (?:committee|board)|board of (?:directors|trustees)|secretariat|"
    r"members|team) of (?:the )?|(?:conseil d['’]administration|(?:bureau|comité) (?:exécutif|directeur|national)|"
    r"secrétariat|membres|équipe) (?:de la |de l['’]|du |des |de |d['’]))",
    re.IGNORECASE,
)
# "Tirwal, atelier d'enquête citoyenne": what a comma and a small letter set off explains the name.
APPOSED = re.compile(r"(?<=\w), (?!and |et |de |d['’]|des |du |la |le |les |l['’]|the )(?=[a-zà-ÿ]).*$")
SET_OFF = re.compile(r"\s*(?:[,،/]|\s[–—-])\s*([^,،–—/]{1,40})$")  # a town or date behind a name
SEAT = re.compile(r"\sلل.*(\sفي\s+(\S+))$")
MOST = 40  # names of one message

# "المقدم من", "الصادرة عن", "submitted by" before a name.
MADE_BY = re.compile(
    r"^(?:و)?(?:ال)?(?:مقدم|صادر|معد|مرفوع|منجز|محرر|مرسل|موقع|منشور|مكتوب|مصاغ)ة?\s+(?:من\s+(?:قبل|طرف|لدن)|من|عن)\s+"
    r"|^(?:submitted|prepared|presented|issued|drafted|published|written|compiled)\s+by\s+(?:the\s+)?"
    r"|^(?:soumise?|présentée?|presentee?|établie?|etablie?|rédigée?|redigee?|préparée?|preparee?|publiée?|publiee?)"
    r"\s+par\s+(?:la\s+|le\s+|les\s+|l['’])?",
    re.IGNORECASE,
)


def clean(text: str, lexicon: Lexicon) -> str:
    """A name without bullets, brackets, articles, attached Arabic prepositions, and a place or date behind it."""
    name = BRACKETS.sub("", text).strip(EDGES) or text.strip(EDGES)
    while match := ARTICLES.match(name):
        rest = name[match.end() :]
        if not rest or not (rest[0].isupper() or ARABIC.match(rest)):
            break
        name = rest
    name = MADE_BY.sub("", name)
    name = APPOSED.sub("", inner_house(detached(name, lexicon), lexicon))
    return " ".join(without_place(name, lexicon).split()).strip(EDGES)


def detached(name: str, lexicon: Lexicon) -> str:
    """An Arabic name without the preposition or conjunction written on its first word (لجمعية is جمعية)."""
    first = name.split(None, 1)[0] if name.split() else ""
    if not ARABIC.match(first):
        return name
    key = fold(first)
    if key in lexicon.heads or (key.startswith("ال") and key[2:] in lexicon.heads):
        return name
    for form in forms(key)[1:]:
        if form in lexicon.heads or (form.startswith("ال") and form[2:] in lexicon.heads):
            if form.startswith("ال") and not key.endswith(form):
                return "ال" + first[-(len(form) - 2) :] + name[len(first) :]  # للجمعية is الجمعية
            if len(fold(first[-len(form) :])) == len(form):
                return first[-len(form) :] + name[len(first) :]
    return name


def inner_house(name: str, lexicon: Lexicon) -> str:
    """The house rather than its board: of "الهيئة المديرة لجمعية نسيم" that is "جمعية نسيم"."""
    if board := LATIN_BOARD.match(name):
        return name[board.end() :] if lexicon.like(name[board.end() :], weak=False) else name
    words = name.split()
    if len(words) < 3 or not ARABIC.match(words[0]) or not set(forms(fold(words[0]))) & BOARDS:
        return name
    for place, word in enumerate(words[1:], 1):
        joined = fold(word)[0] in "لب" or place == 1
        if joined and lexicon.is_head(word, weak=False) and not word.startswith("ال"):
            return detached(" ".join(words[place:]), lexicon)
    return name


def without_place(name: str, lexicon: Lexicon) -> str:
    """A name without the town, country or date set off behind it by a comma or a dash."""
    for _ in range(3):
        cut = SET_OFF.search(name)
        if not cut:
            break
        tail = cut.group(1)
        words = TOKEN.findall(tail)
        dated = any(
            fold_word(word) in lexicon.words.folded("months") or re.fullmatch(r"(?:19|20)\d\d", fold(word))
            for word in words
        )
        short = len(words) <= 2 and not any(lexicon.is_head(word, weak=False) for word in words)
        if not (dated or lexicon.is_place(tail) or short):
            break
        name = name[: cut.start()]
    # A house with its purpose is named whole: the town behind it only says where ("بيت الفرات للبحوث في الرمادي").
    seat = SEAT.search(name)
    return name[: seat.start(1)] if seat and lexicon.is_place(seat.group(2)) else name


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


def merged(names: Iterable[str]) -> tuple[str, ...]:
    """Names without repetitions; where one is another with words left out, the fuller one stays in its place."""
    kept: list[str] = []
    for name in names:
        key = _key(name)
        for place, other in enumerate(kept):
            mine, theirs = set(key.split()), set(_key(other).split())
            if key == _key(other) or (mine < theirs and len(mine) > 1):
                break
            if theirs < mine and len(theirs) > 1:
                kept[place] = name
                break
        else:
            kept.append(name)
        if len(kept) == MOST:
            break
    return tuple(dict.fromkeys(kept))


def _key(name: str) -> str:
    return " ".join(TOKEN.findall(fold(name)))

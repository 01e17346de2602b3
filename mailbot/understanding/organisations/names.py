"""The clean form of an organisation's name, and names told twice merged."""

import re
from collections.abc import Iterable

from mailbot.understanding.fold import fold, fold_word
from mailbot.understanding.organisations.lexicon import ARABIC, TOKEN, Lexicon, forms

BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,120}[)\]]")
EDGES = " \t\n.,;:،؛·•*▪◦●■-–—|/\\_<>«»\"“”„'’‘" + "\u200e\u200f\u202a\u202b\u202c\u00a0"
ARTICLES = re.compile(
    r"^(?:(?:and|et)\s+(?:the |la |le |les |l['’])?|(?:the|The|la|La|le|Le|les|Les)\s+|"
    r"[lL]['’](?=\w)|[dD]['’](?=[A-ZÉÈÎ])|"
    r"(?:de la|De la|du|des|de|of|by|for|For|pour|Pour|on behalf of|au nom de|عن|باسم)\s+)"
)
# "l'association Racines du Sud": the word only says what it is.
OF_KIND = re.compile(r"(?:the |la |le |l['’])([a-zà-ÿ-]+) (?=[A-ZÀ-Þ])")
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
    if (kind := OF_KIND.match(name)) and lexicon.is_head(kind.group(1)):
        name = name[kind.end() :]
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

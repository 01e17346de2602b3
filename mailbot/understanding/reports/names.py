"""Organisations' names as words: whether a line looks like one, where one ends, several in a row, and their clean form."""

import re
from collections.abc import Iterable
from functools import lru_cache

from mailbot.understanding.fold import fold, fold_word
from mailbot.understanding.rules import RuleFile, Rules

WORD = re.compile(r"[^\W_]+(?:[-'’ʼ.&][^\W_]+)*", re.UNICODE)
TOKEN = re.compile(r"[^\W_]+(?:[\u064b-\u0652\u0670ـ]+[^\W_]*)*", re.UNICODE)
ARABIC = re.compile(r"[\u0621-\u06ff]")
BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,120}[)\]]")
EDGES = " \t\n.,;:،؛·•*▪◦●■-–—|/\\_<>«»\"“”„'’‘" + "\u200e\u200f\u202a\u202b\u202c\u00a0"
ARTICLES = re.compile(r"^(?:(?:the|The|la|La|le|Le|les|Les)\s+|[lL]['’](?=\w)|[dD]['’](?=[A-ZÉÈÎ])|(?:de la|De la|du|des|de|of|by)\s+)")
SPLIT = re.compile(r"\s*(?:\s[–—|/•·]\s|;|\t|\s-\s)\s*")
COMMA = re.compile(r"\s*[,،]\s*(?:and the |and |et (?:de la |de l'|de l’|du |des |d'|d’|de |la |le |les |l'|l’)?|و(?=[\u0621-\u064a]))?")
AND = re.compile(r"\s+(?:and the|and|et de la|et du|et des|et de|et la|et le|et les|et|&)\s+|\s+et (?:de )?[ld]['’]|\s+و(?=[\u0621-\u064a])")
AGAIN = re.compile(r"\s+(?:and the|et de la|et du|et des|et de|et le|et la|et les)\s+|\s+et (?:de )?[ld]['’]")
SMALL = frozenset(
    "of for the and de des du la le les l d pour et en a à aux au sur in on al el y sans to with entre dans par s un une from".split()
)  # what is written small inside a name
FRENCH_SMALL = frozenset({"du", "de", "des", "la", "le", "les", "l", "d", "au", "aux", "un", "une"})
LONGEST = 16  # words of one name


@lru_cache(maxsize=20_000)
def forms(word: str) -> tuple[str, ...]:
    """A folded word, and in Arabic also without attached conjunction, preposition and article."""
    if not word or not ARABIC.match(word):
        return (word,)
    found = [word]
    base = word[1:] if word[0] in "وف" and len(word) > 4 else word
    found.append(base)
    if base.startswith("لل") and len(base) > 4:
        found += ["ال" + base[2:], base[2:]]
    elif base[0] in "بلك" and len(base) > 4:
        found.append(base[1:])
        if base[1:].startswith("ال"):
            found.append(base[3:])
    if base.startswith("ال") and len(base) > 4:
        found.append(base[2:])
    return tuple(dict.fromkeys(found))


class Lexicon:
    """The words of rules/organisations.toml, places.toml, titles.toml and reports.toml that names are told by."""

    def __init__(self, rules: Rules) -> None:
        organisations = rules.file("organisations")
        self.rules = rules
        self.words: RuleFile = rules.file("reports")
        self.heads = organisations.folded("heads") | rules.file("reports").folded("heads")
        self.weak = organisations.folded("weak") | rules.file("reports").folded("heads")
        self.hosts = tuple(sorted(organisations.folded("hosts"), key=len, reverse=True))
        self.places = rules.file("places").folded("places")
        self.posts = rules.file("titles").folded("heads")
        self.ends = self.words.folded("ends")
        self.verbs = self.words.folded("verbs")

    def is_head(self, word: str, weak: bool = True) -> bool:
        """Whether a word begins (or in English ends) the names of organisations."""
        key = fold_word(word)
        return any(form in self.heads and (weak or form not in self.weak) for form in forms(key))

    def is_post(self, text: str) -> bool:
        """Whether a text begins with a function rather than a name ("Head of Research", "Chargée de plaidoyer")."""
        first = WORD.findall(text)[:1]
        return bool(first) and any(form in self.posts for form in forms(fold_word(first[0]))) and not self.is_head(first[0], weak=False)

    def is_place(self, text: str) -> bool:
        """Whether a text is nothing but places."""
        parts = [fold_word(part) for part in re.split(r"\s*[,،/–-]\s*|\s+(?:et|and)\s+", text) if part.strip()]
        return bool(parts) and all(any(form in self.places for form in forms(part)) for part in parts)

    def is_host(self, text: str) -> bool:
        """Whether a name is the desk's own house or another of the hosts."""
        key = fold_word(text)
        return any(key == host or (len(host) > 6 and host in key and len(key) < len(host) + 14) for host in self.hosts)

    def _speaks(self, text: str) -> bool:
        """Whether a text holds a verb or another word of sentences; capitals make it part of a name ("Beyrouth-Est")."""
        shouted = text.isupper()
        return any(fold(word) in self.verbs for word in WORD.findall(text) if shouted or word[0].islower())

    def like(self, text: str) -> bool:
        """Whether a piece of text reads like the name of an organisation by its words."""
        words = TOKEN.findall(text)
        if not 1 <= len(words) <= LONGEST or len(text) > 140 or re.search(r"[?!؟:]|[.؛;]\s", text) or self.is_post(text):
            return False
        if text[0] in "«\"“" and len(words) > 3:
            return False
        if ARABIC.match(words[0]):
            return self.is_head(words[0]) and len(words) > 1
        if not words[0][0].isupper() or self._speaks(text):
            return False
        if self.is_head(words[0]):
            return len(words) > 1
        capitals = sum(1 for word in words if word[0].isupper() or word[0].isdigit())
        long = sum(1 for word in words if len(word) > 3)
        weak = len(words) > 2  # two words, one of them as common as "Home", are no name by themselves
        heads = [place for place, word in enumerate(words) if word[0].isupper() and self.is_head(word, weak)]
        # "Présentation du Réseau" speaks of one; in English the head comes last or before "of" and "for".
        heads = [place for place in heads if fold(words[place - 1]) not in FRENCH_SMALL]
        small = all(word[0].isupper() or word[0].isdigit() or fold(word) in SMALL for word in words)
        return bool(heads) and small and capitals >= max(2, long * 0.75)


def clean(text: str, lexicon: Lexicon) -> str:
    """A name without bullets, brackets, articles, attached Arabic prepositions, and a place or date behind it."""
    name = BRACKETS.sub("", text).strip(EDGES) if BRACKETS.sub("", text).strip(EDGES) else text.strip(EDGES)
    while match := ARTICLES.match(name):
        rest = name[match.end() :]
        if not rest or not (rest[0].isupper() or ARABIC.match(rest)):
            break
        name = rest
    name = detached(name, lexicon)
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


def without_place(name: str, lexicon: Lexicon) -> str:
    """A name without the town, country or date set off behind it by a comma or a dash."""
    for _ in range(3):
        cut = re.search(r"\s*(?:[,،/]|\s[–—-])\s*([^,،–—/]{1,40})$", name)
        if not cut:
            break
        tail = cut.group(1)
        words = TOKEN.findall(tail)
        dated = any(fold_word(word) in lexicon.words.folded("months") or re.fullmatch(r"(?:19|20)\d\d", fold(word)) for word in words)
        short = len(words) <= 2 and not any(lexicon.is_head(word, weak=False) for word in words)
        if not (dated or lexicon.is_place(tail) or short):
            break
        name = name[: cut.start()]
    return name


def pieces(text: str, lexicon: Lexicon, sure: bool = False) -> list[str]:
    """The names set side by side in a text, clean.

    sure: the text is known to hold names only (a byline), so that unknown words may be names as well.
    """
    bare = BRACKETS.sub(" ", text)
    parts = [part for part in SPLIT.split(bare) if part.strip(EDGES)]
    if len(parts) > 1:
        alike = [part for part in parts if lexicon.like(part.strip(EDGES))]
        parts = [part for part in parts if not lexicon.is_place(part.strip(EDGES))]
        parts = parts if sure and len(parts) > 2 and len(alike) >= len(parts) / 2 else (alike or parts[:1])
        parts = [part for part in parts if not set(TOKEN.findall(fold(part))[:4]) & lexicon.words.folded("report")] or parts[:1]
    found: list[str] = []
    for part in parts:
        found.extend(_conjoined(part, lexicon, sure))
    return [name for name in (clean(part, lexicon) for part in found) if name]


def _conjoined(text: str, lexicon: Lexicon, sure: bool) -> list[str]:
    """Cuts at commas and at "and" where both sides are names."""
    cuts = [part for part in COMMA.split(text) if part and part.strip(EDGES)]
    if len(cuts) > 1:
        names = [cut for cut in cuts if _name(cut, lexicon)]
        if len(names) < 2 and not (sure and len(cuts) > 2 and names):
            cuts = [text]
        elif len(names) < len(cuts) and not sure:
            cuts = names
        else:
            cuts = [cut for cut in cuts if not lexicon.is_place(cut.strip(EDGES))]
    found: list[str] = []
    for cut in cuts:
        found.extend(_halves(cut, lexicon))
    return found


def _name(text: str, lexicon: Lexicon) -> bool:
    return lexicon.like(detached(ARTICLES.sub("", text.strip(EDGES)), lexicon))


def _halves(text: str, lexicon: Lexicon) -> list[str]:
    """Cuts a text at each "and" that joins two names rather than two words of one."""
    for joint in AND.finditer(text):
        left, right = text[: joint.start()], text[joint.end() :]
        if joint.group().strip().startswith("و"):
            right = right.strip()
        again = AGAIN.match(joint.group() + "x" if joint.group().endswith(" ") else joint.group()) is not None
        capital = bool(right[:1].isupper() or ARABIC.match(right[:1] or " "))
        if _name(left, lexicon) and capital and (_name(right, lexicon) or again or _name(right.split(",")[0], lexicon)):
            return [left, *_halves(right, lexicon)]
    return [text]


def merged(names: Iterable[str]) -> tuple[str, ...]:
    """Names without repetitions; where one is another with words left out, the fuller one stays in its place."""
    kept: list[str] = []
    for name in names:
        key = _key(name)
        for place, other in enumerate(kept):
            mine, theirs = set(key.split()), set(_key(other).split())
            if key == _key(other) or mine < theirs and len(mine) > 1:
                break
            if theirs < mine and len(theirs) > 1:
                kept[place] = name
                break
        else:
            kept.append(name)
    return tuple(dict.fromkeys(kept))


def _key(name: str) -> str:
    return " ".join(TOKEN.findall(fold(name)))

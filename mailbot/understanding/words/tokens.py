"""Cuts a text into tokens that know their place, in linear time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from mailbot.understanding.fold import fold_word

_ELISION = r"(?:[ldjscLDJSCntm]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)['’ʼ](?=[^\W\d_])|[ld](?=[A-ZÀ-Ý][a-zà-ÿ]{2})"
_TOKEN = re.compile(
    r"[^\S\n\t]*+(?:"  # never given back: what follows it always fits
    r"(?P<plain>(?![ld][A-ZÀ-Ý][a-zà-ÿ]{2})[^\W_]++(?=[\s,]|\Z))"  # most words: no sign can make more of them
    r"|(?P<line>\n[^\S\n\t]*)"
    r"|(?P<url>(?:https?://|www\.)\S+|[^\s@<>()\[\],;:]+@[^\s@<>()\[\],;]+)"
    rf"|(?P<elision>{_ELISION})"
    r"|(?P<dotted>[^\W\d_](?:\.[^\W\d_])+\.?(?![^\W\d_])|[^\W\d_]\.(?=\s|[^\W\d_]|$))"
    r"|(?P<word>[^\W_]++(?:(?:[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640]++|['’ʼ\-‐‑](?=[^\W_]))[^\W_]*+)*+)"
    r"|(?P<mark>.)"
    r"|\Z)",
    re.DOTALL,
)
_PLAIN, _LINE, _ELIDED = (_TOKEN.groupindex[kind] for kind in ("plain", "line", "elision"))
_NO_WORDS = frozenset((_TOKEN.groupindex["url"], _TOKEN.groupindex["mark"]))
ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")


@dataclass(slots=True)  # not frozen: thousands are made of one message, and freezing would cost as much as cutting
class Token:
    """A word or a mark; never changed. key: folded; line: True for a line break; start, end: its place in the text.

    capital: begins with a capital letter (never true of Arabic).
    """

    text: str
    key: str
    start: int
    end: int
    word: bool
    arabic: bool = False
    line: bool = False
    capital: bool = False

    @property
    def shout(self) -> bool:
        """Two or more letters, all capitals: an acronym or a family name."""
        letters = self.text.replace(".", "")
        return self.word and len(letters) > 1 and letters.isupper()


def without_possessive(token: Token) -> Token:
    """A token that ends in the English "'s", as it is without it."""
    return replace(token, text=token.text[:-2], key=token.key[:-2], end=token.end - 2)


class Run(list[Token]):
    """The tokens of a text or a sentence, never changed; keeps what is asked of all of them again and again."""

    known_to: object = None  # whose bits these are (phrases.Beginnings.mark)
    heads: Sequence[int] = ()  # for each token, which vocabularies hold a phrase that begins with it
    bits = 0  # ... and for all of them together
    _arabic: bool | None = None
    _keys: frozenset[str] | None = None

    @property
    def arabic(self) -> bool:
        """Whether a word of it is Arabic."""
        if self._arabic is None:
            self._arabic = True in [token.arabic for token in self]
        return self._arabic

    @property
    def keys(self) -> frozenset[str]:
        """The folded words and marks in it: whether any of some is there is asked of all at once."""
        if self._keys is None:
            self._keys = frozenset([token.key for token in self])
        return self._keys


def tokens(text: str) -> Run:
    """The words and marks of a text in order; white space but line breaks and tabs is dropped. Linear."""
    length = len(text)
    if length <= SHORT:
        return _short_tokens(text)
    return _long_tokens(text) if length <= LONG else _cut(text)


SHORT = 200  # characters: labels, cells and names come again and again
LONG = 20_000  # characters of a text that several readers take turns with


@lru_cache(maxsize=1024)
def _short_tokens(text: str) -> Run:
    return _cut(text)


@lru_cache(maxsize=8)
def _long_tokens(text: str) -> Run:
    return _cut(text)


def _cut(text: str) -> Run:
    found = Run()
    for match in _TOKEN.finditer(text):
        kind = match.lastindex
        if kind is None:
            break  # the end
        start, end = match.span(kind)
        piece = text[start:end]
        if kind == _PLAIN:
            key, arabic, capital = _word(piece)
            found.append(Token(piece, key, start, end, True, arabic, False, capital))
        elif kind == _LINE:
            found.append(Token("\n", "\n", start, end, False, False, True))
        else:
            key, arabic, capital = _word(piece)
            if kind in _NO_WORDS:
                found.append(Token(piece, key, start, end, False))
                continue
            if kind == _ELIDED and len(key) == 1:
                key += "'"  # "lAmicale": typed without its apostrophe
            found.append(Token(piece, key, start, end, True, arabic, False, capital))
    return found


@lru_cache(maxsize=16384)
def _word(piece: str) -> tuple[str, bool, bool]:
    """A word's key, and whether it is Arabic and begins with a capital."""
    # A word of nothing but what folding takes away, such as "ـــ" (tatweel), is its own key: no key is empty.
    key = fold_word(piece) or piece if len(piece) < 60 else piece[:60]
    return key, not piece.isascii() and ARABIC.search(piece) is not None, piece[0].isupper()


@lru_cache(maxsize=65536)
def arabic_forms(key: str) -> tuple[str, ...]:
    """A folded Arabic word as it stands, then without attached conjunction, preposition and article, longest first.

    "وللجمعيه" gives also "للجمعيه", "الجمعيه", "جمعيه": a lexicon decides which of them is meant.
    """
    forms = [key]
    bases = [key]
    if len(key) > 2 and key[0] in "وف":
        bases.append(key[1:])
    for base in bases:
        forms.append(base)
        if base.startswith("لل") and len(base) > 4:
            forms += ["ال" + base[2:], base[2:]]
        elif base[:1] in "بلك" and len(base) > 3:
            forms.append(base[1:])
            if base[1:].startswith("ال") and len(base) > 5:
                forms.append(base[3:])
        if base.startswith("ال") and len(base) > 4:
            forms.append(base[2:])
    return tuple(dict.fromkeys(forms))


_ENDINGS = ("تنا", "نا", "تها", "ته", "ها", "تي", "ا", "ه")
_LAST = frozenset(ending[-1] for ending in _ENDINGS)


@lru_cache(maxsize=65536)
def arabic_stems(key: str) -> tuple[str, ...]:
    """`arabic_forms`, each also without a possessive or accusative ending: مديرتنا, رئيسا."""
    forms = list(arabic_forms(key))
    for form in tuple(forms):
        if form[-1:] not in _LAST:
            continue
        for ending in _ENDINGS:
            if form.endswith(ending) and len(form) - len(ending) >= 3:
                forms.append(form[: -len(ending)])
                if ending.startswith("ت"):
                    forms.append(form[: -len(ending)] + "ه")
    return tuple(dict.fromkeys(forms))


def stripped(text: str, forms_of: str) -> str:
    """The original Arabic word without what `forms_of` (one of its folded forms) lacks at its beginning."""
    extra = len(fold_word(text)) - len(forms_of)
    bare = [index for index, letter in enumerate(text) if fold_word(letter)]
    if extra <= 0 or extra >= len(bare):
        return text
    # "لل" hides the alef of the article; what is left of "للجمعية" without article is "جمعية".
    return text[bare[extra] :]

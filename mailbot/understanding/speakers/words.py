"""Cuts a text into tokens that know their place, and the tokens into sentences, in linear time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from weakref import ReferenceType, ref

from mailbot.understanding.fold import fold_word

_ELISION = r"(?:[ldjscLDJSCntm]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)['’ʼ](?=[^\W\d_])|[ld](?=[A-ZÀ-Ý][a-zà-ÿ]{2})"
_TOKEN = re.compile(
    r"[^\S\n\t]*+(?:"  # never given back: what follows it always fits
    r"(?P<line>\n[^\S\n\t]*)"
    r"|(?P<url>(?:https?://|www\.)\S+|[^\s@<>()\[\],;:]+@[^\s@<>()\[\],;]+)"
    rf"|(?P<elision>{_ELISION})"
    r"|(?P<dotted>[^\W\d_](?:\.[^\W\d_])+\.?(?![^\W\d_])|[^\W\d_]\.(?=\s|[^\W\d_]|$))"
    r"|(?P<word>[^\W_]+(?:[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640]+|['’ʼ\-‐‑](?=[^\W_])|[^\W_]+)*)"
    r"|(?P<mark>.)"
    r"|(?P<end>\Z))",
    re.DOTALL,
)
_LINE, _URL, _ELIDED, _MARK, _END = (_TOKEN.groupindex[name] for name in ("line", "url", "elision", "mark", "end"))
_LABEL = re.compile(
    r"[^\W\d_a-z][^\W\d_]{1,15}(?: [^\W\d_]{1,12}){0,2} ?: "
)  # "Slot: plenary" begins a line of its own
_ITEM = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z])[.)\-]\s")
ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
ENDS = frozenset(".!?؟…")


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


class Run(list[Token]):
    """The tokens of a text or a sentence, never changed; knows which vocabularies can find nothing in it."""

    _asked: ReferenceType[Mapping[str, int]] | None = None  # a run may be kept longer than the vocabularies
    _bits = 0

    def begins(self, among: Mapping[str, int]) -> int:
        """The bits of the vocabularies (phrases.py) that hold a phrase beginning with one of these tokens."""
        if self._asked is None or self._asked() is not among:
            self._asked, self._bits = ref(among), reduce(or_, [among[token.key] for token in self], 0)
        return self._bits


def tokens(text: str) -> Run:
    """The words and marks of a text in order; white space but line breaks and tabs is dropped. Linear."""
    if len(text) > LONG:
        return _cut(text)
    return _short_tokens(text) if len(text) <= SHORT else _long_tokens(text)


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
        kind = match.lastindex or _END
        piece = match[kind]
        start, end = match.span(kind)
        if kind == _LINE:
            found.append(Token("\n", "\n", start, end, False, False, True))
        elif kind != _END:
            key, arabic, capital = _word(piece)
            if kind in (_MARK, _URL):
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


@lru_cache(maxsize=65536)
def arabic_stems(key: str) -> tuple[str, ...]:
    """`arabic_forms`, each also without a possessive or accusative ending: مديرتنا, رئيسا."""
    forms = list(arabic_forms(key))
    for form in tuple(forms):
        for ending in ("تنا", "نا", "تها", "ته", "ها", "تي", "ا", "ه"):
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


def sentences(run: Sequence[Token], text: str, abbreviations: Mapping[str, object] | frozenset[str]) -> list[Run]:
    """Token runs of one sentence each. A wrapped line is no end; a blank line, a list item or a short line is one."""
    found: list[Run] = []
    current = Run()
    line_start = 0
    width = max(NARROW, max((len(line) for line in text.split("\n")), default=0))
    for index, token in enumerate(run):
        if not token.line:
            current.append(token)
            if len(current) < LONGEST_SENTENCE and (
                token.word
                or token.text not in ENDS
                or not _ends(token, current, run[index + 1] if index + 1 < len(run) else None, abbreviations)
            ):
                continue
        else:
            following = run[index + 1] if index + 1 < len(run) else None
            line, line_start = text[line_start : token.start], token.end
            if not (
                following is None or following.line or _breaks(line, text[token.end : token.end + 40], following, width)
            ):
                continue
        if current:
            found.append(current)
            current = Run()
    if current:
        found.append(current)
    return found


LONGEST_SENTENCE = 300  # tokens; nobody writes longer ones, and what is done with a sentence may cost its square
NARROW = 64  # characters; no program wraps narrower than that


def _breaks(line: str, rest: str, following: Token, width: int) -> bool:
    """Whether a line break was meant: the next word would still have fitted on the line, or a list item begins."""
    if not following.word and following.text in "-*•·–—☐☒☑✓▪►●○◦[(":
        return True
    if _ITEM.match(rest) or _LABEL.match(rest):
        return True
    word = rest.split(None, 1)[0] if rest.strip() else ""
    return "\t" in line or len(line.rstrip()) + 1 + len(word) <= width or line.rstrip().endswith((":", ";", "؛"))


def _ends(token: Token, current: list[Token], following: Token | None, abbreviations: object) -> bool:
    if token.text != ".":
        return True
    if following is None or following.line:
        return True
    before = current[-2] if len(current) > 1 else None
    if len(current) == 2 and before is not None and (before.text.isdigit() or len(before.text) == 1):
        return False
    if (
        before is not None
        and before.end == token.start
        and (
            before.key in abbreviations or (before.arabic and before.key[1:] in abbreviations)  # type: ignore[operator]
        )
    ):
        return False
    if following.word and following.start == token.end:
        return False
    if following.word and not following.arabic and following.text[0].islower():
        # Who writes without capitals ends sentences all the same; only a longer word before the stop is surely no
        # abbreviation.
        return before is not None and len(before.text) > 4 and before.end == token.start and before.text.islower()
    return True

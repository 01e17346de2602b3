"""Cuts a text into tokens that know their place, and finds phrases of a vocabulary among them in linear time."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mailbot.understanding.fold import fold_word

_ELISION = r"(?:[ldjscLDJSCntm]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)['’ʼ](?=[^\W\d_])|[ld](?=[A-ZÀ-Ý][a-zà-ÿ]{2})"
_TOKEN = re.compile(
    r"(?P<space>[^\S\n\t]+)"
    r"|(?P<line>\n[^\S\n\t]*)"
    r"|(?P<url>(?:https?://|www\.)\S+|[^\s@<>()\[\],;:]+@[^\s@<>()\[\],;]+)"
    rf"|(?P<elision>{_ELISION})"
    r"|(?P<dotted>[^\W\d_](?:\.[^\W\d_])+\.?(?![^\W\d_])|[^\W\d_]\.(?=\s|[^\W\d_]|$))"
    r"|(?P<word>[^\W_]+(?:[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640]+|['’ʼ\-‐‑](?=[^\W_])|[^\W_]+)*)"
    r"|(?P<mark>.)",
    re.DOTALL,
)
ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
ENDS = frozenset(".!?؟…")
TYPOGRAPHY = str.maketrans("’‘ʼ–—‐‑،؛", "''’----,;".replace("’", "'"))


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark. key: folded; line: True for a line break; start, end: its place in the text."""

    text: str
    key: str
    start: int
    end: int
    word: bool
    arabic: bool = False
    line: bool = False

    @property
    def capital(self) -> bool:
        """Begins with a capital letter (never true of Arabic)."""
        return self.word and self.text[0].isupper()

    @property
    def shout(self) -> bool:
        """Two or more letters, all capitals: an acronym or a family name."""
        letters = self.text.replace(".", "")
        return self.word and len(letters) > 1 and letters.isupper()


def tokens(text: str) -> list[Token]:
    """The words and marks of a text in order; white space but line breaks and tabs is dropped. Linear."""
    return list(_short_tokens(text)) if len(text) <= SHORT else _cut(text)


SHORT = 200  # characters: labels, cells and names come again and again


@lru_cache(maxsize=8192)
def _short_tokens(text: str) -> tuple[Token, ...]:
    return tuple(_cut(text))


def _cut(text: str) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(text):
        kind, piece = match.lastgroup, match.group()
        if kind == "space":
            continue
        if kind == "line":
            found.append(Token("\n", "\n", match.start(), match.end(), word=False, line=True))
            continue
        word = kind in ("word", "dotted", "elision")
        key = fold_word(piece) if len(piece) < 60 else piece[:60]
        if kind == "elision" and len(key) == 1:
            key += "'"  # "lAmicale": typed without its apostrophe
        found.append(Token(piece, key, match.start(), match.end(), word, bool(word and ARABIC.search(piece))))
    return found


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


class Phrases:
    """A set of phrases, each with a value, found among tokens in one pass."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        """entries: (phrase, value); words are separated by spaces, a final * of a word stands for any ending."""
        self._first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._open: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, value in entries:
            keys = tuple(key if key == "*" else fold_word(key) for key in _split(phrase))
            if keys:
                self._add(keys, value)
                if "'" in phrase and " " not in phrase:
                    # "aujourd'hui" is one word, "l'organisation" are two.
                    self._add((fold_word(phrase),), value)
                if len(keys) > 1 and keys[0].isascii() and not any("*" in key or "'" in key for key in keys):
                    self._add(("-".join(keys),), value)
        for table in (self._first, self._open):
            for options in table.values():
                options.sort(key=lambda option: -len(option[0]))

    def _add(self, keys: tuple[str, ...], value: str) -> None:
        head = keys[0]
        if head.endswith("*"):
            self._open.setdefault(head[:4].rstrip("*"), []).append((keys, value))
        else:
            self._first.setdefault(head, []).append((keys, value))

    def at(self, run: Sequence[Token], index: int) -> tuple[int, str] | None:
        """The longest phrase that begins at a token: (index after it, value), or None."""
        token = run[index]
        if not token.word or not (self._open or token.arabic or token.key in self._first):
            return None
        best: tuple[int, str] | None = None
        for form in arabic_stems(token.key) if token.arabic else (token.key,):
            tables = (
                (self._first.get(form), self._open.get(form[:4]), self._open.get(form[:3]))
                if self._open
                else (self._first.get(form),)
            )
            for options in tables:
                for keys, value in options or ():
                    if _same(keys[0], form) and (end := _follow(run, index + 1, keys)) and (not best or end > best[0]):
                        best = (end, value)
        return best

    def all(self, run: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
        """Every phrase found, left to right without overlap: (first, after last, value)."""
        index, first = 0, self._first
        while index < len(run):
            token = run[index]
            if not self._open and (
                first.keys().isdisjoint(arabic_stems(token.key)) if token.arabic else token.key not in first
            ):
                index += 1
            elif hit := self.at(run, index):
                yield index, hit[0], hit[1]
                index = hit[0]
            else:
                index += 1

    def has(self, run: Sequence[Token]) -> bool:
        """Whether any phrase stands in these tokens."""
        return next(self.all(run), None) is not None


def _split(phrase: str) -> list[str]:
    return [part for part in re.sub(r"(?<=\w)['’](?!s\b)(?=\w)", "' ", phrase).split() if part]


def _same(key: str, form: str) -> bool:
    return form.startswith(key[:-1]) if key.endswith("*") else key == form


def _follow(run: Sequence[Token], index: int, keys: tuple[str, ...]) -> int:
    """The index after the rest of a phrase, or 0; single line breaks inside a phrase do not matter."""
    for key in keys[1:]:
        while index < len(run) and run[index].line:
            index += 1
        if index >= len(run):
            return 0
        token = run[index]
        if not (_same(key, token.key) or (token.arabic and any(_same(key, form) for form in arabic_forms(token.key)))):
            return 0
        index += 1
    return index


def sentences(
    run: Sequence[Token], text: str, abbreviations: Mapping[str, object] | frozenset[str]
) -> list[list[Token]]:
    """Token runs of one sentence each. A wrapped line is no end; a blank line, a list item or a short line is one."""
    found: list[list[Token]] = []
    current: list[Token] = []
    line_start = 0
    width = max(NARROW, max((len(line) for line in text.split("\n")), default=0))
    for index, token in enumerate(run):
        following = run[index + 1] if index + 1 < len(run) else None
        if token.line:
            line, line_start = text[line_start : token.start], token.end
            if following is None or following.line or _breaks(line, text[token.end : token.end + 40], following, width):
                if current:
                    found.append(current)
                current = []
            continue
        current.append(token)
        if len(current) >= LONGEST_SENTENCE or (token.text in ENDS and _ends(token, current, following, abbreviations)):
            found.append(current)
            current = []
    if current:
        found.append(current)
    return found


LONGEST_SENTENCE = 300  # tokens; nobody writes longer ones, and what is done with a sentence may cost its square
NARROW = 64  # characters; no program wraps narrower than that


def _breaks(line: str, rest: str, following: Token, width: int) -> bool:
    """Whether a line break was meant: the next word would still have fitted on the line, or a list item begins."""
    if not following.word and following.text in "-*•·–—☐☒☑✓▪►●○◦[(":
        return True
    if re.match(r"\(?(?:\d{1,2}|[a-zA-Z])[.)\-]\s", rest):
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

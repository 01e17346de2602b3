"""Vocabularies: phrases of one or more words, each with a value, found among tokens in linear time."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from mailbot.understanding.fold import fold_word
from mailbot.understanding.speakers.words import Run, Token, arabic_forms, arabic_stems

Value = TypeVar("Value")
MOST_WORDS = 50_000  # different words of which something is remembered
Options = list[tuple[tuple[str, ...], str]]  # (words, value) of phrases, the longest first


class Remembered(dict[str, Value]):
    """What a function says of a word: worked out when the word is first met, and again when it was long ago."""

    def __init__(self, work: Callable[[str], Value]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, key: str) -> Value:
        """Work out a word met for the first time."""
        if len(self) >= MOST_WORDS:
            self.clear()
        self[key] = value = self._work(key)
        return value


class Beginnings(Remembered[int]):
    """For every word met, which vocabularies hold a phrase that may begin with it: one bit each.

    Vocabularies that are looked up side by side share one, so that all of them together ask once about a word.
    """

    def __init__(self) -> None:
        super().__init__(self._bits_of)
        self._heads: dict[str, int] = {}
        self._open: dict[str, int] = {}
        self._count = 0

    def enter(self, heads: Iterable[str], opened: Iterable[str]) -> int:
        """The bit of a new vocabulary. heads: first words of its phrases; opened: beginnings of those with a *."""
        bit = 1 << self._count
        self._count += 1
        for table, words in ((self._heads, heads), (self._open, opened)):
            for word in words:
                table[word] = table.get(word, 0) | bit
        self.clear()
        return bit

    def _bits_of(self, key: str) -> int:
        bits = 0
        for form in forms_of(key):
            bits |= self._heads.get(form, 0) | self._open.get(form[:4], 0) | self._open.get(form[:3], 0)
        return bits


class Phrases:
    """A set of phrases, each with a value, found among tokens in one pass."""

    def __init__(self, entries: Iterable[tuple[str, str]], among: Beginnings | None = None) -> None:
        """entries: (phrase, value); words are separated by spaces, a final * of a word stands for any ending.

        among: what it shares with other vocabularies.
        """
        self._first: dict[str, Options] = {}
        self._open: dict[str, Options] = {}
        self._known = Remembered(self._options)
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
        self._among = Beginnings() if among is None else among
        self._bit = self._among.enter(self._first, self._open)

    def _add(self, keys: tuple[str, ...], value: str) -> None:
        head = keys[0]
        if head.endswith("*"):
            self._open.setdefault(head[:4].rstrip("*"), []).append((keys, value))
        else:
            self._first.setdefault(head, []).append((keys, value))

    def at(self, run: Sequence[Token], index: int) -> tuple[int, str] | None:
        """The longest phrase that begins at a token: (index after it, value), or None."""
        token = run[index]
        if not self._among[token.key] & self._bit or not token.word:
            return None
        longest, found = 0, ""
        further = run[index + 1] if index + 1 < len(run) else None
        second = None if further is None or further.line or further.arabic else further.key
        for options in self._known[token.key]:
            for rest, value in options:
                if rest and second is not None and rest[0] != second and rest[0][-1] != "*":
                    continue  # most phrases end here
                # The longest come first, and so many words of the run end at the same place for all.
                if end := _follow(run, index + 1, rest) if rest else index + 1:
                    if end > longest:
                        longest, found = end, value
                    break
        return (longest, found) if longest else None

    def _options(self, key: str) -> tuple[Options, ...]:
        """(further words, value) of the phrases that may begin with a word, under each of its forms."""
        known = []
        for form in forms_of(key):
            known.append(self._first.get(form, ()))
            for head in (form[:4], form[:3]) if self._open else ():
                known.append([option for option in self._open.get(head, ()) if _same(option[0][0], form)])
        return tuple([(keys[1:], value) for keys, value in options] for options in known if options)

    def may(self, run: Sequence[Token]) -> bool:
        """Whether a phrase may begin in these tokens: False saves asking about each of them."""
        return type(run) is not Run or bool(run.begins(self._among) & self._bit)

    def all(self, run: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
        """Every phrase found, left to right without overlap: (first, after last, value)."""
        if not self.may(run):
            return
        among, bit, after = self._among, self._bit, 0
        for index, token in enumerate(run):
            if among[token.key] & bit and index >= after and (hit := self.at(run, index)):
                after = hit[0]
                yield index, after, hit[1]

    def has(self, run: Sequence[Token]) -> bool:
        """Whether any phrase stands in these tokens."""
        among, bit = self._among, self._bit
        return self.may(run) and any(among[token.key] & bit and self.at(run, index) for index, token in enumerate(run))


def forms_of(key: str) -> tuple[str, ...]:
    """The forms under which a folded word is looked up: itself, and of an Arabic one its stems."""
    return (key,) if key.isascii() else arabic_stems(key)


def _split(phrase: str) -> list[str]:
    # "l'organisation" is two words, "i'd", "can't" and "she's" are one.
    return [part for part in re.sub(r"(?<=\w)['’](?!(?:s|d|m|t|ll|ve|re)\b)(?=\w)", "' ", phrase).split() if part]


def _same(key: str, form: str) -> bool:
    return form.startswith(key[:-1]) if key.endswith("*") else key == form


def _follow(run: Sequence[Token], index: int, keys: tuple[str, ...]) -> int:
    """The index after the further words of a phrase, or 0; single line breaks inside a phrase do not matter."""
    last = len(run)
    for key in keys:
        while index < last and run[index].line:
            index += 1
        if index >= last:
            return 0
        token = run[index]
        if token.key != key and not _fits(key, token):
            return 0
        index += 1
    return index


def _fits(key: str, token: Token) -> bool:
    """Whether a token is a word of a phrase but for its ending, or what is written on an Arabic one."""
    if token.arabic:
        return any(_same(key, form) for form in arabic_forms(token.key))
    return key.endswith("*") and token.key.startswith(key[:-1])

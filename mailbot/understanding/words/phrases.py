"""Vocabularies: phrases of one or more words, each with a value, found among tokens in linear time."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mailbot.understanding.fold import fold_word
from mailbot.understanding.remembered import Remembered
from mailbot.understanding.words.beginnings import Beginnings, forms_of
from mailbot.understanding.words.tokens import Run, Token, arabic_forms

Entries = list[tuple[tuple[str, ...], str]]  # (words, value) of phrases, the longest first
NOTHING: Iterator[tuple[int, int, str]] = iter(())


@dataclass(frozen=True, slots=True)
class Options:
    """The phrases that may begin with a word. alone: the value of the word by itself; seconds: the words that may
    follow it, None where one of them may end in any way; longer: further words and values, form by form."""

    alone: str | None
    seconds: frozenset[str] | None
    longer: tuple[Entries, ...]


class Phrases:
    """A set of phrases, each with a value, found among tokens in one pass."""

    def __init__(self, entries: Iterable[tuple[str, str]], among: Beginnings | None = None) -> None:
        """entries: (phrase, value); words are separated by spaces, a final * of a word stands for any ending.

        among: what it shares with other vocabularies.
        """
        self._first: dict[str, Entries] = {}
        self._open: dict[str, Entries] = {}
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
            for listed in table.values():
                listed.sort(key=lambda entry: -len(entry[0]))
        self._among = Beginnings() if among is None else among
        self._mark = self._among.mark
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
        options = self._known[token.key]
        after = index + 1
        if options.seconds is not None:
            further = run[after] if after < len(run) else None
            if further is None or not (
                further.line
                or further.key in options.seconds
                or (further.arabic and not options.seconds.isdisjoint(arabic_forms(further.key)))
            ):
                return None if options.alone is None else (after, options.alone)  # most phrases end here
        longest, found = 0, ""
        for among in options.longer:
            for rest, value in among:
                # The longest come first, and so many words of the run end at the same place for all.
                if end := _follow(run, after, rest) if rest else after:
                    if end > longest:
                        longest, found = end, value
                    break
        return (longest, found) if longest else None

    def _options(self, key: str) -> Options:
        """What may follow a word that begins phrases, under each of its forms."""
        known = []
        for form in forms_of(key):
            known.append(self._first.get(form, ()))
            for head in (form[:4], form[:3]) if self._open else ():
                known.append([entry for entry in self._open.get(head, ()) if _same(entry[0][0], form)])
        longer = tuple([(keys[1:], value) for keys, value in entries] for entries in known if entries)
        rests = [rest for entries in longer for rest, _ in entries if rest]
        open_ended = any(rest[0].endswith("*") for rest in rests)
        return Options(
            next((value for entries in longer for rest, value in entries if not rest), None),
            None if open_ended else frozenset(rest[0] for rest in rests),
            longer,
        )

    def begins(self, key: str) -> bool:
        """Whether a phrase may begin with a folded word."""
        return self._among[key] & self._bit != 0

    def may(self, run: Sequence[Token]) -> bool:
        """Whether a phrase may begin in these tokens: False saves asking about each of them."""
        if type(run) is not Run:
            return True
        if run.known_to is not self._mark:
            self._among.ask(run)
        return run.bits & self._bit != 0

    def places(self, run: Sequence[Token]) -> Sequence[int]:
        """The tokens with which a phrase may begin."""
        bit = self._bit
        if type(run) is not Run:
            among = self._among
            return [index for index, token in enumerate(run) if among[token.key] & bit]
        if run.known_to is not self._mark:
            self._among.ask(run)
        return [index for index, bits in enumerate(run.heads) if bits & bit] if run.bits & bit else ()

    def all(self, run: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
        """Every phrase found, left to right without overlap: (first, after last, value)."""
        places = self.places(run)
        return self._from(run, places) if places else NOTHING

    def _from(self, run: Sequence[Token], places: Sequence[int]) -> Iterator[tuple[int, int, str]]:
        after = 0
        for index in places:
            if index >= after and (hit := self.at(run, index)):
                after = hit[0]
                yield index, after, hit[1]

    def has(self, run: Sequence[Token]) -> bool:
        """Whether any phrase stands in these tokens."""
        places = self.places(run)
        return bool(places) and any(self.at(run, index) for index in places)


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

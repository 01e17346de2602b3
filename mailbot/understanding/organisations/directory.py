"""The organisations a message names, and what an acronym or a short form stands for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mailbot.understanding.fold import fold_word
from mailbot.understanding.words.lexicon import Lexicon

MOST_NAMED = 200  # organisations of one message that are kept


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation named in a text. start, end: its characters there; acronym: given in brackets behind it."""

    name: str
    start: int
    end: int
    acronym: str = ""


class Directory:
    """The organisations a message names, to look up what "the Centre" or an acronym stands for."""

    def __init__(self, named: Iterable[Organisation], lex: Lexicon) -> None:
        self._lex = lex
        self._names: list[str] = []
        self._keys: set[str] = set()
        self._acronyms: dict[str, str] = {}
        for each in named:
            self.add(each)

    def add(self, each: Organisation) -> None:
        """Takes an organisation in; a name known already only gains its acronym."""
        if each.acronym:
            self._acronyms.setdefault(fold_word(each.acronym), each.name)
        key = fold_word(each.name)
        if key not in self._keys and len(self._names) < MOST_NAMED:
            self._keys.add(key)
            self._names.append(each.name)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, in the order in which they were found."""
        return tuple(self._names)

    def full(self, short: str) -> str | None:
        """The full name of an acronym, a bare head ("the Council") or a shortened name; None where it is not known."""
        key = fold_word(short)
        if not key:
            return None
        bare = _plain(key)
        if bare in self._acronyms:
            return self._acronyms[bare]
        if key in self._acronyms:
            return self._acronyms[key]
        words = [word for word in bare.split() if word not in self._lex.links]
        if not words:
            return None
        options = []
        for name in self._names:
            theirs = [word for word in _plain(fold_word(name)).split() if word not in self._lex.links]
            if len(theirs) > len(words) and _within(words, theirs) and not _joint(words, name):
                options.append(name)
        if len({_plain(fold_word(name)) for name in options}) == 1:
            return options[0]
        if options and len(words) > 1:
            return max(options, key=len)
        if len(words) == 1 and words[0].isalpha() and 2 <= len(words[0]) <= 8 and short.strip().isupper():
            matching = [name for name in self._names if _initials(name, self._lex) == words[0]]
            return matching[0] if matching else None
        if options and len(words) == 1:
            return options[0]
        return None


def _plain(key: str) -> str:
    words = re.sub(r"[^\w\s]", " ", key).split()
    return " ".join(word[2:] if word.startswith("ال") and len(word) > 4 else word for word in words)


def _within(words: list[str], theirs: list[str]) -> bool:
    return set(words) <= set(theirs) and words[0] in theirs[:3]


def _joint(words: list[str], name: str) -> bool:
    """Whether a longer name only joins another organisation to the short one ("X and Y")."""
    theirs = _plain(fold_word(name)).split()
    last = max((at for at, word in enumerate(theirs) if word in words), default=-1)
    return len(words) > 1 and last + 1 < len(theirs) and theirs[last + 1] in ("and", "et", "with", "avec")


def _initials(name: str, lex: Lexicon) -> str:
    return "".join(word[0] for word in _plain(fold_word(name)).split() if word not in lex.links)

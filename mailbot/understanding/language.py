"""The language to answer in: that of the sender's own new words, else of what stands nearest to them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mailbot.message.model import Message
from mailbot.understanding.fold import fold
from mailbot.understanding.remembered import Remembered
from mailbot.understanding.rules import RuleFile, Rules

ENOUGH = 3.0  # words of a known language that settle it; fewer, and the next place is asked as well
SOME = 1.5  # the same once farther places have been asked
CLEAR = 0.65  # share of the words that makes the language certain
READ = 6000  # characters of a place that are looked at
DATA = 0.25  # weight of words in labelled lines and table rows: names and titles are often in another language
WEB = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
LABELLED = re.compile(r"^[^:\n]{1,40}:\s*\S")
LETTERS = 0.5  # weight of a word that only its letters tell: names are written with accents, too


@dataclass(frozen=True, slots=True)
class Spoken:
    """The language to answer in, and whether it is certain."""

    language: str
    certain: bool


@dataclass(frozen=True)
class Languages:
    """What rules/language.toml knows of each language.

    words: folded function word -> weight by language; a word of several languages says less. scripts: language and the
    pattern of letters nobody else of these writes. elided: language by what stands before an apostrophe in it.
    letters: language and the pattern of letters that hint at it within a word nobody knows.
    """

    names: tuple[str, ...]
    words: Mapping[str, Mapping[str, float]]
    scripts: tuple[tuple[str, re.Pattern[str]], ...]
    elided: Mapping[str, str]
    letters: tuple[tuple[str, re.Pattern[str]], ...]

    @cached_property
    def shares(self) -> Mapping[str, tuple[tuple[str, float], ...]]:
        """For every word met, how much it speaks for each language."""
        return Remembered(lambda word: tuple(self.of_word(word).items()))

    def of_word(self, word: str) -> Mapping[str, float]:
        """How much a word speaks for each language."""
        for language, pattern in self.scripts:
            if pattern.search(word):
                return {language: 1.0}
        folded = fold(word)
        known = self.words.get(folded)
        if known is None and "'" in folded and (language := self.elided.get(folded.split("'", 1)[0], "")):
            return {language: 1.0}
        if known is None and not word[:1].isupper():
            return {language: LETTERS for language, pattern in self.letters if pattern.search(word)}
        return known or {}


_MADE: dict[int, tuple[RuleFile, Languages]] = {}


def languages_of(rules: Rules) -> Languages:
    """The languages that these rules tell apart, made once."""
    file = rules.file("language")
    kept = _MADE.get(id(file))
    if kept is not None and kept[0] is file:
        return kept[1]
    parts = [name.partition(".") for name in file.words if "." in name]
    names = tuple(dict.fromkeys(language for _, _, language in parts))
    known: dict[str, dict[str, float]] = {}
    for language in names:
        for word in file.listed(f"function.{language}"):
            known.setdefault(fold(word), {})[language] = 1.0
    made = Languages(
        names,
        {word: {of: 1.0 / len(by) ** 2 for of in by} for word, by in known.items()},
        _patterns(file, "script", names),
        {word: language for language in names for word in file.listed(f"elided.{language}")},
        _patterns(file, "letters", names),
    )
    _MADE.clear()
    _MADE[id(file)] = (file, made)
    return made


def _patterns(file: RuleFile, list_name: str, names: Iterable[str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The characters of a list by language, as patterns of one of them; "-" in a range stands for what is between."""
    listed = ((language, "".join(file.listed(f"{list_name}.{language}"))) for language in names)
    return tuple((language, re.compile(f"[{characters}]")) for language, characters in listed if characters)


def _count(text: str, known: Languages) -> dict[str, float]:
    """Weighted words of each language in a text; words of no known language count little, by their script."""
    counted, shares = dict.fromkeys(known.names, 0.0), known.shares
    for line in WEB.sub(" ", text[:READ]).split("\n"):
        weight = DATA if "\t" in line or LABELLED.match(line) else 1.0
        for word in WORD.findall(line):
            for language, share in shares[word]:
                counted[language] += weight * share
    return counted


def spoken(places: Sequence[tuple[float, str]], languages: Sequence[str], rules: Rules) -> Spoken:
    """The language of the first places that hold enough words; the desk's first language where none does.

    places: (share, text), nearest to the sender's own words first; what stands farther away has a smaller share and
    only helps where there are few of the sender's own words.
    """
    known = languages_of(rules)
    total = dict.fromkeys(known.names, 0.0)
    for depth, (share, place) in enumerate(places):
        counted = _count(place, known)
        weight = share * min(1.0, ENOUGH / (sum(counted.values()) or 1.0)) if depth else share
        for language, number in counted.items():
            total[language] += weight * number
        if sum(total.values()) >= (SOME if depth else ENOUGH):
            return _settled(total, languages, depth)
    return _settled(total, languages, len(places))


def _settled(total: dict[str, float], languages: Sequence[str], depth: int) -> Spoken:
    known = {language: number for language, number in total.items() if language in languages}
    if not any(known.values()):
        return Spoken(languages[0], certain=False)
    best = max(known, key=lambda language: known[language])
    return Spoken(best, certain=known[best] >= CLEAR * sum(total.values()) and depth < 2)


def places_of(message: Message) -> tuple[tuple[float, str], ...]:
    """The texts of a message in the order in which they tell what its sender speaks, each with its share."""
    return (
        (1.0, message.zones.body),
        (0.5, message.envelope.subject),
        *((0.5, inner.zones.body) for inner in message.forwarded),
        *((0.25, text) for text in _texts(message)),
        (0.25, message.zones.signature),
        (0.1, message.zones.quoted),
    )


def _texts(message: Message) -> Iterable[str]:
    return (attachment.document.text[:READ] for attachment in message.attachments if attachment.document.text)


def language_of(message: Message, languages: Sequence[str], rules: Rules) -> Spoken:
    """The language to answer this message in."""
    return spoken(places_of(message), languages, rules)

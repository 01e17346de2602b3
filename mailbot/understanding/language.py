"""The language to answer in: that of the sender's own new words, else of what stands nearest to them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mailbot.message.model import Message
from mailbot.understanding.fold import fold
from mailbot.understanding.rules import Rules

ENOUGH = 3.0  # words of a known language that settle it; fewer, and the next place is asked as well
SOME = 1.5  # the same once farther places have been asked
CLEAR = 0.65  # share of the words that makes the language certain
READ = 6000  # characters of a place that are looked at
DATA = 0.25  # weight of words in labelled lines and table rows: names and titles are often in another language
WEB = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
ARABIC = re.compile(r"[\u0600-\u06ff]")
LABELLED = re.compile(r"^[^:\n]{1,40}:\s*\S")
ACCENTED = re.compile(r"[éèêëàâçôûùîïœÉÈÊÀÂÇÔÛÎŒ]")


@dataclass(frozen=True, slots=True)
class Spoken:
    """The language to answer in, and whether it is certain."""

    language: str
    certain: bool


@lru_cache(maxsize=4)
def _known(french: tuple[str, ...], english: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """Folded function word -> weight by language; a word of both languages says less."""
    known: dict[str, dict[str, float]] = {}
    for language, words in (("fr", french), ("en", english)):
        for word in words:
            known.setdefault(fold(word), {})[language] = 1.0
    return {word: {of: 1.0 / len(by) ** 2 for of in by} for word, by in known.items()}


def _count(text: str, known: dict[str, dict[str, float]]) -> dict[str, float]:
    """Weighted words of each language in a text; words of no known language count little, by their script."""
    counted = {"ar": 0.0, "fr": 0.0, "en": 0.0}
    for line in WEB.sub(" ", text[:READ]).split("\n"):
        weight = DATA if "\t" in line or LABELLED.match(line) else 1.0
        for word in WORD.findall(line):
            if ARABIC.search(word):
                counted["ar"] += weight
                continue
            folded = fold(word)
            hits = known.get(folded)
            if hits is None and "'" in folded:
                hits = (
                    {"fr": 1.0} if folded.split("'", 1)[0] in ("l", "d", "j", "n", "s", "c", "qu", "m", "t") else None
                )
            for language, share in (hits or {}).items():
                counted[language] += weight * share
            if hits is None and ACCENTED.search(word) and not word[:1].isupper():
                counted["fr"] += 0.5 * weight
    return counted


def spoken(places: Sequence[tuple[float, str]], languages: Sequence[str], rules: Rules) -> Spoken:
    """The language of the first places that hold enough words; the desk's first language where none does.

    places: (share, text), nearest to the sender's own words first; what stands farther away has a smaller share and
    only helps where there are few of the sender's own words.
    """
    words = rules.file("language")
    known = _known(words.listed("function.fr"), words.listed("function.en"))
    total = dict.fromkeys(("ar", "fr", "en"), 0.0)
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

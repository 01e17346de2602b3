"""Tells by their words whether a line is the name of an organisation, a function or a place, in three languages."""

import re
from functools import lru_cache

from mailbot.understanding.fold import fold, fold_word
from mailbot.understanding.organisations.phrases import Phrases
from mailbot.understanding.rules import RuleFile, Rules
from mailbot.understanding.words.compiling import lexicon
from mailbot.understanding.words.lexicon import Lexicon as Vocabulary

WORD = re.compile(r"[^\W_]+(?:[-'’ʼ.&][^\W_]+)*", re.UNICODE)
TOKEN = re.compile(r"[^\W_]+(?:[\u064b-\u0652\u0670ـ]+[^\W_]*)*", re.UNICODE)
ARABIC = re.compile(r"[\u0621-\u06ff]")
SENTENCE = re.compile(r"[?!؟:]|[.؛;]\s")
# What is written small inside a name, folded.
SMALL = frozenset(
    (
        *("of", "for", "the", "and", "in", "on", "to", "en", "al", "el", "y", "a", "au", "aux", "et", "pour", "sur"),
        *("de", "des", "du", "la", "le", "les", "l", "d", "s", "un", "une", "dans", "par", "sans", "entre"),
    )
)
FRENCH_SMALL = frozenset({"du", "de", "des", "la", "le", "les", "l", "d", "au", "aux", "un", "une"})
BEFORE_SPOKEN_OF = FRENCH_SMALL | {"the"}  # "Présentation du Réseau", "About the Network"
OURS = frozenset({"notre", "nos", "our", "my", "mon", "cette", "this", "these", "votre", "your", "chaque", "each"})
OURSELVES = frozenset(fold_word(name) for name in ("united nations", "nations unies", "الأمم المتحدة"))
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
        self.vocabulary: Vocabulary = lexicon(rules)
        self.words: RuleFile = rules.file("reports")
        self.heads = organisations.folded("heads") | rules.file("reports").folded("heads")
        self.weak = organisations.folded("weak") | rules.file("reports").folded("heads")
        hosts = organisations.folded("hosts") | self.words.folded("agencies")
        self.hosts = tuple(sorted(hosts, key=len, reverse=True))
        self.places = rules.file("places").folded("places")
        self.posts = rules.file("titles").folded("heads")
        self.verbs = self.words.folded("verbs")
        self.stops = self.vocabulary.house_ends | self.vocabulary.arabic_stops | self.words.folded("report")
        self.months = self.words.folded("months")
        self.small = self.words.folded("small")
        self.honorifics = rules.file("names").folded("honorifics")
        self.given = rules.file("names").folded("given")
        self.empty = self.words.folded("generic") | self.months | organisations.folded("never_first")

        self.bylines = Phrases(self.words.folded("byline"))
        self.helpers = Phrases(self.words.folded("helpers"))
        self.persons = Phrases(self.words.folded("persons"))

    @classmethod
    def of(cls, rules: Rules) -> "Lexicon":
        """The lexicon of these rules, made once."""
        kept = _MADE.get(id(rules))
        if kept is None or kept.rules is not rules:
            _MADE.clear()
            kept = _MADE[id(rules)] = cls(rules)
        return kept

    def is_head(self, word: str, weak: bool = True) -> bool:
        """Whether a word begins (or in English ends) the names of organisations."""
        key = fold_word(word)
        return any(form in self.heads and (weak or form not in self.weak) for form in forms(key))

    def is_post(self, text: str) -> bool:
        """Whether a text begins with a function rather than a name ("Head of Research", "Chargée de plaidoyer")."""
        words = [fold_word(word) for word in WORD.findall(text[:140])]
        if not words or self.is_head(words[0], weak=False):
            return False
        small = next(
            (place for place, word in enumerate(words) if word in ("of", "for", "at", "in") and place), len(words)
        )
        last = words[small - 1]  # "Diaspora Engagement Specialist", "Programme Manager for Yemen"
        english = last in self.posts and not self.is_head(last, weak=False)
        return english or any(form in self.posts for form in forms(words[0]))

    def is_end(self, word: str) -> bool:
        """Whether an Arabic word ends a name, or never begins one: verbs, pronouns, what goes on about the report."""
        key = fold_word(word)
        return any(form in self.stops for form in forms(key))

    def is_person(self, text: str) -> bool:
        """Whether a name without a word for an organisation is a person's: an honorific or a given name comes first."""
        words = [fold_word(word) for word in WORD.findall(text[:140])]
        if not words or any(self.is_head(word, weak=False) for word in words):
            return False
        if ARABIC.match(words[0]) and any(word[0] == "و" and word not in self.given for word in words[1:]):
            return False  # "نور وماء"
        return words[0] in self.honorifics or f"{words[0]}." in self.honorifics or words[0] in self.given

    def says_nothing(self, word: str) -> bool:
        """Whether a word stands in reports, dates and letters of all kinds and names nobody by itself."""
        key = fold_word(word)
        return key in self.empty or key in self.verbs or key in self.posts or key.isdigit()

    def is_date(self, text: str) -> bool:
        """Whether a text is nothing but days, months and years."""
        words = [fold_word(word) for word in TOKEN.findall(text)]
        return bool(words) and all(
            word.isdigit() or word in self.months or word in ("er", "th", "st") for word in words
        )

    def is_place(self, text: str) -> bool:
        """Whether a text is nothing but places."""
        parts = [fold_word(part) for part in re.split(r"\s*[,،/–-]\s*|\s+(?:et|and)\s+", text) if part.strip()]
        return bool(parts) and all(any(form in self.places for form in forms(part)) for part in parts)

    def is_host(self, text: str) -> bool:
        """Whether a name is the desk's own house or another of the hosts."""
        key = fold_word(text)
        return any(
            host in key and (key == host or (len(host) > 6 and (len(key) < len(host) + 14 or host in OURSELVES)))
            for host in self.hosts
        )

    def _speaks(self, text: str) -> bool:
        """Whether a text holds a verb or other word of sentences; a capital makes it a name's ("Beyrouth-Est")."""
        shouted = text.isupper()
        return any(fold(word) in self.verbs for word in WORD.findall(text) if shouted or word[0].islower())

    def like(self, text: str, weak: bool = True) -> bool:
        """Whether a piece of text reads like the name of an organisation by its words.

        weak: words that titles are made of as well ("home", "voices") count too.
        """
        words = TOKEN.findall(text)
        if not 1 <= len(words) <= LONGEST or len(text) > 140 or SENTENCE.search(text) or self.is_post(text):
            return False
        if text[0] in "«\"“„‘'" or fold(words[0]) in OURS or fold(words[0]) in self.verbs:
            return False
        if ARABIC.match(words[0]):
            return self.is_head(words[0], weak) and len(words) > 1
        return not self._speaks(text) and self._latin(text, words, weak)

    def _latin(self, text: str, words: list[str], weak: bool) -> bool:
        """`like` for a name in Latin letters: its head comes first (French), or capitals carry it (English)."""
        if self.is_head(words[0], weak=False):
            return len(words) > 1 and (words[0][0].isupper() or words[1][0].isupper())
        if not words[0][0].isupper():
            return False
        # Capitals throughout tell no name from a heading; two words, one as common as "Home", are no name.
        weak = weak and not (text.isupper() and len(words) > 3) and len(words) > 2
        capitals = sum(1 for word in words if word[0].isupper() or word[0].isdigit())
        long = sum(1 for word in words if len(word) > 3)
        heads = [place for place, word in enumerate(words) if word[0].isupper() and self.is_head(word, weak)]
        # "Présentation du Réseau" speaks of one; in English the head comes last or before "of" and "for".
        heads = [place for place in heads if not place or fold(words[place - 1]) not in BEFORE_SPOKEN_OF]
        small = all(word[0].isupper() or word[0].isdigit() or fold(word) in SMALL for word in words)
        return bool(heads) and small and capitals >= max(2, long * 0.75)


# The lexicon of the rules in use; a program has one set of rules, so that one is enough.
_MADE: dict[int, Lexicon] = {}

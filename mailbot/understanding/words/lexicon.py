"""Everything that readers of speakers look words up in: names, functions, houses, places, labels, cues and roles."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, TypeVar

from mailbot.understanding.fold import fold_word
from mailbot.understanding.remembered import Remembered
from mailbot.understanding.words import grammar
from mailbot.understanding.words.phrases import Phrases
from mailbot.understanding.words.tokens import ARABIC, Token, arabic_forms, arabic_stems, tokens

LABEL_WORD = re.compile(r"\w+|[^\w\s]")  # a word of a label, or a mark
FIELDS = ("name", "family", "given", "middle", "title", "affiliation", "role", "both", "aside", "other", "number")


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Everything the readers look up. All words are folded."""

    honorifics: Phrases
    honorific_words: frozenset[str]
    abbreviations: frozenset[str]  # words whose stop ends no sentence
    particles: frozenset[str]
    joiners: frozenset[str]
    given_names: frozenset[str]
    first_names: frozenset[str]  # given names in Arabic
    family_names: frozenset[str]  # ... and family names
    both_words: frozenset[str]  # Arabic words that are names as well
    common_words: frozenset[str]  # Arabic words that are no names
    latin_names: frozenset[str]  # given and family names in Latin letters
    latin_ordinary: frozenset[str]  # words in Latin letters that are no names
    compounds: frozenset[str]  # what begins a name of two words: "عبد", "أبو"
    abd: frozenset[str]  # what may follow "عبد"
    begins_names: frozenset[str]  # all words that may begin an Arabic name, also with a letter attached
    never: frozenset[str]
    name_ends: frozenset[str]
    title_heads: frozenset[str]
    modifiers: frozenset[str]
    determiners: frozenset[str]
    keeper: frozenset[str]
    adjectives: frozenset[str]  # of Arabic posts: "الأستاذ المساعد"
    organisation_heads: frozenset[str]
    house_words: Phrases  # the same and those of public bodies, to be looked for in a whole run at once
    weak_heads: frozenset[str]
    parts: frozenset[str]
    soft: frozenset[str]  # parts that are no unit of a house
    crafts: frozenset[str]  # functions that also begin names of houses: "Student Union"
    never_first: frozenset[str]
    units: frozenset[str]
    inner: Phrases
    inner_words: frozenset[str]  # heads inside a house: "Chair of the Board"
    hosts: frozenset[str]
    links: frozenset[str]
    stops: frozenset[str]
    arabic_stops: frozenset[str]
    house_ends: frozenset[str]  # words before which the name of a house ends, besides these
    document_adjectives: frozenset[str]
    places: Phrases
    labels: dict[str, str]  # folded label -> field
    ordinary: frozenset[str]  # Arabic words of this subject that are no names
    same: frozenset[str]
    withdrawn: frozenset[str]
    none: frozenset[str]
    cues: dict[str, Phrases]
    roles: Phrases  # value: role
    near_roles: Phrases  # value: role/near or role/date
    role_keys: tuple[str, ...]
    role_functions: frozenset[str]  # roles that are functions in a house as well
    role_codes: dict[str, str]
    role_words: dict[str, Phrases]  # negations, turns, conditions, past, speaking
    marks: dict[str, frozenset[str]]  # ticked, unticked, yes, no
    asks: dict[str, Phrases]  # words by which a label asks for a field

    @cached_property
    def opening_words(self) -> frozenset[str]:
        """Words in small letters with which an organisation's name, or a person's, may begin."""
        return self.organisation_heads | self.honorific_words

    @cached_property
    def spaced_hosts(self) -> tuple[str, ...]:
        """Those that invite, as they stand in a folded text among its other words."""
        return tuple(f" {host} " for host in self.hosts)

    @cached_property
    def small_in_names(self) -> frozenset[str]:
        """Words that may stand in a person's name, or before it, in small letters."""
        address = {word.strip(".") for phrase in self.honorific_words | self.abbreviations for word in phrase.split()}
        return frozenset(address) | self.honorific_words | self.particles | grammar.INSIDE_NAMES | grammar.MARRIED

    @cached_property
    def label_words(self) -> frozenset[str]:
        """The longest word of every label: a text with none of them holds no label."""
        return frozenset(max(LABEL_WORD.findall(label), key=len) for label in self.labels)

    @cached_property
    def kept(self) -> dict[object, dict[str, Any]]:
        """What readers said of the texts they were asked about last (`keeps`), as long as these words are there."""
        return {}

    def is_title(self, token: Token) -> bool:
        """Whether a word can head a function."""
        return token.word and self._titled[token.key]

    @cached_property
    def _titled(self) -> Remembered[bool]:
        return Remembered(self._heads_title)

    def _heads_title(self, word: str) -> bool:
        if ARABIC.search(word):
            return not self.title_heads.isdisjoint(arabic_stems(word))
        key = word.rstrip(".")
        if key in self.title_heads:
            return True
        return (
            any(part in self.title_heads for part in key.split("-"))
            if "-" in key
            else key[:-1] in self.title_heads and key.endswith("e")
        )

    def organisation_form(self, token: Token) -> str | None:
        """The form of a word (without attached letters) that heads an organisation's name; None where it does not."""
        form = self._headed[token.key] if token.word else None
        return None if form == "ngo" and token.text == "Ngo" else form  # in Cameroon's names: "Prudence Ngo Mbeleck"

    @cached_property
    def _headed(self) -> Remembered[str | None]:
        return Remembered(self._house_form)

    def _house_form(self, word: str) -> str | None:
        forms = arabic_forms(word) if ARABIC.search(word) else (word,)
        return next((form for form in forms if form in self.organisation_heads), None)

    def is_place(self, text: str) -> bool:
        """Whether a text is the name of a place and nothing else."""
        run = [token for token in tokens(text) if token.word]
        index = 0
        while index < len(run):
            if run[index].key in self.links or (run[index].arabic and run[index].key in ("في", "من")):
                index += 1
                continue
            hit = self.places.at(run, index)
            if hit is None:
                return False
            index = hit[0]
        return bool(run)


Answer = TypeVar("Answer")
Reader = Callable[[str, Lexicon], Answer]


def keeps(most: int) -> Callable[[Reader[Answer]], Reader[Answer]]:
    """Lets a reader keep what it said of the last texts, for those of a message are asked about by several others.

    most: texts that are kept.
    """

    def keeping(read: Reader[Answer]) -> Reader[Answer]:
        @wraps(read)
        def answer(text: str, lex: Lexicon) -> Answer:
            known: dict[str, Answer] = lex.kept.setdefault(read, {})
            if text not in known:
                if len(known) >= most:
                    known.clear()
                known[text] = read(text, lex)
            return known[text]

        return answer

    return keeping


def label_key(label: str) -> str:
    """A label as it is looked up: folded, underscores as spaces, without marks at its ends."""
    return fold_word(label.replace("_", " ")).strip(" :.*-–•·()[]?\"'/|")

"""The words of a message that a value may be compared with, and the organisations it names; worked out once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from mailbot.message.model import Message
from mailbot.understanding.fold import fold, fold_word
from mailbot.understanding.organisations import finding, housekinds
from mailbot.understanding.speakers.fields import LABEL_CAP, field_of
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import tokens

READ = 6_000  # characters of each text that are looked at
DOCUMENT = 9_000  # ... of each document
SIGNED = 2_000  # ... of each signature
SET_OFF = re.compile(r"[ \t]*(?:[,،;:|/(–—-]|\n)[ \t]*(?=[^\W\d_]{2})")
ARTICLES = 12  # characters of small words before a value


@dataclass(frozen=True)
class Words:
    """Everything a message says, as far as its sender or an attached document says it; quoted text is left out."""

    message: Message
    lex: Lexicon

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The subject, then text and signature of the message and of those it forwards."""
        return (self.message.envelope.subject, *self._letters())

    def _letters(self) -> Iterator[str]:
        for zones in (self.message.zones, *(inner.zones for inner in self.message.forwarded)):
            yield zones.body[:READ]
            yield zones.signature[:SIGNED]

    @cached_property
    def folded(self) -> str:
        """All of it with the documents, folded."""
        documents = (each.document.text[:DOCUMENT] for each in self.message.attachments)
        return fold("\n".join((*self.own, *filter(None, documents))))

    @cached_property
    def houses(self) -> tuple[frozenset[str], ...]:
        """The organisations named outside documents, each by its words; not those that invite."""
        named = (each.name for text in self.own for each in finding.find(text, self.lex))
        return tuple(dict.fromkeys(self.key(name) for name in named if not housekinds.is_host(name, self.lex)))

    def key(self, name: str) -> frozenset[str]:
        """The words of a name by which it is known again: without articles, small words and punctuation."""
        words = re.sub(r"[^\w\s]", " ", fold_word(name)).split()
        bare = (word[2:] if word.startswith("ال") and len(word) > 4 else word for word in words)
        return frozenset(bare) - self.lex.links

    def times(self, value: str) -> int:
        """How often a value stands in the message and its documents."""
        return self.folded.count(fold(value))

    def distance(self, one: str, other: str) -> int:
        """The least number of characters between where two values begin; very many where one of them never stands."""
        ones, others = self._places(one), self._places(other)
        return min((abs(here - there) for here in ones for there in others), default=len(self.folded) + DOCUMENT)

    def beside(self, name: str, known: str) -> bool:
        """Whether anything stands right behind a name, set off from it, that is not a known value of that person."""
        for place in self._places(name):
            if found := SET_OFF.match(self.folded, place + len(fold(name))):
                if self._labelled(found.end()):
                    continue
                behind = self.folded[found.end() : found.end() + len(known) + ARTICLES]
                if not known or fold(known) not in behind:
                    return True
        return False

    def _labelled(self, place: int) -> bool:
        """Whether a label stands there that asks for something else than a function: "Organisation: ..."."""
        label, colon, _ = self.folded[place : place + LABEL_CAP + 1].split("\n", 1)[0].partition(":")
        return bool(colon) and field_of(label, self.lex) not in (None, "title", "both")

    def _places(self, value: str, most: int = 20) -> Sequence[int]:
        key, place = fold(value), -1
        found: list[int] = []
        while key and len(found) < most and (place := self.folded.find(key, place + 1)) >= 0:
            found.append(place)
        return found

    def names_function(self, but: frozenset[str]) -> bool:
        """Whether a word of a function stands in the sender's own words, other than these."""
        return any(
            self.lex.is_title(token) and token.key not in but for text in self.own for token in tokens(text[:READ])
        )

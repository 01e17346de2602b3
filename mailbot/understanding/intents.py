"""What each sentence does: submits, announces, asks, declines, corrects; and what it speaks of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mailbot.message.model import Zone
from mailbot.understanding.group import Hit
from mailbot.understanding.model import Evidence
from mailbot.understanding.readings import Said
from mailbot.understanding.rules import Rules
from mailbot.understanding.sentences import Sentence
from mailbot.understanding.terms import Terms

QUOTATION = re.compile(r'"[^"\n]{12,200}"')  # a quoted title; what is shorter is a word or two


@dataclass(frozen=True)
class Intent:
    """One sentence, read.

    acts and topics: every one that the rules saw. does: what it comes to, such as "submit.report" or "ask", settled by
    rules/readings.toml; hits: the rules behind it.
    """

    sentence: Sentence
    acts: frozenset[str]
    topics: frozenset[str]
    does: tuple[str, ...]
    hits: tuple[Hit, ...]

    @property
    def zone(self) -> Zone:
        """Where the sentence stands."""
        return self.sentence.zone

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The words behind it."""
        return tuple(hit.evidence(self.sentence.folded, self.zone, 0.0) for hit in self.hits)


def read(sentences: Iterable[Sentence], rules: Rules, terms: Terms) -> tuple[Intent, ...]:
    """What each sentence does, in order. Pure; linear in the text."""
    return tuple(read_one(sentence, rules, terms) for sentence in sentences)


def read_one(sentence: Sentence, rules: Rules, terms: Terms) -> Intent:
    """What one sentence does. Footers and disclaimers do nothing."""
    folded = sentence.folded.text
    everything = rules.file("intents").whole
    hits = everything.hits(folded)
    if any(hit.rule.group == "skip" and sentence.zone in hit.rule.zones for hit in hits):
        return Intent(sentence, frozenset(), frozenset(), (), ())
    words = masked(folded, hits)
    if words != folded:
        hits = everything.hits(words)
    heard = [hit for hit in hits if sentence.zone in hit.rule.zones]
    acts = tuple(hit for hit in heard if hit.rule.group == "act")
    topics = tuple(hit for hit in heard if hit.rule.group == "topic")
    said = Said(frozenset(hit.rule.means for hit in acts), frozenset(hit.rule.means for hit in topics))
    return Intent(sentence, said.acts, said.topics, terms.read(said), acts + topics)


def masked(folded: str, hits: Iterable[Hit]) -> str:
    """Folded text with blanks for what the sender does not say himself: quoted titles, words of the call."""
    spans = [match.span() for match in QUOTATION.finditer(folded)]
    for hit in hits:
        if hit.rule.group == "mask":
            spans.extend(hit.rule.spans(folded))
    if not spans:
        return folded
    letters = list(folded)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)

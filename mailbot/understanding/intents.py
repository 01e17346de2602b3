"""What each sentence does: submits, announces, asks, declines, corrects; and what it speaks of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mailbot.message.model import Zone
from mailbot.understanding.model import Evidence
from mailbot.understanding.readings import Said, readings
from mailbot.understanding.rules import Rules
from mailbot.understanding.sentences import Sentence

QUOTATION = re.compile(r'"[^"\n]{12,200}"')  # a quoted title; what is shorter is a word or two


@dataclass(frozen=True)
class Intent:
    """One sentence, read.

    acts and topics: every one that the rules saw. does: what it comes to, such as "submit.report" or "ask", settled by
    readings.READINGS; evidence: the words behind it.
    """

    sentence: Sentence
    acts: frozenset[str]
    topics: frozenset[str]
    does: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    @property
    def zone(self) -> Zone:
        """Where the sentence stands."""
        return self.sentence.zone


def read(sentences: Iterable[Sentence], rules: Rules) -> tuple[Intent, ...]:
    """What each sentence does, in order. Pure; linear in the text."""
    return tuple(read_one(sentence, rules) for sentence in sentences)


def read_one(sentence: Sentence, rules: Rules) -> Intent:
    """What one sentence does. Footers and disclaimers do nothing."""
    folded = sentence.folded
    if rules.group("intents", "skip").hits(folded.text, sentence.zone):
        return Intent(sentence, frozenset(), frozenset(), (), ())
    words = masked(folded.text, rules)
    acts = rules.group("intents", "act").hits(words, sentence.zone)
    topics = rules.group("intents", "topic").hits(words, sentence.zone)
    said = Said(frozenset(hit.rule.means for hit in acts), frozenset(hit.rule.means for hit in topics))
    evidence = tuple(hit.evidence(folded, sentence.zone, 0.0) for hit in (*acts, *topics))
    return Intent(sentence, said.acts, said.topics, readings(said), evidence)


def masked(folded: str, rules: Rules) -> str:
    """Folded text with blanks for what the sender does not say himself: quoted titles, words of the call."""
    spans = [match.span() for match in QUOTATION.finditer(folded)]
    for hit in rules.group("intents", "mask").hits(folded):
        spans.extend(hit.rule.spans(folded))
    if not spans:
        return folded
    letters = list(folded)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)

"""What each sentence does: submits, announces, asks, declines, corrects; and what it speaks of."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mailbot.message.model import Zone
from mailbot.understanding.model import Evidence
from mailbot.understanding.rules import Hit, Rules
from mailbot.understanding.sentences import Sentence


QUOTATION = re.compile(r'"[^"\n]{12,200}"')  # a quoted title; shorter ones are single words


@dataclass(frozen=True)
class Intent:
    """One sentence, read.

    acts and topics: every one that the rules saw. does: what it comes to, such as "submit.report" or "ask", settled by
    READINGS; evidence: the words behind it.
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


@dataclass(frozen=True, slots=True)
class Said:
    """Acts and topics of one sentence, for the readings."""

    acts: frozenset[str]
    topics: frozenset[str]

    def any(self, *acts: str) -> bool:
        """Whether it does one of these."""
        return not self.acts.isdisjoint(acts)

    def about(self, *topics: str) -> bool:
        """Whether it speaks of one of these."""
        return not self.topics.isdisjoint(topics)

    @property
    def asks(self) -> bool:
        """A question that wants an answer; "could you confirm receipt?" is none."""
        return "ask" in self.acts and "confirm" not in self.acts


@dataclass(frozen=True, slots=True)
class Reading:
    """One line of the table: a sentence that fits `when` comes to `does`; readings of one subject exclude each other."""

    subject: str
    does: str
    when: Callable[[Said], bool]


# For each subject the first line that fits decides; the order is the policy.
READINGS: tuple[Reading, ...] = (
    # ---- reports
    Reading("report", "withdraw.report", lambda s: s.about("report") and s.any("withdraw") and not s.any("attach", "replace")),
    Reading("report", "version.report", lambda s: s.any("version") and (s.about("report") or s.any("attach", "submit"))),
    Reading("report", "submit.report", lambda s: s.about("report") and s.any("attach") and not s.any("conditional")),
    Reading("report", "decline.report", lambda s: s.about("report") and (s.any("refuse") or (s.any("decline") and not s.any("submit"))) and not s.asks),
    Reading("report", "later.report", lambda s: s.about("report") and s.any("later")),
    Reading("report", "ask.report", lambda s: s.about("report") and s.asks),
    Reading("report", "submit.report", lambda s: s.about("report") and s.any("submit") and not s.any("conditional", "problem")),
    Reading("report", "correct.report", lambda s: s.about("report") and s.any("correct", "add")),
    Reading("report", "mention.report", lambda s: s.about("report")),
    # ---- speakers ("role": one of the call's four is named; "stage": words such as session that mean speaking beside an act)
    Reading("speaker", "withdraw.speaker", lambda s: s.about("speaker", "role", "stage") and s.any("withdraw") and not s.any("replace")),
    Reading("speaker", "decline.speaker", lambda s: (s.about("speaker", "role", "stage") or s.any("replace")) and s.any("nobody") and not s.asks),
    Reading("speaker", "replace.speaker", lambda s: s.any("replace") and (s.about("speaker", "role") or s.any("nominate")) and not s.any("refuse")),
    Reading("speaker", "decline.speaker", lambda s: s.about("speaker", "role") and s.any("refuse") and not s.asks),
    Reading("speaker", "decline.speaker", lambda s: s.about("speaker", "role") and s.any("decline") and not s.asks and not s.any("nominate", "offer", "attach")),
    Reading("speaker", "ask.speaker", lambda s: s.about("speaker", "role") and s.asks and (s.any("conditional") or not s.any("nominate", "offer"))),
    Reading("speaker", "later.speaker", lambda s: s.about("speaker") and s.any("later") and not s.any("offer", "attach") and not s.about("role")),
    Reading("speaker", "hedged.speaker", lambda s: s.about("speaker", "role") and s.any("nominate", "offer") and (s.asks or s.any("decline", "conditional", "listen"))),
    Reading("speaker", "correct.speaker", lambda s: s.about("speaker", "role") and s.any("correct") and not s.any("nominate")),
    Reading("speaker", "nominate.speaker", lambda s: s.about("speaker", "role") and s.any("nominate")),
    Reading("speaker", "offer.speaker", lambda s: s.about("speaker", "role") and s.any("offer")),
    Reading("speaker", "nominate.stage", lambda s: s.about("stage") and s.any("nominate", "offer") and not s.asks and not s.any("later", "decline", "refuse", "listen") and not s.about("report", "survey", "registration")),
    Reading("speaker", "submit.speaker", lambda s: s.about("speaker", "role") and s.any("attach", "submit")),
    Reading("speaker", "state.role", lambda s: s.about("role") and not s.any("conditional", "listen", "already")),
    Reading("speaker", "nominate.bare", lambda s: s.any("nominate") and not s.asks and not s.any("conditional", "decline") and not s.about("report", "registration", "survey")),
    Reading("speaker", "offer.bare", lambda s: s.any("offer") and not s.asks and not s.any("conditional", "decline", "later", "listen") and not s.about("report", "registration", "survey", "event")),
    Reading("speaker", "mention.speaker", lambda s: s.about("speaker", "role")),
    # ---- neither
    Reading("form", "submit.form", lambda s: s.about("form", "cv") and s.any("attach", "submit") and not s.about("survey")),
    Reading("annex", "submit.annex", lambda s: s.about("annex") and s.any("attach", "submit", "add", "correct")),
    Reading("survey", "survey", lambda s: s.about("survey")),
    Reading("registration", "listen", lambda s: s.any("listen")),
    Reading("registration", "registration", lambda s: s.about("registration")),
    Reading("event", "ask.event", lambda s: s.about("event") and s.asks),
    Reading("bare", "submit.bare", lambda s: s.any("attach") and not s.about("report", "speaker", "role", "survey", "registration", "form", "annex")),
    Reading("ask", "ask", lambda s: s.asks),
    Reading("later", "later", lambda s: s.any("later")),
    Reading("decline", "decline", lambda s: s.any("decline")),
    Reading("thank", "thank", lambda s: s.any("thank")),
    Reading("withdraw", "withdraw", lambda s: s.any("withdraw")),
    Reading("correct", "correct", lambda s: s.any("correct")),
    Reading("add", "add", lambda s: s.any("add")),
    Reading("already", "already", lambda s: s.any("already")),
    Reading("replace", "replace", lambda s: s.any("replace")),
    Reading("handover", "handover", lambda s: s.any("handover")),
    Reading("problem", "problem", lambda s: s.any("problem")),
    Reading("confirm", "confirm", lambda s: s.any("confirm")),
)


def read(sentences: Iterable[Sentence], rules: Rules) -> tuple[Intent, ...]:
    """What each sentence does, in order. Pure; linear in the text."""
    return tuple(read_one(sentence, rules) for sentence in sentences)


def read_one(sentence: Sentence, rules: Rules) -> Intent:
    """What one sentence does."""
    folded = sentence.folded
    if rules.group("intents", "skip").hits(folded.text, sentence.zone):
        return Intent(sentence, frozenset(), frozenset(), (), ())
    words = masked(folded.text, rules)
    acts = rules.group("intents", "act").hits(words, sentence.zone)
    topics = rules.group("intents", "topic").hits(words, sentence.zone)
    said = Said(frozenset(hit.rule.means for hit in acts), frozenset(hit.rule.means for hit in topics))
    does = readings(said)
    return Intent(sentence, said.acts, said.topics, does, _evidence(sentence, [*acts, *topics]))


def masked(folded: str, rules: Rules) -> str:
    """Folded text with blanks for what the sender does not say himself: titles in quotation marks, words of the call."""
    spans = [match.span() for match in QUOTATION.finditer(folded)]
    for hit in rules.group("intents", "mask").hits(folded):
        spans.extend(hit.rule.spans(folded))
    if not spans:
        return folded
    letters = list(folded)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def readings(said: Said) -> tuple[str, ...]:
    """What a sentence with these acts and topics comes to: for each subject the first line of the table that fits."""
    settled: dict[str, str] = {}
    for reading in READINGS:
        if reading.subject not in settled and reading.when(said):
            settled[reading.subject] = reading.does
    return tuple(settled.values())


def _evidence(sentence: Sentence, hits: list[Hit]) -> tuple[Evidence, ...]:
    return tuple(hit.evidence(sentence.folded, sentence.zone, 0.0) for hit in hits)

"""Whether a reply to an acceptance says that the speaker comes, or does not; what is not sure is never guessed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mailbot.message.model import Message, Zone
from mailbot.understanding.rules import Rules
from mailbot.understanding.sentences import Sentence, sentences

FILE = "confirmations"
SPEAKS = frozenset({"bare", "attend", "cancel"})


class Reply(StrEnum):
    """What a reply says of coming."""

    CONFIRMS = "confirms"
    CANCELS = "cancels"
    LIKELY = "likely"  # only sounds like coming: of one sentence, never of a whole reply
    UNCLEAR = "unclear"  # speaks of it, but not surely: a person must read it
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence, by the groups of rules/confirmations.toml that hit it. turned: what was said is taken back."""

    groups: frozenset[str]
    asks: bool
    turned: bool

    @property
    def reply(self) -> Reply:
        """The first line that fits decides."""
        hits = self.groups
        if "later" in hits:
            return Reply.UNCLEAR
        if hits.isdisjoint(SPEAKS):
            return Reply.LIKELY if "likely" in hits and not self.asks else Reply.NOTHING
        if self.asks or self.turned or "hedge" in hits:
            return Reply.UNCLEAR
        if {"attend", "cancel"} <= hits:
            return Reply.UNCLEAR  # one comes and another does not, or both were said of one
        return Reply.CANCELS if "cancel" in hits else Reply.CONFIRMS  # "I confirm that I cannot come" cancels


def reply_of(message: Message, rules: Rules) -> Reply:
    """What the sender's own new words say of coming. Pure; quoted text and signatures say nothing."""
    return settled(said(sentence, rules).reply for sentence in sentences(message.zones.body, Zone.BODY))


def settled(replies: Iterable[Reply]) -> Reply:
    """What several sentences come to: only what none of them puts in doubt. Pure."""
    found = set(replies) - {Reply.NOTHING}
    if not found:
        return Reply.NOTHING
    sure = found - {Reply.LIKELY}
    return sure.pop() if len(sure) == 1 else Reply.UNCLEAR


def said(sentence: Sentence, rules: Rules) -> Said:
    """One sentence, read."""
    text = sentence.folded.text
    hits = rules.file(FILE).whole.hits(text)
    spoken = [hit.end for hit in hits if hit.rule.group in SPEAKS]
    turns = [start for hit in hits if hit.rule.group == "turn" for start, _ in hit.rule.spans(text)]
    turned = bool(spoken) and max(turns, default=-1) >= min(spoken)
    return Said(frozenset(hit.rule.group for hit in hits), "?" in text, turned)

"""What every part of understanding may ask for besides the message: rules, desk, call, language, sentences, intents."""

from dataclasses import dataclass

from mailbot.call import Call, Desk
from mailbot.message.model import Zone
from mailbot.understanding.intents import Intent
from mailbot.understanding.rules import Rules
from mailbot.understanding.sentences import Sentence


@dataclass(frozen=True)
class Context:
    """One message's surroundings while it is understood; every value is settled before it is read.

    own: sentences of subject and new text; forwarded: of inner messages. intents: what these sentences do, in order.
    """

    rules: Rules
    desk: Desk
    call: Call
    language: str
    own: tuple[Sentence, ...] = ()
    forwarded: tuple[Sentence, ...] = ()
    intents: tuple[Intent, ...] = ()

    def of(self, zone: Zone) -> tuple[Sentence, ...]:
        """The sentences of one zone."""
        return tuple(sentence for sentence in (*self.own, *self.forwarded) if sentence.zone == zone)

"""What somebody says beside thanks: something is taken back, something is needed, more time is asked for."""

from dataclasses import replace

from mailbot.message.model import Zone
from mailbot.understanding.intents import Intent
from mailbot.understanding.kinds import Decision
from mailbot.understanding.model import Other
from mailbot.understanding.reading import Reading

FILE = "followups"
UNSURE = 0.4  # the likelihood of what a person must look at
TAKING_BACK = frozenset({Other.THANKS, Other.REGISTRATION, Other.AUTOMATIC})
DECLINES = "decline"
ROLE = "role"  # the topic


def in_passing(decision: Decision, reading: Reading, *, answers: bool) -> Decision:
    """What a message is that first seemed to be a courtesy alone. Pure. answers: it answers a letter of the desk.

    "M. Sfeir ne pourra venir, merci d'en prendre note" takes back; "Thanks. Ms Aoun uses a wheelchair" needs something.
    """
    own = [intent for intent in reading.intents if intent.zone is Zone.BODY]
    if answers and decision.other in TAKING_BACK and any(_takes_back(intent, reading) for intent in own):
        if decision.other is Other.AUTOMATIC:  # a robot's words get no answer, but a person looks
            return replace(decision, line="takes something back", runner_up=Other.FOLLOWUP.value, likely=UNSURE)
        return _turned(decision, Other.FOLLOWUP, "takes something back", UNSURE)
    if decision.other is Other.THANKS and _says("extension", own, reading):
        return _turned(decision, Other.QUESTION, "asks for more time", decision.likely)
    named = any(ROLE in intent.topics and "thank" not in intent.acts for intent in own)
    if answers and decision.other is Other.THANKS and (named or _says("needs", own, reading)):
        return _turned(decision, Other.FOLLOWUP, "needs something", decision.likely)
    return decision


def adds(reading: Reading) -> bool:
    """Whether a role is said to be wished besides another: "she could also do the open discussion"."""
    own = [intent for intent in reading.intents if intent.zone is Zone.BODY and ROLE in intent.topics]
    return _says("also", own, reading)


def _turned(decision: Decision, other: Other, line: str, likely: float) -> Decision:
    return replace(decision, other=other, line=line, runner_up=str(decision.other), likely=likely)


def _takes_back(intent: Intent, reading: Reading) -> bool:
    """Whether a sentence takes back, or declines: in answer to a letter about what was submitted that is the same."""
    return DECLINES in intent.does or reading.terms.any("withdraws", frozenset(intent.does))


def _says(group: str, own: list[Intent], reading: Reading) -> bool:
    rules = reading.context.rules.group(FILE, group)
    return any(rules.hits(intent.sentence.folded.text) for intent in own)

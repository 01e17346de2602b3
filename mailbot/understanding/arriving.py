"""Whether a message asks if something sent earlier arrived: it chases a submission, and is none itself."""

from collections.abc import Sequence

from mailbot.message.model import Zone
from mailbot.understanding.intents import Intent
from mailbot.understanding.reading import Reading
from mailbot.understanding.reports.model import SILENT
from mailbot.understanding.signs import SOME, STRONG
from mailbot.understanding.speakers.people import Nominee, Origin

FILE, GROUP = "followups", "arrived"
ELSEWHERE = frozenset({"registration", "survey"})  # what else people ask the arrival of
SENT = frozenset({"role", "form", "cv", "annex"})  # what of a submission is spoken of, besides the call's kinds
SAYS_MORE = ("submits", "puts_forward", "corrects")  # lists of readings.toml
MORE = frozenset({"state.role", "supply"})
LISTED = frozenset({Origin.TABLE, Origin.FORM, Origin.LIST, Origin.CARD, Origin.CV})  # forms of a new nomination


def chases(reading: Reading) -> bool:
    """Whether the sender's own words ask that, and nothing in the message submits anything. Pure.

    "Could you confirm that our nomination reached you?", "Avez-vous bien reçu la fiche ?", "هل وصلكم تقريرنا؟"
    """
    own = [intent for intent in reading.intents if intent.zone in (Zone.SUBJECT, Zone.BODY)]
    asking = [intent for intent in own if _asks(intent, reading)]
    if not asking or any(not ELSEWHERE.isdisjoint(intent.topics) for intent in asking):
        return False
    rest = [intent for intent in own if intent not in asking and intent.zone is Zone.BODY]
    topics = frozenset[str]().union(*(intent.topics for intent in own))
    return not topics.isdisjoint(SENT | set(reading.terms.kinds)) and not (
        _submits(rest, reading) or _puts_forward(reading.nominees)
    )


def _asks(intent: Intent, reading: Reading) -> bool:
    return bool(reading.context.rules.group(FILE, GROUP).hits(intent.sentence.folded.text, intent.zone))


def _submits(rest: Sequence[Intent], reading: Reading) -> bool:
    """Whether a file is more than an ornament, or another sentence submits or corrects something or says a role that is
    wanted."""
    if any(role.role not in SILENT for role in reading.roles):
        return True
    terms = reading.terms
    return any(
        "already" not in intent.acts
        and (any(terms.any(listed, intent.does) for listed in SAYS_MORE) or not MORE.isdisjoint(intent.does))
        for intent in rest
    )


def _puts_forward(nominees: Sequence[Nominee]) -> bool:
    """Whether somebody stands there as in a new nomination, or offers himself or herself."""
    return any(
        nominee.strength >= STRONG
        if nominee.origin is Origin.SELF
        else nominee.strength >= SOME and (nominee.origin in LISTED or nominee.attachment is not None)
        for nominee in nominees
    )

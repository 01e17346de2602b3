"""May this message be answered: screening's word first, then the reasons that need history, as an ordered table."""

from collections.abc import Callable
from dataclasses import dataclass

from mailbot.intake.arrival import Arrival, LetterPolicy
from mailbot.intake.plan import History
from mailbot.understanding.model import Screening

PER_CONVERSATION = 5


@dataclass(frozen=True, slots=True)
class Check:
    """One reason not to answer. source: the rule in the numbering of docs/letters.md. holds: whether it applies."""

    name: str
    source: str
    holds: Callable[[Arrival, History, LetterPolicy], bool]


CHECKS = (
    Check("filed without letters on request", "import --no-letters", lambda a, _h, _p: a.silent),
    Check("in the junk folder", "rule 16", lambda a, _h, _p: a.junk),
    Check("hold: a colleague has answered already", "rule 15", lambda _a, h, _p: h.answered),
    Check(
        "hold: arrived before the register was restored, and may have been answered",
        "mailbot restore",
        lambda a, h, _p: h.restored is not None and a.received <= h.restored,
    ),
    Check(
        "hold: older than letters.max_age_hours when first seen",
        "rule 16",
        lambda a, _h, p: a.seen - a.received > p.max_age,
    ),
    Check(
        "hold: too many letters to this sender in 24 hours",
        "rule 12",
        lambda _a, h, p: h.letters_to_sender >= p.per_sender_per_day,
    ),
    Check(
        "hold: too many letters in this conversation",
        "rule 12",
        lambda _a, h, _p: h.letters_in_conversation >= PER_CONVERSATION,
    ),
)


def may_answer(screening: Screening, arrival: Arrival, history: History, policy: LetterPolicy) -> tuple[bool, str]:
    """Whether an automatic letter may follow, and the name of the rule that says so. Pure.

    A refusal by screening stands, unless a later check refuses outright what screening only holds.
    """
    if not screening.answer and not screening.held:
        return False, screening.reason
    hits = [check.name for check in CHECKS if check.holds(arrival, history, policy)]
    outright = next((name for name in hits if not name.startswith("hold: ")), None)
    if outright is not None:
        return False, outright
    if screening.held:
        return False, screening.reason
    return (False, hits[0]) if hits else (True, screening.reason)

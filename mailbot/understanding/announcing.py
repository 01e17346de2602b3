"""What a message announces for later, and what it declines: kinds of submissions, from what its sentences come to."""

from collections.abc import Iterable
from dataclasses import dataclass

from mailbot.message.model import Zone
from mailbot.understanding.intents import Intent
from mailbot.understanding.model import Other
from mailbot.understanding.terms import Terms

# What a sentence that announces does not do besides: ask, set a condition, take back.
DOUBTS = frozenset({"ask", "conditional", "decline", "refuse", "withdraw", "nobody"})
# Of what is no new submission itself, only these may announce one: a follow-up speaks of what was sent before.
MAY_ANNOUNCE = frozenset({Other.THANKS, Other.QUESTION, Other.SURVEY, Other.REGISTRATION})


@dataclass(frozen=True, slots=True)
class Announced:
    """Kinds in the call's order. coming: will be submitted later; declined: will not be."""

    coming: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()


def announced(intents: Iterable[Intent], kinds: tuple[str, ...], other: Other | None, terms: Terms) -> Announced:
    """What a message says of submissions that are not in it. Only what the sender writes himself counts.

    kinds, other: what the message was decided to be. A plain "we decline" means every kind that is not submitted.
    """
    if not kinds and other not in MAY_ANNOUNCE:
        return Announced()
    coming: set[str] = set()
    declined: set[str] = set()
    bare = False
    for intent in intents:
        if intent.zone not in (Zone.SUBJECT, Zone.BODY):
            continue
        if intent.acts.isdisjoint(DOUBTS):
            coming.update(name.removeprefix("later.") for name in intent.does if name.startswith("later."))
        if "ask" not in intent.acts:
            declined.update(name.removeprefix("decline.") for name in intent.does if name.startswith("decline."))
            bare = bare or "decline" in intent.does
    if bare and not declined and not coming and not kinds:
        declined = set(terms.kinds)
    return Announced(
        tuple(kind for kind in terms.kinds if kind in coming and kind not in declined and kind not in kinds),
        tuple(kind for kind in terms.kinds if kind in declined and kind not in kinds),
    )

"""What a message settles about accepted people: sure where it answers our letter and says so plainly, else a person's.

A confirmation is not a new nomination, and a cancellation withdraws no submission: the organisers decide what follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mailbot.intake.calendar_reply import calendar_reply
from mailbot.intake.filing import Sorted
from mailbot.intake.plan import Action, Filing, History
from mailbot.intake.sameness import named_in, same_person
from mailbot.intake.told import Acceptance, Heard, Presence
from mailbot.message.model import Message
from mailbot.reasons import reason as noted
from mailbot.understanding.confirming import Reply
from mailbot.understanding.model import Change, Verdict

SAYS = {Reply.CONFIRMS: Presence.CONFIRMED, Reply.CANCELS: Presence.CANCELLED}


@dataclass(frozen=True, slots=True)
class Settled:
    """heard: what is new. known: it says plainly what was known already. attention: why a person should look.

    unclear: it speaks of coming, but whether and of whom a person must say.
    """

    heard: tuple[Heard, ...] = ()
    known: bool = False
    unclear: bool = False
    attention: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.heard) or self.known


NOTHING = Settled()


def settled(message: Message, verdict: Verdict, reply: Reply, history: History) -> Settled:
    """What becomes of the acceptances a message may speak of. Pure.

    reply: what its words say of coming. A machine's words settle nothing; a calendar's answer to our own entry does.
    """
    if not history.accepted:
        return NOTHING
    if (answer := calendar_reply(message)) is not None:
        cited = [one for one in history.accepted if one.cited]
        return NOTHING if len(cited) != 1 or answer.presence is Presence.UNKNOWN else _heard(cited[0], answer.presence)
    screening = verdict.screening
    if reply is Reply.NOTHING or not (screening.answer or screening.held):
        return NOTHING
    meant = _meant(message, history.accepted)
    if meant is None or reply not in SAYS or screening.held:
        references = ", ".join(dict.fromkeys(one.target.reference for one in history.accepted))
        return Settled(unclear=True, attention=(noted("presence_unclear", references=references),))
    return _heard(meant, SAYS[reply])


def _heard(acceptance: Acceptance, presence: Presence) -> Settled:
    if acceptance.presence is presence:
        return Settled(known=True)
    attention: tuple[str, ...] = ()
    if presence is Presence.CANCELLED:
        attention = (noted("speaker_cancels", target=str(acceptance.target), name=acceptance.speaker.name or ""),)
    return Settled((Heard(acceptance, presence),), attention=attention)


def _meant(message: Message, accepted: Sequence[Acceptance]) -> Acceptance | None:
    """The one acceptance a message speaks of; None where that is not sure.

    Who answers the very letter has seen it. A reference can be guessed: then only who got the letter is believed.
    """
    named = [one for one in accepted if named_in(one.speaker.name, message.zones.body)]
    sender = message.envelope.sender
    address = sender.address.lower() if sender else ""
    pool = [one for one in accepted if one.cited] or [one for one in accepted if one.to.lower() == address]
    if named:
        pool = [one for one in pool if one in named]
    return pool[0] if len(pool) == 1 else None


def files_followup(said: Settled, verdict: Verdict) -> bool:
    """Whether a follow-up changes what was submitted: one that only says who comes does not, nor withdraws anybody."""
    if said:
        return bool(verdict.amends) or verdict.change in (Change.CORRECTION, Change.REPLACEMENT)
    return not (said.unclear and verdict.change is Change.WITHDRAWAL)


def beside(said: Settled, sorted_out: Sorted, message: Message, accepted: Sequence[Acceptance]) -> Sorted:
    """What is left to file of a message that settles something: not the accepted person again, nor the writer. Pure."""
    sender = message.envelope.sender
    known = [*(one.speaker.name for one in accepted), sender.name if sender else None]

    def new(filing: Filing) -> bool:
        if filing.action is not Action.NEW or filing.submission.report is not None:
            return filing.action is not Action.DUPLICATE
        return any(
            speaker.name and not any(same_person(speaker.name, name) for name in known)
            for speaker in filing.submission.speakers
        )

    kept = tuple(filing for filing in sorted_out.filings if new(filing))
    return Sorted(kept, sorted_out.attention if kept else ()) if said else sorted_out

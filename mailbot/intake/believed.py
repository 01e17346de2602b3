"""Whom mailbot believes about an earlier submission: who shares its conversation, its file, its sender or organisation.

A reference can be guessed and a name read in the press: a stranger's word alone changes nothing, and is told nothing.
"""

from dataclasses import replace

from mailbot.intake.plan import History, Tie
from mailbot.intake.recipient import same_organisation
from mailbot.message.model import Address
from mailbot.reasons import reason
from mailbot.understanding.model import Other, Verdict

# Ties that anybody can make up. The same person or report sent by somebody else is the same submission, sent again;
# but a correction or withdrawal that merely names them is only a claim.
CLAIMED = ("subject",)
CLAIMED_IN_FOLLOWUP = ("subject", "same")


def believed(history: History, sender: Address | None, verdict: Verdict) -> tuple[History, tuple[str, ...]]:
    """The history without the ties that a stranger only claims, and the reasons why a person should look. Pure.

    sender: who the header says it is from; an address in a body proves nothing.
    """
    followup = verdict.other is Other.FOLLOWUP
    claims = CLAIMED_IN_FOLLOWUP if followup else CLAIMED
    doubted = tuple(tie for tie in history.ties if tie.how in claims and not _belongs(sender, tie))
    if not doubted:
        return history, ()
    kept = tuple(tie for tie in history.ties if tie not in doubted)
    references = ", ".join(str(tie.submission.reference) for tie in doubted)
    told = followup or any(tie.how == "subject" for tie in doubted)
    return replace(history, ties=kept), (reason("stranger", references=references),) if told else ()


def _belongs(sender: Address | None, tie: Tie) -> bool:
    """Whether the sender is the submitter, or of the submitter's organisation."""
    submitter = tie.submission.submitter
    return sender is not None and (
        sender.address.lower() == submitter.address.lower() or same_organisation(sender, submitter)
    )

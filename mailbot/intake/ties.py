"""Which earlier submission a message belongs to: by its files, our letters, a reference, the same content, the sender.

Sure enough to act on are only ties that leave no choice; everything else is a new submission or a person's decision.
"""

from collections.abc import Iterable

from mailbot.intake.plan import History, Submission, Tie
from mailbot.intake.recipient import same_organisation

# How a tie was found, surest first. A sender's address alone ties only where nothing else could be meant.
SUREST = ("file", "thread", "subject", "same", "sender")
EXPLICIT = ("thread", "subject")


def _first_of_each(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """Every tied submission once, by its surest tie."""
    found: dict[str | None, Tie] = {}
    for tie in sorted(ties, key=lambda tie: SUREST.index(tie.how)):
        found.setdefault(tie.submission.reference, tie)
    return tuple(found.values())


def active(history: History, kind: str | None = None) -> tuple[Tie, ...]:
    """The ties to active submissions (of one kind), each submission once, surest first."""
    return _first_of_each(
        tie for tie in history.ties if tie.submission.status == "active" and kind in (None, tie.submission.kind)
    )


def explicit(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """The ties by our letters or by a reference: the sender named the submission."""
    return tuple(tie for tie in ties if tie.how in EXPLICIT)


def own(tie: Tie, fresh: Submission) -> bool:
    """Whether an earlier submission is the sender's, by more than its content: his, of his conversation or house.

    fresh: what the message brings. That others have put forward a person or report of the same name proves nothing.
    """
    return tie.how != "same" or same_organisation(fresh.submitter, tie.submission.submitter)


def only(ties: tuple[Tie, ...]) -> Submission | None:
    """The one submission a message can mean: the only one named explicitly, else the only one there is."""
    named = explicit(ties)
    if len(named) == 1:
        return named[0].submission
    return ties[0].submission if not named and len(ties) == 1 else None


def because(ties: Iterable[Tie], submission: Submission) -> str:
    """How a submission was found, in words for the event log."""
    how = next((tie.how for tie in ties if tie.submission.reference == submission.reference), "sender")
    return {
        "file": "the same file was filed before",
        "thread": "answers a letter or message of this submission",
        "subject": "names the reference",
        "same": "names the same person or report",
        "sender": "the sender's only submission of this kind",
    }[how]

"""Which letter a message gets: one readable table over what it is and what became of it. Nothing else decides this."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mailbot.intake.plan import Action, Filing, LetterKind
from mailbot.understanding.model import Other, Verdict

ASKING = {Other.QUESTION, Other.SURVEY, Other.REGISTRATION}


@dataclass(frozen=True, slots=True)
class Row:
    """One situation and the letter it gets. template "": no letter."""

    situation: str
    applies: Callable[[Verdict, Sequence[Filing]], bool]
    kind: LetterKind = LetterKind.RECEIPT
    template: str = ""


# The first row that applies decides.
TABLE = (
    Row("a machine's mail", lambda v, _f: v.other in {Other.AUTOMATIC, Other.BOUNCE, Other.NEWSLETTER, Other.SPAM}),
    Row("not sure what it is", lambda v, _f: v.needs_review, LetterKind.RECEIPT, "receipt"),
    Row(
        "submits something new",
        lambda v, f: bool(v.kinds) and any(filing.action is Action.NEW for filing in f),
        LetterKind.ACKNOWLEDGEMENT,
        "acknowledgement",
    ),
    Row("adds to, repeats, corrects or withdraws", lambda _v, f: bool(f), LetterKind.FOLLOWUP, "followup"),
    Row("a follow-up tied to nothing", lambda v, _f: v.other is Other.FOLLOWUP, LetterKind.RECEIPT, "receipt"),
    Row("asks something", lambda v, _f: v.other in ASKING, LetterKind.ANSWER, "answer"),
    Row("thanks, courtesies, refusals", lambda v, _f: v.other is Other.THANKS),
    Row("anything else", lambda _v, _f: True, LetterKind.RECEIPT, "receipt"),
)


def letter_for(verdict: Verdict, filings: Sequence[Filing]) -> Row:
    """The row for a message. Pure; always finds one."""
    return next(row for row in TABLE if row.applies(verdict, filings))

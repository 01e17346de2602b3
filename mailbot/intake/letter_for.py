"""Which letter a message gets: one readable table over what it is and what became of it. Nothing else decides this."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mailbot.call import MESSAGE_ID_MARK, Standing
from mailbot.intake.missing import missing_of_report, missing_of_speaker
from mailbot.intake.plan import Action, Filing, LetterKind, Missing
from mailbot.message.model import Envelope
from mailbot.understanding.model import Other, Report, Verdict

ASKING = {Other.QUESTION, Other.SURVEY, Other.REGISTRATION}
MACHINE = {Other.AUTOMATIC, Other.BOUNCE, Other.NEWSLETTER, Other.SPAM}


@dataclass(frozen=True, slots=True)
class Row:
    """One situation and the letter it gets. template "": no letter."""

    situation: str
    applies: Callable[[Verdict, Sequence[Filing]], bool]
    kind: LetterKind = LetterKind.RECEIPT
    template: str = ""


def new(filings: Sequence[Filing]) -> tuple[Filing, ...]:
    """The filings of submissions that were not there before."""
    return tuple(filing for filing in filings if filing.action is Action.NEW)


def did(filings: Sequence[Filing], *actions: Action) -> bool:
    """Whether the message did all it did to earlier submissions in these ways."""
    return bool(filings) and all(filing.action in actions for filing in filings)


def lacks(verdict: Verdict, filings: Sequence[Filing]) -> frozenset[Missing]:
    """What new submissions lack. Whether a role is asked for is the call's; a row hangs on it nowhere."""
    missing: set[Missing] = set()
    for filing in new(filings):
        submission = filing.submission
        if submission.report is not None:
            said = verdict.report_of(submission.kind) or Report()
            missing.update(missing_of_report(submission.report, in_body=said.in_body))
        for speaker in submission.speakers:
            missing.update(missing_of_speaker(speaker, roles=False))
    return frozenset(missing)


def stands(filings: Sequence[Filing], standing: Standing) -> bool:
    """Whether a new submission stands so against its closing."""
    return any(filing.submission.standing is standing for filing in new(filings))


def linked(filings: Sequence[Filing]) -> bool:
    """Whether a new document came as a link in place of a file."""
    reports = [filing.submission.report for filing in new(filings)]
    return any(report is not None and report.links and not report.files for report in reports)


ACK, FOLLOWUP, RECEIPT = LetterKind.ACKNOWLEDGEMENT, LetterKind.FOLLOWUP, LetterKind.RECEIPT
# The first row that applies decides. An acknowledgement tells of each submission where it stands and what it lacks: the
# rows say which of its passages a situation calls for, and that every one of them is answered.
TABLE: tuple[Row, ...] = (
    Row("a machine's mail", lambda v, _f: v.other in MACHINE),
    Row("not sure what it is", lambda v, _f: v.needs_review, RECEIPT, "receipt"),
    # ---- something new, by what needs the sender first
    Row("new, in several kinds", lambda _v, f: len(new(f)) > 1, ACK, "acknowledgement"),
    Row("new and late", lambda _v, f: stands(f, Standing.LATE), ACK, "acknowledgement"),
    Row("new, a link in place of a file", lambda _v, f: linked(f), ACK, "acknowledgement"),
    Row("new, nothing attached", lambda v, f: Missing.FILE in lacks(v, f), ACK, "acknowledgement"),
    Row("new, nothing readable", lambda v, f: Missing.READABLE_FILE in lacks(v, f), ACK, "acknowledgement"),
    Row("new, and incomplete", lambda v, f: bool(lacks(v, f)), ACK, "acknowledgement"),
    Row("new, after the closing but within the grace", lambda _v, f: stands(f, Standing.GRACE), ACK, "acknowledgement"),
    Row("new and complete", lambda _v, f: bool(new(f)), ACK, "acknowledgement"),
    # ---- something about what is there already
    Row("to be carried out by a person", lambda _v, f: bool(f) and all(x.by_hand for x in f), FOLLOWUP, "followup"),
    Row("withdraws", lambda _v, f: did(f, Action.WITHDRAWAL), FOLLOWUP, "followup"),
    Row("the same again", lambda _v, f: did(f, Action.DUPLICATE), FOLLOWUP, "followup"),
    Row("adds to, corrects, renews or replaces", lambda _v, f: bool(f), FOLLOWUP, "followup"),
    Row("a follow-up tied to nothing", lambda v, _f: v.other is Other.FOLLOWUP, RECEIPT, "receipt"),
    # ---- nothing submitted
    Row("a question", lambda v, _f: v.other is Other.QUESTION, LetterKind.ANSWER, "answer"),
    Row("about registration", lambda v, _f: v.other is Other.REGISTRATION, LetterKind.ANSWER, "answer"),
    Row("the survey, or answers to it", lambda v, _f: v.other is Other.SURVEY, LetterKind.ANSWER, "answer"),
    Row("thanks, courtesies, refusals", lambda v, _f: v.other is Other.THANKS),
    Row("anything else", lambda _v, _f: True, RECEIPT, "receipt"),
)

# What a direct reply to one of our letters gets, before the table: a letter only where it changed or asks something.
REPLIES = (
    Row("thanks for our letter", lambda v, f: v.other is Other.THANKS and not f),
    Row(
        "repeats what our letter says",
        lambda v, f: did(f, Action.DUPLICATE) and v.other not in ASKING and not v.needs_review,
    ),
)


# What a reply to an acceptance gets, before anything else is asked.
HEARD = Row("says whether an accepted person comes", lambda _v, _f: True, LetterKind.FOLLOWUP, "confirmation")
# What is read there as a matter of registration is the confirming itself: "I confirm my participation".
KNOWN = Row("says again what was noted already", lambda v, f: not f and v.other not in ASKING - {Other.REGISTRATION})


def answers_letter(envelope: Envelope) -> bool:
    """Whether a message directly replies to one of the desk's own letters."""
    return any(identifier.startswith(f"<{MESSAGE_ID_MARK}") for identifier in envelope.in_reply_to)


def letter_for(
    verdict: Verdict, filings: Sequence[Filing], coming: Sequence[Row] = (), *, answers_letter: bool = False
) -> Row:
    """The row for a message. Pure; always finds one.

    coming: HEARD or KNOWN, where it answers an acceptance. answers_letter: it directly replies to a letter of ours.
    """
    replies: tuple[Row, ...] = REPLIES if answers_letter else ()
    return next(row for row in (*coming, *replies, *TABLE) if row.applies(verdict, filings))

"""What a message asks for about publication, brought to the documents it belongs to. Pure.

A machine only ever makes it stricter: what was not to be published, or not by name, is opened again by a person alone.
"""

from collections.abc import Sequence
from dataclasses import replace

from mailbot.call import Call, Shape
from mailbot.intake.filing import Sorted
from mailbot.intake.plan import Action, FiledReport, Filing, History
from mailbot.intake.ties import active, because, only
from mailbot.reasons import reason
from mailbot.understanding.model import Change, Other, Publication, Verdict, Wish
from mailbot.understanding.publishing import stricter

LONGEST = 200  # characters of the sender's words that are kept
BY_HAND = "followup_by_hand"
NOTES = {Publication.NO: "wish_no", Publication.UNNAMED: "wish_unnamed"}


def with_wish(result: Sorted, verdict: Verdict, history: History, call: Call) -> Sorted:
    """What becomes of a message, with its wish about publication carried out on every document it belongs to.

    A message that files no document is taken to speak of the one document that it surely belongs to; where there is
    none, a person must find out.
    """
    wish = verdict.wish
    if wish is None or (result.filings and not any(filing.submission.report for filing in result.filings)):
        return result
    if result.filings:
        filings = tuple(wished(filing, wish, verdict) for filing in result.filings)
        return Sorted(filings, _noted(_still_open(result, filings), filings, wish))
    ties = active(history)
    target = only(tuple(tie for tie in ties if call.kind(tie.submission.kind).shape is Shape.DOCUMENT))
    if target is None:
        seen = verdict.other is Other.QUESTION or wish.publication is Publication.YES  # a person looks at questions
        return result if seen else result + Sorted((), (reason("wish_untied"),))
    filing = wished(Filing(Action.DUPLICATE, target, because(ties, target)), wish, verdict)
    notes = tuple(note for note in result.attention if note != reason("followup_untied"))
    # Where it is asked for again, nothing happens to the document.
    return Sorted((filing,) if filing.action is not Action.DUPLICATE else (), _noted(notes, (filing,), wish))


def wished(filing: Filing, wish: Wish, verdict: Verdict) -> Filing:
    """One filing with the wish carried out, where that lets less be published than before."""
    report = filing.submission.report
    if report is None or not stricter(wish.publication, report.publication):
        return filing
    after = replace(filing.submission, report=asked(report, wish))
    if filing.by_hand and verdict.change in (None, Change.ADDITION):  # this is what it asks, and it is done
        return Filing(Action.CORRECTION, after, filing.reason)
    action = Action.CORRECTION if filing.action is Action.DUPLICATE else filing.action
    return replace(filing, action=action, submission=after)


def asked(report: FiledReport, wish: Wish) -> FiledReport:
    """A document with what was asked for it, and the words that ask."""
    return replace(report, publication=wish.publication, publication_said=wish.evidence.text[:LONGEST])


def _still_open(result: Sorted, filings: Sequence[Filing]) -> tuple[str, ...]:
    """The notes that still hold: what asked for a person's hand has been done where nothing is left by hand."""
    if any(filing.by_hand for filing in filings):
        return result.attention
    done = {reason(BY_HAND, reference=str(filing.submission.reference)) for filing in result.filings if filing.by_hand}
    return tuple(note for note in result.attention if note not in done)


def _noted(notes: tuple[str, ...], filings: Sequence[Filing], wish: Wish) -> tuple[str, ...]:
    """For the organisers: what was asked, in the sender's words, or that it would let more be published than before."""
    said = wish.evidence.text[:LONGEST]
    told = []
    for filing in filings:
        stands = filing.submission.report.publication if filing.submission.report else wish.publication
        if stricter(stands, wish.publication):
            told.append(reason("wish_looser", said=said, reference=str(filing.submission.reference)))
        elif filing.submission.report and wish.publication is not Publication.YES:
            told.append(reason(NOTES[wish.publication], said=said))
    return tuple(dict.fromkeys((*notes, *told)))

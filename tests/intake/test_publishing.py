"""What a wish about publication does to the documents it belongs to: stricter by machine, looser only by a person."""

from dataclasses import replace

import pytest

from mailbot.intake.arrival import LetterPolicy
from mailbot.intake.decide import decide
from mailbot.intake.merging import merged_into
from mailbot.intake.plan import FiledReport, History, Plan, Submission, Tie
from mailbot.message.model import Zone
from mailbot.reasons import reason
from mailbot.understanding.model import Change, Evidence, Other, Publication, Report, Verdict, Wish
from tests.intake.samples import (
    AMAL,
    ARRIVAL,
    CALL,
    DESK,
    file,
    filed_file,
    message,
    report_filed,
    speakers_filed,
    verdict,
)

YES, UNNAMED, NO = Publication.YES, Publication.UNNAMED, Publication.NO
SAID = "Please do so."
REPORT = Report("Roads", ("Cedar Union",), files=(0,))


def wish(publication: Publication) -> Wish:
    return Wish(publication, Evidence("publication: test", Zone.BODY, SAID, 0.0))


def filed(publication: Publication = YES, how: str = "thread") -> Tie:
    submission = report_filed(filed_file())
    assert submission.report is not None
    said = "" if publication is YES else "Said before."
    report = replace(submission.report, publication=publication, publication_said=said)
    return Tie(how, replace(submission, report=report))


def plan(said: Verdict, *ties: Tie) -> Plan:
    return decide(ARRIVAL, message(files=(file(),)), said, History(ties), CALL, DESK, LetterPolicy())


def outcome(result: Plan) -> tuple[list[tuple[str, str | None, str, bool]], tuple[str, ...]]:
    """(action, reference, publication, by hand) of each filing, and the notes on publication."""
    rows = [
        (each.action.value, each.submission.reference, each.submission.report.publication.value, each.by_hand)
        for each in result.filings
        if each.submission.report
    ]
    return rows, tuple(note for note in result.attention if note.startswith(("wish", "followup")))


NOTE_NO, NOTE_UNNAMED = reason("wish_no", said=SAID), reason("wish_unnamed", said=SAID)
LOOSER = reason("wish_looser", said=SAID, reference="R-0001")


def submits(publication: Publication | None) -> Verdict:
    return verdict("report", report=REPORT, wish=publication and wish(publication))


def says(other: Other, publication: Publication, change: Change | None = None) -> Verdict:
    return verdict(other=other, change=change, wish=wish(publication))


def done(
    publication: str, action: str = "correction", by_hand: bool = False
) -> list[tuple[str, str | None, str, bool]]:
    return [(action, None if action == "new" else "R-0001", publication, by_hand)]


BY_HAND = reason("followup_by_hand", reference="R-0001")
UP, THANKS = Other.FOLLOWUP, Other.THANKS
ROWS = [
    ("nothing said", submits(None), (), done("yes", "new"), ()),
    ("new, not to be published", submits(NO), (), done("no", "new"), (NOTE_NO,)),
    ("new, not by name", submits(UNNAMED), (), done("unnamed", "new"), (NOTE_UNNAMED,)),
    ("new, allowed", submits(YES), (), done("yes", "new"), ()),
    ("the same file again", submits(NO), (filed(how="file"),), done("no"), (NOTE_NO,)),
    ("a follow-up", says(UP, NO, Change.ADDITION), (filed(),), done("no"), (NOTE_NO,)),
    ("and a correction", says(UP, NO, Change.CORRECTION), (filed(),), done("no", by_hand=True), (BY_HAND, NOTE_NO)),
    ("thanks that wish", says(THANKS, UNNAMED), (filed(how="sender"),), done("unnamed"), (NOTE_UNNAMED,)),
    ("the same wish again", says(THANKS, NO), (filed(NO),), [], (NOTE_NO,)),
    ("stricter than before", says(THANKS, NO), (filed(UNNAMED),), done("no"), (NOTE_NO,)),
    ("looser than before", says(THANKS, YES), (filed(NO),), [], (LOOSER,)),
    ("looser, not by name", says(THANKS, UNNAMED), (filed(NO),), [], (LOOSER,)),
    ("of which report?", says(THANKS, NO), (), [], ("wish_untied",)),
    ("a question in general", says(Other.QUESTION, NO), (), [], ()),
    ("only people", says(THANKS, NO), (Tie("thread", speakers_filed(AMAL)),), [], ("wish_untied",)),
]


@pytest.mark.parametrize(("name", "said", "ties", "filings", "notes"), ROWS, ids=[row[0] for row in ROWS])
def test_what_a_wish_does(
    name: str,
    said: Verdict,
    ties: tuple[Tie, ...],
    filings: list[tuple[str, str | None, str, bool]],
    notes: tuple[str, ...],
) -> None:
    assert outcome(plan(said, *ties)) == (filings, notes), name


def test_a_newer_version_keeps_the_wish() -> None:
    said = verdict("report", report=REPORT, change=Change.VERSION)
    before = filed(NO)
    result = decide(
        ARRIVAL, message(files=(file("v2.pdf", "b" * 64),)), said, History((before,)), CALL, DESK, LetterPolicy()
    )
    (filing,) = result.filings
    assert filing.action.value == "version"
    assert filing.submission.report == FiledReport(
        "Roads", ("Cedar Union",), False, (filed_file("v2.pdf", "b" * 64),), (), NO, "Said before."
    )


@pytest.mark.parametrize(("one", "other", "expected"), [(YES, NO, NO), (UNNAMED, YES, UNNAMED), (UNNAMED, NO, NO)])
def test_of_two_the_stricter_wish_holds(one: Publication, other: Publication, expected: Publication) -> None:
    submission: Submission = merged_into(filed(one).submission, filed(other).submission)
    assert submission.report is not None
    assert submission.report.publication is expected

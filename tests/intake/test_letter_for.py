"""Which letter when, row by row: every situation of the table, and that none of them is out of reach."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from mailbot.call import MESSAGE_ID_MARK, Standing
from mailbot.intake.letter_for import HEARD, KNOWN, REPLIES, TABLE, answers_letter, letter_for
from mailbot.intake.plan import Action, FiledReport, Filing, Submission
from mailbot.message.model import TextState
from mailbot.understanding.model import Other, Report, Speaker, Verdict
from tests.intake.samples import AMAL, BILAL, filed_file, message, report_filed, speakers_filed, verdict

LINK = FiledReport("Roads", (), False, links=("https://files.example/r",))
LOCKED = filed_file(state=TextState.ENCRYPTED)


def filing(action: Action, submission: Submission, **values: bool) -> Filing:
    return Filing(action, submission, "", **values)


def fresh(submission: Submission, **values: Any) -> Filing:
    return filing(Action.NEW, replace(submission, reference=None, **values))


REPORT, PERSON = report_filed(filed_file()), speakers_filed(AMAL)
INCOMPLETE = speakers_filed(AMAL, Speaker("Bilal Nasser"))
ROWS: Sequence[tuple[str, str, Verdict, tuple[Filing, ...]]] = [
    ("a machine's mail", "", verdict(other=Other.AUTOMATIC), ()),
    ("a machine's mail", "", verdict(other=Other.BOUNCE, needs_review=True), ()),
    ("a machine's mail", "", verdict(other=Other.NEWSLETTER), ()),
    ("a machine's mail", "", verdict(other=Other.SPAM), ()),
    ("not sure what it is", "receipt", verdict("speaker", needs_review=True), (fresh(PERSON),)),
    ("not sure what it is", "receipt", verdict(other=Other.QUESTION, needs_review=True), ()),
    ("new, in several kinds", "acknowledgement", verdict("report", "speaker"), (fresh(REPORT), fresh(PERSON))),
    ("new and late", "acknowledgement", verdict("report"), (fresh(REPORT, standing=Standing.LATE),)),
    ("new and late", "acknowledgement", verdict("speaker"), (fresh(INCOMPLETE, standing=Standing.LATE),)),
    ("new, a link in place of a file", "acknowledgement", verdict("report"), (fresh(REPORT, report=LINK),)),
    ("new, nothing attached", "acknowledgement", verdict("report", report=Report("Roads")), (fresh(report_filed()),)),
    ("new and complete", "acknowledgement", verdict("report", report=Report(in_body=True)), (fresh(report_filed()),)),
    ("new, nothing readable", "acknowledgement", verdict("report"), (fresh(report_filed(LOCKED)),)),
    ("new and complete", "acknowledgement", verdict("report"), (fresh(report_filed(LOCKED, filed_file("b.pdf"))),)),
    ("new, and incomplete", "acknowledgement", verdict("speaker"), (fresh(INCOMPLETE),)),
    ("new, and incomplete", "acknowledgement", verdict("speaker"), (fresh(INCOMPLETE, standing=Standing.GRACE),)),
    (
        "new, after the closing but within the grace",
        "acknowledgement",
        verdict("speaker"),
        (fresh(PERSON, standing=Standing.GRACE),),
    ),
    ("new and complete", "acknowledgement", verdict("speaker"), (fresh(PERSON),)),
    (
        "new and complete",
        "acknowledgement",
        verdict("report", "speaker"),
        (fresh(REPORT), filing(Action.DUPLICATE, PERSON)),
    ),
    (
        "to be carried out by a person",
        "followup",
        verdict(other=Other.FOLLOWUP),
        (filing(Action.CORRECTION, PERSON, by_hand=True),),
    ),
    ("withdraws", "followup", verdict(other=Other.FOLLOWUP), (filing(Action.WITHDRAWAL, PERSON),)),
    ("the same again", "followup", verdict("speaker"), (filing(Action.DUPLICATE, PERSON),)),
    ("the same again", "followup", verdict("report"), (filing(Action.DUPLICATE, REPORT),)),
    ("adds to, corrects, renews or replaces", "followup", verdict("report"), (filing(Action.VERSION, REPORT),)),
    ("adds to, corrects, renews or replaces", "followup", verdict("report"), (filing(Action.ADDITION, REPORT),)),
    (
        "adds to, corrects, renews or replaces",
        "followup",
        verdict("speaker"),
        (filing(Action.REPLACEMENT, speakers_filed(BILAL)),),
    ),
    (
        "adds to, corrects, renews or replaces",
        "followup",
        verdict(other=Other.FOLLOWUP),
        (filing(Action.CORRECTION, PERSON),),
    ),
    ("a follow-up tied to nothing", "receipt", verdict(other=Other.FOLLOWUP), ()),
    ("a question", "answer", verdict(other=Other.QUESTION), ()),
    ("about registration", "answer", verdict(other=Other.REGISTRATION), ()),
    ("the survey, or answers to it", "answer", verdict(other=Other.SURVEY), ()),
    ("thanks, courtesies, refusals", "", verdict(other=Other.THANKS), ()),
    ("anything else", "receipt", verdict(), ()),
]


@pytest.mark.parametrize(("situation", "template", "said", "filings"), ROWS)
def test_every_situation_has_its_letter(
    situation: str, template: str, said: Verdict, filings: tuple[Filing, ...]
) -> None:
    row = letter_for(said, filings)
    assert (row.situation, row.template) == (situation, template)


def test_no_row_is_out_of_reach() -> None:
    assert [row.situation for row in TABLE] == list(dict.fromkeys(row.situation for row in TABLE))
    assert {row.situation for row in TABLE} == {situation for situation, *_ in ROWS}


@pytest.mark.parametrize(
    ("said", "filings", "template"),
    [
        (verdict(other=Other.THANKS, needs_review=True), (), ""),
        (verdict("speaker"), (filing(Action.DUPLICATE, PERSON),), ""),
        (verdict("speaker"), (filing(Action.ADDITION, PERSON),), "followup"),
        (verdict("report"), (fresh(REPORT),), "acknowledgement"),
        (verdict(other=Other.QUESTION), (), "answer"),
        (verdict(other=Other.FOLLOWUP), (filing(Action.CORRECTION, PERSON, by_hand=True),), "followup"),
        (verdict(needs_review=True), (), "receipt"),
    ],
)
def test_a_reply_to_our_letter_gets_one_only_if_it_changes_or_asks_something(
    said: Verdict, filings: tuple[Filing, ...], template: str
) -> None:
    assert letter_for(said, filings, answers_letter=True).template == template


def test_whether_an_accepted_person_comes_is_told_before_anything_else() -> None:
    assert letter_for(verdict(other=Other.FOLLOWUP), (), (HEARD,)) is HEARD
    assert letter_for(verdict(other=Other.THANKS), (), (KNOWN,), answers_letter=True) is KNOWN
    assert letter_for(verdict(other=Other.QUESTION), (), (KNOWN,)).template == "answer"
    assert all(not row.template for row in REPLIES)


@pytest.mark.parametrize(
    ("in_reply_to", "ours"),
    [
        ((f"<{MESSAGE_ID_MARK}abc@call.example>",), True),
        (("<someone@mail.example>", f"<{MESSAGE_ID_MARK}abc@call.example>"), True),
        (("<someone@mail.example>",), False),
        ((), False),
    ],
)
def test_what_is_a_reply_to_our_letter(in_reply_to: tuple[str, ...], ours: bool) -> None:
    assert answers_letter(message(in_reply_to=in_reply_to).envelope) is ours

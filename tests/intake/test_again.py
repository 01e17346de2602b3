"""Deciding again after a scan was read."""

from dataclasses import replace

import pytest

from mailbot.intake.again import decide_again
from mailbot.intake.plan import FiledReport, History, LetterKind, Plan, Submission
from mailbot.message.model import TextState
from mailbot.understanding.model import Report, Speaker, Verdict
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

UNREAD = report_filed(filed_file(state=TextState.NONE), title=None)
SCAN = verdict("report", report=Report("Roads", ("Cedar Union",), False, (0,)))


def again(said: Verdict, *filed: Submission, reply: bool = True) -> Plan:
    read = message(files=(file(),))
    return decide_again(ARRIVAL, read, said, filed, History(), CALL, DESK, reply=reply, reason="rule")


def test_a_scan_gives_the_title_and_no_second_letter() -> None:
    plan = again(SCAN, UNREAD)
    (filing,) = plan.filings
    assert filing.action.value == "addition"
    assert filing.submission.report == FiledReport("Roads", ("Cedar Union",), False, (filed_file(),))
    assert plan.letter is None


def test_what_was_said_before_stays() -> None:
    plan = again(replace(SCAN, report=Report("Rivers", ("Other",), True, (0,))), report_filed(filed_file()))
    assert plan.filings == ()


def test_a_scanned_form_adds_the_nominee_and_asks_for_what_is_missing() -> None:
    plan = again(verdict("speaker", speakers=(replace(AMAL, title=None),)))
    assert [filing.action.value for filing in plan.filings] == ["new"]
    assert plan.letter is not None
    assert (plan.letter.key, plan.letter.kind) == ("message:7:scan", LetterKind.ACKNOWLEDGEMENT)


@pytest.mark.parametrize(("reply", "letter"), [(True, True), (False, False)])
def test_only_who_may_be_answered_gets_a_second_letter(reply: bool, letter: bool) -> None:
    plan = again(verdict("speaker", speakers=(replace(AMAL, title=None),)), speakers_filed(Speaker(None)), reply=reply)
    assert [filing.action.value for filing in plan.filings] == ["addition"]
    assert (plan.letter is not None) is letter


def test_nothing_new_changes_nothing() -> None:
    assert again(verdict("speaker", speakers=(AMAL,)), speakers_filed(AMAL)) == Plan((), None, True, "rule")

"""Deciding, row by row: what is filed, which letter follows, what a person should look at."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from mailbot.call import Standing
from mailbot.intake.arrival import Arrival, LetterPolicy
from mailbot.intake.correction import Changed
from mailbot.intake.decide import decide, decide_too_large
from mailbot.intake.plan import Action, FiledReport, History, LetterKind, Missing, Plan, Tie
from mailbot.message.model import Message, TextState
from mailbot.reasons import reason
from mailbot.understanding.model import Change, Clause, Other, Report, Screening, Speaker, Verdict
from tests.intake.samples import (
    AMAL,
    ARRIVAL,
    AT,
    BILAL,
    CALL,
    DESK,
    FREE,
    file,
    filed_file,
    message,
    report_filed,
    speakers_filed,
    verdict,
)

NOTHING = History()


def plan(read: Message, said: Verdict, history: History = NOTHING, arrival: Arrival = ARRIVAL, **policy: Any) -> Plan:
    return decide(arrival, read, said, history, CALL, DESK, LetterPolicy(**policy))


def filings(result: Plan) -> list[tuple[str, str | None]]:
    return [(filing.action.value, filing.submission.reference) for filing in result.filings]


@pytest.mark.parametrize(
    ("said", "template"),
    [
        (verdict("speaker", speakers=(AMAL,)), "acknowledgement"),
        (verdict("speaker", speakers=(AMAL,), needs_review=True), "receipt"),
        (verdict(other=Other.QUESTION), "answer"),
        (verdict(other=Other.SURVEY), "answer"),
        (verdict(other=Other.REGISTRATION), "answer"),
        (verdict(other=Other.FOLLOWUP), "receipt"),
        (verdict(other=Other.THANKS), None),
        (verdict(other=Other.AUTOMATIC), None),
        (verdict(other=Other.BOUNCE), None),
        (verdict(other=Other.NEWSLETTER), None),
        (verdict(other=Other.SPAM), None),
        (verdict(), "receipt"),
    ],
)
def test_which_letter(said: Verdict, template: str | None) -> None:
    letter = plan(message(), said).letter
    assert (letter.template if letter else None) == template


def test_a_machine_is_never_answered() -> None:
    said = verdict("speaker", speakers=(AMAL,), screening=Screening(False, "marked automatic", machine=True))
    result = plan(message(), said)
    assert (result.letter, result.reply, result.reply_reason) == (None, False, "marked automatic")
    assert result.attention == (reason("not_answerable", rule="marked automatic"),)
    assert filings(result) == [("new", None)]


def test_a_hold_prepares_the_letter_for_a_person() -> None:
    result = plan(message(), verdict("speaker", speakers=(AMAL,), screening=Screening(False, "hold: blind copy")))
    assert result.letter is not None
    held = (reason("held", rule="blind copy"),)
    assert (result.letter.hold, result.reply, result.attention) == ("hold: blind copy", False, held)


def test_unsure_by_policy() -> None:
    unsure = verdict("speaker", speakers=(AMAL,), needs_review=True, review=("two readings",))
    receipt, held = plan(message(), unsure), plan(message(), unsure, hold_when_unsure=True)
    assert receipt.letter is not None
    assert held.letter is not None
    assert (receipt.letter.kind, receipt.letter.hold, receipt.letter.items) == (LetterKind.RECEIPT, "", ())
    assert held.letter.hold == "hold: understanding is not sure"
    assert receipt.attention == ("two readings",)


def test_uncertain_language_gives_all_languages_the_likeliest_first() -> None:
    letter = plan(message(), verdict(other=Other.QUESTION, language="fr", language_certain=False)).letter
    assert letter is not None
    assert letter.languages == ("fr", "ar", "en")


@pytest.mark.parametrize(
    ("received", "kind", "standing"),
    [
        (datetime(2021, 2, 5, 21, 59, 59, tzinfo=UTC), "speaker", Standing.ON_TIME),
        (datetime(2021, 2, 5, 22, 0, tzinfo=UTC), "speaker", Standing.LATE),
        (datetime(2021, 2, 16, 21, 59, 59, tzinfo=UTC), "report", Standing.ON_TIME),
        (datetime(2021, 2, 16, 22, 0, tzinfo=UTC), "report", Standing.LATE),
    ],
)
def test_standing_is_by_the_servers_clock_in_the_desks_zone(received: datetime, kind: str, standing: Standing) -> None:
    said = verdict(kind, speakers=(AMAL,) if kind == "speaker" else (), report=Report() if kind == "report" else None)
    result = plan(message(), said, arrival=Arrival(1, received, received))
    assert result.filings[0].submission.standing is standing


def test_both_kinds_in_one_letter_with_what_is_missing_of_each() -> None:
    said = verdict(
        "report",
        "speaker",
        speakers=(AMAL, Speaker("Bilal Nasser")),
        report=Report("Roads", ("Cedar Union",), False, (0,)),
    )
    result = plan(message(files=(file(state=TextState.ENCRYPTED),)), said)
    assert result.letter is not None
    report, speaker = result.letter.items
    assert report.missing == (Missing.READABLE_FILE,)
    assert speaker.missing_of == ((), (Missing.TITLE, Missing.AFFILIATION, Missing.ROLE))
    assert filings(result) == [("new", None), ("new", None)]


@pytest.mark.parametrize(
    ("report", "missing"),
    [
        (Report("Roads"), (Missing.FILE,)),
        (Report("Roads", links=("https://x.example/f",)), (Missing.FILE,)),
        (Report("Roads", in_body=True), ()),
        (Report("Roads", files=(0,)), ()),
    ],
)
def test_what_a_report_lacks(report: Report, missing: tuple[Missing, ...]) -> None:
    letter = plan(message(files=(file(),)), verdict("report", report=report)).letter
    assert letter is not None
    assert letter.items[0].missing == missing


S1 = speakers_filed(AMAL)
R1 = report_filed(filed_file())
EMPTY_R1 = report_filed(title=None)
LOCKED_R1 = report_filed(filed_file(state=TextState.ENCRYPTED), title=None)


# R-0001 once held another file, which its present one replaced.
OLDER = History((Tie("file", R1),), known_files=(("b" * 64, "R-0001"),))


@pytest.mark.parametrize(
    ("name", "said", "read", "history", "expected"),
    [
        (
            "the same nominee by somebody else",
            verdict("speaker", speakers=(AMAL,)),
            message(),
            History((Tie("same", S1),)),
            [("duplicate", "S-0001")],
        ),
        (
            "the same nominee with a title that was missing",
            verdict("speaker", speakers=(AMAL,)),
            message(),
            History((Tie("thread", speakers_filed(replace(AMAL, title=None))),)),
            [("addition", "S-0001")],
        ),
        (
            "the same nominee with another title",
            verdict("speaker", speakers=(replace(AMAL, title="Chair"),)),
            message(),
            History((Tie("sender", S1),)),
            [("correction", "S-0001")],
        ),
        (
            "another title, sent by somebody else: nothing is changed",
            verdict("speaker", speakers=(replace(AMAL, title="Chair"),)),
            message(),
            History((Tie("same", S1),)),
            [("duplicate", "S-0001")],
        ),
        (
            "another person by the same sender",
            verdict("speaker", speakers=(BILAL,)),
            message(),
            History((Tie("sender", S1),)),
            [("new", None)],
        ),
        (
            "a replacement of the only one",
            verdict("speaker", speakers=(BILAL,), change=Change.REPLACEMENT),
            message(),
            History((Tie("thread", S1),)),
            [("replacement", "S-0001")],
        ),
        (
            "a replacement of one among two, named in the text",
            verdict("speaker", speakers=(Speaker("Chadi Karam"),), change=Change.REPLACEMENT),
            message(body="Chadi Karam takes the place of Bilal Nasser."),
            History((Tie("sender", speakers_filed(AMAL, BILAL)),)),
            [("replacement", "S-0001")],
        ),
        (
            "the same file again",
            verdict("report", report=Report("Roads", files=(0,))),
            message(files=(file(),)),
            History((Tie("file", R1),)),
            [("duplicate", "R-0001")],
        ),
        (
            "the file that a newer one replaced, again",
            verdict("report", report=Report("Roads", files=(0,))),
            message(files=(file(sha256="b" * 64),)),
            OLDER,
            [("duplicate", "R-0001")],
        ),
        (
            "a new version",
            verdict("report", report=Report("Roads", files=(0,)), change=Change.VERSION),
            message(files=(file(sha256="b" * 64),)),
            History((Tie("thread", R1),)),
            [("version", "R-0001")],
        ),
        (
            "the forgotten file",
            verdict("report", report=Report("Roads", files=(0,))),
            message(files=(file(),)),
            History((Tie("sender", EMPTY_R1),)),
            [("addition", "R-0001")],
        ),
        (
            "a file that can be opened in place of one that could not",
            verdict("report", report=Report("Roads", files=(0,))),
            message(files=(file(sha256="b" * 64),)),
            History((Tie("thread", LOCKED_R1),)),
            [("version", "R-0001")],
        ),
        (
            "another report by the same sender",
            verdict("report", report=Report("Rivers", files=(0,))),
            message(files=(file(sha256="b" * 64),)),
            History((Tie("sender", R1),)),
            [("new", None)],
        ),
        (
            "a withdrawal",
            verdict(other=Other.FOLLOWUP, change=Change.WITHDRAWAL),
            message(),
            History((Tie("subject", S1),)),
            [("withdrawal", "S-0001")],
        ),
        (
            "a missing title sent afterwards",
            verdict(other=Other.FOLLOWUP, amends=(Speaker(None, "Chair"),)),
            message(),
            History((Tie("thread", speakers_filed(replace(AMAL, title=None))),)),
            [("addition", "S-0001")],
        ),
        (
            "a follow-up that could mean either of two",
            verdict(other=Other.FOLLOWUP, change=Change.CORRECTION),
            message(),
            History((Tie("sender", S1), Tie("sender", R1))),
            [],
        ),
        (
            "the name that was missing",
            verdict("speaker", speakers=(AMAL,)),
            message(),
            History((Tie("sender", speakers_filed(Speaker(None))),)),
            [("addition", "S-0001")],
        ),
        (
            "a withdrawn submission is no longer met",
            verdict("speaker", speakers=(AMAL,)),
            message(),
            History((Tie("sender", speakers_filed(AMAL, status="withdrawn")),)),
            [("new", None)],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_filed(
    name: str, said: Verdict, read: Message, history: History, expected: list[tuple[str, str | None]]
) -> None:
    assert filings(plan(read, said, history)) == expected, name


def test_the_forgotten_file_completes_the_report() -> None:
    said = verdict("report", report=Report("Roads", ("Cedar Union",), files=(0,)))
    result = plan(message(files=(file(),)), said, History((Tie("sender", EMPTY_R1),)))
    assert result.filings[0].submission.report == FiledReport("Roads", ("Cedar Union",), False, (filed_file(),))
    assert result.letter is not None
    assert (result.letter.template, result.letter.items[0].missing) == ("followup", ())


def test_somebody_without_a_name_is_filed_as_incomplete() -> None:
    result = plan(message(), verdict("speaker"))
    assert result.filings[0].submission.speakers == (Speaker(None),)
    assert result.letter is not None
    assert result.letter.items[0].missing_of == ((Missing.NAME, Missing.TITLE, Missing.AFFILIATION, Missing.ROLE),)


def test_a_withdrawal_of_one_person_leaves_the_other() -> None:
    gone = Clause("Bilal Nasser can no longer come.", goes=True, plain=True)
    said = verdict(other=Other.FOLLOWUP, change=Change.WITHDRAWAL, clauses=(gone,))
    result = plan(message(body=gone.text), said, History((Tie("thread", speakers_filed(AMAL, BILAL)),)))
    assert [(f.action, f.submission.status, f.submission.speakers) for f in result.filings] == [
        (Action.WITHDRAWAL, "active", (AMAL,))
    ]


def test_a_follow_up_without_a_sure_tie_is_shown_and_receipted() -> None:
    result = plan(message(), verdict(other=Other.FOLLOWUP, change=Change.CORRECTION))
    assert result.attention == ("followup_untied",)
    assert result.letter is not None
    assert result.letter.template == "receipt"


def test_too_large_is_answered_in_all_languages() -> None:
    result = decide_too_large(ARRIVAL, message().envelope, FREE, NOTHING, DESK, LetterPolicy())
    assert result.letter is not None
    assert (result.letter.template, result.letter.languages) == ("too_large", ("ar", "en", "fr"))
    refused = decide_too_large(
        ARRIVAL, message().envelope, Screening(False, "marked automatic"), NOTHING, DESK, LetterPolicy()
    )
    assert refused.letter is None


def test_nobody_to_answer_gives_no_letter() -> None:
    assert plan(message(sender=None), verdict(other=Other.QUESTION)).letter is None


def test_time_is_not_read() -> None:
    said = verdict("speaker", speakers=(AMAL,))
    assert plan(message(), said) == plan(message(), said)
    assert ARRIVAL.received == AT


def test_the_letter_says_what_a_follow_up_changed() -> None:
    earlier = speakers_filed(replace(AMAL, title=None))
    history = History((Tie("thread", earlier),))
    result = plan(message(), verdict("speaker", speakers=(AMAL,)), history)
    assert result.letter is not None
    assert [item.changed for item in result.letter.items] == [(Changed("title", (), ("Director",)),)]
    fresh = plan(message(), verdict("speaker", speakers=(AMAL,)))
    assert fresh.letter is not None
    assert [item.changed for item in fresh.letter.items] == [()]


FILLED = [
    # what a file says of Amal Haddad, what the sender writes, what is filed, by hand
    (replace(AMAL, title="Programme Officer", affiliation="Red Sea Society"), "Attached is her CV.", AMAL, True),
    (replace(AMAL, title="chargée de projet"), "Voici le CV de Mme Haddad.", AMAL, True),
    (replace(AMAL, title="باحثة", affiliation="مركز الدراسات"), "مرفق السيرة الذاتية.", AMAL, True),
    (
        replace(AMAL, title="Deputy Chair"),
        "Please see the form: she is Deputy Chair now.",
        replace(AMAL, title="Deputy Chair"),
        False,
    ),
    (replace(AMAL, title="Executive Director"), "Attached is her biography.", AMAL, None),
]


@pytest.mark.parametrize(("said", "body", "filed", "by_hand"), FILLED)
def test_what_only_a_file_says_fills_gaps(said: Speaker, body: str, filed: Speaker, by_hand: bool | None) -> None:
    cv = message(body=body, files=(file("cv.pdf"),))
    result = plan(cv, verdict("speaker", speakers=(said,)), History((Tie("thread", speakers_filed(AMAL)),)))
    (one,) = result.filings
    assert one.submission.speakers == (filed,)
    assert one.by_hand is bool(by_hand)
    assert (reason("followup_by_hand", reference="S-0001") in result.attention) is bool(by_hand)
    gap = speakers_filed(replace(AMAL, title=None, affiliation=None))
    (one,) = plan(cv, verdict("speaker", speakers=(said,)), History((Tie("thread", gap),))).filings
    assert one.submission.speakers == (said,)


OURS = {"in_reply_to": ("<mailbot.1@desk.example>",)}
ASKED = [
    # what it was taken for, header, whether the receipt asks, in which languages
    (verdict("speaker", speakers=(AMAL,), needs_review=True, language="fr"), {}, True, ("fr", "ar", "en")),
    (verdict(other=Other.FOLLOWUP, language="fr"), {}, True, ("fr",)),
    (verdict(other=Other.FOLLOWUP, language="fr"), OURS, False, ("fr",)),
    (verdict(needs_review=True), OURS, False, ("en",)),
    (verdict(other=Other.QUESTION), {}, False, ("en",)),
]


@pytest.mark.parametrize(("said", "envelope", "asks", "languages"), ASKED)
def test_a_receipt_asks_one_question_and_only_once(
    said: Verdict, envelope: dict[str, Any], asks: bool, languages: tuple[str, ...]
) -> None:
    letter = plan(message(**envelope), said).letter
    assert letter is not None
    assert (letter.asks, letter.languages) == (asks, languages)


def test_a_receipt_does_not_ask_which_submission_where_that_is_known() -> None:
    unsure = verdict(other=Other.FOLLOWUP, change=Change.ADDITION, needs_review=True)
    known, unknown = (plan(message(), unsure, History(ties)).letter for ties in ((Tie("thread", S1),), ()))
    assert known is not None
    assert unknown is not None
    assert (known.template, known.asks, known.languages) == ("receipt", False, ("en",))
    assert (unknown.template, unknown.asks, unknown.languages) == ("receipt", True, ("en", "ar", "fr"))


def test_a_conversation_tells_its_subject_and_language() -> None:
    short = verdict(other=Other.FOLLOWUP, language="en", language_certain=False, amends=(Speaker(None, "Treasurer"),))
    tied = Tie("thread", speakers_filed(replace(AMAL, title=None), language="ar"))
    reply = message("Re: S-0001: Reminder: please complete your submission", in_reply_to=OURS["in_reply_to"])
    letter = plan(reply, short, History((tied,), began_as="ترشيح متحدثة")).letter
    assert letter is not None
    assert (letter.subject, letter.languages) == ("ترشيح متحدثة", ("ar",))
    bare = plan(
        message("Re: S-0001: ترشيح", in_reply_to=OURS["in_reply_to"]), short, History((Tie("sender", tied.submission),))
    ).letter
    assert bare is not None
    assert (bare.subject, bare.languages) == ("Re: S-0001: ترشيح", ("en", "ar", "fr"))


def test_a_person_hears_of_an_earlier_version_sent_again() -> None:
    said = verdict("report", report=Report("Roads", files=(0,)))
    again = plan(message(files=(file(sha256="b" * 64),)), said, OLDER)
    assert again.filings[0].submission == R1, "the earlier file took the place of the newer one"
    assert again.attention == (reason("older_version"),)
    assert plan(message(files=(file(),)), said, OLDER).attention == ()

"""The same title or name says little by itself: reports and people of other organisations stay what they are."""

from dataclasses import replace
from typing import Any

import pytest

from mailbot.intake.arrival import LetterPolicy
from mailbot.intake.decide import decide
from mailbot.intake.plan import Action, FiledReport, History, Plan, Submission, Tie
from mailbot.intake.sameness import called, other_house, same_house
from mailbot.message.model import Address, Message
from mailbot.reasons import reason
from mailbot.understanding.model import Change, Other, Report, Speaker, Verdict
from tests.intake.samples import ARRIVAL, CALL, DESK, SENDER, file, filed_file, message, speakers_filed, verdict
from tests.intake.samples import report_filed as report_of_cedar

STRANGER = Address("", "office@elsewhere.example")
OURS: dict[str, Any] = {"in_reply_to": ("<mailbot.1@desk.example>",)}
GENERIC = "Voluntary GCM Review Report"
CEDAR, SISTERS = "Cedar Union", "Sisters' Circle"


def decided(read: Message, said: Verdict, *ties: Tie) -> Plan:
    return decide(ARRIVAL, read, said, History(ties), CALL, DESK, LetterPolicy())


def done(plan: Plan) -> list[tuple[str, str | None, bool]]:
    return [(each.action.value, each.submission.reference, each.by_hand) for each in plan.filings]


def report_filed(*houses: str, title: str = GENERIC) -> Submission:
    filed = report_of_cedar(filed_file(), title=title)
    return replace(filed, report=FiledReport(title, houses, False, (filed_file(),)))


NEW, VERSION = ("new", None, False), ("version", "R-0001", False)
SAME_TITLE = reason("same_title", reference="R-0001")
REPORTS: list[tuple[str, str, tuple[str, ...], tuple[str, ...], dict[str, Any], tuple[Any, ...], tuple[str, ...]]] = [
    # what, how it is tied, organisations before, now, what else the verdict says, what is done, notes
    ("another's", "same", (CEDAR,), (SISTERS,), {}, NEW, ()),
    ("another's, called a new version", "same", (CEDAR,), (SISTERS,), {"change": Change.VERSION}, NEW, ()),
    ("another's of nobody", "same", (), (SISTERS,), {}, NEW, (SAME_TITLE,)),
    ("another's for nobody", "same", (CEDAR,), (), {}, NEW, (SAME_TITLE,)),
    ("another's of a part of it", "same", (CEDAR,), (f"{CEDAR} of Aden",), {}, NEW, (SAME_TITLE,)),
    (
        "a partner's of the same organisation",
        "same",
        (CEDAR,),
        ("the Cedar Union (CU)",),
        {},
        VERSION,
        (reason("changed", reference="R-0001", action="version"),),
    ),
    ("the sender's own", "sender", (CEDAR,), (CEDAR,), {}, VERSION, ()),
    ("the sender's own, the organisation left out", "sender", (CEDAR,), (), {}, VERSION, ()),
    ("the sender's own in our thread", "thread", (CEDAR,), (f"{CEDAR} of Aden",), {}, VERSION, ()),
    ("sent by one office for two organisations", "sender", (CEDAR,), (SISTERS,), {}, NEW, (SAME_TITLE,)),
    ("a further one", "sender", (CEDAR,), (CEDAR,), {"besides": True}, NEW, (SAME_TITLE,)),
]


@pytest.mark.parametrize(("what", "how", "before", "now", "more", "expected", "notes"), REPORTS)
def test_reports_of_the_same_title(
    what: str,
    how: str,
    before: tuple[str, ...],
    now: tuple[str, ...],
    more: dict[str, Any],
    expected: tuple[Any, ...],
    notes: tuple[str, ...],
) -> None:
    said = verdict("report", report=Report(GENERIC, now, files=(0,)), **more)
    sender = SENDER if how == "sender" else STRANGER
    plan = decided(message(files=(file(sha256="b" * 64),), sender=sender), said, Tie(how, report_filed(*before)))
    assert (done(plan), plan.attention) == ([expected], notes), what


def test_an_annex_does_not_take_the_place_of_its_report() -> None:
    said = verdict("report", report=Report("Annex", (CEDAR,), files=(0,)), change=Change.ADDITION)
    plan = decided(message(files=(file(sha256="b" * 64),)), said, Tie("thread", report_filed(CEDAR)))
    assert done(plan) == [("addition", "R-0001", True)]
    assert plan.filings[0].submission == report_filed(CEDAR)
    assert reason("followup_by_hand", reference="R-0001") in plan.attention


CAIRO = Speaker("Ahmed Hassan", "Legal Adviser", "Cairo Workers Union", ("plenary",))
DOHA = Speaker("Ahmed Hassan", "Chairman", "Doha Youth Council", ("roundtable",))
FILED = speakers_filed(CAIRO)
OTHERS = (reason("people_of_others", reference="S-0001"),)
PEOPLE: list[tuple[str, str, Speaker, dict[str, Any], tuple[Any, ...], tuple[str, ...]]] = [
    ("another's namesake", "same", DOHA, {}, NEW, OTHERS),
    ("another's, with no organisation", "same", replace(CAIRO, affiliation=None), {}, NEW, OTHERS),
    ("another's, as a replacement", "same", DOHA, {"change": Change.REPLACEMENT}, NEW, ("replacement_untied",)),
    ("another's of the same organisation", "same", CAIRO, {}, ("duplicate", "S-0001", False), ()),
    ("one office's namesake", "sender", DOHA, {}, NEW, ("people_in_several",)),
    (
        "the sender's own, with no organisation",
        "sender",
        replace(CAIRO, affiliation=None),
        {},
        ("duplicate", "S-0001", False),
        (),
    ),
    (
        "the sender's own in our thread",
        "thread",
        replace(CAIRO, affiliation="Cairo League"),
        {},
        ("correction", "S-0001", False),
        (reason("changed", reference="S-0001", action="correction"),),
    ),
]


@pytest.mark.parametrize(("what", "how", "speaker", "more", "expected", "notes"), PEOPLE)
def test_people_of_the_same_name(
    what: str, how: str, speaker: Speaker, more: dict[str, Any], expected: tuple[Any, ...], notes: tuple[str, ...]
) -> None:
    sender = SENDER if how == "sender" else STRANGER
    said = verdict("speaker", speakers=(speaker,), **more)
    plan = decided(message(sender=sender), said, Tie(how, FILED))
    assert (done(plan), plan.attention) == ([expected], notes), what


def test_of_two_namesakes_the_senders_own_is_meant() -> None:
    mine = speakers_filed(replace(DOHA, title=None), reference="S-0002", submitter=STRANGER)
    said = verdict("speaker", speakers=(DOHA,))
    plan = decided(message(sender=STRANGER), said, Tie("thread", mine), Tie("same", FILED))
    assert done(plan) == [("addition", "S-0002", False)]


AMIRA = Speaker("Amira Deeb", "Director", "Oak Trust", ("plenary",))
HALA = Speaker("Hala Nimer", None, "Oak Trust")
BROTHER = Speaker("Sami Deeb", None, "Oak Trust")
IMAN = Speaker("إيمان العبادي", None, "جمعية السدرة")
BY_HAND = ("correction", "S-0001", True)
PARTS: list[tuple[str, tuple[Speaker, ...], Speaker, dict[str, Any], tuple[Any, ...], str | None]] = [
    # what, the people of our letter, what the reply says, what else, what is done, title of the last one afterwards
    ("a surname", (AMIRA, HALA), Speaker("Nimer", "Director"), {}, ("addition", "S-0001", False), "Director"),
    ("a given name", (HALA,), Speaker("Hala", "Director"), {}, ("addition", "S-0001", False), "Director"),
    ("in Arabic", (IMAN,), Speaker("العبادي", "مديرة"), {}, ("addition", "S-0001", False), "مديرة"),
    (
        "read as a replacement",
        (HALA,),
        Speaker("Nimer", "Director"),
        {"change": Change.REPLACEMENT},
        ("addition", "S-0001", False),
        "Director",
    ),
    ("of two of the same surname", (AMIRA, BROTHER), Speaker("Deeb", "Chair"), {}, BY_HAND, None),
    ("spelt otherwise", (HALA,), Speaker("Nimmer", "Chair"), {}, BY_HAND, None),
    ("another value, not sure", (AMIRA,), Speaker("Deeb", "Chair"), {"needs_review": True}, BY_HAND, "Director"),
    ("another value", (AMIRA,), Speaker("Deeb", "Chair"), {}, ("correction", "S-0001", False), "Chair"),
    ("somebody else", (HALA,), Speaker("Karim", "Chair"), {}, NEW, "Chair"),
    ("a particle", (Speaker("Omar Ben Ali"),), Speaker("Ben", "Chair"), {}, BY_HAND, None),
]


@pytest.mark.parametrize(("what", "known", "speaker", "more", "expected", "title"), PARTS)
def test_a_reply_calls_people_by_a_part_of_their_name(
    what: str,
    known: tuple[Speaker, ...],
    speaker: Speaker,
    more: dict[str, Any],
    expected: tuple[Any, ...],
    title: str | None,
) -> None:
    said = verdict("speaker", speakers=(speaker,), **more)
    plan = decided(message(**OURS), said, Tie("thread", speakers_filed(*known)))
    assert done(plan) == [expected], what
    assert plan.filings[0].submission.speakers[-1].title == title
    if plan.filings[0].action is not Action.NEW:
        assert [each.name for each in plan.filings[0].submission.speakers] == [each.name for each in known]


def test_values_that_follow_are_for_whom_a_part_of_the_name_means() -> None:
    said = verdict(
        other=Other.FOLLOWUP, amends=(Speaker("Hala", "Director"), Speaker("Deeb", None, None, ("plenary",)))
    )
    amira = replace(AMIRA, roles=())
    plan = decided(message(**OURS), said, Tie("thread", speakers_filed(amira, HALA)))
    assert plan.filings[0].submission.speakers == (AMIRA, replace(HALA, title="Director"))


def test_a_part_of_a_name_ties_no_other_message() -> None:
    plan = decided(
        message(), verdict("speaker", speakers=(Speaker("Nimer", "Director"),)), Tie("sender", speakers_filed(HALA))
    )
    assert done(plan) == [NEW]


@pytest.mark.parametrize(
    ("one", "other", "same", "apart"),
    [
        ("the Cedar Union", "Cedar Union (CU)", True, False),
        ("L'Union du Cèdre", "Union du Cedre", True, False),
        ("جمعية الأرز", "جمعية الارز", True, False),
        ("Cedar Union", "Cedar Union of Health Workers", False, False),
        ("NRC", "Norwegian Refugee Council", False, False),
        ("Women's Union of Aden", "Women's Union of Basra", False, True),
        ("Cedar Union", None, False, False),
        (None, None, False, False),
    ],
)
def test_houses(one: str | None, other: str | None, same: bool, apart: bool) -> None:
    assert (same_house(one, other), other_house(one, other)) == (same, apart)
    assert (same_house(other, one), other_house(other, one)) == (same, apart)


@pytest.mark.parametrize(
    ("name", "places"), [("Deeb", (0, 1)), ("Amira", (0,)), ("Amira Deeb", ()), ("A.", ()), (None, ())]
)
def test_who_is_called(name: str | None, places: tuple[int, ...]) -> None:
    assert called(name, (AMIRA, BROTHER, Speaker(None))) == places

"""The weighing of signs, and the ordered table that decides."""

import pytest

from mailbot.message.model import Zone
from mailbot.understanding.kinds import Decision, Facts, Scores, decide, likelihood, values, weigh
from mailbot.understanding.model import Other
from mailbot.understanding.rules import RuleFile
from mailbot.understanding.signs import Sign
from tests.understanding.mails import terms

WEIGHTS = RuleFile(
    "kinds", {}, {"report.submit.report": 4.0, "report.bias": -2.0, "question.ask": 1.0, "again": 0.5}, (), {}
)


def scores(**of: float) -> Scores:
    return Scores(
        {
            "report": -3.0,
            "speaker": -3.0,
            "followup": 0.0,
            "survey": 0.0,
            "registration": 0.0,
            "question": 0.0,
            "thanks": 0.0,
        }
        | of,
        submitted=("report", "speaker"),
    )


def test_a_sign_counts_once_and_again_in_part() -> None:
    signs = [Sign("submit.report", Zone.BODY, "ci-joint", 1.0), Sign("submit.report", Zone.SUBJECT, "rapport", 0.5)]
    assert values(signs, 0.5) == {"submit.report": 1.25}
    weighed = weigh(signs, WEIGHTS, terms())
    assert (weighed["report"], weighed["speaker"], weighed["question"]) == (3.0, 0.0, 0.0)
    assert [(why.rule, why.text, why.weight) for why in weighed.why] == [("report: submit.report", "ci-joint", 5.0)]


@pytest.mark.parametrize(
    ("facts", "kinds", "other"),
    [
        (Facts(scores(report=2.0)), ("report",), None),
        (Facts(scores(report=2.0, speaker=1.0)), ("report", "speaker"), None),
        (Facts(scores(question=2.0, thanks=1.0)), (), Other.QUESTION),
        (Facts(scores(followup=1.0, question=0.5)), (), Other.FOLLOWUP),
        (Facts(scores(speaker=1.0, question=3.0), chases=True), (), Other.FOLLOWUP),
        (Facts(scores(question=3.0), machine=Other.AUTOMATIC, proven=True, chases=True), (), Other.AUTOMATIC),
        (Facts(scores(report=5.0), machine=Other.BOUNCE, proven=True), (), Other.BOUNCE),
        (Facts(scores(report=5.0), machine=Other.NEWSLETTER, proven=True), (), Other.NEWSLETTER),
        (
            Facts(scores(report=5.0), machine=Other.NEWSLETTER, proven=True, by_file=frozenset({"report"})),
            ("report",),
            None,
        ),
        (Facts(scores(), machine=Other.NEWSLETTER, proven=True, spam=3.0), (), Other.SPAM),
        (Facts(scores(speaker=1.0), machine=Other.AUTOMATIC, proven=True), (), Other.AUTOMATIC),
        (Facts(scores(speaker=3.0), machine=Other.AUTOMATIC, proven=True), ("speaker",), None),
        (Facts(scores(), machine=Other.AUTOMATIC), (), Other.AUTOMATIC),
        (Facts(scores(speaker=1.0), machine=Other.AUTOMATIC), ("speaker",), None),
        (Facts(scores(speaker=3.0), spam=6.0), (), Other.SPAM),
        (Facts(scores(report=3.0), spam=6.0, by_file=frozenset({"report"})), ("report",), None),
        (Facts(scores(speaker=3.0), newsletter=5.0), (), Other.NEWSLETTER),
        (Facts(scores(speaker=3.0), machine=Other.SPAM, proven=True), ("speaker",), None),
    ],
)
def test_decides(facts: Facts, kinds: tuple[str, ...], other: Other | None) -> None:
    decision = decide(facts)
    assert (decision.kinds, decision.other) == (kinds, other), decision


def test_nothing_understood_is_said() -> None:
    assert decide(Facts(scores(), understood=False)).line == "nothing understood"


def test_the_likelihood_is_that_of_all_parts_of_the_decision() -> None:
    assert likelihood(scores(report=0.0, speaker=-30.0), ("report",), None) == pytest.approx(0.5)
    assert likelihood(scores(report=-30.0, speaker=-30.0), (), Other.SURVEY) == pytest.approx(0.2)
    assert likelihood(scores(report=9e9, speaker=-9e9), ("report",), None) == pytest.approx(1.0)


def test_the_runner_up_is_named() -> None:
    assert decide(Facts(scores(report=2.0, thanks=1.0))) == Decision(
        ("report",), None, "submits", likelihood(scores(report=2.0), ("report",), None), "thanks"
    )

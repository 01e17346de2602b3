"""A stranger who knows a reference or a name changes nothing; a colleague of the submitter does."""

import pytest

from mailbot.intake.arrival import LetterPolicy
from mailbot.intake.decide import decide
from mailbot.intake.plan import History, Plan, Tie
from mailbot.message.model import Address
from mailbot.reasons import reason
from mailbot.understanding.model import Change, Clause, Other, Verdict
from tests.intake.samples import AMAL, ARRIVAL, CALL, DESK, SENDER, message, speakers_filed, verdict

HERS = speakers_filed(AMAL, reference="S-0001")
PLAIN = Clause("We withdraw our nomination.", goes=True, plain=True)
WITHDRAWS = verdict(other=Other.FOLLOWUP, change=Change.WITHDRAWAL, clauses=(PLAIN,))
COLLEAGUE = Address("", f"colleague@{SENDER.domain}")
STRANGER = Address("", "somebody@elsewhere.example")


@pytest.mark.parametrize(
    ("sender", "how", "changed"),
    [
        (SENDER, "subject", True),
        (COLLEAGUE, "subject", True),
        (STRANGER, "subject", False),
        (STRANGER, "same", False),
        (COLLEAGUE, "same", True),
        (STRANGER, "thread", True),
        (STRANGER, "file", True),
        (Address("", "other@gmail.com"), "subject", False),
    ],
)
def test_who_may_withdraw(sender: Address, how: str, changed: bool) -> None:
    plan = decided(sender, how, WITHDRAWS)
    found = [(filing.action.value, filing.submission.status) for filing in plan.filings]
    assert found == ([("withdrawal", "withdrawn")] if changed else [])
    assert (reason("stranger", references="S-0001") in plan.attention) is not changed


def test_a_stranger_is_told_nothing_of_it() -> None:
    plan = decided(STRANGER, "subject", WITHDRAWS)
    assert plan.letter is not None
    assert (plan.letter.template, plan.letter.items) == ("receipt", ())


def test_the_same_person_put_forward_by_somebody_else_is_one_submission() -> None:
    plan = decided(STRANGER, "same", verdict("speaker", speakers=(AMAL,)))
    assert [(filing.action.value, filing.submission.reference) for filing in plan.filings] == [("duplicate", "S-0001")]
    assert plan.attention == ()


def decided(sender: Address, how: str, said: Verdict) -> Plan:
    read = message("About S-0001", f"We withdraw {AMAL.name}.", sender=sender)
    return decide(ARRIVAL, read, said, History((Tie(how, HERS),)), CALL, DESK, LetterPolicy())

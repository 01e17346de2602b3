"""May a message be answered: screening first, then what only history knows."""

from datetime import timedelta

import pytest

from mailbot.intake.answerable import PER_CONVERSATION, may_answer
from mailbot.intake.arrival import Arrival, LetterPolicy
from mailbot.intake.plan import History
from mailbot.understanding.model import Screening
from tests.intake.samples import AT, FREE

AUTOMATIC = Screening(False, "marked automatic")
HELD = Screening(False, "hold: blind copy")
OLD = Arrival(1, AT - timedelta(hours=73), AT)
YOUNG = Arrival(1, AT - timedelta(hours=71), AT)


RESTORED = "arrived before the register was restored, and may have been answered"


@pytest.mark.parametrize(
    ("screening", "arrival", "history", "expected"),
    [
        (FREE, YOUNG, History(), (True, "no sign of an automatic sender")),
        (AUTOMATIC, YOUNG, History(), (False, "marked automatic")),
        (HELD, YOUNG, History(), (False, "hold: blind copy")),
        (FREE, OLD, History(), (False, "hold: older than letters.max_age_hours when first seen")),
        (AUTOMATIC, OLD, History(), (False, "marked automatic")),
        (FREE, YOUNG, History(answered=True), (False, "hold: a colleague has answered already")),
        (FREE, YOUNG, History(restored=YOUNG.received), (False, f"hold: {RESTORED}")),
        (
            FREE,
            YOUNG,
            History(restored=YOUNG.received - timedelta(seconds=1)),
            (True, "no sign of an automatic sender"),
        ),
        (FREE, YOUNG, History(letters_to_sender=4), (True, "no sign of an automatic sender")),
        (FREE, YOUNG, History(letters_to_sender=5), (False, "hold: too many letters to this sender in 24 hours")),
        (
            FREE,
            YOUNG,
            History(letters_in_conversation=PER_CONVERSATION),
            (False, "hold: too many letters in this conversation"),
        ),
        (FREE, Arrival(1, AT, AT, junk=True), History(), (False, "in the junk folder")),
        (HELD, Arrival(1, AT, AT, junk=True), History(), (False, "in the junk folder")),
        (FREE, Arrival(1, AT, AT, silent=True), History(), (False, "filed without letters on request")),
        (FREE, Arrival(1, AT + timedelta(days=2000), AT), History(), (True, "no sign of an automatic sender")),
    ],
)
def test_may_answer(screening: Screening, arrival: Arrival, history: History, expected: tuple[bool, str]) -> None:
    assert may_answer(screening, arrival, history, LetterPolicy()) == expected

"""The table of letter states, row by row."""

from datetime import timedelta

import pytest

from mailbot.register.letter_states import INTERRUPTED_REASON, UNKNOWN_REASON, Outcome, Step, step, wait
from mailbot.register.schema import LetterState as S
from tests.register.samples import AT

DAYS = timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "outcome", "expected"),
    [
        (S.SENDING, Outcome.SENT, Step(S.SENT, "d")),
        (S.SENDING, Outcome.LATER, Step(S.QUEUED, "d", AT + timedelta(seconds=30))),
        (S.SENDING, Outcome.REFUSED, Step(S.FAILED, "d")),
        (S.SENDING, Outcome.UNKNOWN, Step(S.HELD, f"{UNKNOWN_REASON} (d)", None, "letter_in_doubt")),
        (S.SENDING, Outcome.INTERRUPTED, Step(S.HELD, INTERRUPTED_REASON, None, "letter_interrupted")),
        (S.QUEUED, Outcome.LATER, Step(S.QUEUED, "d", AT + timedelta(seconds=30))),
        (S.QUEUED, Outcome.REFUSED, Step(S.FAILED, "d")),
        (S.QUEUED, Outcome.SENT, None),
        (S.QUEUED, Outcome.UNKNOWN, None),
        (S.SENT, Outcome.BOUNCED, Step(S.BOUNCED, "d")),
        (S.HELD, Outcome.BOUNCED, Step(S.BOUNCED, "d")),
        (S.QUEUED, Outcome.BOUNCED, None),
        (S.SENT, Outcome.LATER, None),
        (S.SENT, Outcome.INTERRUPTED, None),
        (S.FAILED, Outcome.SENT, None),
        (S.BOUNCED, Outcome.BOUNCED, None),
    ],
)
def test_step(state: S, outcome: Outcome, expected: Step | None) -> None:
    assert step(state, outcome, "d", AT, attempts=1, first_attempt_at=AT) == expected


def test_what_never_went_out_cannot_bounce() -> None:
    assert step(S.HELD, Outcome.BOUNCED, "d", AT, attempts=0) is None


def test_given_up_after_five_days() -> None:
    late = step(S.QUEUED, Outcome.LATER, "451 busy", AT, attempts=60, first_attempt_at=AT - 5 * DAYS)
    assert late == Step(S.FAILED, "given up after 5 days: 451 busy")
    early = step(S.QUEUED, Outcome.LATER, "451 busy", AT, attempts=60, first_attempt_at=AT - 4.9 * DAYS)
    assert early is not None
    assert early.state is S.QUEUED


def test_first_retry_within_a_minute_and_each_within_two_hours() -> None:
    waits = [wait(attempts) for attempts in range(1, 40)]
    assert waits[:5] == [timedelta(seconds=30), *(timedelta(minutes=m) for m in (2, 8, 30, 100))]
    assert max(waits) < timedelta(hours=2)
    assert waits == sorted(waits)


def test_a_relay_that_is_away_is_asked_again_within_a_minute() -> None:
    assert {wait(attempts, unreachable=True) for attempts in range(2, 40)} == {timedelta(minutes=1)}

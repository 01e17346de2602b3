"""Retention: a conversation goes as a whole, when all of it has been over for long enough."""

from datetime import timedelta

import pytest

from mailbot.intake.plan import Action, Plan
from mailbot.register.expiry import expired
from mailbot.register.register import Register
from mailbot.register.scope import Scope
from mailbot.register.store import Store
from tests.register.samples import (
    AT,
    CALL,
    DESK,
    HOUR,
    KARIM,
    Letter,
    arrival,
    file_one,
    message,
    nomination,
    plan,
    verdict,
)

DAY = timedelta(days=1)


def file_at(register: Register, name: str, day: int, what: Plan | None = None, *, replies: tuple[str, ...] = ()) -> int:
    """A message that was received, seen and filed on a day."""
    at = AT + day * DAY
    number, _ = register.keep(arrival(name, received=at), at)
    read = message(name, replies=replies)
    register.carry_out(number, what or plan(), verdict(), read, at, "mailbot", CALL, DESK)
    return number


def ended(store: Store, day: float, most: int = 100) -> tuple[list[int], list[int], int]:
    with store.reading() as register:
        scope = expired(register, AT + day * DAY, most)
    return sorted(scope.messages), sorted(scope.submissions), len(scope.letters | scope.digests)


def test_a_conversation_ends_with_its_last_message(store: Store) -> None:
    with store.writing() as register:
        file_at(register, "first", 0)
        file_at(register, "reply", 5, replies=("<first@example.org>",))
        file_at(register, "alone", 1)
    assert ended(store, 1) == ([], [], 0)
    assert ended(store, 2) == ([3], [], 0)
    assert ended(store, 5.5) == ([1, 2, 3], [], 0)


def test_conversations_end_with_the_submissions_they_share(store: Store) -> None:
    with store.writing() as register:
        file_at(register, "first", 0, plan(nomination()))
        file_at(register, "another", 1, plan(nomination(reference="S-0001"), action=Action.DUPLICATE))
        file_at(register, "else", 2, plan(nomination(submitter=KARIM)))
        file_at(register, "much later", 9, plan(nomination(reference="S-0001"), action=Action.DUPLICATE))
    assert ended(store, 8) == ([3], [2], 0)
    assert ended(store, 10) == ([1, 2, 3, 4], [1, 2], 0)


def test_what_waits_has_not_ended(store: Store) -> None:
    with store.writing() as register:
        file_at(register, "asks", 0)
        register.queue(Letter("message:1:answer"), AT, message=1)
        register.keep(arrival("waits"), AT)
    assert ended(store, 9) == ([], [], 0)
    with store.writing() as register:
        register.claim(1, AT)
        register.sent(1, "250", AT + 3 * DAY)
    assert ended(store, 2) == ([], [], 0)
    assert ended(store, 9) == ([1], [], 1)


def test_letters_that_answer_nothing_end_too_and_a_few_at_a_time(store: Store) -> None:
    with store.writing() as register:
        for number in range(3):
            file_one(register, f"number {number}", plan())
        register.queue(Letter("digest:2021-02-04:o@example.org", "digest", in_reply_to=""), AT)
        register.claim(1, AT)
        register.sent(1, "250", AT)
    assert ended(store, 1, most=2) == ([1, 2], [], 1)
    with store.writing() as register:
        assert expired(register, AT - HOUR, 2) == Scope()


@pytest.mark.parametrize("day", [0, 30])
def test_nothing_in_an_empty_register(store: Store, day: int) -> None:
    assert ended(store, day) == ([], [], 0)

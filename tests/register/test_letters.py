"""The outbox: each letter once, due in order, its outcome noted by the table of letter states."""

from datetime import timedelta
from typing import Any

from mailbot.register.letter_states import UNKNOWN_REASON
from mailbot.register.register import Register
from mailbot.register.schema import LetterState
from mailbot.register.store import Store
from mailbot.register.values import Due, IssuedLetter
from tests.register.samples import AT, HOUR, MINUTE, Letter, arrival, file_one, nomination, plan

SECOND = timedelta(seconds=1)


def state(register: Register, key: str = "message:1:answer") -> LetterState:
    letter = register.issued(key)
    assert letter is not None
    return letter.state


def queued(register: Register, key: str = "message:1:answer", **changes: Any) -> Due:
    assert register.queue(Letter(key=key, **changes), AT)
    due = register.due(AT)
    assert due is not None
    return due


def test_queued_once(store: Store) -> None:
    with store.writing() as register:
        number, references = file_one(register, "one", plan(nomination()))
        assert register.queue(Letter(), AT, message=number, references=references)
        assert not register.queue(Letter(subject="another"), AT, message=number)
        due = register.due(AT)
    letter = Letter()
    expected = Due(1, letter.key, letter.kind, letter.to, letter.envelope_sender, 0, number, letter.raw)
    assert due == expected


def test_no_letter_for_a_message_imported_without(store: Store) -> None:
    with store.writing() as register:
        number, _ = file_one(register, "one", plan(), letters=False)
        assert not register.queue(Letter(), AT, message=number)
        assert register.due(AT) is None


def test_due_in_order(store: Store) -> None:
    with store.writing() as register:
        for minutes, key in ((2, "c"), (0, "a"), (1, "b")):
            register.queue(Letter(key=key), AT + minutes * MINUTE)
        order = []
        while (due := register.due(AT + MINUTE)) is not None:
            order.append(due.key)
            assert register.claim(due.id, AT)
        assert order == ["a", "b"]
        assert register.next_due() == AT + 2 * MINUTE


def test_a_held_letter_is_not_due(store: Store) -> None:
    with store.writing() as register:
        register.queue(Letter(hold="hold: a colleague has answered already"), AT)
        assert register.due(AT + HOUR) is None
        assert not register.claim(1, AT)
        (line,) = register.summary(None, AT + HOUR).undelivered
        assert (line.state, line.reason) == ("held", "hold: a colleague has answered already")
        assert register.bounced("message:1:answer", "5.1.1", AT) is None, "it never went out"


def test_claimed_once_and_sent(store: Store) -> None:
    with store.writing() as register:
        due = queued(register)
        assert [register.claim(due.id, AT), register.claim(due.id, AT)] == [True, False]
        assert state(register) is LetterState.SENDING
        assert register.due(AT + HOUR) is None
        assert register.sent(due.id, "250 queued", AT)
        assert state(register) is LetterState.SENT
        assert not register.later(due.id, "451", AT), "what was sent stays sent"
        assert (register.sent_since(AT - HOUR), register.sent_since(AT)) == (1, 0)
        assert [event.action for event in register.events("letters", due.id)] == ["sent"]


def test_later_by_the_back_off_whether_claimed_or_not(store: Store) -> None:
    with store.writing() as register:
        at, waits = AT, []
        letter = queued(register).id
        for attempt in range(5):
            if attempt % 2:
                assert register.claim(letter, at)
            assert register.later(letter, "451 busy", at)
            due = register.next_due()
            assert due is not None
            assert register.due(due - SECOND) is None
            waits.append(due - at)
            at = due
        again = register.due(at)
        assert again is not None
        assert again.attempts == 5
    assert waits == [30 * SECOND, 2 * MINUTE, 8 * MINUTE, 30 * MINUTE, 100 * MINUTE]


def test_given_up_after_five_days(store: Store) -> None:
    with store.writing() as register:
        letter = queued(register).id
        register.later(letter, "451 busy", AT)
        register.later(letter, "451 busy", AT + timedelta(days=5))
        (line,) = register.summary(None, AT + HOUR).undelivered
    assert (line.state, line.reason, line.attempts) == ("failed", "given up after 5 days: 451 busy", 2)


def test_refused(store: Store) -> None:
    with store.writing() as register:
        assert register.refused(queued(register).id, "550 no such user", AT)
        assert state(register) is LetterState.FAILED
        assert register.due(AT + HOUR) is None


def test_in_doubt_is_held_and_told(store: Store) -> None:
    with store.writing() as register:
        letter = queued(register).id
        register.claim(letter, AT)
        assert register.unknown(letter, "connection lost", AT)
        summary = register.summary(None, AT + HOUR)
    assert [line.reason for line in summary.attention] == ["letter_in_doubt"]
    assert [(line.state, line.reason) for line in summary.undelivered] == [
        ("held", f"{UNKNOWN_REASON} (connection lost)")
    ]


def test_interrupted_is_held_and_told(store: Store) -> None:
    with store.writing() as register:
        register.claim(queued(register, "a").id, AT)
        queued(register, "b")
    with store.writing() as register:
        assert register.hold_interrupted(AT) == 1
        assert register.hold_interrupted(AT) == 0
        assert (state(register, "a"), state(register, "b")) == (LetterState.HELD, LetterState.QUEUED)
        assert [line.reason for line in register.summary(None, AT + HOUR).attention] == ["letter_interrupted"]


def test_bounced_only_by_what_was_issued(store: Store) -> None:
    with store.writing() as register:
        for key in ("a", "b", "c"):
            due = queued(register, key)
            if key != "c":
                register.claim(due.id, AT)
                register.sent(due.id, "250", AT)
        by_id = register.bounced(Letter(key="a").message_id.strip("<>"), "5.1.1 no such user", AT + HOUR)
        by_key = register.bounced("b", "5.2.2 full", AT + HOUR)
        assert (by_id, by_key) == (
            IssuedLetter(1, "a", "acknowledgement", "amina@example.org", LetterState.SENT, None),
            IssuedLetter(2, "b", "acknowledgement", "amina@example.org", LetterState.SENT, None),
        )
        assert register.bounced("a", "again", AT) is None
        assert register.bounced("c", "never sent", AT) is None
        assert register.bounced("<forged@example.org>", "5.1.1", AT) is None
        lines = [(line.key, line.state, line.reason) for line in register.summary(None, AT + 3 * HOUR).undelivered]
    assert lines == [("a", "bounced", "5.1.1 no such user"), ("b", "bounced", "5.2.2 full"), ("c", "queued", "")]


def test_a_clock_set_back_delays_no_letter(store: Store) -> None:
    with store.writing() as register:
        register.queue(Letter(), AT + timedelta(days=365))
        assert register.due(AT) is not None


def test_one_digest_a_day(store: Store) -> None:
    with store.writing() as register:
        assert register.last_digest() is None
        assert [register.begin_digest(day, AT) for day in ("2021-02-04", "2021-02-04", "2021-02-05")] == [
            True,
            False,
            True,
        ]
        assert register.last_digest() == AT


def test_the_hourly_count_and_states(store: Store) -> None:
    with store.writing() as register:
        register.keep(arrival(), AT)
        register.claim(queued(register, "a").id, AT)
        queued(register, "b")
        counts = {state: number for state, number in register.letter_counts().items() if number}
    assert counts == {LetterState.SENDING: 1, LetterState.QUEUED: 1}

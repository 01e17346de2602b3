"""Messages: kept once, seen anywhere, processed until filed."""

from mailbot.intake.plan import Plan
from mailbot.register.schema import State
from mailbot.register.store import Store
from mailbot.register.values import Cursor, Kept, Sighting, Unmarked
from tests.register.samples import AMINA, AT, HOUR, MINUTE, YES, Letter, arrival, file_one, nomination, plan, sha


def test_the_same_message_again_adds_no_row(store: Store) -> None:
    with store.writing() as register:
        results = [
            register.keep(arrival("one", uid=1), AT),
            register.keep(arrival("one", uid=1), AT + HOUR),  # fetched again after a crash
            register.keep(arrival("one", uid=9, sha256=sha("one with other Received fields")), AT + HOUR),
            register.keep(arrival("two", uid=2, message_id="<one@example.org>"), AT),  # same Message-ID, other content
            register.keep(arrival("three", sender=None, message_id=""), AT),
        ]
        assert results == [(1, True), (1, False), (1, False), (2, True), (3, True)]
        assert register.stored_ids() == (1, 2, 3)
        assert register.stored_ids(limit=2) == (1, 2)
        assert register.seen_uids("account", "INBOX", 7) == {1, 2, 9}
        assert register.seen_uids("account", "INBOX", 8) == frozenset()


def test_what_is_known_of_a_message(store: Store) -> None:
    answered = Sighting("account", "Junk", 7, 1, answered=True, junk=True)
    with store.writing() as register:
        register.keep(arrival(size=60_000_000, partial=True, letters=False), AT + HOUR)
        before = register.message(1)
        register.keep(arrival(sighting=answered), AT + HOUR)
        after = register.message(1)
    expected = Kept(1, sha("one"), State.STORED, 0, AT, AT + HOUR, 60_000_000, True, False, False, False)
    assert before == expected
    assert (after.answered, after.junk) == (True, True)


def test_positions(store: Store) -> None:
    with store.writing() as register:
        assert register.cursor("account", "INBOX") is None
        for cursor in (Cursor(7, 10), Cursor(7, 4_294_967_295), Cursor(4_294_967_295, 0)):
            register.set_cursor("account", "INBOX", cursor)
            assert register.cursor("account", "INBOX") == cursor
        assert register.cursor("account", "صندوق") is None


def test_attempts_are_counted_by_processes(store: Store) -> None:
    with store.writing() as register:
        register.keep(arrival(), AT)
        counted = [register.begin(10, process)[0][1] for process in ("a", "a", "b", "b", "c")]
    assert counted == [1, 1, 2, 2, 3]


def test_messages_are_begun_oldest_first_and_only_while_they_are_stored(store: Store) -> None:
    with store.writing() as register:
        for name in ("one", "two", "three", "four"):
            register.keep(arrival(name), AT)
        register.fail(2, "no such charset", AT, "mailbot")
        begun = [[(kept.id, attempts) for kept, attempts in register.begin(2, "a", after)] for after in (0, 3, 4)]
        assert begun == [[(1, 1), (3, 1)], [(4, 1)], []]
        before = register.message(1)
        assert register.begin(1, "b") == ((before, 2),)


def test_failed_and_quarantined_messages(store: Store) -> None:
    with store.writing() as register:
        for name in ("one", "two", "three"):
            register.keep(arrival(name), AT)
        before = register.broken_ids()
        assert register.fail(1, "no such charset", AT, "mailbot")
        assert register.quarantine(2, "ended the process", AT, "mailbot")
        assert register.broken(after=before) == ((1, "no such charset"), (2, "ended the process"))
        assert register.broken(after={1}) == ((2, "ended the process"),)
        assert register.counts() == {State.STORED: 1, State.FILED: 0, State.FAILED: 1, State.QUARANTINED: 1}
        assert register.retry(1, AT, "amina")
        assert not register.retry(3, AT, "amina")
        assert register.stored_ids() == (1, 3)
        assert [(event.action, event.actor, event.reason) for event in register.events("messages", 1)] == [
            ("failed", "mailbot", "no such charset"),
            ("retry", "amina", ""),
        ]


def test_a_filed_message_cannot_fail(store: Store) -> None:
    with store.writing() as register:
        number, _ = file_one(register, "one", plan())
        assert not register.fail(number, "too late", AT, "mailbot")
        assert register.message(number).state is State.FILED


def test_set_apart(store: Store) -> None:
    too_large = Plan((), None, True, YES.reason, ("too large to be read",))
    with store.writing() as register:
        register.keep(arrival(partial=True), AT)
        assert register.set_apart(1, too_large, "larger than 50 MB", AT, "mailbot")
        assert register.queue(Letter(kind="too_large"), AT, message=1)
        summary = register.summary(None, AT + HOUR)
    assert [(line.state, line.reason) for line in summary.broken] == [("quarantined", "larger than 50 MB")]
    assert [line.reason for line in summary.attention] == ["too large to be read"]


def test_marking_is_remembered(store: Store) -> None:
    with store.writing() as register:
        register.keep(arrival("two", uid=2), AT)
        file_one(register, "one", plan(nomination()), sighting=Sighting("account", "INBOX", 7, 1))
        waiting = register.unmarked("account")
        assert waiting == (Unmarked(2, Sighting("account", "INBOX", 7, 1), ("speaker",), None),)
        assert register.unmarked("another") == ()
        register.marked(waiting[0].id, AT)
        assert register.unmarked("account") == ()


def test_known_since_and_the_oldest_that_waits(store: Store) -> None:
    with store.writing() as register:
        assert (register.known_since(), register.oldest_stored()) == (None, None)
        file_one(register, "one", plan())
        register.keep(arrival("two"), AT + MINUTE)
        assert (register.known_since(), register.oldest_stored()) == (AT, AT + MINUTE)


def test_a_message_with_a_giant_message_id_is_kept(store: Store) -> None:
    giant = "<" + "x" * 100_000 + "@example.org>"
    with store.writing() as register:
        assert register.keep(arrival(message_id=giant, sender=AMINA, subject="s" * 100_000), AT) == (1, True)

"""Decisions in the register: about whom, what replaces what, who is undecided, unconfirmed or spoken of."""

from datetime import datetime

import pytest

from mailbot.intake.decision import Choosing
from mailbot.intake.plan import Action
from mailbot.intake.told import Choice, Presence, Target
from mailbot.message.model import Address
from mailbot.register.register import Register
from mailbot.register.store import Store
from mailbot.understanding.model import Speaker
from tests.register.samples import (
    AMINA,
    AT,
    CALL,
    DESK,
    HOUR,
    KARIM,
    MINUTE,
    SPEAKER,
    Letter,
    arrival,
    file_one,
    filed_report,
    message,
    nomination,
    plan,
    report_file,
    verdict,
)

SAMI = Speaker("Sami Haddad", None, "Coast Union", ())
NOBODY = Speaker(None, "Director")


@pytest.fixture
def register_with_two(store: Store) -> Store:
    """S-0001: Nadia and Sami; S-0002: nobody named; R-0001: a report."""
    with store.writing() as register:
        file_one(register, "one", plan(nomination(SPEAKER, SAMI)))
        file_one(register, "two", plan(nomination(NOBODY)), message("two", sender=KARIM))
        file_one(register, "three", plan(filed_report(report_file("report.pdf"))))
    return store


def accept(place: int | None = 1, role: str = "plenary", **more: str) -> Choosing:
    return Choosing(Target("S-0001", place), Choice.ACCEPT, role, **more)


def tell(register: Register, at: datetime = AT) -> list[str]:
    """Queues a letter for everything that is prepared; their keys."""
    keys = []
    for case in register.prepared(DESK):
        letter = Letter(key=f"decision:{case.decision.id}", kind="decision")
        register.queue(letter, at, references=(case.target.reference,))
        register.told(case, letter.key, at, "Nadia")
        keys.append(letter.key)
    return keys


def send(register: Register, key: str, at: datetime = AT) -> None:
    """The letter goes out."""
    letter = register.issued(key)
    assert letter is not None
    assert register.claim(letter.id, at)
    assert register.sent(letter.id, "250 ok", at)


FAULTS = [
    (Choosing(Target("S-0009"), Choice.DECLINE), "S-0009: the register has no such submission"),
    (Choosing(Target("R-0001"), Choice.DECLINE), "R-0001 puts nobody forward: decisions are about people"),
    (
        Choosing(Target("S-0001"), Choice.DECLINE),
        "S-0001 puts 2 people forward; say which one: S-0001.1 Nadia Ben Salah, S-0001.2 Sami Haddad",
    ),
    (Choosing(Target("S-0001", 3), Choice.DECLINE), "S-0001.3 does not exist: S-0001 puts 2 forward"),
    (accept(role=""), "S-0001.1: accept needs a role: plenary, rapporteur"),
    (accept(role="chair"), "S-0001.1: 'chair' is not a role of the call; expected plenary, rapporteur"),
    (Choosing(Target("S-0001", 1), Choice.DECLINE, "plenary"), "S-0001.1: a role goes with accept only"),
    (
        Choosing(Target("S-0002"), Choice.ACCEPT, "plenary"),
        "S-0002: nobody is named yet, so nobody can be accepted; complete the submission first",
    ),
    (Choosing(Target("S-0002"), Choice.DECLINE), ""),
    (accept(), ""),
]


@pytest.mark.parametrize(("choosing", "fault"), FAULTS, ids=lambda value: str(value)[:40])
def test_what_cannot_be_decided(register_with_two: Store, choosing: Choosing, fault: str) -> None:
    with register_with_two.reading() as register:
        assert register.decision_fault(choosing, CALL) == fault


@pytest.mark.parametrize("status", ["withdrawn", "merged", "superseded"])
def test_nothing_is_decided_about_what_is_gone(register_with_two: Store, status: str) -> None:
    with register_with_two.writing() as register:
        register.decide(accept(), AT, "Nadia")
        gone = nomination(SPEAKER, SAMI, reference="S-0001", status=status)
        file_one(register, "gone", plan(gone, action=Action.WITHDRAWAL))
        assert register.decision_fault(accept(), CALL) == f"S-0001 is {status}: there is nothing to decide about it"
        (case,) = register.prepared(DESK)
        assert case.fault == f"S-0001 is {status} since"
        assert [str(one.target) for one in register.undecided()] == ["S-0002.1"]


def test_a_prepared_decision_is_simply_replaced(register_with_two: Store) -> None:
    with register_with_two.writing() as register:
        register.decide(accept(note="first"), AT, "Nadia")
        register.decide(Choosing(Target("S-0001", 1), Choice.WAITLIST, note="second"), AT, "Nadia", "the list is full")
        (case,) = register.prepared(DESK)
        assert (case.decision.choice, case.decision.note, case.replaces) == (Choice.WAITLIST, "second", None)
        assert (case.recipient, case.answers, case.speaker) == (AMINA, "<one@example.org>", SPEAKER)
        assert [str(one.target) for one in register.undecided()] == ["S-0001.2", "S-0002.1"]
        decided = [event for event in register.events("submissions", 1) if event.action == "decided"]
        assert [(event.actor, event.reason, event.detail["decision"]) for event in decided] == [
            ("Nadia", "", [None, "accept"]),
            ("Nadia", "the list is full", ["accept", "waitlist"]),
        ]
        register.take_back(case, AT, "Nadia")
        assert register.prepared(DESK) == ()
        assert [str(one.target) for one in register.undecided()] == ["S-0001.1", "S-0001.2", "S-0002.1"]


def test_a_letter_that_went_out_is_replaced_by_another(register_with_two: Store) -> None:
    with register_with_two.writing() as register:
        register.decide(accept(), AT, "Nadia")
        (key,) = tell(register)
        send(register, key, AT + HOUR)
        assert register.decision_fault(accept(), CALL) == "S-0001.1: the letter of 2021-02-04 said so already"
        register.decide(accept(role="rapporteur"), AT + 2 * HOUR, "Nadia")
        (told,) = register.accepted()
        assert told.role == "plenary", "what was told holds until the new letter is queued"
        (case,) = register.prepared(DESK)
        assert case.replaces is not None
        assert (case.replaces.told_at, case.decision.number, case.thread) == (
            AT + HOUR,
            1,
            "<mailbot.decision.1@example.com>",
        )
        (second,) = tell(register)
        assert second == "decision:2"
        assert [one.role for one in register.accepted()] == ["rapporteur"]
        assert tell(register) == []


def test_a_letter_that_has_not_gone_out_never_does(register_with_two: Store) -> None:
    with register_with_two.writing() as register:
        register.decide(accept(), AT, "Nadia")
        (key,) = tell(register)
        register.decide(Choosing(Target("S-0001", 1), Choice.DECLINE), AT + MINUTE, "Nadia")
        letter = register.issued(key)
        assert letter is not None
        assert letter.state == "failed"
        assert register.due(AT + HOUR) is None
        (case,) = register.prepared(DESK)
        assert (case.replaces, case.decision.number) == (None, 0), "nobody got the letter, so nothing is replaced"


def test_a_letter_that_came_back_is_not_replaced(register_with_two: Store) -> None:
    with register_with_two.writing() as register:
        register.decide(accept(), AT, "Nadia")
        (key,) = tell(register)
        send(register, key)
        assert register.bounced(key, "5.1.1", AT + MINUTE) is not None
        assert register.decision_fault(accept(), CALL) == "", "the same can be told again"
        register.decide(accept(), AT + HOUR, "Nadia")
        (case,) = register.prepared(DESK)
        assert case.replaces is not None
        assert case.replaces.told_at is None


def test_people_are_found_by_name_when_their_number_moves(register_with_two: Store) -> None:
    with register_with_two.writing() as register:
        register.decide(Choosing(Target("S-0001", 2), Choice.ACCEPT, "plenary"), AT, "Nadia")
        file_one(register, "rest", plan(nomination(SAMI, reference="S-0001"), action=Action.WITHDRAWAL))
        (case,) = register.prepared(DESK)
        assert (case.place, case.fault, str(case.target)) == (1, "", "S-0001.1")
        file_one(register, "other", plan(nomination(SPEAKER, reference="S-0001"), action=Action.REPLACEMENT))
        (case,) = register.prepared(DESK)
        assert case.fault == "Sami Haddad is no longer put forward in S-0001"
        assert [str(one.target) for one in register.undecided()] == ["S-0001.1", "S-0002.1"]


def test_due_at_the_time_that_was_set(register_with_two: Store) -> None:
    with register_with_two.writing() as register:
        register.decide(accept(), AT, "Nadia")
        register.schedule(register.prepared(DESK), AT + HOUR, AT, "Nadia")
        assert [register.any_decision_due(at) for at in (AT, AT + HOUR)] == [False, True]
        assert register.prepared(DESK, AT) == ()
        assert len(register.prepared(DESK, AT + HOUR)) == 1


def test_which_acceptances_a_message_may_speak_of(register_with_two: Store) -> None:
    with register_with_two.writing() as register:
        register.decide(accept(), AT, "Nadia")
        register.decide(Choosing(Target("S-0001", 2), Choice.ACCEPT, "rapporteur"), AT, "Nadia")
        register.decide(Choosing(Target("S-0002"), Choice.DECLINE), AT, "Nadia")
        for key in tell(register):
            send(register, key)
        cited = "<mailbot.decision.2@example.com>"
        both = register.acceptances(("S-0001",), (cited,))
        assert [(str(one.target), one.cited) for one in both] == [("S-0001.1", False), ("S-0001.2", True)]
        (alone,) = register.acceptances((), (cited,))
        assert register.acceptances(("S-0002",), ()) == ()
        register.note_presence(alone, Presence.CONFIRMED, AT + HOUR, "mailbot", "wrote so", 2)
        assert [one.presence.value for one in register.accepted()] == ["unknown", "confirmed"]
        assert [line.target for line in register.unconfirmed_lines()] == ["S-0001.1"]
        (confirmed,) = [event for event in register.events("submissions", 1) if event.action == "confirmed"]
        assert confirmed.detail == {"speaker": 2, "presence": ["unknown", "confirmed"], "message": 2}


def test_many_decisions_in_a_day_do_not_keep_the_reply_from_its_letter(register_with_two: Store) -> None:
    with register_with_two.writing() as register:
        for place in (1, 2):
            register.decide(accept(place), AT, "Nadia")
        assert len(tell(register)) == 2
        reply = message("reply", replies=("<mailbot.decision.1@example.com>",))
        number, _ = register.keep(arrival("reply"), AT + HOUR)
        history = register.history_of(number, reply, verdict(), AT + HOUR, DESK)
    assert (history.letters_to_sender, history.letters_in_conversation) == (0, 0)
    assert [(str(one.target), one.cited) for one in history.accepted] == [("S-0001.1", True), ("S-0001.2", False)]


WRITERS = [
    # who sent the mail, who is the submitter, where the letter goes
    (AMINA, AMINA, AMINA),
    (KARIM, AMINA, KARIM),  # forwarded: an address in the text proves nothing
    (Address("", "alias@example.com"), AMINA, AMINA),  # passed on by a colleague at the desk
    (Address("", ""), Address("", ""), None),
]


@pytest.mark.parametrize(("sender", "submitter", "to"), WRITERS)
def test_where_a_decision_goes(store: Store, sender: Address, submitter: Address, to: Address | None) -> None:
    with store.writing() as register:
        file_one(register, "one", plan(nomination(submitter=submitter)), message("one", sender=sender))
        register.decide(Choosing(Target("S-0001"), Choice.DECLINE), AT, "Nadia")
        (case,) = register.prepared(DESK)
        assert (case.recipient, case.fault) == (to, "" if to else "there is no address to write to")

"""What the register tells about a message before it is decided."""

from datetime import timedelta
from typing import Any

import pytest

from mailbot.intake.plan import History
from mailbot.message.model import Address, Message
from mailbot.register.register import Register
from mailbot.register.store import Store
from mailbot.register.ties import references_in
from mailbot.register.values import Sighting
from mailbot.understanding.model import Verdict
from tests.register.samples import (
    AMINA,
    AT,
    DESK,
    HOUR,
    KARIM,
    MINUTE,
    ORGANISER,
    Letter,
    arrival,
    attachment,
    file_one,
    filed_report,
    message,
    nomination,
    plan,
    report_file,
    sha,
    verdict,
)

OTHERS = Address("", "other@example.org")


@pytest.mark.parametrize(
    ("subject", "references"),
    [
        ("Re: S-0012 – your nomination", ("S-0012",)),
        ("RE: [R-0007] and s-0012, S-0012", ("R-0007", "S-0012")),
        ("رد: S‑0012", ("S-0012",)),
        ("A/RES-73195", ("RES-73195",)),
        ("COVID-19", ()),
        ("S-12", ()),
        ("xS-00123456789", ()),
        ("", ()),
    ],
)
def test_references_in(subject: str, references: tuple[str, ...]) -> None:
    assert references_in(subject) == references


def look_back(
    register: Register, read: Message, said: Verdict | None = None, *, at: timedelta = HOUR, **changes: Any
) -> History:
    """The history of one more message, received an hour later."""
    name = read.envelope.message_id.strip("<>").partition("@")[0]
    values: dict[str, Any] = {"received": AT + at, "sender": read.envelope.sender} | changes
    number, _ = register.keep(arrival(name, **values), AT + at)
    return register.history_of(number, read, said, AT + at, DESK)


def tied(history: History) -> list[tuple[str, str | None]]:
    return [(tie.how, tie.submission.reference) for tie in history.ties]


def filled(register: Register) -> None:
    """Amina nominated (S-0001, answered by a letter) and reported (R-0001); somebody else nominated (S-0002)."""
    number, references = file_one(register, "one", plan(nomination()), message("one", attachment("CV.pdf", b"cv")))
    register.queue(Letter(), AT, message=number, references=references)
    file_one(register, "two", plan(filed_report(report_file("r.pdf", b"report"))), message("two", replies=("<x@y>",)))
    other = nomination(submitter=OTHERS)
    file_one(register, "three", plan(other), message("three", sender=OTHERS))


@pytest.mark.parametrize(
    ("read", "said", "ties"),
    [
        (message("new", sender=KARIM), None, []),
        (message("new"), None, [("sender", "R-0001"), ("sender", "S-0001")]),
        (message("new", sender=Address("", "AMINA@Example.ORG")), None, [("sender", "R-0001"), ("sender", "S-0001")]),
        (message("new", sender=KARIM, replies=(Letter().message_id,)), None, [("thread", "S-0001")]),
        (message("new", sender=KARIM, replies=("<one@example.org>",)), None, [("thread", "S-0001")]),
        (message("new", sender=KARIM, replies=("<unknown@example.org>",)), None, []),
        (message("new", sender=KARIM, subject="Re: R-0001"), None, [("subject", "R-0001")]),
        (message("new", sender=KARIM, subject="Re: R-0099"), None, []),
        (message("new", attachment("again.pdf", b"report"), sender=KARIM), None, [("file", "R-0001")]),
        (message("new", attachment("CV.pdf", b"cv"), sender=KARIM), None, []),
        (
            message("new", sender=KARIM),
            verdict("speaker", speakers=nomination().speakers),
            [("same", "S-0001"), ("same", "S-0002")],
        ),
        (message("new", sender=KARIM), verdict("speaker", submitter=OTHERS), [("sender", "S-0002")]),
        (
            message("new", subject="R-0001", replies=(Letter().message_id,)),
            verdict("speaker", speakers=nomination().speakers),
            [("thread", "S-0001"), ("subject", "R-0001"), ("same", "S-0002")],
        ),
        (message("new", sender=None), None, []),
    ],
)
def test_ties(store: Store, read: Message, said: Verdict | None, ties: list[tuple[str, str]]) -> None:
    with store.writing() as register:
        filled(register)
        assert tied(look_back(register, read, said)) == ties


def test_a_senders_old_and_withdrawn_submissions_are_no_ties(store: Store) -> None:
    with store.writing() as register:
        file_one(register, "one", plan(nomination(), nomination(status="withdrawn")))
        assert tied(look_back(register, message("two"), at=timedelta(days=89))) == [("sender", "S-0001")]
        assert tied(look_back(register, message("three"), at=timedelta(days=91))) == []
        assert tied(look_back(register, message("four", subject="S-0002"), at=timedelta(days=91))) == [
            ("subject", "S-0002")
        ]


def test_a_conversation_goes_on_through_its_mails(store: Store) -> None:
    with store.writing() as register:
        file_one(register, "one", plan(nomination()))
        file_one(register, "two", plan(), message("two", sender=KARIM, replies=("<one@example.org>",)))
        history = look_back(register, message("three", sender=OTHERS, replies=("<two@example.org>",)))
    assert tied(history) == [("thread", "S-0001")]


def test_who_answers_the_desks_invitation_shares_no_conversation(store: Store) -> None:
    invitation = ("<invitation@example.org>",)
    with store.writing() as register:
        file_one(register, "invitation", plan(), message("invitation", sender=ORGANISER))
        for n in range(6):
            sender = Address("", f"person{n}@example.org")
            number, references = file_one(
                register,
                f"answer{n}",
                plan(nomination(submitter=sender)),
                message(f"answer{n}", sender=sender, replies=invitation),
            )
            register.queue(Letter(key=f"m:{n}", to=sender.address), AT, message=number, references=references)
        assert look_back(register, message("new", sender=KARIM, replies=invitation)) == History()


def test_known_files(store: Store) -> None:
    with store.writing() as register:
        filled(register)
        read = message("new", attachment("a.pdf", b"report"), attachment("b.pdf", b"new"), sender=KARIM)
        assert look_back(register, read).known_files == ((sha(b"report"), "R-0001"),)


def test_letters_of_the_day_before(store: Store) -> None:
    with store.writing() as register:
        number, _ = file_one(register, "one", plan())
        for n in range(3):
            register.queue(Letter(key=f"k{n}"), AT, message=number)
        register.queue(Letter(key="held", hold="hold: too many"), AT, message=number)
        register.queue(Letter(key="other", to="karim@example.net"), AT)

        def counts(name: str, at: timedelta, **changes: Any) -> tuple[int, int]:
            history = look_back(register, message(name, **changes), at=at)
            return history.letters_to_sender, history.letters_in_conversation

        assert counts("a", HOUR) == (3, 0)
        assert counts("b", HOUR, replies=("<one@example.org>",)) == (3, 3)
        assert counts("c", HOUR, sender=KARIM, replies=("<one@example.org>",)) == (1, 3)
        assert counts("d", 25 * HOUR, replies=("<one@example.org>",)) == (0, 0)


def test_answered_by_the_flag(store: Store) -> None:
    with store.writing() as register:
        assert not look_back(register, message("one"), sighting=Sighting("a", "INBOX", 1, 1)).answered
        assert look_back(register, message("two"), sighting=Sighting("a", "INBOX", 1, 2, answered=True)).answered


def test_answered_by_a_colleague_later(store: Store) -> None:
    with store.writing() as register:
        register.keep(arrival("one"), AT)
        colleague = message("colleague", sender=ORGANISER, replies=("<one@example.org>",))
        file_one(register, "colleague", plan(), colleague, received=AT + HOUR)
        assert register.history_of(1, message("one"), None, AT, DESK).answered
        # What the sender writes after that has no answer yet.
        assert not look_back(register, message("two", replies=("<one@example.org>",)), at=2 * HOUR).answered


def test_answered_by_a_letter_only_if_the_message_came_to_light_after_it(store: Store) -> None:
    thread = ("<one@example.org>",)
    with store.writing() as register:
        number, _ = file_one(register, "one", plan())
        register.queue(Letter(), AT + 10 * MINUTE, message=number)
        register.claim(1, AT + 10 * MINUTE)
        register.sent(1, "250 ok", AT + 10 * MINUTE)
        late = arrival("late", received=AT + 5 * MINUTE)  # lay in the mailbox unseen while the letter went out
        number, _ = register.keep(late, AT + 20 * MINUTE)
        assert register.history_of(number, message("late", replies=thread), None, AT, DESK).answered
        prompt = arrival("prompt", received=AT + 5 * MINUTE)  # was here already when the letter went out
        number, _ = register.keep(prompt, AT + 6 * MINUTE)
        assert not register.history_of(number, message("prompt", replies=thread), None, AT, DESK).answered
        assert not look_back(register, message("after", replies=thread)).answered


def test_a_hostile_list_of_references_is_cut(store: Store) -> None:
    with store.writing() as register:
        hostile = message("new", replies=tuple(f"<{n}{'x' * 2000}@example.org>" for n in range(3000)))
        assert look_back(register, hostile) == History()
        assert AMINA.address

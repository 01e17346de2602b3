"""What organisers change by hand, in the register itself: merged references, the log, letters dropped and released."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mailbot.errors import MailbotError
from mailbot.intake.decision import Choosing
from mailbot.intake.merging import merged_into
from mailbot.intake.told import Choice, Target
from mailbot.message.model import Address
from mailbot.register.letter_states import WISHES, Wish, in_doubt
from mailbot.register.schema import LetterState
from mailbot.register.store import Store
from mailbot.understanding.model import Report, Speaker
from tests.register.samples import (
    AT,
    CALL,
    DESK,
    HOUR,
    KARIM,
    Letter,
    arrival,
    attachment,
    file_one,
    filed_report,
    message,
    nomination,
    plan,
    report_file,
    verdict,
)

LINA = Address("Lina", "lina@example.com")


def two_reports(store: Store) -> None:
    """R-0001 and R-0002, each with a file, and a letter about the second."""
    with store.writing() as register:
        one = filed_report(report_file("one.pdf", b"one"))
        other = replace(filed_report(report_file("two.pdf", b"two"), title="Another"), submitter=KARIM)
        file_one(register, "one", plan(one), message("one", attachment("one.pdf", b"one")))
        number, references = file_one(
            register, "two", plan(other), message("two", attachment("two.pdf", b"two"), sender=KARIM)
        )
        register.queue(Letter(key="message:2:answer"), AT, message=number, references=references)
        first, second = register.submission("R-0001"), register.submission("R-0002")
        assert first is not None
        assert second is not None
        after = merged_into(first, second)
        register.merge(1, 2, after, AT + HOUR, "amal", "the same", CALL)


@pytest.mark.parametrize(
    ("subject", "replies", "how"),
    [
        ("about R-0002", (), "subject"),
        ("Re: your letter", (Letter(key="message:2:answer").message_id,), "thread"),
        ("Re: about two", ("<two@example.org>",), "thread"),
    ],
)
def test_who_names_or_answers_what_became_part_of_another_means_that_one(
    store: Store, subject: str, replies: tuple[str, ...], how: str
) -> None:
    two_reports(store)
    with store.writing() as register:
        read = message("later", sender=LINA, subject=subject, replies=replies)
        number, _ = register.keep(arrival("later", sender=LINA), AT + HOUR)
        history = register.history_of(number, read, verdict(), AT + HOUR, DESK)
    assert [(tie.how, tie.submission.reference) for tie in history.ties] == [(how, "R-0001")]


def test_a_file_of_a_merged_report_is_known_as_the_others(store: Store) -> None:
    two_reports(store)
    with store.writing() as register:
        read = message("again", attachment("copy.pdf", b"two"), sender=LINA)
        number, _ = register.keep(arrival("again", sender=LINA), AT + HOUR)
        history = register.history_of(number, read, verdict("report"), AT + HOUR, DESK)
    assert ("file", "R-0001") in [(tie.how, tie.submission.reference) for tie in history.ties]


def test_what_a_merge_leaves_behind(store: Store) -> None:
    two_reports(store)
    with store.reading() as register:
        kept, gone = (register.whole(number) for number in (1, 2))
    assert [(file.name, file.version, file.current) for file in kept.files] == [
        ("one.pdf", 1, True),
        ("two.pdf", 1, True),
    ]
    assert [each.message for each in kept.messages] == [1, 2]
    assert (gone.files, gone.messages, gone.entry.merged_into, gone.entry.missing) == ((), (), "R-0001", ())
    assert [(event.actor, event.action, event.reason) for event in kept.events][-1] == (
        "amal",
        "merged",
        "R-0002 became part of it: the same",
    )
    assert gone.events[-1].reason == "became part of R-0001: the same"


def test_people_of_two_submissions_are_put_together_by_name() -> None:
    one = nomination(Speaker("Nadia Ben Salah", "Director", None, ()), reference="S-0001")
    other = nomination(
        Speaker("Nadia Salah", "Chair", "Cedar Forum", ("plenary",)), Speaker("Omar Farouk"), reference="S-0002"
    )
    assert merged_into(one, other).speakers == (
        Speaker("Nadia Ben Salah", "Director", "Cedar Forum", ("plenary",)),
        Speaker("Omar Farouk"),
    )


def test_a_submission_about_which_a_decision_stands_is_not_merged_away(store: Store) -> None:
    with store.writing() as register:
        file_one(register, "one", plan(nomination()))
        file_one(register, "two", plan(nomination(Speaker("Omar Farouk", "Chair", "Sea Union", ("plenary",)))))
        register.decide(Choosing(Target("S-0002", 1), Choice.DECLINE), AT, "amal")
        after = register.submission("S-0001")
        assert after is not None
        with pytest.raises(MailbotError, match="merge S-0001 into it instead"):
            register.merge(1, 2, after, AT, "amal", "", CALL)


def test_a_typed_report_that_comes_back_lacks_no_file(store: Store) -> None:
    """What a submission lacks is found anew when it is active again, by what its message held."""
    with store.writing() as register:
        typed = verdict("report", report=Report("Migration and Cities", ("Cedar Forum",), in_body=True))
        file_one(register, "typed", plan(filed_report()), said=typed)
        file_one(register, "empty", plan(filed_report(title="Another")))
        for number in (1, 2):
            (entry,) = register.entries([number])
            gone = replace(entry.submission, status="withdrawn")
            register.bring(number, gone, "withdrawn", AT, "amal", "", CALL)
            register.bring(number, replace(gone, status="active"), "reinstated", AT, "amal", "", CALL)
        assert [entry.missing for entry in register.entries()] == [(), (("report", "file"),)]


@pytest.mark.parametrize("state", list(LetterState))
def test_what_a_person_may_do_with_a_letter_in_each_state(store: Store, state: LetterState) -> None:
    with store.writing() as register:
        register.queue(Letter(), AT)
        register.connection.exec_driver_sql(f"UPDATE letters SET state = '{state.value}'")
        for wish, done in (
            (Wish.DROP, register.drop(1, AT + HOUR, "amal", "no")),
            (Wish.RELEASE, register.release(1, AT + 2 * HOUR, "amal")),
        ):
            assert done is ((state, wish) in WISHES), f"{wish} of a letter that is {state}"
        (entry,) = register.letter_entries(tuple(LetterState)) or (None,)
        events = [event.action for event in register.events("letters", 1)]
    if (state, Wish.RELEASE) in WISHES:
        assert entry is not None
        assert (entry.state, entry.released, entry.dropped) == (LetterState.QUEUED, AT + 2 * HOUR, None)
        assert events == ["dropped", "released"]


def test_only_released_letters_are_due_in_hold_mode(store: Store) -> None:
    with store.writing() as register:
        for key in ("a", "b", "c"):
            register.queue(Letter(key=key), AT)
        assert register.due(AT + HOUR, only_released=True) is None
        register.release(2, AT, "amal")
        due = register.due(AT + HOUR, only_released=True)
        assert due is not None
        assert due.key == "b"
        later = AT + timedelta(days=1)
        assert register.due(later) is not None


def test_what_may_have_arrived_is_known_by_its_error() -> None:
    assert in_doubt(LetterState.HELD, "restored from the backup of 2021-02-04: it may have been sent since")
    assert not in_doubt(LetterState.HELD, "hold: a colleague has answered already")
    stopped = "mailbot was stopped while this letter was being sent: it may have arrived"
    assert in_doubt(LetterState.FAILED, f"{stopped}; dropped by amal: sent by hand")
    assert not in_doubt(LetterState.FAILED, "dropped by amal: sent by hand")
    assert not in_doubt(LetterState.SENT, stopped)


def test_a_submission_is_shown_with_its_decisions(store: Store) -> None:
    with store.writing() as register:
        file_one(register, "one", plan(nomination()))
        register.decide(Choosing(Target("S-0001", 1), Choice.ACCEPT, role="plenary"), AT, "amal")
        (decision,) = register.whole(1).decisions
    assert (decision.choice, decision.role, decision.by, decision.name) == (
        Choice.ACCEPT,
        "plenary",
        "amal",
        "Nadia Ben Salah",
    )

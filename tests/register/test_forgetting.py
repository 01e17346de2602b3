"""Forgetting a person: every word goes, numbers and dates stay, and what was erased does not come back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect, text, update
from sqlalchemy.exc import DBAPIError

from mailbot.errors import RegisterUnavailable
from mailbot.intake.plan import Action
from mailbot.message.model import Address
from mailbot.register.erasing import erase
from mailbot.register.events import Event
from mailbot.register.export import rows
from mailbot.register.register import Register
from mailbot.register.schema import Base, EventRow
from mailbot.register.scope import Scope, scope_of_address, scope_of_messages, scope_of_person
from mailbot.register.store import Store
from mailbot.register.values import Sighting
from mailbot.understanding.model import Speaker
from tests.register.conftest import Place
from tests.register.samples import (
    AMINA,
    AT,
    HOUR,
    KARIM,
    MINUTE,
    SPEAKER,
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

LATER = AT + HOUR
OMAR = Speaker("Omar Saadi", "Mayor", "City of Sfax", ("rapporteur",))
# Nothing of people stands in these; every other table is one that erasing.py must know.
IMPERSONAL = {
    "alarms", "announcements", "closings", "counters", "cursors", "digests", "erasures", "folder_counts",
    "letter_submissions", "pulses", "reminders", "sightings",
}  # fmt: skip
KNOWN = {
    "attachments", "attention", "decisions", "events", "letters", "messages", "report_files", "speakers",
    "submission_messages", "submissions",
}  # fmt: skip


def fill(store: Store) -> None:
    """Amina nominates and sends a report; Karim nominates, too. Letters to both, and a digest."""
    with store.writing() as register:
        for content in (b"raw of nomination", b"a life", b"raw of other", b"shared"):
            store.files.keep(content)
        file_one(
            register,
            "nomination",
            plan(nomination(), attention=("Nadia Ben Salah has no title",)),
            message("nomination", attachment("CV Nadia.pdf", b"a life"), attachment("invitation.pdf", b"shared")),
            uid=1,
            sha256=sha(b"raw of nomination"),
        )
        file_one(
            register,
            "other",
            plan(nomination(OMAR, submitter=KARIM)),
            message("other", attachment("invitation.pdf", b"shared"), sender=KARIM),
            uid=2,
            sha256=sha(b"raw of other"),
        )
        register.queue(Letter("message:1:answer", raw=b"Dear Amina"), AT, message=1, references=["S-0001"])
        register.queue(Letter("message:2:answer", to=KARIM.address, raw=b"Dear Karim"), AT, message=2)
        digest = Letter("digest:2021-02-04:o@example.org", "digest", "o@example.org", raw=b"Amina sent", in_reply_to="")
        register.queue(digest, AT + MINUTE)
        register.claim(1, AT)
        register.sent(1, "250 amina@example.org taken", AT)
        register.record(Event(AT, "somebody", "corrected", "submissions", 1, "Amina called", {"title": ["a", "b"]}))


def forget(store: Store, *, fault: bool = False) -> Scope:
    """Erases Amina; fault: and stumbles before it is committed."""
    with store.erasing() as register:
        scope = scope_of_address(register, AMINA.address, ("desk@example.com",), lambda _: False)
        store.set_aside(register, erase(register, scope, LATER, "operator", "asked for on paper"))
        if fault:
            raise ZeroDivisionError
    return scope


def everything(register: Register) -> str:
    """All values of all rows, as one text."""
    names = inspect(register.connection).get_table_names()
    return "\n".join(
        repr(tuple(row)) for name in names for row in register.connection.execute(text(f'SELECT * FROM "{name}"'))
    )


def test_every_table_is_known_to_forgetting() -> None:
    assert {table.name for table in Base.metadata.sorted_tables} == IMPERSONAL | KNOWN


def test_every_word_goes_and_a_trace_stays(store: Store) -> None:
    fill(store)
    scope = forget(store)
    assert [set(ids) for ids in (scope.messages, scope.submissions, scope.letters, scope.digests)] == [
        {1},
        {1},
        {1},
        {3},
    ]
    with store.reading() as register:
        left = everything(register)
        for word in ("amina", "Amina", "Nadia", "Ben Salah", "CV", "Cedar", "about nomination", "raw of nomination"):
            assert word not in left, word
        messages, submissions, letters = (list(rows(register, what)) for what in ("messages", "submissions", "letters"))
        assert register.events("submissions", 1) == (
            Event(AT, "mailbot", "new", "submissions", 1, "", {"forgotten": True}),
            Event(AT, "somebody", "corrected", "submissions", 1, "", {"forgotten": True}),
            Event(LATER, "operator", "forgotten", "submissions", 1, "asked for on paper", {}),
        )
        assert [event.action for event in register.events("messages", 1)] == ["filed", "forgotten"]
        assert register.summary(None, LATER).attention == ()
        assert register.seen_uids("account", "INBOX", 7) == {1, 2}
    assert (messages[0]["id"], messages[0]["received"], messages[0]["kinds"], messages[0]["state"]) == (
        1, "2021-02-04T12:00:00Z", ["speaker"], "filed",
    )  # fmt: skip
    assert [(row["reference"], row["status"], row["sender"]) for row in submissions] == [
        ("S-0001", "withdrawn", ""),
        ("S-0002", "active", KARIM.address),
    ]
    assert submissions[0]["speakers"] == [{"name": None, "title": None, "affiliation": None, "roles": ["plenary"]}]
    assert submissions[1]["speakers"][0]["name"] == "Omar Saadi"
    assert [(row["to"], row["state"], row["subject"]) for row in letters] == [
        ("", "sent", ""),
        (KARIM.address, "queued", "S-0001 – Re: about one"),
        ("", "failed", ""),
    ]


def test_files_go_but_those_that_others_sent_too(store: Store) -> None:
    fill(store)
    forget(store)
    assert {sha256 for sha256, _ in store.files.kept()} == {sha(b"raw of other"), sha(b"shared")}
    assert store.files.aside() == ()


def test_an_erasure_that_is_undone_keeps_rows_and_files(store: Store) -> None:
    fill(store)
    with pytest.raises(ZeroDivisionError):
        forget(store, fault=True)
    assert store.files.read(sha(b"a life")) == b"a life"
    with store.reading() as register:
        assert "Nadia" in everything(register)


def test_a_process_that_died_while_erasing_is_made_up_for(store: Store) -> None:
    """Set aside, and then nothing: the next start puts back what rows still name, and drops the rest."""
    fill(store)
    stray = store.files.keep(b"nobody names this")
    store.files.set_aside([sha(b"a life"), stray])
    with store.exclusive():
        assert store.files.read(sha(b"a life")) == b"a life"
        assert not store.files.has(stray)


def test_nothing_is_left_in_the_database_file(sqlite_place: Place, tmp_path: Path) -> None:
    with sqlite_place.open() as store:
        fill(store)
        assert b"Nadia" in b"".join(file.read_bytes() for file in tmp_path.glob("register.db*"))
        forget(store)
        assert b"Nadia" not in b"".join(file.read_bytes() for file in tmp_path.glob("register.db*"))


def test_what_was_erased_does_not_come_back(store: Store) -> None:
    fill(store)
    forget(store)
    with store.writing() as register:
        again = arrival("nomination", sighting=Sighting("account", "INBOX", 8, 1), sha256=sha(b"raw of nomination"))
        assert register.keep(again, LATER) == (1, False)
        assert register.keep(arrival("nomination"), LATER) == (1, False)
        assert register.message(1).sha256 == ""


def test_older_mail_of_the_address_comes_in_erased_and_new_mail_as_always(store: Store) -> None:
    fill(store)
    forget(store)
    with store.writing() as register:
        number, new = register.keep(arrival("found in an archive", sender=Address("A", "AMINA@example.org")), LATER)
        assert new is False
        assert "archive" not in everything(register)
        assert register.stored_ids() == ()
        assert register.keep(arrival("found in an archive"), LATER) == (number, False)
        for received in (LATER - MINUTE, LATER + MINUTE):
            _, new = register.keep(arrival(f"written later {received}", received=received), LATER + MINUTE)
            assert new is True, received


def test_marks_tell_nothing_without_their_key(store: Store) -> None:
    fill(store)
    forget(store)
    assert store.marks.file.stat().st_mode & 0o777 == 0o600
    store.marks.file.unlink()
    with pytest.raises(RegisterUnavailable, match=r"forget.key is missing or damaged"), Place(
        store._engine.url.render_as_string(hide_password=False), store.files.root
    ).open() as other, other.writing() as register:  # fmt: skip
        register.keep(arrival("nomination"), LATER)


def test_what_another_sent_too_stays_in_the_others_name(store: Store) -> None:
    with store.writing() as register:
        _, (reference,) = file_one(register, "one", plan(nomination()))
        same = nomination(reference=reference)
        file_one(register, "two", plan(same, action=Action.DUPLICATE), message("two", sender=KARIM))
    scope = forget(store)
    assert (scope.submissions, scope.handed) == (frozenset(), ((1, Address("Karim", KARIM.address)),))
    with store.reading() as register:
        kept = register.submission(reference)
        assert kept is not None
        assert (kept.submitter, kept.status, kept.speakers) == (KARIM, "active", (SPEAKER,))
        assert "amina" not in everything(register)


def test_mail_forwarded_by_another_goes_too(store: Store) -> None:
    with store.writing() as register:
        file_one(register, "fwd", plan(nomination()), message("fwd", sender=KARIM), verdict("speaker", submitter=AMINA))
    assert forget(store).messages == {1}
    with store.reading() as register:
        assert "amina" not in everything(register)


def test_a_letter_on_its_way_is_not_told_of_again(store: Store) -> None:
    """In flight while its addressee is erased: what the relay says of it afterwards names nobody."""
    fill(store)
    with store.writing() as register:
        register.queue(Letter("message:1:followup", raw=b"Dear Amina"), AT, message=1)
        register.claim(4, AT)
    forget(store)
    with store.writing() as register:
        assert register.sent(4, "250 amina@example.org taken", LATER) is False
        assert register.bounced("<mailbot.message.1.answer@example.com>", "5.1.1 amina@example.org", LATER) is None
        assert [letter.id for letter in register.uncopied()] == []
        assert "amina" not in everything(register)


def test_a_person_put_forward_goes_wherever_they_are_named(store: Store) -> None:
    """Alone in a submission: all of it; beside others: the entry, and the message stays with what else it submits."""
    with store.writing() as register:
        file_one(register, "alone", plan(nomination()))
        both = nomination(replace(SPEAKER, name="Nadia BEN SALAH"), OMAR, submitter=KARIM)
        file_one(register, "both", plan(both), message("both", sender=KARIM))
        register.queue(Letter("message:2:answer", to=KARIM.address, raw=b"Nadia"), AT, message=2, references=["S-0002"])
        scope = scope_of_person(register, "BEN SALAH Nadia")
    assert [set(ids) for ids in (scope.messages, scope.submissions, scope.naming)] == [{1}, {1}, {2}]
    assert scope.speakers == {(2, 1)}
    with store.erasing() as register:
        store.set_aside(register, erase(register, scope, LATER, "operator", ""))
    with store.reading() as register:
        assert "nadia" not in everything(register).lower()
        kept = register.submission("S-0002")
        assert kept is not None
        assert [speaker.name for speaker in kept.speakers] == [None, "Omar Saadi"]


def test_one_message_by_its_number(store: Store) -> None:
    fill(store)
    with store.writing() as register:
        report = filed_report(report_file("r.pdf", b"shared"), submitter=KARIM)
        file_one(register, "report", plan(report), message("report", sender=KARIM), sha256=sha(b"raw of report"))
        scope = scope_of_messages(register, [2, 99])
    assert [set(ids) for ids in (scope.messages, scope.submissions)] == [{2}, {2}]


def test_the_log_lets_words_go_and_nothing_else(store: Store) -> None:
    fill(store)
    marker = {"detail": {"forgotten": True}, "reason": ""}
    for values in (
        {"actor": "nobody"},
        {**marker, "actor": "nobody"},
        {**marker, "at": LATER},
        {**marker, "subject_id": 9},
        {"detail": {"forgotten": True}, "reason": "other"},
        {"detail": {}, "reason": ""},
    ):
        with pytest.raises(DBAPIError, match="events are append-only"), store.writing() as register:
            register.connection.execute(update(EventRow).values(values))
    with store.writing() as register:
        register.connection.execute(update(EventRow).values(marker))
        with pytest.raises(DBAPIError, match="events are append-only"):
            register.connection.execute(text("DELETE FROM events"))


def test_a_scan_that_is_read_meanwhile_is_left(store: Store) -> None:
    fill(store)
    forget(store)
    with store.writing() as register:
        register.give_up_scans(1, LATER)
        assert register.summary(None, LATER + timedelta(days=1)).attention == ()

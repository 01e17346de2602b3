"""The mailbox against the register: what it holds, what of that is unknown, and the digest that tells of it."""

from datetime import UTC, datetime, timedelta

import pytest

from mailbot.daemon.counting import worth_counting
from mailbot.intake.summary import FolderLine
from mailbot.register.store import open_store
from tests.daemon.mail import AUTOMATIC, nomination
from tests.daemon.rig import Rig

AT = datetime(2021, 2, 4, 5, tzinfo=UTC)
KNOWN, LARGE, UNKNOWN = FolderLine("INBOX", AT, 7, 0), FolderLine("INBOX", AT, 5000, 0), FolderLine("INBOX", AT, 7, 1)


@pytest.fixture
def register_at() -> str:
    """The database does not matter here."""
    return ""


@pytest.mark.parametrize(
    ("last", "exists", "seconds", "worth"),
    [
        (KNOWN, 7, 0, False),
        (KNOWN, 7, 3599, False),
        (KNOWN, 7, 3600, True),
        (KNOWN, 7, -1, True),  # the clock was set back
        (KNOWN, 8, 0, True),
        (UNKNOWN, 7, 0, True),
        (LARGE, 5001, 59, False),
        (LARGE, 5001, 60, True),
        (LARGE, 5000, 60, False),
    ],
)
def test_when_a_folder_is_counted(last: FolderLine, exists: int, seconds: int, worth: bool) -> None:
    assert worth_counting(last, exists, AT + timedelta(seconds=seconds)) is worth


def test_the_digest_compares_mailbox_and_register(rig: Rig) -> None:
    for number in range(2):
        rig.account.deliver(nomination(number))
    rig.account.deliver(AUTOMATIC)
    rig.run("--as-of", "2021-02-04T06:50+02:00", "once")
    said = rig.run("--as-of", "2021-02-04T07:00+02:00", "digest").stdout
    assert "INBOX holds 3 messages; nothing in it is unknown to the register (counted on Thursday 4 February" in said
    assert "■■ 2" in rig.run("digest").stdout, "both arrived today, whatever the clock of the letters says"
    with open_store(f"sqlite:///{rig.folder / 'mailbot.db'}", rig.folder / "files") as store:
        with store.reading() as register:
            [line] = register.summary(None, datetime.now(UTC)).mailbox
        with store.writing() as register:
            register.connection.exec_driver_sql("DELETE FROM sightings WHERE uid = 2")
    assert (line.folder, line.holds, line.unknown) == ("INBOX", 3, 0)
    rig.account.deliver(nomination(5))
    rig.run("--as-of", "2021-02-04T06:51+02:00", "once")
    said = rig.run("--as-of", "2021-02-04T07:00+02:00", "digest").stdout
    assert "INBOX holds 4 messages; not known to the register: 1; the command mailbot verify says which" in said


def test_the_digest_tells_which_reminders_are_due(rig: Rig) -> None:
    """One nomination lacks its title; the reminder goes out two days before the closing, at nine."""
    rig.configure('mode = "send"', 'mode = "send"\nmax_age_hours = 1000000')
    rig.account.deliver(nomination(0).replace(b"Title: Director of Programmes\n", b""))
    rig.account.deliver(nomination(1))
    rig.run("--as-of", "2099-02-01T12:00+02:00", "once")
    said = rig.run("--as-of", "2099-02-03T07:00+02:00", "digest").stdout
    lines = said.splitlines()
    assert "Reminders due" in lines
    kind, said_of_it = "Expression of interest in speaking", "1 letter · Tuesday 3 February 2099, 09:00"
    assert f"- {kind}: {said_of_it} · 2 days before the closing" in lines
    assert "Reminders due" not in rig.run("--as-of", "2099-02-04T07:00+02:00", "digest").stdout

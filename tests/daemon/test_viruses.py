"""The virus check from end to end: nothing is opened before clamd has looked, and what it finds is kept apart."""

import json
import sqlite3
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest
from sqlalchemy import text

from mailbot.register.store import open_store
from tests.daemon.mail import nomination
from tests.daemon.rig import Rig, until
from tests.daemon.test_faults_imap import running
from tests.daemon.test_large import mixed
from tests.documents import samples
from tests.letter_text import body_of
from tests.servers.clamd import EICAR, MOST, ClamAv, need_clamd

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REPORT = samples.docx("Voluntary review report of the Union\nSubmitted by the Cedar Workers Union")


@pytest.fixture
def register_at() -> str:
    """SQLite alone: what is tested here lies before the database."""
    return ""


@pytest.fixture(scope="module")
def clamav(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClamAv]:
    need_clamd()
    with ClamAv(tmp_path_factory.mktemp("clamav")) as server:
        yield server


@pytest.fixture
def checking(rig: Rig, clamav: ClamAv) -> Rig:
    """An installation with a virus check."""
    with (rig.folder / "config.toml").open("a") as config:
        config.write(f'\n[virus]\nsocket = "{clamav.unix}"\n')
    clamav.stop()
    clamav.start()
    return rig


def rows(rig: Rig, sql: str) -> list[tuple[object, ...]]:
    with open_store(rig.database, rig.folder / "files", upgrade=False) as store, store.reading() as register:
        return [tuple(row) for row in register.connection.execute(text(sql))]


def letter_texts(rig: Rig) -> list[str]:
    read = (message_from_bytes(taken.content, policy=policy.default) for taken in rig.smtp.taken)
    return [body_of(letter) for letter in read]


def test_what_is_found_is_kept_apart(checking: Rig) -> None:
    rig = checking
    big = (b"%PDF-1.4 " + b"\1\2" * 900_000) + EICAR
    first = mixed("Our voluntary report", ("Report.docx", WORD, REPORT + EICAR))
    rig.account.deliver(first.replace(b"of the Union.", b"of the Cedar Workers Union."))
    rig.account.deliver(mixed("a report", ("Annex.docx", WORD, REPORT), ("film.bin", "video/mp4", b"\0\7" * MOST)))
    rig.account.deliver(mixed("three files", *((f"{name}.pdf", "application/pdf", big) for name in "abc")))  # large
    rig.run("once")
    assert rows(rig, "SELECT message, name, text, error FROM attachments ORDER BY message, position") == [
        (1, "Report.docx", "infected", "Test.Eicar.UNOFFICIAL"),
        (2, "Annex.docx", "read", ""),
        (2, "film.bin", "unchecked", "longer than clamd takes (its StreamMaxLength)"),
        *((3, f"{name}.pdf", "infected", "Test.Eicar.UNOFFICIAL") for name in "abc"),
    ]
    assert rows(rig, "SELECT size > 4000000, state FROM messages") == [(0, "filed"), (1, "filed"), (1, "filed")]
    submission, *_ = rig.export("submissions")
    assert (submission["kind"], submission["files"]) == ("report", [])
    shown = rig.run("digest").stdout
    for told in (
        "The virus check found Test.Eicar.UNOFFICIAL in Report.docx; it was kept apart and not opened",
        "The virus check could not look into film.bin (longer than clamd takes (its StreamMaxLength));",
        "The virus check found Test.Eicar.UNOFFICIAL in a.pdf, b.pdf, c.pdf;",
    ):
        assert told in shown
    assert json.loads(rig.run("show", "1", "--json").stdout)["attachments"][0]["path"] is None
    for letter in letter_texts(rig):
        assert "virus" not in letter.lower()
        assert "infect" not in letter.lower()
    asked = "Please send the report again in a form that can be opened"
    assert "could not be opened)" in letter_texts(rig)[0]
    assert asked in letter_texts(rig)[0]


def test_while_clamd_is_away_messages_with_files_wait_and_others_do_not(checking: Rig, clamav: ClamAv) -> None:
    rig = checking
    clamav.stop()
    rig.account.deliver(mixed("a report", ("Annex.docx", WORD, REPORT)))
    rig.account.deliver(nomination(1))
    rig.account.deliver(mixed("deadly", ("Report.docx", WORD, REPORT + EICAR)))
    done = rig.run("once", expect=1)
    assert "message 1: clamd cannot be reached at unix:" in done.stderr
    assert rig.states("messages") == ["stored", "filed", "stored"]
    assert rows(rig, "SELECT count(*) FROM attachments") == [(0,)]
    assert rig.run("check", expect=3).stdout.splitlines()[-1].startswith("virus      TO DO: clamd cannot be reached")
    with sqlite3.connect(
        rig.folder / "mailbot.db"
    ) as database:  # as if the third had ended the process again and again
        database.execute("UPDATE messages SET attempts = 5 WHERE id = 3")
    with running(rig):
        until(lambda: '"postponed"' in rig.log(), 20, rig.log)
        clamav.start()
        rig.account.deliver(nomination(2))
        found = ["filed", "filed", "quarantined", "filed"]
        until(lambda: rig.states("messages") == found, 30, rig.log)
        until(lambda: rig.states("letters") == ["sent"] * 3, 30, rig.log)
    assert rows(rig, "SELECT text FROM attachments") == [("read",)]
    assert "virus      ok: ClamAV" in rig.run("check").stdout


def switched(rig: Rig, socket: str) -> None:
    """The virus check on, or off with ""."""
    config = rig.folder / "config.toml"
    config.write_text(config.read_text().partition("\n[virus]")[0] + f'\n[virus]\nsocket = "{socket}"\n')


def test_what_was_filed_before_the_check_was_switched_on_is_checked_then(rig: Rig, clamav: ClamAv) -> None:
    clamav.stop()
    rig.account.deliver(mixed("Our voluntary report", ("Report.docx", WORD, REPORT + EICAR)))
    rig.account.deliver(mixed("a report", ("Annex.docx", WORD, REPORT), ("Copy.docx", WORD, REPORT + EICAR)))
    rig.run("once")
    before = rows(rig, "SELECT message, name, text FROM attachments ORDER BY message, position")
    assert [state for _, _, state in before] == ["read"] * 3
    switched(rig, clamav.unix)
    assert "clamd cannot be reached" in rig.run("once", expect=3).stderr
    clamav.start()
    with running(rig):
        until(lambda: "kept apart" in rig.log(), 30, rig.log)
        until(lambda: rows(rig, "SELECT count(*) FROM pulses WHERE name = 'checked'") == [(1,)], 30, rig.log)
    infected = "SELECT message, name FROM attachments WHERE text = 'infected' AND error = 'Test.Eicar.UNOFFICIAL'"
    assert rows(rig, infected) == [(1, "Report.docx"), (2, "Copy.docx")]
    assert all("docx" not in json.dumps(one["files"]) or one["messages"] == [2] for one in rig.export("submissions"))
    assert "The virus check found Test.Eicar.UNOFFICIAL in Report.docx" in rig.run("digest").stdout
    assert len(rig.smtp.taken) == 2, "no further letter"
    switched(rig, "")
    rig.run("once")
    assert rows(rig, "SELECT count(*) FROM pulses WHERE name = 'checked'") == [(0,)]

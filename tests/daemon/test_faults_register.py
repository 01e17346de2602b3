"""Disk and database fail in every way they can; nothing is lost, nothing fails for it, and it goes on by itself."""

import contextlib
import os
import resource
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.demo.certificates import Certificates
from mailbot.demo.smtp_server import EmbeddedSmtp
from tests.daemon.mail import nomination
from tests.daemon.nursery import Nursery
from tests.daemon.rig import ROOT, Rig, stop, until
from tests.daemon.test_faults_imap import comes_back, filed, running, watched
from tests.servers.dovecot import Account


@pytest.fixture
def register_at() -> str:
    """A SQLite file: what happens to a server of PostgreSQL stands in test_faults_postgresql.py."""
    return ""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 12 MB that can be filled and made read-only."""
    folder = tmp_path / "disk"
    folder.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(options, capture_output=True).returncode != 0:
        pytest.skip("mounting a small disk needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def on_disk(
    small_disk: Path, dovecot: Account, relay: EmbeddedSmtp, certificates: Certificates, nursery: Nursery
) -> Rig:
    """An installation whose register, files and log lie on the small disk."""
    return Rig(small_disk, dovecot.server(), relay, certificates, nursery, account=dovecot)


def fill_up(folder: Path) -> Path:
    """Writes until the disk is full."""
    filler = folder / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 4096)
    return filler


def test_disk_full(on_disk: Rig) -> None:
    """The log lies on the full disk too: what it cannot take is forgotten, and stops no work."""
    rig = on_disk
    rig.account.deliver(nomination(0))
    with running(rig):
        comes_back(rig, 1)
        until(lambda: rig.states("letters") == ["sent"], 30, rig.log)
        filler = fill_up(rig.folder)
        for number in range(1, 4):
            rig.account.deliver(nomination(number))
        time.sleep(4)
        assert rig.states("messages") == ["filed"], "nothing can have been kept"
        filler.unlink()
        comes_back(rig, 4)
        until(lambda: rig.states("letters") == ["sent"] * 4, 60, rig.log)
    assert len(rig.smtp.taken) == 4


def test_read_only_files(rig: Rig, small_disk: Path) -> None:
    """[storage] files is a mount of its own, which turns read-only while mailbot runs."""
    rig.configure("[letters]", f'[storage]\nfiles = "{small_disk}"\n\n[letters]')
    rig.account.deliver(nomination(0))
    with running(rig):
        comes_back(rig, 1)
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
        rig.account.deliver(nomination(1))
        until(lambda: "Read-only file system" in rig.log(), 30, rig.log)
        assert rig.states("messages") == ["filed"]
        subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
        comes_back(rig, 2)


def test_no_file_can_grow(rig: Rig) -> None:
    """As a quota does it; needs no root."""
    with running(rig) as daemon:
        watched(rig)
        unlimited = resource.prlimit(daemon.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(daemon.pid, resource.RLIMIT_FSIZE, (0, unlimited[1]))
        for number in range(3):
            rig.account.deliver(nomination(number))
        time.sleep(4)
        assert rig.states("messages") == []
        resource.prlimit(daemon.pid, resource.RLIMIT_FSIZE, unlimited)
        comes_back(rig, 3)
        until(lambda: rig.states("letters") == ["sent"] * 3, 30, rig.log)
    assert len(rig.smtp.taken) == 3


def test_no_file_can_grow_in_the_moment_in_which_a_letter_is_taken(rig: Rig) -> None:
    """The relay has the letter, and nobody can write that down yet: no second one goes."""
    with running(rig) as daemon:
        watched(rig)
        unlimited = resource.prlimit(daemon.pid, resource.RLIMIT_FSIZE)

        def taken() -> None:
            resource.prlimit(daemon.pid, resource.RLIMIT_FSIZE, (0, unlimited[1]))

        rig.smtp.refuse["MESSAGE"] = taken
        rig.account.deliver(nomination(0))
        until(lambda: rig.smtp.taken, 30, rig.log)
        rig.smtp.refuse.clear()
        time.sleep(3)
        assert rig.states("letters") == ["sending"], "it was to be unable to write"
        resource.prlimit(daemon.pid, resource.RLIMIT_FSIZE, unlimited)
        until(lambda: rig.states("letters") == ["sent"], 30, rig.log)
    assert len(rig.smtp.taken) == 1


def test_the_files_are_away(rig: Rig) -> None:
    """A mount that goes away: what were written into the empty folder below it would be lost when it comes back."""
    files, away = rig.folder / "files", rig.folder / "away"
    rig.account.deliver(nomination(0))
    with running(rig):
        comes_back(rig, 1)
        files.rename(away)
        files.mkdir()
        rig.account.deliver(nomination(1))
        until(lambda: "is a mount away" in rig.log(), 30, rig.log)
        assert not list(files.iterdir())
        files.rmdir()
        away.rename(files)
        comes_back(rig, 2)


def test_one_file_is_lost(rig: Rig) -> None:
    """The message stays stored, the others are filed; with the file back it is filed by itself."""
    for number in range(3):
        rig.account.deliver(nomination(number))
    rig.run("once")
    rig.account.deliver(nomination(4))
    with sqlite3.connect(rig.folder / "mailbot.db") as database:
        (sha256,) = database.execute("SELECT sha256 FROM messages WHERE id = 2").fetchone()
        database.execute("UPDATE messages SET state = 'stored' WHERE id = 2")
    database.close()
    file = rig.folder / "files" / "sha256" / sha256[:2] / sha256
    content = file.read_bytes()
    file.unlink()
    assert "message 2: " in rig.run("once", expect=1).stderr
    assert rig.states("messages") == ["filed", "stored", "filed", "filed"]
    file.write_bytes(content)
    rig.run("once")
    assert rig.states("messages") == ["filed"] * 4


def test_the_database_is_locked_for_ten_seconds(rig: Rig) -> None:
    rig.account.deliver(nomination(0))
    with running(rig):
        comes_back(rig, 1)
        other = sqlite3.connect(rig.folder / "mailbot.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        for number in (1, 2):
            rig.account.deliver(nomination(number))
        end = time.monotonic() + 10
        while time.monotonic() < end:
            assert rig.run("export", "messages", "--format", "jsonl").stdout.count("\n") == 1
            time.sleep(0.5)
        other.execute("ROLLBACK")
        other.close()
        comes_back(rig, 3)
        until(lambda: rig.states("letters") == ["sent"] * 3, 30, rig.log)
    assert "failed" not in rig.log()


@pytest.mark.parametrize("damage", ["no database", "a page", "empty"])
def test_a_damaged_database_is_told_and_left_alone(rig: Rig, damage: str) -> None:
    rig.account.deliver(nomination(0))
    rig.run("once")
    file = rig.folder / "mailbot.db"
    content = bytearray(file.read_bytes())
    if damage == "no database":
        content[:16] = b"no database at a"
    elif damage == "a page":
        content[4096 : 4096 * 6] = b"\xff" * (4096 * 5)
    else:
        content.clear()
    for beside in rig.folder.glob("mailbot.db-*"):
        beside.unlink()
    file.write_bytes(content)
    for command in ("once", "run"):
        said = rig.run(command, expect=1).stderr
        assert ("is empty although" if damage == "empty" else "is damaged") in said
        assert "Traceback" not in said
    assert file.read_bytes() == bytes(content), "the damaged file was changed"


def test_two_on_one_register(rig: Rig) -> None:
    with running(rig):
        watched(rig)
        for command in ("run", "once"):
            said = rig.run(command, expect=4).stderr
            assert said.count("\n") == 1
            assert "another mailbot" in said


POISON = """
import os, signal
from mailbot.message import parse
original = parse.parse
def poisoned(raw, **options):
    if b"X-Poison: yes" in raw:
        os.kill(os.getpid(), signal.SIGKILL)
    return original(raw, **options)
parse.parse = poisoned
"""


def test_what_ends_the_process_is_quarantined_at_the_third_start(rig: Rig, tmp_path: Path) -> None:
    """Started as outside of tests, with a Python in which one message ends every process that reads it."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(POISON)
    path = f"{tmp_path / 'site'}{os.pathsep}{ROOT}"
    rig.account.deliver(nomination(0))
    rig.account.deliver(b"X-Poison: yes\n" + nomination(1))
    rig.account.deliver(nomination(2))
    ended = [rig.start_anew("once", PYTHONPATH=path).wait(60) for _ in range(3)]
    assert ended == [-9, -9, 1], rig.log()
    assert rig.states("messages") == ["filed", "quarantined", "filed"]
    assert "ends the process" in rig.export("messages")[1]["error"]
    assert len(rig.smtp.taken) == 2


def test_a_reload_with_a_fault_keeps_the_old_configuration(rig: Rig) -> None:
    with running(rig) as daemon:
        watched(rig)
        rig.configure("poll_seconds = 1\n", "poll_seconds = 1\npol_seconds = 2\n")
        daemon.send_signal(signal.SIGHUP)
        until(lambda: "the old one stays" in rig.log(), 30, rig.log)
        assert "pol_seconds" in rig.log()
        rig.account.deliver(nomination(0))
        comes_back(rig, 1)
        until(lambda: len(rig.smtp.taken) == 1, 30, rig.log)
        rig.configure("poll_seconds = 1\npol_seconds = 2\n", "poll_seconds = 1\n")
        rig.configure('name = "Review Desk"', 'name = "Another Desk"')
        daemon.send_signal(signal.SIGHUP)
        until(lambda: "configuration reloaded" in rig.log(), 30, rig.log)
        rig.account.deliver(nomination(1))
        until(lambda: len(rig.smtp.taken) == 2, 30, rig.log)
    assert [b"Another Desk" in letter.content for letter in rig.smtp.taken] == [False, True]


def test_started_as_people_start_it(rig: Rig) -> None:
    daemon = rig.start_anew()
    try:
        watched(rig)
        rig.account.deliver(nomination(0))
        until(filed(rig, 1), 30, rig.log)
        began = time.monotonic()
        assert stop(daemon) == 0
        assert time.monotonic() - began < 10
    finally:
        daemon.kill()
        daemon.wait()

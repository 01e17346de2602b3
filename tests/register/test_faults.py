"""What kills, fills or takes away leaves the register whole."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from mailbot.errors import RegisterUnavailable
from mailbot.register.schema import LetterState, State
from mailbot.register.store import Store
from tests.register.conftest import Place
from tests.register.samples import AT, arrival, attachment, file_one, message, nomination, plan

FILLING = """
import sys
from mailbot.register.store import open_store
from tests.register.samples import *
store = open_store(sys.argv[1], sys.argv[2])
number = 0
while True:
    name = f"{sys.argv[3]}-{number}"
    raw = store.files.keep(name.encode() * 1000)
    with store.writing() as register:
        file_one(register, name, plan(nomination()), message(name, attachment("CV.pdf", name.encode())), sha256=raw)
        register.queue(Letter(key=f"{name}:answer"), AT)
    number += 1
    print(number, flush=True)
"""


@pytest.mark.parametrize("after", [2])
def test_killed_in_the_middle(place: Place, after: int) -> None:
    for life in range(2):
        process = subprocess.Popen(
            [sys.executable, "-c", FILLING, place.url, str(place.files), f"life{life}"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        done = 0
        while done < after:
            done = int(process.stdout.readline())
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    with place.open() as store:
        with store.exclusive(), store.reading() as register:
            states = register.counts()
            assert states[State.STORED] == 0, "a unit of work was half committed"
            assert states[State.FILED] >= 2 * after, "something committed was lost"
            submissions = [register.submission(f"S-{n:04d}") for n in range(1, states[State.FILED] + 1)]
            assert all(submissions)
            assert register.submission(f"S-{states[State.FILED] + 1:04d}") is None
            hashes = [register.message(n).sha256 for n in range(1, states[State.FILED] + 1)]
        for sha256 in hashes:
            store.files.read(sha256)
        assert list((place.files / "tmp").iterdir()) == []


def keep_until_full(store: Store) -> int:
    """How many messages could be kept before the first fault."""
    for kept in range(1000):
        try:
            with store.writing() as register:
                register.keep(arrival(f"full {kept}", subject="x" * 5000), AT)
        except RegisterUnavailable:
            return kept
    raise AssertionError("the disk never filled")


def test_a_full_disk_loses_nothing(sqlite_place: Place) -> None:
    """A limit on the size of files stands for a full disk: SQLite sees the same failing write."""
    with sqlite_place.open() as store:
        with store.writing() as register:
            file_one(register, "before", plan(nomination()))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, limits[1]))
        try:
            with pytest.raises(RegisterUnavailable, match="cannot be used"):
                store.files.keep(b"x" * 300_000)
            kept = keep_until_full(store)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert not list((sqlite_place.files / "tmp").iterdir()), "half a file was left"
        with store.writing() as register:
            assert register.counts()[State.STORED] == kept
            assert register.submission("S-0001") is not None
            assert register.keep(arrival("after"), AT)[1]


def test_a_folder_that_is_away_passes(sqlite_place: Place, tmp_path: Path) -> None:
    with sqlite_place.open() as store, store.writing() as register:
        register.keep(arrival(), AT)
    with sqlite_place.open() as store:
        folder = tmp_path / "elsewhere"
        folder.mkdir()
        for file in tmp_path.glob("register.db*"):
            file.rename(folder / file.name)
        (tmp_path / "register.db").mkdir()
        store._engine.dispose()
        with pytest.raises(RegisterUnavailable, match="cannot be opened"), store.reading() as register:
            register.stored_ids()
        (tmp_path / "register.db").rmdir()
        for file in folder.iterdir():
            file.rename(tmp_path / file.name)
        with store.reading() as register:
            assert register.stored_ids() == (1,)


def test_damage_under_way_is_a_fault_that_is_told(sqlite_place: Place, tmp_path: Path) -> None:
    with sqlite_place.open() as store, store.writing() as register:
        register.keep(arrival(), AT)
    with sqlite_place.open() as store:
        store._engine.dispose()
        (tmp_path / "register.db").write_bytes(b"no database at all" * 1000)
        with pytest.raises(RegisterUnavailable, match="is no database"), store.writing() as register:
            register.keep(arrival("two"), AT)


def test_two_processes_race(place: Place) -> None:
    """The same messages, letters and claims by two processes at once: each once."""
    code = """
import sys
from mailbot.register.store import open_store
from tests.register.samples import *
store = open_store(sys.argv[1], sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
new = queued = claimed = 0
for number in range(8):
    with store.writing() as register:
        new += register.keep(arrival(f"m{number}", uid=number), AT)[1]
    with store.writing() as register:
        queued += register.queue(Letter(key=f"letter:{number}"), AT)
    with store.reading() as register:
        due = register.due(AT)
    if due:
        with store.writing() as register:
            claimed += register.claim(due.id, AT)
print(new, queued, claimed)
"""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, place.url, str(place.files)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    results = [[int(word) for word in process.communicate()[0].split()] for process in processes]
    assert [sum(column) for column in zip(*results, strict=True)][:2] == [8, 8]
    with place.open() as store, store.reading() as register:
        sending = register.letter_counts()[LetterState.SENDING]
    assert sum(result[2] for result in results) == sending, "two processes claimed one letter"


def test_export_while_the_write_lock_is_held(sqlite_place: Place, tmp_path: Path) -> None:
    with sqlite_place.open() as store, store.writing() as register:
        file_one(register, "one", plan(nomination()), message("one", attachment("CV.pdf")))
    holder = sqlite3.connect(tmp_path / "register.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with sqlite_place.open(upgrade=False, lock_wait=0.1) as store, store.reading() as register:
        assert register.message(1).state is State.FILED
    with sqlite_place.open(lock_wait=0.1) as store, store.reading() as register:
        assert register.message(1).state is State.FILED
    holder.execute("ROLLBACK")
    holder.close()

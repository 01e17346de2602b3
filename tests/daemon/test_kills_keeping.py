"""Killed in the middle of backup, restore, forget and publish: nothing is lost, nothing half done stays.

Each command dies by SIGKILL before and after its commits, syncs and changes of names, in a copy of one installation;
then it is done again as a person would, and what is there is compared. 12 kills by default; with MAILBOT_TEST_KILLS
(`make nightly`: 300) at every step.
"""

import copy
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.daemon.mail import nomination
from tests.daemon.rig import Rig
from tests.daemon.test_kills import places
from tests.daemon.test_large import mixed
from tests.documents import samples

EACH = max(3, int(os.environ.get("MAILBOT_TEST_KILLS", "0")))  # kills of one command
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE = "Voluntary review report of the Union"
MARK = "zaphira"  # nobody else is called so: what is erased must not be found anywhere


@pytest.fixture
def register_at() -> str:
    """SQLite alone: its register lies in the folder that is copied."""
    return ""


def report(number: int) -> bytes:
    document = samples.docx(f"{TITLE} {number}\nSubmitted by the Cedar Workers Union")
    return mixed(f"Our voluntary review report {number}", (f"Report {number}.docx", WORD, document))


@pytest.fixture
def filled(rig: Rig) -> Rig:
    """An installation with reports and nominations, one of them by somebody who is to be forgotten."""
    incoming = rig.folder / "incoming"
    incoming.mkdir()
    person = nomination(3).replace(b"amal3@", f"{MARK}@".encode()).replace(b"Nomination 3", f"{MARK} wrote".encode())
    for number, raw in enumerate((report(1), report(2), nomination(1), person)):
        (incoming / f"{number}.eml").write_bytes(raw)
    rig.run("import", str(incoming))
    rig.run("backup", str(rig.folder / "first.tar"))
    rig.run("publish", str(rig.folder / "www"))
    (rig.folder / "later.eml").write_bytes(report(5))
    rig.run("import", str(rig.folder / "later.eml"))
    return rig


def elsewhere(rig: Rig, name: str) -> Rig:
    """A copy of the whole installation."""
    other = copy.copy(rig)
    other.folder = rig.folder.parent / f"{rig.folder.name}-{name}"
    other.database = f"sqlite:///{other.folder / 'mailbot.db'}"
    shutil.rmtree(other.folder, ignore_errors=True)
    shutil.copytree(rig.folder, other.folder)
    return other


def each_death(rig: Rig, *words: str, begin: Callable[[Rig], None] = lambda _rig: None) -> Iterator[tuple[Rig, str]]:
    """Installations in which a command died, each at another step, and the step's name."""
    whole = elsewhere(rig, "whole")
    begin(whole)
    names = whole.folder / "steps"
    arguments = [word.replace("FOLDER", str(whole.folder)) for word in words]
    whole.run(*arguments, MAILBOT_TEST_STEPS=str(names), MAILBOT_TEST_FILE_STEPS="1")
    steps = names.read_text().splitlines()
    assert len(steps) >= 6, steps
    for place in places(steps, min(EACH, len(steps))):
        other = elsewhere(rig, "killed")
        begin(other)
        arguments = [word.replace("FOLDER", str(other.folder)) for word in words]
        other.run(*arguments, expect=-9, MAILBOT_TEST_DIE_AT=str(place + 1), MAILBOT_TEST_FILE_STEPS="1")
        yield other, f"killed at step {steps[place]}"


def rows(rig: Rig) -> list[tuple[str, str]]:
    """What is in the register, so far as a backup must bring it back."""
    messages = [(row["sha256"], row["state"]) for row in rig.export("messages")]
    return messages + [(row["reference"], json.dumps(row["files"])) for row in rig.export("submissions")]


def sound(rig: Rig, trial: str) -> None:
    """Every file that a row names is whole."""
    found = rig.run("verify", "--offline", expect=None)
    assert found.returncode == 0, f"{trial}\n{found.stdout}{found.stderr}"


def lose(rig: Rig) -> None:
    """The register and its files are gone."""
    for file in rig.folder.glob("mailbot.db*"):
        file.unlink()
    shutil.rmtree(rig.folder / "files", ignore_errors=True)


def unfinished(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.timeout(1800)
def test_killed_in_the_middle_of_a_backup(filled: Rig) -> None:
    now = rows(filled)
    for rig, trial in each_death(filled, "backup", "FOLDER/first.tar"):
        assert rows(rig) == now, trial
        shutil.copy(rig.folder / "first.tar", rig.folder / "kept.tar")
        rig.run("backup", str(rig.folder / "first.tar"))
        assert unfinished(rig.folder) == [], trial
        lose(rig)
        rig.run("restore", str(rig.folder / "kept.tar"))
        sound(rig, trial)
        assert len(rig.export("messages")) in (len(filled.export("messages")) - 1, len(filled.export("messages"))), (
            trial
        )
        lose(rig)
        rig.run("restore", str(rig.folder / "first.tar"))
        assert rows(rig) == now, trial


@pytest.mark.timeout(1800)
def test_killed_in_the_middle_of_a_restore(filled: Rig) -> None:
    filled.run("backup", str(filled.folder / "first.tar"))
    now = rows(filled)
    for rig, trial in each_death(filled, "restore", "FOLDER/first.tar", begin=lose):
        again = rig.run("restore", str(rig.folder / "first.tar"), expect=None)
        assert again.returncode == 0 or f"holds {len(filled.export('messages'))} messages" in again.stderr, (
            f"{trial}\n{again.stderr}"
        )
        assert rows(rig) == now, trial
        sound(rig, trial)


@pytest.mark.timeout(1800)
def test_killed_in_the_middle_of_forgetting(filled: Rig) -> None:
    who = f"{MARK}@org3.example"
    for rig, trial in each_death(filled, "forget", who, "--yes"):
        sound(rig, trial)
        rig.run("forget", who, "--yes")
        sound(rig, trial)
        rig.run("import", str(rig.folder / "incoming"))
        kept = [
            path for path in (*rig.folder.glob("mailbot.db*"), *(rig.folder / "files").rglob("*")) if path.is_file()
        ]
        telling = [path.name for path in kept if MARK.encode() in path.read_bytes().lower()]
        assert telling == [], trial
        assert len(rig.export("messages")) == len(filled.export("messages")), trial


@pytest.mark.timeout(1800)
def test_killed_in_the_middle_of_publishing(filled: Rig) -> None:
    def pages(folder: Path) -> dict[str, bytes]:
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    before = pages(filled.folder / "www")
    for rig, trial in each_death(filled, "publish", "FOLDER/www"):
        new = pages(filled.folder.parent / f"{filled.folder.name}-whole" / "www")
        there = pages(rig.folder / "www")
        assert set(there) in (set(before), set(new)), f"{trial}: neither the old pages nor the new"
        rig.run("publish", str(rig.folder / "www"))
        assert set(pages(rig.folder / "www")) == set(new), trial
        assert unfinished(rig.folder) == [], trial

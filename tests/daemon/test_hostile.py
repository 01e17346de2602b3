"""Hostile mail over the real path: all of it is filed, within bounds, and nothing of it acts where people look."""

import csv
import io
import re
import time
from email import message_from_bytes, policy

import pytest

from tests.bench.memory import Memory
from tests.daemon import hostile
from tests.daemon.rig import Rig

SECONDS = 60  # for all of it together; it takes about 20
LARGEST = 1200  # MB: the daemon's peak and its children's highest sum


@pytest.fixture
def register_at() -> str:
    """SQLite: what is tested lies before the register."""
    return ""


def test_it_is_filed_within_bounds_and_nothing_of_it_acts(rig: Rig) -> None:
    mail = hostile.mail()
    for raw in mail.values():
        rig.account.deliver(raw, sender="sender@evil.example")
    began = time.monotonic()
    process = rig.start_anew("once")
    with Memory(process.pid) as memory:
        assert process.wait(2 * SECONDS) == 0, rig.log()
    assert time.monotonic() - began < SECONDS
    # Not by getrusage: a child begins there with what its parent held, and a process of tests holds much.
    assert 0 < memory.own_peak + memory.children_peak < LARGEST

    filed = {row["message_id"]: row for row in rig.export("messages")}
    assert {row["state"] for row in filed.values()} == {"filed"}, [row for row in filed.values() if row["error"]]
    assert len(filed) == len(mail)
    assert len(rig.export("submissions")) >= len(mail) - 2, "nominations were lost among the hostile parts"
    _letters_are_sound(rig)
    _pages_are_sound(rig)
    _tables_are_sound(rig)
    _files_stay_inside(rig)


def _letters_are_sound(rig: Rig) -> None:
    """One receiver each; no field of the sender's making; nothing evaluated, nothing turned around."""
    for taken in rig.smtp.taken:
        letter = message_from_bytes(taken.content, policy=policy.default)
        assert len(taken.recipients) == 1
        assert "victim@example.com" not in taken.recipients
        assert letter["Bcc"] is None
        assert letter["Cc"] is None
        for part in letter.walk():
            if part.get_content_maintype() == "text":
                _words_are_sound(part.get_content(), html=part.get_content_subtype() == "html")


def _words_are_sound(text: str, *, html: bool) -> None:
    assert hostile.OVERRIDE not in text
    assert "50351" not in text, "a template within a name was evaluated"
    assert "\x00" not in text
    assert "\x1b" not in text
    if html:
        assert not re.search(
            r"<script|<iframe|<img[^>]+src=.?http|javascript:|onload=|http-equiv=.?refresh", text, re.I
        )


def _pages_are_sound(rig: Rig) -> None:
    page = rig.folder / "digest.html"
    rig.run("digest", "-o", str(page))
    _words_are_sound(page.read_text("utf-8"), html=True)
    for number in (8, 9, 11, 12):  # those whose names are not names, by the order of hostile.mail()
        _words_are_sound(rig.run("show", str(number + 1)).stdout, html=False)


def _tables_are_sound(rig: Rig) -> None:
    for what in ("messages", "submissions", "letters"):
        printed = rig.run("export", what, "--format", "csv").stdout
        for line in csv.reader(io.StringIO(printed.lstrip("\ufeff"))):
            assert not [cell for cell in line if cell.startswith(("=", "+", "@", "\t", "\r"))], line


def _files_stay_inside(rig: Rig) -> None:
    assert not [path for path in rig.folder.rglob("*") if "evil" in path.name or "boot.ini" in path.name]

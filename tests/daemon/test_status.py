"""`mailbot status`: what is counted, what needs a look, and the exit code; and what systemd is told."""

import json
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mailbot.daemon.notify import notify, watchdog_seconds
from mailbot.daemon.status import Limits, Status, age, limits_for, needs_look
from mailbot.register.pulses import is_stale
from mailbot.register.schema import LetterState, State
from tests.daemon.mail import nomination
from tests.daemon.rig import Rig, until
from tests.daemon.test_faults_imap import running, watched

NOW = datetime(2021, 2, 4, 10, tzinfo=UTC)
WELL = Status(
    at=NOW,
    messages=dict.fromkeys(State, 0),
    letters=dict.fromkeys(LetterState, 0),
    oldest_stored=None,
    last_poll=NOW,
    next_due=None,
    broken=0,
    undelivered=0,
)
LIMITS = limits_for(60, sending=True)
HOLDING = limits_for(60, sending=False)

LOOKS: list[tuple[dict[str, Any], Limits, dict[str, str]]] = [
    ({}, LIMITS, {}),
    ({"last_poll": None}, LIMITS, {"poll": "the mailbox has never been read"}),
    ({"last_poll": NOW - timedelta(minutes=5)}, LIMITS, {}),
    ({"last_poll": NOW - timedelta(minutes=6)}, LIMITS, {"poll": "the mailbox was last read 6 min ago"}),
    ({"last_poll": NOW + timedelta(days=1)}, LIMITS, {}),
    ({"oldest_stored": NOW - timedelta(seconds=299)}, LIMITS, {}),
    ({"oldest_stored": NOW - timedelta(hours=3)}, LIMITS, {"unfiled": "a message waits to be filed for 3 h"}),
    (
        {"withheld": 2},
        LIMITS,
        {"withheld": "messages that the mailbox's server does not give: 2; `mailbot verify` names them"},
    ),
    ({"next_due": NOW + timedelta(hours=1)}, LIMITS, {}),
    ({"next_due": NOW - timedelta(days=3)}, LIMITS, {"unsent": "a letter is due since 3 days"}),
    ({"next_due": NOW - timedelta(days=3)}, HOLDING, {}),
    ({"broken": 2}, LIMITS, {"broken": "messages that failed or were quarantined in 24 hours: 2"}),
    ({"undelivered": 1}, LIMITS, {"undelivered": "letters of 24 hours that are held, failed or came back: 1"}),
]


@pytest.mark.parametrize(("changes", "limits", "look"), LOOKS)
def test_needs_look(changes: dict[str, Any], limits: Limits, look: dict[str, str]) -> None:
    assert needs_look(replace(WELL, **changes), limits) == look


@pytest.mark.parametrize(("poll_seconds", "minutes"), [(1, 5), (60, 5), (120, 8), (3600, 182)])
def test_how_long_a_mailbox_may_stay_unread(poll_seconds: float, minutes: float) -> None:
    assert limits_for(poll_seconds, sending=True).poll == timedelta(minutes=minutes)


def test_age() -> None:
    spans = (-5, 0, 119, 120, 7199, 7200, 172_799, 172_800)
    said = ["0 s", "0 s", "119 s", "2 min", "119 min", "2 h", "47 h", "2 days"]
    assert [age(timedelta(seconds=span)) for span in spans] == said


def test_the_present_is_noted_once_a_minute_and_after_the_clock_was_set_back() -> None:
    noted = [is_stale(before, NOW) for before in (None, NOW, NOW - timedelta(seconds=59), NOW - timedelta(minutes=1))]
    assert noted == [True, False, False, True]
    assert is_stale(NOW + timedelta(seconds=1), NOW)


def test_the_command(rig: Rig) -> None:
    rig.account.deliver(nomination(0))
    with running(rig):
        until(lambda: rig.states("letters") == ["sent"], 30, rig.log)
        told = json.loads(rig.run("status", "--json").stdout)
        assert (told["messages"]["filed"], told["letters"]["sent"], told["needs_look"]) == (1, 1, {})
        assert told["last_poll"]
    rig.smtp.refuse["RCPT"] = "550 no"
    rig.account.deliver(nomination(1))
    rig.run("once", expect=1)
    said = rig.run("status", expect=1).stdout
    assert "look: letters of 24 hours that are held, failed or came back: 1" in said
    assert "messages        0 stored, 2 filed, 0 failed, 0 quarantined\n" in said
    # A few seconds more: cut to whole seconds, two days after a poll of this very second would not be two days.
    ahead = (datetime.now(UTC) + timedelta(days=2, seconds=5)).isoformat(timespec="seconds")
    assert "look: the mailbox was last read 2 days ago\n" in rig.run("--as-of", ahead, "status", expect=1).stdout


def test_systemd_is_told(rig: Rig, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(30)
        daemon = rig.start(NOTIFY_SOCKET=str(tmp_path / "notify"), WATCHDOG_USEC="400000")
        try:
            told = [manager.recv(64) for _ in range(3)]
            assert told == [b"READY=1", b"WATCHDOG=1", b"WATCHDOG=1"]
            watched(rig)
            daemon.send_signal(15)
            while (last := manager.recv(64)) == b"WATCHDOG=1":
                pass
            assert last == b"STOPPING=1"
            assert daemon.wait(10) == 0
        finally:
            daemon.kill()


def test_nothing_is_told_outside_systemd(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for address in ("", "relative", str(tmp_path / "nobody"), "@nobody listens here"):
        monkeypatch.setenv("NOTIFY_SOCKET", address)
        assert not notify("READY=1")
    for asked, process, seconds in (("", "", None), ("x", "1", None), ("20000000", "1", None)):
        monkeypatch.setenv("WATCHDOG_USEC", asked)
        monkeypatch.setenv("WATCHDOG_PID", process)
        assert watchdog_seconds() is seconds
    monkeypatch.delenv("WATCHDOG_PID")
    monkeypatch.setenv("WATCHDOG_USEC", "20000000")
    assert watchdog_seconds() == 10

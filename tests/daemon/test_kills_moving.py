"""Killed while a large message is read apart and while messages are moved away: nothing lost, nothing twice.

Two kills on either database by default; a twentieth of MAILBOT_TEST_KILLS, where that is more.
"""

import os

import pytest
from imapclient import IMAPClient

from tests.daemon.mail import nomination
from tests.daemon.rig import Rig
from tests.daemon.test_kills import Bench, bench, places

__all__ = ["bench"]

KILLS = max(2, int(os.environ.get("MAILBOT_TEST_KILLS", "30")) // 20)
MOVING = 'after_filing = "move"\n[mailbox.move_to]\nspeaker = "Nominated"'
LARGE = nomination(1) + b"\n-- \n" + (b"padding " * 9 + b"\n") * 60_000  # 4.4 MB
# What the trial of test_kills.py does not have: a message written to disk in pieces, read apart, and moved.
STEPS = ("Files.finish", "IMAP: moving", "IMAP: opening folder", "commit")


def in_folders(rig: Rig) -> dict[str, int]:
    """How many messages lie in each folder."""
    server = rig.account.server()
    with IMAPClient("localhost", server.port, ssl_context=server.tls_context()) as client:
        client.login(server.username, server.password())
        names = [name for name in ("INBOX", "Nominated") if client.folder_exists(name)]
        return {name: client.folder_status(name, ["MESSAGES"])[b"MESSAGES"] for name in names}


def check(rig: Rig, trial: str) -> None:
    """Both are filed once, answered once or held, and lie in the one folder, once."""
    assert rig.states("messages") == ["filed", "filed"], trial
    assert len(rig.export("submissions")) == 2, trial
    sent = sorted(letter.recipients[0] for letter in rig.smtp.taken)
    states = {row["to"]: row["state"] for row in rig.export("letters")}
    assert sorted(states) == ["amal0@org0.example", "amal1@org1.example"], f"{trial}: {states}"
    assert len(sent) == len(set(sent)), f"{trial}: a second letter went out: {sent}"
    assert all(state == "held" or (state == "sent" and to in sent) for to, state in states.items()), trial
    assert in_folders(rig) == {"INBOX": 0, "Nominated": 2}, trial


@pytest.mark.timeout(1800)
def test_killed_while_reading_apart_and_while_moving(bench: Bench) -> None:
    with bench.relay() as smtp:
        rig = bench.rig(smtp, MOVING)
        names = rig.folder / "steps"
        for raw in (nomination(0), LARGE):
            rig.account.deliver(raw)
        assert rig.start("once", MAILBOT_TEST_STEPS=str(names)).wait(60) == 0, rig.log()
        check(rig, "not killed at all")
        steps = names.read_text().splitlines()
    wanted = [place for place, step in enumerate(steps) if any(name in step for name in STEPS)]
    assert {name for name in STEPS if any(name in step for step in steps)} == set(STEPS)
    for index in places([steps[place] for place in wanted], KILLS):
        step = steps[wanted[index]]
        with bench.relay() as smtp:
            rig = bench.rig(smtp, MOVING)
            for raw in (nomination(0), LARGE):
                rig.account.deliver(raw)
            killed = rig.start("once", MAILBOT_TEST_DIE_AT=str(wanted[index] + 1)).wait(60)
            assert killed == -9, f"{step}: it was to die there, but ended with {killed}\n{rig.log()}"
            rig.run("once", expect=None)
            check(rig, f"killed at step {step}")

"""Killed anywhere, mailbot finishes the work at the next start: nothing lost, nothing twice, no second letter.

30 kills by default; MAILBOT_TEST_KILLS sets another number (`make nightly`: 300 and more). The steps are spread evenly
over one whole pass; further kills come at random moments of the running daemon.
"""

import os
import random
import time
from collections import Counter
from pathlib import Path

import pytest

from mailbot.demo.certificates import Certificates
from mailbot.demo.smtp_server import EmbeddedSmtp
from tests.daemon.mail import AUTOMATIC, nomination, question
from tests.daemon.rig import Rig, until
from tests.servers.dovecot import Dovecot

KILLS = int(os.environ.get("MAILBOT_TEST_KILLS", "30"))
DYING = ("-m", "tests.daemon.dying")
MESSAGES = 3
SETTINGS = 'after_filing = "keyword"'


def fill(rig: Rig) -> int:
    """Delivers the mail of one trial; how many letters must follow."""
    for number in range(MESSAGES):
        rig.account.deliver(nomination(number))
    rig.account.deliver(question(90))
    rig.account.deliver(AUTOMATIC)
    return MESSAGES + 1


def check(rig: Rig, letters: int, trial: str, kills: int = 1) -> None:
    """Everything is there once; every letter went out once, or is held because it may have."""
    messages, submissions, outbox = (rig.export(what) for what in ("messages", "submissions", "letters"))
    assert Counter(row["state"] for row in messages) == {"filed": MESSAGES + 2}, trial
    assert len(submissions) == MESSAGES, f"{trial}: {submissions}"
    answers = [row for row in outbox if row["kind"] != "digest"]
    assert len(answers) == letters, f"{trial}: {outbox}"
    sent = Counter(recipient for message in rig.smtp.taken for recipient in message.recipients)
    assert max(sent.values(), default=0) <= 1, f"{trial}: a second letter went out: {sent}"
    for row in answers:
        assert row["state"] in ("sent", "held"), f"{trial}: {row}"
        assert sent[row["to"]] == 1 or row["state"] == "held", f"{trial}: noted as sent, but it was not: {row}"
    assert Counter(row["state"] for row in answers)["held"] <= kills, f"{trial}: more than those in flight are held"


class Bench:
    """Makes a rig for every trial on one Dovecot."""

    def __init__(self, folder: Path, dovecot: Dovecot, certificates: Certificates) -> None:
        self.folder, self.dovecot, self.certificates, self.number = folder, dovecot, certificates, 0

    def rig(self, smtp: EmbeddedSmtp) -> Rig:
        self.number += 1
        folder = self.folder / str(self.number)
        folder.mkdir()
        account = self.dovecot.account(f"kill-{self.folder.name}-{self.number}@example.org")
        return Rig(folder, account, smtp, self.certificates, self.dovecot.certificates.ca, mailbox=SETTINGS)

    def relay(self) -> EmbeddedSmtp:
        return EmbeddedSmtp({"relay": "relay-password"}, self.certificates, "starttls")


@pytest.fixture
def bench(tmp_path: Path, running_dovecot: Dovecot, certificates: Certificates) -> Bench:
    return Bench(tmp_path, running_dovecot, certificates)


@pytest.mark.timeout(3600)
def test_killed_at_every_step(bench: Bench) -> None:
    with bench.relay() as smtp:
        rig = bench.rig(smtp)
        letters = fill(rig)
        names = rig.folder / "steps"
        assert rig.start("once", entry=DYING, MAILBOT_TEST_STEPS=str(names)).wait(60) == 0, rig.log()
        check(rig, letters, "not killed at all")
        steps = names.read_text().splitlines()
    assert len(steps) > 40, steps
    wanted = max(1, KILLS * 2 // 3)
    for place in sorted({round(index * (len(steps) - 1) / max(1, wanted - 1)) for index in range(wanted)}):
        with bench.relay() as smtp:
            rig = bench.rig(smtp)
            letters = fill(rig)
            killed = rig.start("once", entry=DYING, MAILBOT_TEST_DIE_AT=str(place + 1)).wait(60)
            assert killed == -9, f"{steps[place]}: it was to die there, but ended with {killed}\n{rig.log()}"
            rig.run("once", expect=None)
            rig.run("once")
            check(rig, letters, f"killed at step {steps[place]}")


@pytest.mark.timeout(3600)
def test_killed_at_random(bench: Bench) -> None:
    chance = random.Random(20210204)
    with bench.relay() as smtp:
        rig = bench.rig(smtp)
        letters = fill(rig)
        for _ in range(max(1, KILLS // 3)):
            daemon = rig.start()
            time.sleep(chance.uniform(0.3, 3.0))
            daemon.kill()
            daemon.wait()
        daemon = rig.start()
        try:
            until(
                lambda: (
                    len(rig.export("messages")) == MESSAGES + 2
                    and all(row["state"] == "filed" for row in rig.export("messages"))
                    and all(row["state"] in ("sent", "held") for row in rig.export("letters"))
                ),
                60,
                "the daemon did not finish after the kills",
            )
        finally:
            daemon.kill()
            daemon.wait()
        check(rig, letters, "killed at random moments", kills=max(1, KILLS // 3))

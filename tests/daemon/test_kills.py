"""Killed anywhere, mailbot finishes the work at the next start: nothing lost, nothing twice, no second letter.

30 kills by default; MAILBOT_TEST_KILLS sets another number (`make nightly`: 300, which is one at least for each name
of a step). Two thirds are on SQLite, one on PostgreSQL; two thirds are spread over the steps of one whole pass, the
rest come at random moments of the running daemon.
"""

import itertools
import os
import random
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from imapclient import IMAPClient

from mailbot.demo.certificates import Certificates
from mailbot.demo.smtp_server import EmbeddedSmtp
from tests.daemon.mail import AUTOMATIC, nomination, question
from tests.daemon.nursery import Nursery
from tests.daemon.rig import Rig, until
from tests.servers.dovecot import Dovecot
from tests.servers.postgresql import DATABASES, database, empty

KILLS = int(os.environ.get("MAILBOT_TEST_KILLS", "30"))
SHARES = {"sqlite": KILLS - KILLS // 3, "postgresql": KILLS // 3}
KILLS_A_RIG = 10
MESSAGES = 3
SETTINGS = 'after_filing = "keyword"\nsent_folder = "Sent"'


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
        assert row["state"] == "sent" or row["error"], f"{trial}: held without a reason: {row}"
    assert Counter(row["state"] for row in answers)["held"] <= kills, f"{trial}: more than those in flight are held"


def in_mailbox(rig: Rig) -> tuple[int, int]:
    """How many messages carry the keyword, and how many copies of letters there are."""
    server = rig.account.server()
    with IMAPClient("localhost", server.port, ssl_context=server.tls_context()) as client:
        client.login(server.username, server.password())
        client.select_folder("INBOX", readonly=True)
        marked = len(client.search(["KEYWORD", "$Mailbot"]))
        return marked, client.select_folder("Sent", readonly=True)[b"EXISTS"] if client.folder_exists("Sent") else 0


class Bench:
    """Makes a rig for every trial on one Dovecot."""

    _serial = itertools.count(1)

    def __init__(
        self,
        folder: Path,
        dovecot: Dovecot,
        certificates: Certificates,
        nursery: Nursery,
        register_at: Callable[[], str],
        kills: int,
    ) -> None:
        self.folder, self.dovecot, self.certificates, self.nursery = folder, dovecot, certificates, nursery
        self.register_at = register_at
        self.at_steps = max(1, kills * 2 // 3)
        self.at_random = max(1, kills - self.at_steps)

    def rig(self, smtp: EmbeddedSmtp, settings: str = SETTINGS) -> Rig:
        number = next(self._serial)
        folder = self.folder / str(number)
        folder.mkdir()
        account = self.dovecot.account(f"kill{number}@example.org")
        return Rig(
            folder,
            account.server(),
            smtp,
            self.certificates,
            self.nursery,
            account=account,
            mailbox=settings,
            database=self.register_at(),
        )

    def relay(self) -> EmbeddedSmtp:
        return EmbeddedSmtp({"relay": "relay-password"}, self.certificates, "starttls")


@pytest.fixture(params=DATABASES)
def bench(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    running_dovecot: Dovecot,
    certificates: Certificates,
    nursery: Nursery,
) -> Bench:
    """A bench whose rigs have an empty register each."""
    name = request.getfixturevalue("postgresql_register") if request.param == "postgresql" else ""

    def register_at() -> str:
        if not name:
            return ""
        empty(name)
        return database(name)

    return Bench(tmp_path, running_dovecot, certificates, nursery, register_at, SHARES[request.param])


def places(steps: list[str], kills: int) -> list[int]:
    """Where to kill: at each step of another name first, where there are kills enough; the rest spread evenly."""
    named = {step.split(" ", 1)[1]: place for place, step in reversed(list(enumerate(steps)))}
    first = set(named.values()) if kills >= len(named) else set()
    left = kills - len(first)
    others = [place for place in range(len(steps)) if place not in first]
    return sorted(first | {others[round(index * (len(others) - 1) / max(1, left - 1))] for index in range(left)})


def test_every_name_comes_before_any_a_second_time() -> None:
    steps = [f"{number} {name}" for number, name in enumerate("aabcbbb", 1)]
    assert places(steps, 2) == [0, 6]
    assert places(steps, 3) == [0, 2, 3]
    assert places(steps, 5) == [0, 1, 2, 3, 6]
    assert places(steps, 7) == [0, 1, 2, 3, 4, 5, 6]


@pytest.mark.timeout(3600)
def test_killed_at_every_step(bench: Bench) -> None:
    with bench.relay() as smtp:
        rig = bench.rig(smtp)
        letters = fill(rig)
        names = rig.folder / "steps"
        assert rig.start("once", MAILBOT_TEST_STEPS=str(names)).wait(60) == 0, rig.log()
        check(rig, letters, "not killed at all", kills=0)
        assert in_mailbox(rig) == (MESSAGES + 2, letters)
        steps = names.read_text().splitlines()
    assert len(steps) > 40, steps
    for place in places(steps, bench.at_steps):
        with bench.relay() as smtp:
            rig = bench.rig(smtp)
            letters = fill(rig)
            killed = rig.start("once", MAILBOT_TEST_DIE_AT=str(place + 1)).wait(60)
            assert killed == -9, f"{steps[place]}: it was to die there, but ended with {killed}\n{rig.log()}"
            rig.run("once", expect=None)
            if place % 4 == 0:
                rig.run("once")
            check(rig, letters, f"killed at step {steps[place]}")
            marked, copied = in_mailbox(rig)
            sent = rig.states("letters").count("sent")
            assert marked == MESSAGES + 2, f"killed at step {steps[place]}: not everything was marked"
            assert copied <= sent, f"killed at step {steps[place]}: {copied} copies of {sent} letters"


def work_is_done(rig: Rig) -> bool:
    """Everything is filed and every letter's fate is known."""
    messages = rig.states("messages")
    return messages == ["filed"] * (MESSAGES + 2) and set(rig.states("letters")) <= {"sent", "held"}


def unfinished(rig: Rig) -> str:
    return f"not finished\n{rig.log()}"


@pytest.mark.timeout(3600)
def test_killed_at_random(bench: Bench) -> None:
    chance = random.Random(20210204)
    left = bench.at_random
    while left:
        kills, left = min(left, KILLS_A_RIG), max(0, left - KILLS_A_RIG)
        with bench.relay() as smtp:
            rig = bench.rig(smtp)
            letters = fill(rig)
            for _ in range(kills):
                daemon = rig.start()
                time.sleep(chance.uniform(0.1, 1.0))
                daemon.kill()
                daemon.wait()
            daemon = rig.start()
            try:
                until(partial(work_is_done, rig), 60, partial(unfinished, rig))
            finally:
                daemon.kill()
                daemon.wait()
            check(rig, letters, f"killed at random moments ({kills})", kills=kills)

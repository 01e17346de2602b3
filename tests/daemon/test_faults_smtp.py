"""The relay fails in every way it can: a letter goes out once, is tried again, is refused, or is held; never twice."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailbot.demo.certificates import Certificates
from mailbot.demo.smtp_server import EmbeddedSmtp
from tests.daemon.mail import nomination
from tests.daemon.nursery import Nursery
from tests.daemon.rig import Rig, stop, until
from tests.servers.dovecot import Account
from tests.servers.ports import free_ports
from tests.servers.scripted import Act, Reply, ScriptedSmtp


def later(seconds: float) -> str:
    """The clock so far ahead, as --as-of takes it."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat(timespec="seconds")


REFUSALS = [
    # step, reply, the letter's state after one pass, exit code of that pass
    ("MAIL", "421 4.3.2 closing", "queued", 3),
    ("MAIL", "451 4.3.0 try later", "queued", 0),
    ("RCPT", "450 4.2.0 greylisted", "queued", 0),
    ("RCPT", "452 4.2.2 mailbox full", "queued", 0),
    ("RCPT", "421 4.3.2 closing", "queued", 0),
    ("RCPT", "550 5.1.1 no such user", "failed", 1),
    ("RCPT", "552 5.2.2 over quota", "failed", 1),
    ("MESSAGE", "421 4.3.2 closing", "queued", 0),
    ("MESSAGE", "451 4.3.0 try later", "queued", 0),
    ("MESSAGE", "452 4.3.1 disk full", "queued", 0),
    ("MESSAGE", "550 5.7.1 policy", "failed", 1),
    ("MESSAGE", "552 5.3.4 too big", "failed", 1),
    ("MESSAGE", "554 5.6.0 no", "failed", 1),
]


@pytest.mark.parametrize(("step", "reply", "state", "code"), REFUSALS)
def test_refusals(rig: Rig, step: str, reply: str, state: str, code: int) -> None:
    rig.smtp.refuse[step] = reply
    rig.account.deliver(nomination(0))
    rig.run("once", expect=code)
    (letter,) = rig.export("letters")
    assert (letter["state"], letter["attempts"]) == (state, 1)
    assert reply.split(" ")[0] in letter["error"]
    rig.smtp.refuse.clear()
    rig.run("--as-of", later(65), "once")
    assert rig.states("letters") == (["sent"] if state == "queued" else ["failed"])
    assert len(rig.smtp.taken) == (state == "queued")


def plain_rig(folder: Path, dovecot: Account, smtp: object, certificates: Certificates, nursery: Nursery) -> Rig:
    return Rig(folder, dovecot.server(), smtp, certificates, nursery, account=dovecot, plain_smtp=True)


DROPS: list[tuple[str, Reply, str]] = [
    ("CONNECT", Act.HANG_UP, "queued"),
    ("EHLO", Act.RESET, "queued"),
    ("RCPT", Act.HANG_UP, "queued"),
    ("DATA", Act.RESET, "queued"),
    ("MIDDLE", Act.HANG_UP, "queued"),
    ("MESSAGE", Act.HANG_UP, "held"),
    ("MESSAGE", Act.RESET, "held"),
    ("MESSAGE", ("25", Act.HANG_UP), "held"),
]


@pytest.mark.parametrize(("step", "act", "state"), DROPS, ids=str)
def test_dropped(
    tmp_path: Path,
    dovecot: Account,
    certificates: Certificates,
    nursery: Nursery,
    step: str,
    act: Reply,
    state: str,
) -> None:
    with ScriptedSmtp({step: act}) as fake:
        rig = plain_rig(tmp_path, dovecot, fake, certificates, nursery)
        dovecot.deliver(nomination(0))
        rig.run("once", expect=None)
        (letter,) = rig.export("letters")
        assert letter["state"] == state, letter
        assert letter["error"]
        before = len(fake.messages)
        fake.replies |= {"CONNECT": "220 ready\r\n", "MESSAGE": "250 taken\r\n"}
        fake.replies |= {"EHLO": "250 scripted\r\n", "RCPT": "250 ok\r\n", "DATA": "354 go on\r\n"}
        fake.replies.pop("MIDDLE", None)
        rig.run("--as-of", later(65), "once")
        assert rig.states("letters") == (["sent"] if state == "queued" else ["held"])
        assert len(fake.messages) - before == (state == "queued"), "a second letter, or none"


def test_the_relay_is_away(tmp_path: Path, dovecot: Account, certificates: Certificates, nursery: Nursery) -> None:
    (port,) = free_ports(1)
    away = EmbeddedSmtp({"relay": "relay-password"}, certificates, "starttls", port=port)
    rig = Rig(tmp_path, dovecot.server(), away, certificates, nursery, account=dovecot)
    for number in range(3):
        dovecot.deliver(nomination(number))
    assert "smtp: " in rig.run("once", expect=3).stderr
    assert rig.states("messages") == ["filed"] * 3
    assert rig.states("letters") == ["queued"] * 3
    with away:
        rig.run("--as-of", later(65), "once")
    assert rig.states("letters") == ["sent"] * 3
    assert len(away.taken) == 3


def test_a_letter_in_flight_is_finished_before_the_end(rig: Rig) -> None:
    arrived: list[float] = []

    def slowly() -> None:
        arrived.append(time.monotonic())

    rig.smtp.refuse["DATA"] = slowly
    rig.account.deliver(nomination(0))

    def taken() -> str:
        time.sleep(3)
        return "250 taken\r\n"

    with ScriptedSmtp({"MESSAGE": taken}) as slow:
        rig.configure('security = "starttls"\nusername = "relay"', 'security = "none"\nusername = ""')
        rig.configure(f"port = {rig.smtp.port}", f"port = {slow.port}")
        daemon = rig.start()
        try:
            until(lambda: slow.messages, 30, rig.log)
            began = time.monotonic()
            assert stop(daemon) == 0
            assert time.monotonic() - began < 10
        finally:
            daemon.kill()
        assert rig.states("letters") == ["sent"]
        assert len(slow.messages) == 1


def test_a_reply_that_never_comes_is_held_at_the_next_start(
    tmp_path: Path, dovecot: Account, certificates: Certificates, nursery: Nursery
) -> None:
    with ScriptedSmtp({"MESSAGE": Act.SILENCE}) as fake:
        rig = plain_rig(tmp_path, dovecot, fake, certificates, nursery)
        for number in range(2):
            dovecot.deliver(nomination(number))
        daemon = rig.start()
        try:
            until(lambda: fake.messages, 30, rig.log)
            began = time.monotonic()
            assert stop(daemon) == 0
            assert time.monotonic() - began < 10
        finally:
            daemon.kill()
        assert sorted(rig.states("letters")) == ["queued", "sending"]
        fake.replies["MESSAGE"] = "250 taken\r\n"
        rig.run("once")
        letters = rig.export("letters")
        assert sorted(letter["state"] for letter in letters) == ["held", "sent"]
        assert len(fake.messages) == 2, "one letter went out twice"


def test_nothing_is_in_doubt_where_the_server_falls_silent_before_the_end(
    tmp_path: Path, dovecot: Account, certificates: Certificates, nursery: Nursery
) -> None:
    with ScriptedSmtp({"RCPT": Act.SILENCE}) as fake:
        rig = plain_rig(tmp_path, dovecot, fake, certificates, nursery)
        dovecot.deliver(nomination(0))
        daemon = rig.start()
        try:
            until(lambda: any(line.startswith("RCPT") for line in fake.commands), 30, rig.log)
            began = time.monotonic()
            assert stop(daemon) == 0
            assert time.monotonic() - began < 10
        finally:
            daemon.kill()
        assert rig.states("letters") == ["queued"]


def test_the_clock_is_set_back(rig: Rig) -> None:
    rig.smtp.refuse["RCPT"] = "451 4.3.0 try later"
    rig.account.deliver(nomination(0))
    rig.run("--as-of", later(86_400), "once", "--digest")
    assert set(rig.states("letters")) == {"queued"}
    rig.smtp.refuse.clear()
    rig.account.deliver(nomination(1))
    rig.run("once", "--digest")
    assert set(rig.states("letters")) == {"sent"}
    kinds = [row["kind"] for row in rig.export("letters")]
    assert (kinds.count("acknowledgement"), kinds.count("digest")) == (2, 2)
    assert len(rig.smtp.taken) == 4


def test_the_clock_decides_on_letters_and_not_on_the_standing(rig: Rig) -> None:
    """Years after the closings by --as-of, but received by the mailbox today: the mailbox server's time counts."""
    rig.configure('mode = "send"', 'mode = "send"\nmax_age_hours = 1000000')
    rig.account.deliver(nomination(0))
    rig.run("--as-of", "2100-01-01T12:00+02:00", "once")
    (message,), (submission,) = rig.export("messages"), rig.export("submissions")
    assert abs(datetime.fromisoformat(message["received"]) - datetime.now(UTC)) < timedelta(minutes=5)
    assert submission["standing"] == "on_time"
    assert b"Date: Fri, 01 Jan 2100 12:0" in rig.smtp.taken[0].content


def test_letters_of_an_hour_are_capped_and_the_organisers_told(rig: Rig) -> None:
    rig.configure('mode = "send"', 'mode = "send"\nper_hour = 2')
    for number in range(4):
        rig.account.deliver(nomination(number))
    rig.run("once")
    assert sorted(rig.states("letters")) == ["queued", "queued", "sent", "sent"]
    rig.run("--as-of", later(3700), "once")
    assert rig.states("letters") == ["sent"] * 4
    digest = rig.run("digest").stdout
    assert "2 letters went out within an hour" in " ".join(digest.split()), digest

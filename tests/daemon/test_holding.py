"""What organisers hold back and release, from end to end: letters.mode, when_unsure, single letters, a whole trial."""

import pytest

from tests.daemon.mail import DESK, PERSON, nomination, question
from tests.daemon.rig import Rig, stop, until

# Somebody is offered, but nobody is named: a person looks first.
UNSURE = (
    "Dear colleagues,\n\nWe would like to nominate a speaker for the plenary session.\n\nKind regards,\nAmal Haddad"
)


def sent_to(rig: Rig) -> list[str]:
    return sorted(message.recipients[0] for message in rig.smtp.taken)


def unsure(number: int) -> bytes:
    return PERSON.format(desk=DESK, number=number, subject="Nomination", body=UNSURE).encode()


def test_a_trial_in_hold_mode_then_one_letter_then_all(rig: Rig) -> None:
    rig.configure('mode = "send"', 'mode = "hold"')
    for number in range(2):
        rig.account.deliver(nomination(number))
    rig.account.deliver(question(7))
    rig.run("once")
    assert rig.smtp.taken == (), "a letter went out in hold mode"
    assert rig.run("outbox", "list").stdout.count("queued") == 3
    rig.run("outbox", "release", "message:2:answer", "--by", "Amal")
    rig.run("once")
    assert sent_to(rig) == ["amal1@org1.example"]
    rig.run("once")
    assert len(rig.smtp.taken) == 1, "a released letter went out twice"
    rig.run("outbox", "drop", "message:3:answer", "--reason", "answered by telephone")
    rig.run("outbox", "release", "--all", "--yes")
    rig.run("once")
    assert sent_to(rig) == ["amal0@org0.example", "amal1@org1.example"]
    rig.configure('mode = "hold"', 'mode = "send"')
    rig.run("once")
    assert len(rig.smtp.taken) == 2, "a dropped letter went out"
    assert rig.states("letters") == ["sent", "sent", "failed"]


@pytest.mark.parametrize(("policy", "sent"), [("receipt", ["amal0@org0.example"]), ("hold", [])])
def test_when_unsure(rig: Rig, policy: str, sent: list[str]) -> None:
    rig.configure('mode = "send"', f'mode = "send"\nwhen_unsure = "{policy}"')
    rig.account.deliver(unsure(0))
    rig.run("once")
    (row,) = rig.export("messages")
    assert row["needs_review"], "this message was to be unsure"
    assert sent_to(rig) == sent
    assert [(letter["kind"], letter["state"]) for letter in rig.export("letters")] == [
        ("receipt", "sent" if sent else "held")
    ]
    if policy == "hold":
        assert "\nNeeds you\n" in rig.run("digest").stdout
        rig.run("outbox", "release", "message:1:answer", "--reason", "read it")
        assert "\nNeeds you\n" not in rig.run("digest").stdout, "its attention entries stayed open"
        rig.run("once")
        assert sent_to(rig) == ["amal0@org0.example"]


def test_a_running_daemon_sends_what_is_released(rig: Rig) -> None:
    rig.configure('mode = "send"', 'mode = "hold"')
    daemon = rig.start()
    try:
        rig.account.deliver(nomination(0))
        until(lambda: rig.states("letters") == ["queued"], what=f"nothing was filed\n{rig.log()}")
        rig.run("outbox", "release", "message:1:answer")
        until(lambda: rig.smtp.taken, 45, what=f"no letter came\n{rig.log()}")
        assert stop(daemon) == 0
    finally:
        daemon.kill()
    assert rig.states("letters") == ["sent"]

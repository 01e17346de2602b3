"""The whole path over real sockets: a real Dovecot, a relay, and the program as people run it."""

import email
import email.policy
import time

import pytest
from imapclient import IMAPClient

from tests.daemon.mail import AUTOMATIC, nomination, question
from tests.daemon.rig import Rig, stop, until
from tests.letter_text import body_of


def sent_to(rig: Rig) -> list[str]:
    return sorted(message.recipients[0] for message in rig.smtp.taken)


def test_once_files_everything_and_answers_each_once(rig: Rig) -> None:
    for number in range(3):
        rig.account.deliver(nomination(number))
    rig.account.deliver(question(7))
    rig.account.deliver(AUTOMATIC)
    rig.run("once")
    assert sent_to(rig) == [
        "amal0@org0.example",
        "amal1@org1.example",
        "amal2@org2.example",
        "amal7@org7.example",
    ]
    rows = rig.export("messages")
    assert [(row["state"], row["kinds"], row["other"], row["reply"]) for row in rows] == [
        ("filed", ["speaker"], None, True),
        ("filed", ["speaker"], None, True),
        ("filed", ["speaker"], None, True),
        ("filed", [], "question", True),
        ("filed", [], "automatic", False),
    ]
    assert [row["reference"] for row in rig.export("submissions")] == ["S-0001", "S-0002", "S-0003"]
    rig.run("once")
    assert len(rig.smtp.taken) == 4, "a second pass sent letters again"


def test_a_letter_carries_what_it_must(rig: Rig) -> None:
    rig.account.deliver(nomination(0))
    rig.run("once")
    (letter,) = rig.smtp.taken
    read = email.message_from_bytes(letter.content, policy=email.policy.default)
    assert letter.sender == "review@example.org"
    assert (read["To"], read["In-Reply-To"], read["Auto-Submitted"]) == (
        "amal0@org0.example" if "<" not in read["To"] else read["To"],
        "<0@org0.example>",
        "auto-replied",
    )
    assert read["Subject"].startswith("S-0001")
    for words in ("Salma Khoury", "Director of Programmes", "Cedar Workers Union"):
        assert words in body_of(read), f"the letter does not tell {words}"


def test_nothing_is_marked_as_read(rig: Rig) -> None:
    rig.account.deliver(nomination(0))
    rig.run("once")
    server = rig.account.server()
    with IMAPClient("localhost", server.port, ssl_context=server.tls_context()) as client:
        client.login(server.username, server.password())
        client.select_folder("INBOX", readonly=True)
        assert client.search("UNSEEN") == [1]


@pytest.mark.parametrize("rig_options", ["keyword", "move"])
def test_after_filing(rig: Rig, rig_options: str) -> None:
    settings = {
        "keyword": 'after_filing = "keyword"\nkeyword = "$Filed"',
        "move": 'after_filing = "move"\n[mailbox.move_to]\nspeaker = "Speakers/ترشيحات"\nother = "Rest"',
    }
    config = rig.folder / "config.toml"
    config.write_text(config.read_text().replace("poll_seconds = 1\n", f"poll_seconds = 1\n{settings[rig_options]}\n"))
    rig.account.deliver(nomination(0))
    rig.account.deliver(question(1))
    rig.run("once")
    server = rig.account.server()
    with IMAPClient("localhost", server.port, ssl_context=server.tls_context()) as client:
        client.login(server.username, server.password())
        if rig_options == "keyword":
            client.select_folder("INBOX")
            assert len(client.search(["KEYWORD", "$Filed"])) == 2
        else:
            counts = {}
            for folder in ("INBOX", "Speakers/ترشيحات", "Rest"):
                counts[folder] = client.select_folder(folder)[b"EXISTS"]
            assert counts == {"INBOX": 0, "Speakers/ترشيحات": 1, "Rest": 1}


def test_the_daemon_answers_within_seconds_and_ends_cleanly(rig: Rig) -> None:
    daemon = rig.start()
    try:
        until(lambda: "mailbox watched" in rig.log(), what="the daemon did not reach the mailbox")
        began = time.monotonic()
        rig.account.deliver(nomination(0))
        until(lambda: rig.smtp.taken, what=f"no letter came\n{rig.log()}")
        assert time.monotonic() - began < 10
        assert rig.run("once", expect=4).stderr.strip(), "a second mailbot on the same register must say so"
        began = time.monotonic()
        assert stop(daemon) == 0
        assert time.monotonic() - began < 10
    finally:
        daemon.kill()
    assert [row["state"] for row in rig.export("letters")] == ["sent"]


def test_hold_mode_sends_nothing_until_released(rig: Rig) -> None:
    config = rig.folder / "config.toml"
    sending = config.read_text()
    config.write_text(sending.replace('mode = "send"', 'mode = "hold"'))
    rig.account.deliver(nomination(0))
    rig.run("once")
    assert rig.smtp.taken == ()
    assert [row["state"] for row in rig.export("letters")] == ["queued"]
    config.write_text(sending)
    rig.run("once")
    assert sent_to(rig) == ["amal0@org0.example"]


def test_the_same_message_again_changes_nothing(rig: Rig) -> None:
    raw = nomination(0)
    rig.account.deliver(raw)
    rig.run("once")
    rig.account.deliver(b"X-Server: other\r\n" + raw.replace(b"\n", b"\r\n"), sender="again@example.com")
    rig.run("once")
    assert (len(rig.export("messages")), len(rig.export("submissions")), len(rig.smtp.taken)) == (1, 1, 1)


def test_too_large_is_quarantined_and_answered(rig: Rig) -> None:
    config = rig.folder / "config.toml"
    config.write_text(config.read_text().replace("poll_seconds = 1\n", "poll_seconds = 1\nmax_message_mb = 1\n"))
    rig.account.deliver(nomination(0) + b"x" * 76 + b"\n" * 10 + (b"y" * 70 + b"\n") * 20_000)
    done = rig.run("once", expect=1)
    assert "max_message_mb" in done.stderr
    (row,) = rig.export("messages")
    assert (row["state"], row["reply"]) == ("quarantined", True)
    (letter,) = rig.export("letters")
    assert (letter["kind"], letter["state"]) == ("too_large", "sent")


def test_exit_codes_when_servers_are_away(rig: Rig) -> None:
    config = rig.folder / "config.toml"
    good = config.read_text()
    config.write_text(good.replace(f'password = "{rig.account.server().password()}"', 'password = "geheim-4711"'))
    refused = rig.run("once", expect=3)
    assert "login refused" in refused.stderr
    assert "geheim" not in refused.stderr, "a secret was shown"
    config.write_text(good.replace("port = ", "port = x", 1))
    assert rig.run("once", expect=2).stderr.count("config.toml: ") == 1

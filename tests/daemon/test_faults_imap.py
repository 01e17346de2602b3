"""The mailbox fails in every way it can; the daemon stays up, and files again soon after."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from imapclient import IMAPClient

from mailbot.demo.certificates import Certificates
from mailbot.demo.smtp_server import EmbeddedSmtp
from mailbot.transport.server import MailServer, Security
from tests.daemon.mail import nomination, question
from tests.daemon.nursery import Child, Nursery
from tests.daemon.rig import Rig, stop, until
from tests.servers.dovecot import Account
from tests.servers.proxy import Proxy
from tests.servers.scripted import Act, Reply, ScriptedImap

RECOVERS_WITHIN = 30  # seconds after a fault's end (contract, point 7)


@contextmanager
def running(rig: Rig, *before: str) -> Iterator[Child]:
    """The daemon while the block runs; it must be up at its end, and end cleanly. before: arguments before `run`."""
    daemon = rig.start(*before, "run") if before else rig.start()
    try:
        yield daemon
        assert daemon.poll() is None, f"the daemon ended\n{rig.log()}"
        began = time.monotonic()
        assert stop(daemon) == 0, rig.log()
        assert time.monotonic() - began < 10, "it took too long to end"
    finally:
        daemon.kill()


def filed(rig: Rig, count: int) -> Callable[[], bool]:
    return lambda: rig.states("messages") == ["filed"] * count


def comes_back(rig: Rig, count: int) -> float:
    """Waits until so many messages are filed; how long it took."""
    took = until(filed(rig, count), RECOVERS_WITHIN, lambda: f"not filed again\n{rig.log()}")
    assert took < RECOVERS_WITHIN, f"not filed again in time\n{rig.log()}"
    return took


def watched(rig: Rig, times: int = 1) -> None:
    until(lambda: rig.log().count("mailbox watched") >= times, 30, lambda: f"not watched\n{rig.log()}")


def client(account: Account) -> IMAPClient:
    """A person's own mail program, logged in."""
    server = account.server()
    person = IMAPClient("localhost", server.port, ssl_context=server.tls_context())
    person.login(server.username, server.password())
    return person


@pytest.fixture
def proxied(
    tmp_path: Path, dovecot: Account, relay: EmbeddedSmtp, certificates: Certificates, nursery: Nursery
) -> Iterator[tuple[Rig, Proxy]]:
    """An installation that reaches Dovecot through a proxy."""
    with Proxy(dovecot.server().port) as proxy:
        yield Rig(tmp_path, dovecot.server(port=proxy.port), relay, certificates, nursery, account=dovecot), proxy


def test_stopped_and_restarted(rig: Rig) -> None:
    dovecot = rig.account.dovecot
    with running(rig) as daemon:
        watched(rig)
        dovecot.stop()
        try:
            until(lambda: rig.log().count("out of reach") >= 2, 30, rig.log)
            assert daemon.poll() is None
        finally:
            dovecot.start()
        rig.account.deliver(nomination(0))
        comes_back(rig, 1)


def test_started_while_the_mailbox_is_away(rig: Rig) -> None:
    dovecot = rig.account.dovecot
    rig.account.deliver(nomination(0))
    dovecot.stop()
    try:
        daemon = rig.start()
        until(lambda: rig.log().count("out of reach") >= 2, 30, rig.log)
    finally:
        dovecot.start()
    try:
        comes_back(rig, 1)
        assert stop(daemon) == 0
    finally:
        daemon.kill()


def test_work_goes_on_though_every_connection_is_cut(proxied: tuple[Rig, Proxy]) -> None:
    """Each connection lives for 60 KB, which is far less than there is to read."""
    rig, proxy = proxied
    for number in range(8):
        rig.account.deliver(nomination(number) + b"\n-- \n" + b"padding " * 2500)
    proxy.cut_down_after = 60_000
    with running(rig):
        until(filed(rig, 8), 60, lambda: f"no progress\n{rig.log()}")
        proxy.cut_down_after = None
    assert len(rig.export("submissions")) == 8


@pytest.mark.parametrize("after", [9_000, 40_000])
def test_cut_in_the_middle_of_a_literal(proxied: tuple[Rig, Proxy], after: int) -> None:
    rig, proxy = proxied
    rig.account.deliver(nomination(0) + b"\n-- \n" + b"padding " * 12_500)
    rig.account.deliver(nomination(1))
    proxy.cut_down_after = after
    with running(rig):
        until(lambda: rig.log().count("out of reach") >= 2, 30, rig.log)
        assert rig.states("messages") in ([], ["filed"], ["stored"])
        proxy.cut_down_after = None
        comes_back(rig, 2)
    sizes = sorted(file.stat().st_size for file in (rig.folder / "files" / "sha256").rglob("*") if file.is_file())
    assert sizes[-1] > 100_000, "only a part of the message was kept"


def test_silent_for_a_while(proxied: tuple[Rig, Proxy]) -> None:
    rig, proxy = proxied
    with running(rig):
        watched(rig)
        proxy.go_silent()
        rig.account.deliver(nomination(0))
        time.sleep(3)
        proxy.flow()
        comes_back(rig, 1)


def test_a_link_that_died_unnoticed_during_idle(proxied: tuple[Rig, Proxy]) -> None:
    rig, proxy = proxied
    with running(rig):
        watched(rig)
        proxy.strand()
        rig.account.deliver(nomination(0))
        comes_back(rig, 1)


@pytest.mark.parametrize("moment", ["during IDLE", "while connecting"])
def test_ends_in_time_though_the_server_is_silent(proxied: tuple[Rig, Proxy], moment: str) -> None:
    rig, proxy = proxied
    if moment == "while connecting":
        proxy.go_silent()
    daemon = rig.start()
    try:
        if moment == "during IDLE":
            watched(rig)
            proxy.go_silent()
            time.sleep(1.5)
        else:
            until(lambda: proxy.accepted, 30, rig.log)
        began = time.monotonic()
        assert stop(daemon) == 0, rig.log()
        assert time.monotonic() - began < 10
    finally:
        daemon.kill()


REFUSALS: list[tuple[str, Reply]] = [
    ("LOGIN", "{tag} NO [AUTHENTICATIONFAILED] no\r\n"),
    ("SELECT", "{tag} NO [NONEXISTENT] no such folder\r\n"),
    ("SELECT", "{tag} BAD what\r\n"),
    ("SEARCH", "{tag} NO [UNAVAILABLE] not now\r\n"),
    ("FETCH SIZE", "{tag} BAD what\r\n"),
    ("FETCH SIZE", "{tag} OK done\r\n"),
    ("FETCH BODY", "{tag} NO [SERVERBUG] not this one\r\n"),
    ("FETCH BODY", "{tag} OK done\r\n"),
    ("FETCH BODY", "* 1 FETCH (UID 5 BODY[]<0> NIL)\r\n{tag} OK done\r\n"),
    ("FETCH BODY", '* 1 FETCH (UID 5 BODY[]<0> "")\r\n{tag} OK done\r\n'),
    ("FETCH BODY", ("* 1 FETCH (UID 5 BODY[]<0> {900}\r\nFrom: x@example.org\r\n", Act.RESET)),
    ("IDLE", Act.HANG_UP),
]


def scripted(content: bytes, more: dict[str, Reply]) -> ScriptedImap:
    body = f"* 1 FETCH (UID 5 BODY[]<0> {{{len(content)}}}\r\n".encode() + content + b")\r\n{tag} OK done\r\n"
    return ScriptedImap({"FETCH BODY": body.decode(), **more})


@pytest.mark.parametrize(("command", "reply"), REFUSALS, ids=lambda value: str(value)[:20])
def test_refusals_and_nonsense_pass(
    tmp_path: Path,
    relay: EmbeddedSmtp,
    certificates: Certificates,
    nursery: Nursery,
    command: str,
    reply: Reply,
) -> None:
    with scripted(nomination(0).replace(b"\n", b"\r\n"), {}) as fake:
        good = fake.replies[command]
        fake.replies[command] = reply
        server = MailServer("127.0.0.1", fake.port, Security.NONE, "review", lambda: "secret")
        rig = Rig(tmp_path, server, relay, certificates, nursery)
        with running(rig):
            if command in ("FETCH SIZE", "IDLE"):  # read all the same
                comes_back(rig, 1)
            else:
                until(lambda: "out of reach" in rig.log() or "not given" in rig.log(), 30, rig.log)
                assert "unforeseen" not in rig.log()
                assert rig.states("messages") == []
            fake.replies[command] = good
            comes_back(rig, 1)


def test_what_the_server_passes_over_is_named_and_not_left_behind(
    tmp_path: Path, relay: EmbeddedSmtp, certificates: Certificates, nursery: Nursery
) -> None:
    with scripted(nomination(0).replace(b"\n", b"\r\n"), {}) as fake:
        good = fake.replies["FETCH BODY"]
        fake.replies["FETCH BODY"] = "{tag} OK done\r\n"
        server = MailServer("127.0.0.1", fake.port, Security.NONE, "review", lambda: "secret")
        rig = Rig(tmp_path, server, relay, certificates, nursery)
        assert "INBOX: UID 5 could not be read: " in rig.run("once", expect=1).stderr
        assert "look: messages that the mailbox's server does not give: 1" in rig.run("status", expect=1).stdout
        fake.replies["FETCH BODY"] = good
        rig.run("once")
        assert rig.states("messages") == ["filed"]
        assert "does not give" not in rig.run("status", expect=None).stdout


def test_moved_by_a_person_between_search_and_fetch(
    tmp_path: Path, relay: EmbeddedSmtp, certificates: Certificates, nursery: Nursery
) -> None:
    searches = iter(["* SEARCH 5\r\n{tag} OK done\r\n"])
    gone: dict[str, Reply] = {
        "SEARCH": lambda: next(searches, "* SEARCH\r\n{tag} OK done\r\n"),
        "FETCH BODY": "* 1 FETCH (UID 5 BODY[]<0> NIL)\r\n{tag} OK done\r\n",
        "NOOP": "* 1 EXPUNGE\r\n{tag} OK done\r\n",
    }
    with scripted(b"", gone) as fake:
        server = MailServer("127.0.0.1", fake.port, Security.NONE, "review", lambda: "secret")
        rig = Rig(tmp_path, server, relay, certificates, nursery)
        rig.run("once")
        assert rig.states("messages") == []
        assert any("BODY" in command for command in fake.commands), "it was not asked for at all"


def test_another_uidvalidity_is_recognised_by_content(rig: Rig) -> None:
    rig.configure("poll_seconds = 1\n", 'poll_seconds = 1\nfolder = "Desk"\nafter_filing = "keyword"\n')
    with client(rig.account) as person:
        person.create_folder("Desk")
        validity = person.folder_status("Desk", ["UIDVALIDITY"])[b"UIDVALIDITY"]
        for number in range(3):
            person.append("Desk", nomination(number), (), datetime.now(UTC))
        rig.run("once")
        person.delete_folder("Desk")
        person.create_folder("Desk")
        assert person.folder_status("Desk", ["UIDVALIDITY"])[b"UIDVALIDITY"] != validity
        for number in (4, 2, 1, 0):
            person.append("Desk", nomination(number), (), datetime.now(UTC))
    rig.run("once")
    assert rig.states("messages") == ["filed"] * 4
    assert len(rig.export("submissions")) == 4
    assert sorted(message.recipients[0] for message in rig.smtp.taken) == [
        f"amal{number}@org{number}.example" for number in (0, 1, 2, 4)
    ]


def test_another_uidvalidity_while_it_is_watched(rig: Rig) -> None:
    """As after a mailbox was restored from its backup: everything has new numbers, and nothing is filed again."""
    rig.configure("poll_seconds = 1\n", 'poll_seconds = 1\nfolder = "Desk"\n')
    with client(rig.account) as person:
        person.create_folder("Desk")
        for number in range(2):
            person.append("Desk", nomination(number), (), datetime.now(UTC))
        with running(rig):
            comes_back(rig, 2)
            watched(rig)
            person.rename_folder("Desk", "Before")
            person.create_folder("Desk")
            for number in (3, 1, 0):
                person.append("Desk", nomination(number), (), datetime.now(UTC))
            comes_back(rig, 3)
            until(lambda: rig.states("letters") == ["sent"] * 3, 30, rig.log)
    assert len(rig.export("submissions")) == 3
    assert len(rig.smtp.taken) == 3


def test_emptied_while_it_is_watched(rig: Rig) -> None:
    rig.account.deliver(nomination(0))
    with running(rig):
        comes_back(rig, 1)
        with client(rig.account) as person:
            person.select_folder("INBOX")
            person.delete_messages(person.search())
            person.expunge()
        rig.account.deliver(nomination(1))
        comes_back(rig, 2)


def test_what_people_do_in_the_mailbox(rig: Rig) -> None:
    """Read by a person: filed and answered. Answered by a person: filed, and held."""
    with client(rig.account) as person:
        person.append("INBOX", nomination(0), ("\\Seen",), datetime.now(UTC))
        person.append("INBOX", nomination(1), ("\\Answered",), datetime.now(UTC))
    rig.run("once")
    rows = rig.export("messages")
    assert [(row["state"], row["reply"]) for row in rows] == [("filed", True), ("filed", False)]
    assert rows[1]["reply_reason"].startswith("hold: ")
    assert [message.recipients for message in rig.smtp.taken] == [("amal0@org0.example",)]


def test_same_message_same_identifier_no_identifier(rig: Rig) -> None:
    same = nomination(0)
    other = question(0)  # of the same Message-ID
    without = nomination(1).replace(b"Message-ID: <1@org1.example>\n", b"")
    for raw in (same, same, other, without, without):
        rig.account.deliver(raw)
    rig.run("once")
    rows = rig.export("messages")
    assert [(row["state"], row["message_id"], row["kinds"]) for row in rows] == [
        ("filed", "<0@org0.example>", ["speaker"]),
        ("filed", "<0@org0.example>", []),
        ("filed", "", ["speaker"]),
    ]
    assert len(rig.export("submissions")) == 2
    assert len(rig.smtp.taken) == 3


def test_a_missing_junk_folder_keeps_nobody_from_the_mailbox(rig: Rig) -> None:
    rig.configure("poll_seconds = 1\n", 'poll_seconds = 1\njunk = "No such folder"\n')
    rig.account.deliver(nomination(0))
    rig.run("once")
    assert rig.states("messages") == ["filed"]


def test_it_waits_for_mail_without_asking_all_the_time(
    tmp_path: Path, relay: EmbeddedSmtp, certificates: Certificates, nursery: Nursery
) -> None:
    with scripted(nomination(0).replace(b"\n", b"\r\n"), {}) as fake:
        server = MailServer("127.0.0.1", fake.port, Security.NONE, "review", lambda: "secret")
        rig = Rig(tmp_path, server, relay, certificates, nursery)
        rig.configure("poll_seconds = 1\n", "poll_seconds = 3600\n")
        with running(rig):
            comes_back(rig, 1)
            until(lambda: fake.commands[-1] == "IDLE", 10, lambda: str(fake.commands))
            time.sleep(1.5)
            assert fake.commands[-1] == "IDLE"
            assert fake.commands.count("IDLE") <= 2, fake.commands


def test_ended_by_ctrl_c(rig: Rig) -> None:
    daemon = rig.start()
    try:
        watched(rig)
        daemon.send_signal(signal.SIGINT)
        assert daemon.wait(10) == 0
    finally:
        daemon.kill()

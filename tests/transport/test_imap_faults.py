"""What Mailbox does when the server or the network misbehaves: a typed failure in time, never a wrong answer."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Unpack

import pytest

from mailbot.errors import OutOfReach
from mailbot.transport.failures import Dropped, Refused
from mailbot.transport.imap import Header, Mailbox, Position
from mailbot.transport.server import MailServer, Security
from tests.servers.dovecot import Account
from tests.servers.fields import ServerFields
from tests.servers.proxy import Proxy
from tests.servers.scripted import IMAP_REPLIES, MESSAGE, Act, Reply, ScriptedImap

PATIENCE = 0.8  # seconds: the time-out of these tests; a busy machine is to answer in less
AT_MOST = 15.0  # seconds: servers that drip or are silent would keep a client without time-outs for ever
AT = datetime(2021, 2, 4, 11, 0, tzinfo=UTC)
ONE = Header(5, 22, AT, frozenset({"\\Seen"}))


def server_at(port: int, /, security: Security = Security.NONE, **changes: Unpack[ServerFields]) -> MailServer:
    server = MailServer(
        "127.0.0.1",
        port,
        security,
        "a@example.org",
        lambda: "s3cret-w0rd",
        timeout=PATIENCE,
        connect_timeout=PATIENCE,
    )
    return replace(server, **changes)


def in_time(started: float) -> bool:
    return time.monotonic() - started < AT_MOST


GREETINGS: dict[str, tuple[Reply, str]] = {
    "turned away": ("* BYE too many connections\r\n", "too many connections"),
    "hangs up": (Act.HANG_UP, "connection was closed by the server"),
    "reset": (Act.RESET, "closed|reset"),
    "silent": (Act.SILENCE, "no answer in time: a firewall in between.*; or this port wants TLS from the first byte"),
    "drips": (Act.DRIP, "no answer in time"),
    "another protocol": ("220 smtp.example.org ESMTP\r\n", "cannot connect"),
    "a web server": ("HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n", "cannot connect"),
    "no line end": (b"* OK " + b"x" * 100, "no answer in time"),
}


@pytest.mark.parametrize("case", GREETINGS)
def test_greeting(case: str) -> None:
    reply, cause = GREETINGS[case]
    with ScriptedImap({"GREETING": reply}) as fake:
        started = time.monotonic()
        with pytest.raises(OutOfReach, match=cause):
            Mailbox(server_at(fake.port)).open()
        assert in_time(started), f"waited {time.monotonic() - started:.1f} s"


LOGINS: dict[str, tuple[Reply, str]] = {
    "wrong": (
        "{tag} NO [AUTHENTICATIONFAILED] no\r\n",
        "login refused for a@example.org .* wrong username or password",
    ),
    "basic authentication off": ("{tag} NO LOGIN failed: Basic Auth is disabled.\r\n", "docs/microsoft365.md"),
    "not now": ("{tag} NO [UNAVAILABLE] database down\r\n", "cannot check logins just now"),
    "only over TLS": ("{tag} NO [PRIVACYREQUIRED] no\r\n", "only over TLS"),
    "bad": ("{tag} BAD what\r\n", "login refused"),
    "echoes the password": ("{tag} NO s3cret-w0rd is wrong\r\n", r"\*\*\* is wrong"),
    "hangs up": (Act.HANG_UP, "connection lost during login"),
    "silent": (Act.SILENCE, "connection lost during login: no answer in time"),
    "nonsense": ("what?\r\n", "connection lost during login"),
    "says bye": ("* BYE going down\r\n", "connection lost during login"),
}


@pytest.mark.parametrize("case", LOGINS)
def test_login(case: str) -> None:
    reply, cause = LOGINS[case]
    with ScriptedImap({"LOGIN": reply}) as fake:
        started = time.monotonic()
        with pytest.raises(OutOfReach, match=cause) as caught:
            Mailbox(server_at(fake.port)).open()
        assert in_time(started)
    assert "s3cret-w0rd" not in str(caught.value)


def test_login_disabled_without_tls() -> None:
    capabilities = "* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\n{tag} OK done\r\n"
    with ScriptedImap({"CAPABILITY": capabilities}) as fake:
        with pytest.raises(OutOfReach, match="only over TLS"):
            Mailbox(server_at(fake.port)).open()
        assert not any("s3cret" in command for command in fake.commands), "the password was sent in the clear"


def test_starttls_missing_or_refused() -> None:
    with ScriptedImap() as fake, pytest.raises(OutOfReach, match="offers no STARTTLS"):
        Mailbox(server_at(fake.port, security=Security.STARTTLS)).open()
    capable = "* CAPABILITY IMAP4rev1 STARTTLS\r\n{tag} OK done\r\n"
    with (
        ScriptedImap({"CAPABILITY": capable, "STARTTLS": "{tag} NO not today\r\n"}) as fake,
        pytest.raises(OutOfReach, match="STARTTLS"),
    ):
        Mailbox(server_at(fake.port, security=Security.STARTTLS)).open()


def test_nothing_said_before_tls_is_believed() -> None:
    capable = "* CAPABILITY IMAP4rev1 STARTTLS\r\n{tag} OK done\r\n"
    smuggled = "{tag} OK go\r\n* CAPABILITY IMAP4rev1 AUTH=EVIL\r\n"
    with (
        ScriptedImap({"CAPABILITY": capable, "STARTTLS": smuggled}) as fake,
        pytest.raises(OutOfReach, match="spoke between STARTTLS and TLS"),
    ):
        Mailbox(server_at(fake.port, security=Security.STARTTLS)).open()


OPERATIONS: dict[str, tuple[str, Callable[[Mailbox], object]]] = {
    "select": ("SELECT", lambda mailbox: mailbox.select()),
    "search": ("SEARCH", lambda mailbox: mailbox.all_uids()),
    "sizes": ("FETCH SIZE", lambda mailbox: list(mailbox.new(0))),
    "fetch": ("FETCH BODY", lambda mailbox: mailbox.fetch(5)),
    "noop": ("NOOP", lambda mailbox: mailbox.noop()),
    "mark": ("STORE", lambda mailbox: mailbox.mark(5, "$Mailbot")),
    "idle": ("IDLE", lambda mailbox: mailbox.idle(0.05)),
    "done": ("DONE", lambda mailbox: mailbox.idle(0.05)),
}
BREAKS: dict[str, Reply] = {
    "hangs up": Act.HANG_UP,
    "reset": Act.RESET,
    "silent": Act.SILENCE,
    "drips": Act.DRIP,
    "chatters": Act.CHATTER,
    "half a line": (b"* 1 EXI", Act.HANG_UP),
    "nonsense": "\x00\x01 what?\r\n",
    "bye": "* BYE shutting down\r\n",
    "unknown tag": "ZZZZ99 OK done\r\n",
    "half a literal": ("* 1 FETCH (UID 5 BODY[]<0> {500}\r\nabc", Act.HANG_UP),
    "a giant literal": ("* 1 FETCH (UID 5 BODY[]<0> {99999999999}\r\nabc", Act.HANG_UP),
}


@pytest.mark.parametrize("how", BREAKS)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_broken_connection_is_dropped(operation: str, how: str) -> None:
    command, act = OPERATIONS[operation]
    with ScriptedImap() as fake:
        mailbox = Mailbox(server_at(fake.port)).open()
        mailbox.select()
        list(mailbox.new(0))
        fake.replies[command] = BREAKS[how]
        started = time.monotonic()
        with pytest.raises(Dropped) as caught:
            act(mailbox)
        assert in_time(started), f"waited {time.monotonic() - started:.1f} s"
        assert f"127.0.0.1:{fake.port}: " in str(caught.value)
        with pytest.raises(Dropped, match="not connected"):
            mailbox.noop()
        mailbox.close()
        fake.replies[command] = IMAP_REPLIES.get(command, "{tag} OK done\r\n")
        assert mailbox.open().select() == Position(7, 6, 1)
        mailbox.close()


@pytest.mark.parametrize("word", ["NO", "BAD"])
@pytest.mark.parametrize("operation", ["select", "search", "fetch", "noop", "mark"])
def test_refusals_leave_the_connection(operation: str, word: str) -> None:
    command, act = OPERATIONS[operation]
    with ScriptedImap({command: f"{{tag}} {word} [X] not now\r\n"}) as fake, Mailbox(server_at(fake.port)) as mailbox:
        if operation in ("fetch", "mark"):
            mailbox.select()
        with pytest.raises(Refused, match=r"the server said no: .*not now"):
            act(mailbox)
        fake.replies[command] = IMAP_REPLIES.get(command, "{tag} OK done\r\n")
        act(mailbox)


def test_a_waiting_call_can_be_interrupted() -> None:
    with ScriptedImap({"SEARCH": Act.SILENCE}) as fake:
        mailbox = Mailbox(server_at(fake.port, timeout=30.0)).open()
        mailbox.select()
        timer = threading.Timer(0.1, mailbox.interrupt)
        timer.start()
        started = time.monotonic()
        with pytest.raises(Dropped):
            mailbox.all_uids()
        assert in_time(started)
        mailbox.interrupt()
        mailbox.close()


def test_literal_cut_anywhere(dovecot: Account) -> None:
    raw = b"Subject: cut\r\n\r\n" + b"0123456789\r\n" * 3000
    dovecot.deliver(raw)
    with Proxy(dovecot.dovecot.port) as proxy:
        server = dovecot.server("none", port=proxy.port, timeout=5.0)
        whole: set[bytes] = set()
        broken = 0
        for cut in [*range(100, 2600, 250), 20000, 36000, None]:
            proxy.cut_down_after = cut
            try:
                with Mailbox(server) as mailbox:
                    mailbox.select()
                    whole |= {mailbox.fetch(header.uid) or b"" for header in mailbox.new(0)}
            except (OutOfReach, Dropped):
                broken += 1
        assert broken >= 9
        assert len(whole) == 1, "a cut message must never pass for a whole one"
        assert raw in whole.pop()


def test_half_open_in_idle(dovecot: Account) -> None:
    with Proxy(dovecot.dovecot.port) as proxy:
        with Mailbox(dovecot.server("none", port=proxy.port, timeout=2.0)) as mailbox:
            mailbox.select()
            assert list(mailbox.new(0)) == []
            assert mailbox.idle(0.1) is False
            proxy.go_silent()
            dovecot.deliver(b"Subject: unheard\r\n\r\n")
            started = time.monotonic()
            with pytest.raises(Dropped, match="no answer in time"):
                mailbox.idle(0.3)
            assert in_time(started)
        proxy.flow()
        with Mailbox(dovecot.server("none", port=proxy.port)) as mailbox:
            mailbox.select()
            assert len(list(mailbox.new(0))) == 1


@pytest.mark.parametrize(
    "reply",
    [
        "+ idling\r\n* 2 EXISTS\r\n",
        "* 2 EXISTS\r\n+ idling\r\n",
        "+ idling\r\n* OK still here\r\n* 2 EXISTS\r\n",
        "+ idling\r\n* 1 EXPUNGE\r\n",
    ],
)
def test_news_around_the_start_of_idle(reply: str) -> None:
    with ScriptedImap({"IDLE": reply}) as fake, Mailbox(server_at(fake.port)) as mailbox:
        mailbox.select()
        list(mailbox.new(0))
        started = time.monotonic()
        assert mailbox.idle(60) is True
        assert in_time(started)


def test_chatter_in_idle_is_no_news() -> None:
    reply = "+ idling\r\n* OK still here\r\n"
    with ScriptedImap({"IDLE": reply}) as fake, Mailbox(server_at(fake.port)) as mailbox:
        mailbox.select()
        list(mailbox.new(0))
        assert mailbox.idle(0.3) is False
        assert fake.commands.count("IDLE") == 1


def test_a_server_that_ends_idle_by_itself_is_asked() -> None:
    with ScriptedImap({"IDLE": "+ idling\r\n{tag} OK enough\r\n"}) as fake, Mailbox(server_at(fake.port)) as mailbox:
        mailbox.select()
        list(mailbox.new(0))
        assert mailbox.idle(0.2) is False
        assert (fake.commands.count("IDLE"), fake.commands.count("NOOP")) == (1, 1)


@pytest.mark.parametrize("refusal", ["{tag} NO not here\r\n", "{tag} BAD unknown command\r\n"])
def test_idle_refused_falls_back_to_asking(refusal: str) -> None:
    with ScriptedImap({"IDLE": refusal}) as fake, Mailbox(server_at(fake.port)) as mailbox:
        mailbox.select()
        list(mailbox.new(0))
        assert mailbox.idle(0.05) is False
        fake.replies["NOOP"] = "* 2 EXISTS\r\n{tag} OK done\r\n"
        assert mailbox.idle(0.05) is True
        assert fake.commands.count("IDLE") == 1


def test_without_idle_it_asks() -> None:
    capabilities = "* CAPABILITY IMAP4rev1\r\n{tag} OK done\r\n"
    with ScriptedImap({"CAPABILITY": capabilities}) as fake, Mailbox(server_at(fake.port)) as mailbox:
        mailbox.select()
        list(mailbox.new(0))
        assert not mailbox.has_idle
        assert mailbox.idle(0.05) is False
        fake.replies["NOOP"] = "* 2 EXISTS\r\n{tag} OK done\r\n"
        assert mailbox.idle(0.05) is True
        assert "IDLE" not in fake.commands


SIZES: dict[str, tuple[Reply, list[Header]]] = {
    "as usual": (IMAP_REPLIES["FETCH SIZE"], [ONE]),
    "no such date": (
        '* 1 FETCH (UID 5 RFC822.SIZE 22 FLAGS () INTERNALDATE "99-Foo-2021 13:00:00 +0200")\r\n{tag} OK done\r\n',
        [Header(5, 22, None)],
    ),
    "no date": ("* 1 FETCH (UID 5 RFC822.SIZE 22 FLAGS ())\r\n{tag} OK done\r\n", [Header(5, 22, None)]),
    "no size": ("* 1 FETCH (UID 5 FLAGS ())\r\n{tag} OK done\r\n", [Header(5, 0, None)]),
    "others as well": (
        "* 9 FETCH (FLAGS (\\Seen) UID 9)\r\n* 1 FETCH (UID 5 RFC822.SIZE 22)\r\n{tag} OK done\r\n",
        [Header(5, 22, None)],
    ),
    "passed over though there": ("{tag} OK done\r\n", [Header(5, 0, None)]),
    "refused though there": ("{tag} NO cannot be read\r\n", [Header(5, 0, None)]),
}


@pytest.mark.parametrize("case", SIZES)
def test_strange_sizes_and_dates(case: str) -> None:
    reply, headers = SIZES[case]
    with ScriptedImap({"FETCH SIZE": reply}) as fake, Mailbox(server_at(fake.port)) as mailbox:
        mailbox.select()
        assert list(mailbox.new(0)) == headers


BODIES: dict[str, tuple[Reply, bytes | None]] = {
    "as usual": (IMAP_REPLIES["FETCH BODY"], MESSAGE),
    "quoted": ('* 1 FETCH (UID 5 BODY[]<0> "a: b")\r\n{tag} OK done\r\n', b"a: b"),
    "a number": ("* 1 FETCH (UID 5 BODY[]<0> 123)\r\n{tag} OK done\r\n", b"123"),
    "empty": ('* 1 FETCH (UID 5 BODY[]<0> "")\r\n{tag} OK done\r\n', b""),
}


@pytest.mark.parametrize("case", BODIES)
def test_strange_bodies(case: str) -> None:
    reply, body = BODIES[case]
    with ScriptedImap({"FETCH BODY": reply}) as fake, Mailbox(server_at(fake.port)) as mailbox:
        mailbox.select()
        assert mailbox.fetch(5) == body


def test_a_message_passed_over_without_a_word_is_not_gone() -> None:
    with ScriptedImap({"FETCH BODY": "{tag} OK done\r\n"}) as fake, Mailbox(server_at(fake.port)) as mailbox:
        mailbox.select()
        with pytest.raises(Refused, match="passes it over without a word"):
            mailbox.fetch(5)


@pytest.mark.parametrize(
    "reply",
    [
        "* 1 FETCH (UID 5 BODY[]<0> NIL)\r\n{tag} OK done\r\n",
        "{tag} NO [EXPUNGEISSUED] x\r\n",
        "{tag} OK done\r\n",
    ],
)
def test_taken_away_while_it_is_read(reply: str) -> None:
    replies = {"FETCH BODY": reply, "SEARCH": "* SEARCH\r\n{tag} OK done\r\n"}
    with ScriptedImap(replies) as fake, Mailbox(server_at(fake.port)) as mailbox:
        mailbox.select()
        assert mailbox.fetch(5) is None


def test_a_search_reply_beyond_a_megabyte() -> None:
    uids = range(1_000_000, 1_200_000)
    reply = "* SEARCH " + " ".join(map(str, uids)) + "\r\n{tag} OK done\r\n"
    with ScriptedImap({"SEARCH": reply}) as fake, Mailbox(server_at(fake.port, timeout=10.0)) as mailbox:
        mailbox.select()
        assert mailbox.all_uids() == tuple(uids)


def test_a_folder_that_may_only_be_read() -> None:
    told = "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [UIDNEXT 6] n\r\n{tag} OK [READ-ONLY] done\r\n"
    with ScriptedImap({"SELECT": told, "EXAMINE": told}) as fake, Mailbox(server_at(fake.port)) as mailbox:
        assert mailbox.select() == Position(7, 6, 1, writable=False)
        assert mailbox.fetch(5) == MESSAGE
        assert list(mailbox.new(0)) == [ONE]


def test_a_server_that_tells_uids_only_by_status() -> None:
    replies = {
        "SELECT": "* 1 EXISTS\r\n{tag} OK [READ-WRITE] done\r\n",
        "STATUS": '* STATUS "INBOX" (UIDVALIDITY 9 UIDNEXT 12)\r\n{tag} OK done\r\n',
    }
    with ScriptedImap(replies) as fake, Mailbox(server_at(fake.port)) as mailbox:
        assert mailbox.select() == Position(9, 12, 1)


@pytest.mark.parametrize(
    ("capabilities", "commands"),
    [
        ("MOVE UIDPLUS", ['UID MOVE 5 "Filed"']),
        ("UIDPLUS", ['UID COPY 5 "Filed"', "UID STORE 5 +FLAGS.SILENT (\\Deleted)", "UID EXPUNGE 5"]),
        ("", ['UID COPY 5 "Filed"', "UID STORE 5 +FLAGS.SILENT (\\Deleted)"]),
    ],
)
def test_move_by_what_the_server_can(capabilities: str, commands: list[str]) -> None:
    done = "{tag} OK done\r\n"
    replies = {
        "CAPABILITY": f"* CAPABILITY IMAP4rev1 {capabilities}\r\n{{tag}} OK done\r\n",
        **dict.fromkeys(("MOVE", "COPY", "STORE", "EXPUNGE"), done),
    }
    with ScriptedImap(replies) as fake, Mailbox(server_at(fake.port)) as mailbox:
        mailbox.select()
        before = len(fake.commands)
        mailbox.move(5, "Filed")
        assert fake.commands[before:] == commands


def test_move_refused_for_another_reason_is_told() -> None:
    replies = {
        "MOVE": "{tag} NO [OVERQUOTA] full\r\n",
        "LIST": '* LIST () "/" "Filed"\r\n{tag} OK done\r\n',
    }
    with ScriptedImap(replies) as fake, Mailbox(server_at(fake.port)) as mailbox:
        mailbox.select()
        with pytest.raises(Refused, match="OVERQUOTA"):
            mailbox.move(5, "Filed")
        assert not any(command.startswith("CREATE") for command in fake.commands)


def test_neither_passwords_nor_bodies_reach_a_log(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG), ScriptedImap() as fake, Mailbox(server_at(fake.port)) as mailbox:
        mailbox.select()
        assert mailbox.fetch(5) == MESSAGE
        assert "s3cret-w0rd" not in repr(vars(mailbox))
    said = caplog.text + "".join(capfd.readouterr())
    assert "s3cret-w0rd" not in said
    assert "body" not in said


def test_no_domain_name_lookup_without_ascii() -> None:
    with pytest.raises(OutOfReach, match=r"bücher\.invalid:993: cannot connect: the name does not resolve"):
        Mailbox(MailServer("bücher.invalid", 993)).open()

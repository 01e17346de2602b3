"""What Mailbox promises, on the embedded server and on a real Dovecot alike."""

import os
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.errors import OutOfReach
from mailbot.transport.failures import Dropped, Refused, TooLarge
from mailbot.transport.imap import CHUNK, Header, Mailbox
from tests.servers.fields import ServerFields
from tests.transport.conftest import AT, TOKEN, ImapHost


def letter(number: int, body: str = "body") -> bytes:
    return f"From: a@example.com\r\nSubject: {number}\r\nMessage-ID: <{number}@example.com>\r\n\r\n{body}\r\n".encode()


def plain(headers: list[Header]) -> list[tuple[int, datetime | None, set[str]]]:
    return [(h.size, h.internaldate, set(h.flags) - {"\\Recent"}) for h in headers]


@pytest.mark.parametrize("security", ["tls", "starttls", "none"])
def test_logs_in(host: ImapHost, security: str) -> None:
    with Mailbox(host.server(security)) as mailbox:
        position = mailbox.select()
    assert (position.exists, position.writable) == (0, True)
    assert position.uidvalidity > 0
    assert position.uidnext > 0


def test_logs_in_with_a_token(host: ImapHost) -> None:
    with Mailbox(host.server(token=lambda: TOKEN)) as mailbox:
        assert mailbox.select().exists == 0


REFUSALS: dict[str, tuple[ServerFields, str]] = {
    "wrong password": ({"password": lambda: "wr0ng-s3cret"}, "wrong username or password"),
    "unknown token": ({"token": lambda: "wr0ng-s3cret"}, "the OAuth2 token was not accepted"),
    "no password file": (
        {"password": Path("/nowhere/password").read_text},
        "the password cannot be read (No such file",
    ),
    "untrusted certificate": ({"ca_file": ""}, "is not trusted"),
    "no file of authorities": ({"ca_file": "/nowhere/ca.pem"}, "ca_file /nowhere/ca.pem cannot be read"),
    "nothing listens": ({"port": 1}, "nothing listens there"),
    "unknown name": ({"host": "nowhere.invalid"}, "the name does not resolve"),
    "impossible name": ({"host": "é" * 80}, "no valid host name"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_says_why_it_cannot_get_in(host: ImapHost, case: str) -> None:
    changes, cause = REFUSALS[case]
    server = host.server(**changes)
    with pytest.raises(OutOfReach) as caught, Mailbox(server):
        pass
    said = str(caught.value)
    assert cause in said
    assert server.place in said
    assert "\n" not in said
    assert "wr0ng-s3cret" not in said + repr(server)


def test_certificate_for_another_name(host: ImapHost) -> None:
    server = host.server(host="127.0.0.2")
    with pytest.raises(OutOfReach, match=r"certificate is for another name|nothing listens"), Mailbox(server):
        pass


def test_tls_where_the_server_speaks_none(host: ImapHost) -> None:
    port = host.server("none").port
    with pytest.raises(OutOfReach, match="set security = starttls"), Mailbox(host.server(port=port)):
        pass


def test_position_moves_on(host: ImapHost) -> None:
    with Mailbox(host.server()) as mailbox:
        before = mailbox.select()
        host.put(letter(1))
        after = mailbox.select()
    assert (after.uidvalidity, after.uidnext, after.exists) == (before.uidvalidity, before.uidnext + 1, 1)


def test_sizes_and_dates_before_bodies(host: ImapHost) -> None:
    host.put(letter(1), "\\Seen")
    host.put(letter(2, "x" * 500))
    with Mailbox(host.server()) as mailbox:
        mailbox.select()
        headers = list(mailbox.new(0))
        assert plain(headers) == [(len(letter(1)), AT, {"\\Seen"}), (len(letter(2, "x" * 500)), AT, set())]
        assert [header.uid for header in mailbox.new(headers[0].uid)] == [headers[1].uid]
        assert list(mailbox.new(headers[1].uid)) == [], "n:* gives the last message even below n"
        assert mailbox.all_uids() == tuple(header.uid for header in headers)


def test_a_census_leaves_news_what_it_is(host: ImapHost) -> None:
    host.put(letter(1))
    with Mailbox(host.server()) as mailbox:
        uidnext = mailbox.select().uidnext
        assert mailbox.census() == {uidnext - 1}
        assert mailbox.noop() is True, "nothing was searched for since the folder was opened"
        assert mailbox.census() == {uidnext - 1}
        assert mailbox.noop() is False
        host.put(letter(2))
        mailbox.census()
        assert mailbox.noop() is True


def test_reading_marks_nothing(host: ImapHost) -> None:
    host.put(letter(1))
    with Mailbox(host.server()) as mailbox:
        mailbox.select()
        (header,) = mailbox.new(0)
        assert mailbox.fetch(header.uid) == letter(1)
        assert mailbox.fetch_header(header.uid) == letter(1).partition(b"body")[0]
        assert mailbox.fetch_header(header.uid, limit=9) == letter(1)[:9]
        assert plain(list(mailbox.new(0))) == [(len(letter(1)), AT, set())]


def test_bytes_arrive_as_they_are(host: ImapHost) -> None:
    strange = b'Subject: \xe3\xd1\xcd\r\nX: "\\ {3}\r\n\r\n' + bytes(range(1, 256)).replace(b"\r", b"").replace(
        b"\n", b""
    )
    host.put(strange + b"\r\n)\r\nA1 OK done\r\n")
    with Mailbox(host.server()) as mailbox:
        mailbox.select()
        (header,) = mailbox.new(0)
        assert mailbox.fetch(header.uid) == strange + b"\r\n)\r\nA1 OK done\r\n"


@pytest.mark.parametrize("length", [CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_long_messages_come_in_pieces(host: ImapHost, length: int) -> None:
    head = b"Subject: long\r\n\r\n"
    raw = head + (b"0123456789abcdef" * (length // 16 + 1))[: length - len(head) - 2] + b"\r\n"
    host.put(raw)
    with Mailbox(host.server()) as mailbox:
        mailbox.select()
        (header,) = mailbox.new(0)
        assert mailbox.fetch(header.uid) == raw
        assert mailbox.fetch(header.uid, limit=length) == raw
        with pytest.raises(TooLarge, match=f"longer than {length - 1} bytes"):
            mailbox.fetch(header.uid, limit=length - 1)
        assert mailbox.fetch_header(header.uid) == head, "the connection goes on after TooLarge"


def test_batches(host: ImapHost) -> None:
    with Mailbox(host.server()) as mailbox:
        for number in range(7):
            mailbox.append("INBOX", letter(number), (), AT)
        mailbox.select()
        seen = []
        for header in mailbox.new(0, batch=3):
            seen.append(mailbox.fetch(header.uid))  # other commands between two headers
        assert seen == [letter(number) for number in range(7)]


def test_keyword(host: ImapHost) -> None:
    host.put(letter(1))
    with Mailbox(host.server()) as mailbox:
        mailbox.select()
        (header,) = mailbox.new(0)
        mailbox.mark(header.uid, "$Mailbot")
        mailbox.mark(header.uid, "$Mailbot")
        mailbox.mark(header.uid + 1000, "$Mailbot")
    with Mailbox(host.server()) as mailbox:
        mailbox.select()
        assert plain(list(mailbox.new(0))) == [(len(letter(1)), AT, {"$Mailbot"})]


@pytest.mark.parametrize("folder", ["Filed", "بريد عربي", "À traiter & classer", 'with "quotes"'])
def test_move_creates_the_folder(host: ImapHost, folder: str) -> None:
    host.put(letter(1))
    host.put(letter(2))
    with Mailbox(host.server()) as mailbox:
        mailbox.select()
        for header in mailbox.new(0):
            mailbox.move(header.uid, folder)
        assert mailbox.all_uids() == ()
        mailbox.move(4_000_000, folder)
    with Mailbox(host.server(), folder) as mailbox:
        assert mailbox.select().exists == 2
        assert [mailbox.fetch(uid) for uid in mailbox.all_uids()] == [letter(1), letter(2)]


def test_append_keeps_flags_and_date(host: ImapHost) -> None:
    at = datetime(2021, 2, 16, 21, 59, 59, tzinfo=UTC)
    with Mailbox(host.server(), "Envoyés") as mailbox:
        mailbox.append("Envoyés", letter(3), ("\\Seen",), at)
        mailbox.select()
        assert plain(list(mailbox.new(0))) == [(len(letter(3)), at, {"\\Seen"})]


def test_missing_folder_is_refused(host: ImapHost) -> None:
    with Mailbox(host.server(), "Nowhere") as mailbox:
        with pytest.raises(Refused, match="opening folder Nowhere: the server said no"):
            mailbox.select()
        mailbox.append("Nowhere", letter(1), (), AT)
        assert mailbox.select().exists == 1, "the connection goes on after Refused"


def test_a_message_taken_away_between_search_and_fetch(host: ImapHost) -> None:
    host.put(letter(1))
    host.put(letter(2))
    with Mailbox(host.server()) as mailbox, Mailbox(host.server()) as person:
        mailbox.select()
        person.select()
        first, second = list(mailbox.new(0))
        person.move(first.uid, "Elsewhere")
        # a server may still give it until it has told of the removal (RFC 2180 §4.1); what it may not do is fail
        assert mailbox.fetch(first.uid) in (None, letter(1))
        assert mailbox.fetch_header(first.uid) in (None, letter(1).partition(b"body")[0])
        mailbox.noop()
        assert mailbox.fetch(first.uid) is None
        assert mailbox.fetch_header(first.uid) is None
        assert mailbox.fetch(second.uid) == letter(2)
        mailbox.mark(first.uid, "$Mailbot")
        mailbox.move(first.uid, "Filed")
        assert [header.uid for header in mailbox.new(0)] == [second.uid]


def test_idle_wakes_on_delivery(host: ImapHost) -> None:
    with Mailbox(host.server()) as mailbox:
        mailbox.select()
        assert list(mailbox.new(0)) == []
        thread = threading.Timer(0.2, host.put, [letter(1)])
        thread.start()
        started = time.monotonic()
        assert mailbox.idle(40) is True
        assert time.monotonic() - started < 20
        thread.join()
        assert len(list(mailbox.new(0))) == 1
        assert mailbox.idle(0.05) is False


def test_idle_remembers_what_came_while_it_was_busy(host: ImapHost) -> None:
    host.put(letter(1))
    with Mailbox(host.server()) as mailbox:
        mailbox.select()
        (header,) = mailbox.new(0)
        host.put(letter(2))
        mailbox.noop()
        mailbox.fetch(header.uid)
        host.put(letter(3))
        mailbox.fetch(header.uid)
        started = time.monotonic()
        assert mailbox.idle(40) is True
        assert time.monotonic() - started < 20


def test_idle_ends_when_woken(host: ImapHost) -> None:
    reading, writing = os.pipe()
    with Mailbox(host.server()) as mailbox:
        mailbox.select()
        assert list(mailbox.new(0)) == []
        timer = threading.Timer(0.1, os.write, [writing, b"x"])
        timer.start()
        started = time.monotonic()
        assert mailbox.idle(40, reading) is False
        assert time.monotonic() - started < 20
        assert mailbox.idle(10, reading) is False, "still readable: returns at once"
        timer.join()
    os.close(reading)
    os.close(writing)


def test_noop_tells_of_news_once(host: ImapHost) -> None:
    with Mailbox(host.server()) as mailbox:
        mailbox.select()
        assert list(mailbox.new(0)) == []
        assert mailbox.noop() is False
        host.put(letter(1))
        assert mailbox.noop() is True
        assert mailbox.noop() is False


def test_server_restarts(host: ImapHost) -> None:
    host.put(letter(1))
    mailbox = Mailbox(host.server()).open()
    position = mailbox.select()
    host.stop()
    with pytest.raises(Dropped, match="connection lost"):
        mailbox.noop()
    with pytest.raises(Dropped, match="not connected"):
        mailbox.noop()
    mailbox.close()
    with pytest.raises(OutOfReach, match="nothing listens there"):
        mailbox.open()
    host.start()
    with Mailbox(host.server()) as again:
        assert again.select() == position
        assert [again.fetch(header.uid) for header in again.new(0)] == [letter(1)]


def test_server_stops_during_idle(host: ImapHost) -> None:
    with Mailbox(host.server()) as mailbox:
        mailbox.select()
        assert list(mailbox.new(0)) == []
        timer = threading.Timer(0.2, host.stop)
        timer.start()
        started = time.monotonic()
        with pytest.raises(Dropped):
            mailbox.idle(40)
        assert time.monotonic() - started < 20
        timer.join()
    host.start()

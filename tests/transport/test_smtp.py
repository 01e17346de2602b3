"""One attempt at one letter: against the embedded server, and against servers that fail at every step."""

import dataclasses
import logging
import time
from typing import Any, Unpack

import pytest

from mailbot.demo.certificates import Certificates
from mailbot.demo.smtp_server import EmbeddedSmtp, Taken
from mailbot.errors import OutOfReach
from mailbot.transport.outcome import Delivery, Outcome
from mailbot.transport.server import MailServer, Security
from mailbot.transport.smtp import Relay, check, deliver
from tests.servers.fields import ServerFields
from tests.servers.proxy import Proxy
from tests.servers.scripted import SMTP_REPLIES, Act, Reply, ScriptedSmtp, wait_until

PATIENCE = 0.8  # seconds: the time-out of these tests; a busy machine is to answer in less
AT_MOST = 15.0  # seconds: servers that drip or are silent would keep a client without time-outs for ever
LATER, REFUSED, SENT, UNKNOWN = Outcome.LATER, Outcome.REFUSED, Outcome.SENT, Outcome.UNKNOWN
RAW = b"From: desk@example.org\r\nTo: a@example.com\r\nSubject: x\r\n\r\n.dot\r\nbody\r\n"


def server_at(port: int, /, security: Security = Security.NONE, **changes: Unpack[ServerFields]) -> MailServer:
    server = MailServer("127.0.0.1", port, security, timeout=PATIENCE, connect_timeout=PATIENCE)
    return dataclasses.replace(server, **changes)


def attempt(
    fake: ScriptedSmtp,
    raw: bytes = RAW,
    recipient: str = "a@example.com",
    security: Security = Security.NONE,
    **changes: Unpack[ServerFields],
) -> Delivery:
    started = time.monotonic()
    result = deliver(raw, "desk@example.org", recipient, server_at(fake.port, security, **changes))
    assert time.monotonic() - started < AT_MOST, "waited too long"
    return result


@pytest.mark.parametrize("security", ["tls", "starttls", "none"])
@pytest.mark.parametrize("login", ["password", "token", "no login"])
def test_sends(certificates: Certificates, security: str, login: str) -> None:
    users = {} if login == "no login" else {"desk": "s3cret"}
    with EmbeddedSmtp(users, certificates, security, {"t0ken": "desk"} if users else {}) as smtp:
        server = MailServer(
            smtp.host,
            smtp.port,
            Security(security),
            "desk" if users else "",
            lambda: "s3cret",
            str(certificates.ca),
            token=(lambda: "t0ken") if login == "token" else None,
        )
        result = deliver(RAW, "desk@example.org", "a@example.com", server)
        assert result == Delivery(SENT, "end of message: 250 2.0.0 queued as 1", 250)
        assert smtp.taken == (
            Taken(
                "desk@example.org",
                ("a@example.com",),
                RAW,
                "desk" if users else "",
                security != "none",
                (f"SIZE={len(RAW)}",),
            ),
        )
        check(server)


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "password": ({"password": lambda: "wr0ng"}, "login refused for desk at .* 535 .*wrong username or password"),
    "token": ({"token": lambda: "wr0ng"}, "login refused for desk at .* 535 .*OAuth2 token was not accepted"),
    "authority": ({"ca_file": ""}, "certificate is not trusted"),
    "port": ({"port": 1}, "nothing listens there"),
    "name": ({"host": "nowhere.invalid"}, "name does not resolve"),
    "security": ({"security": Security.TLS}, "no TLS on this port|TLS could not"),
}


@pytest.mark.parametrize("case", WRONG)
def test_out_of_reach_is_later(certificates: Certificates, case: str) -> None:
    changes, cause = WRONG[case]
    with EmbeddedSmtp({"desk": "s3cret"}, certificates, "starttls", {"t0ken": "desk"}) as smtp:
        good = MailServer(smtp.host, smtp.port, Security.STARTTLS, "desk", lambda: "s3cret", str(certificates.ca))
        server = dataclasses.replace(good, **changes)
        result = deliver(RAW, "desk@example.org", "a@example.com", server)
        assert (result.outcome, result.unreachable) == (LATER, True)
        with pytest.raises(OutOfReach, match=cause) as caught:
            check(server)
        assert str(caught.value) == result.detail
        assert server.place in result.detail
        assert "wr0ng" not in result.detail
        assert smtp.taken == ()


def test_a_server_without_starttls_gets_no_password() -> None:
    with ScriptedSmtp({"EHLO": "250-x\r\n250 AUTH PLAIN\r\n"}) as fake:
        result = attempt(fake, security=Security.STARTTLS, username="desk", password=lambda: "s3cret")
        assert (result.outcome, result.unreachable) == (LATER, True)
        assert "offers no STARTTLS" in result.detail
        assert wait_until(lambda: fake.commands[-1:] != [])
        assert {command.split(" ")[0] for command in fake.commands} <= {"ehlo", "QUIT"}


def test_a_server_without_login() -> None:
    with ScriptedSmtp() as fake:
        result = attempt(fake, username="desk", password=lambda: "s3cret")
    assert (result.outcome, result.unreachable) == (LATER, True)
    assert "it offers no login" in result.detail


def test_login_by_the_word_login() -> None:
    talk = {"AUTH": "334 VXNlcg==\r\n", "ZSOP": "334 UGFzcw==\r\n", "C8OPY3JLDA==": "235 in\r\n"}  # by upper-case verb
    with ScriptedSmtp({"EHLO": "250-x\r\n250 AUTH LOGIN\r\n", **talk}) as fake:
        assert attempt(fake, username="fé", password=lambda: "sécret").outcome is SENT
        assert fake.commands[1:4] == ["AUTH LOGIN", "ZsOp", "c8OpY3JldA=="]


CODES = [
    "421 4.3.2 closing",
    "450 4.2.1 busy",
    "451 4.3.0 error",
    "452 4.3.1 full",
    "550 5.1.1 nobody",
    "552 5.2.2 full",
    "554 5.7.1 no",
]


@pytest.mark.parametrize("reply", CODES)
@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "MIDDLE", "MESSAGE"])
def test_refusals_of_the_letter(step: str, reply: str) -> None:
    with ScriptedSmtp({step: f"{reply}\r\n"}) as fake:
        result = attempt(fake)
        assert (result.outcome, result.code) == (LATER if reply[0] == "4" else REFUSED, int(reply[:3]))
        assert reply in result.detail
        assert fake.messages == ([RAW.replace(b"\r\n.", b"\r\n..")] if step == "MESSAGE" else [])


@pytest.mark.parametrize("reply", CODES)
@pytest.mark.parametrize("step", ["CONNECT", "EHLO"])
def test_refusals_of_the_service(step: str, reply: str) -> None:
    with ScriptedSmtp({step: f"{reply}\r\n"}) as fake:
        result = attempt(fake)
    assert (result.outcome, result.unreachable) == (LATER, True)
    assert reply in result.detail


def test_a_silent_service_may_want_tls() -> None:
    with ScriptedSmtp({"CONNECT": Act.SILENCE}) as fake:
        detail = attempt(fake).detail
    assert "no answer in time: a firewall in between" in detail
    assert detail.endswith("; or this port wants TLS from the first byte (993 IMAP, 465 SMTP): then set security = tls")


BREAKS: dict[str, Reply] = {
    "hangs up": Act.HANG_UP,
    "reset": Act.RESET,
    "silent": Act.SILENCE,
    "drips": Act.DRIP,
    "chatters": Act.CHATTER,
    "half a reply": (b"250", Act.HANG_UP),
    "half a long reply": (b"250-ok\r\n", Act.HANG_UP),
    "nonsense": "what?\r\n",
}


STEPS = ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "MIDDLE"]
EARLY = [
    (step, how) for step in STEPS for how in BREAKS if (step, how) != ("MIDDLE", "silent")
]  # so every server listens


@pytest.mark.parametrize(("step", "how"), EARLY)
def test_broken_before_the_end_is_later(step: str, how: str) -> None:
    with ScriptedSmtp({step: BREAKS[how]}) as fake:
        result = attempt(fake)
        assert result.outcome is LATER, result.detail
        assert result.unreachable is (step in ("CONNECT", "EHLO"))
        assert fake.messages == []


@pytest.mark.parametrize("how", BREAKS)
def test_broken_after_the_end_is_unknown(how: str) -> None:
    with ScriptedSmtp({"MESSAGE": BREAKS[how]}) as fake:
        result = attempt(fake)
        assert result.outcome is UNKNOWN, result.detail
        assert len(fake.messages) == 1


def test_a_large_letter_to_a_server_that_gives_up() -> None:
    with ScriptedSmtp({"MIDDLE": Act.RESET, "EHLO": "250 x\r\n"}) as fake:
        long = RAW + (b"x" * 70 + b"\r\n") * 50_000
        assert deliver(long, "desk@example.org", "a@example.com", server_at(fake.port)).outcome is LATER


def test_a_server_that_stops_reading() -> None:
    with ScriptedSmtp({"MIDDLE": Act.SILENCE, "EHLO": "250 x\r\n"}) as fake:
        long = RAW + (b"x" * 70 + b"\r\n") * 200_000
        assert deliver(long, "desk@example.org", "a@example.com", server_at(fake.port)).outcome is LATER


@pytest.mark.parametrize("direction", ["to the server", "from the server"])
def test_a_line_cut_anywhere_never_lies(direction: str) -> None:
    """LATER and REFUSED only where nothing arrived, SENT only where it did; UNKNOWN only at the very end."""
    letter = RAW + b"a line of a letter\r\n" * 10
    ends: list[Outcome] = []
    with EmbeddedSmtp() as smtp, Proxy(smtp.port) as proxy:
        for cut in range(1, 470, 23):
            if direction == "to the server":
                proxy.cut_up_after = cut
            else:
                proxy.cut_down_after = cut
            before = len(smtp.taken)
            result = deliver(letter, "desk@example.org", "a@example.com", server_at(proxy.port, timeout=5.0))
            arrived = len(smtp.taken) - before
            if result.outcome is not UNKNOWN:
                assert arrived == (1 if result.outcome is SENT else 0), f"{result} after {cut} bytes {direction}"
            ends.append(result.outcome)
    assert set(ends) >= {LATER, SENT}
    assert ends == sorted(ends, key=[LATER, UNKNOWN, SENT].index)
    assert ends.count(UNKNOWN) <= 3, "a break in the middle of the message must be told from one after its end"


def test_a_reply_too_many_never_passes_for_the_last_one() -> None:
    with ScriptedSmtp({"RCPT": "250 ok\r\n354 go on\r\n250 taken\r\n"}) as fake:
        assert attempt(fake).outcome is LATER
        assert fake.messages == []


def test_helo_where_the_server_is_old() -> None:
    with ScriptedSmtp({"EHLO": "502 what?\r\n"}) as fake:
        assert attempt(fake).outcome is SENT
        assert fake.commands[1:4] == ["helo [127.0.0.1]", "MAIL FROM:<desk@example.org>", "RCPT TO:<a@example.com>"]


def test_addresses_beyond_ascii(certificates: Certificates) -> None:
    with EmbeddedSmtp() as smtp:
        result = deliver(RAW, "", "سلمى@bücher.example", server_at(smtp.port))
        assert result.outcome is SENT
        assert [(t.sender, t.recipients) for t in smtp.taken] == [("", ("سلمى@xn--bcher-kva.example",))]
        assert smtp.taken[0].options == ("SMTPUTF8", f"SIZE={len(RAW)}")
    with EmbeddedSmtp(smtputf8=False) as smtp:
        result = deliver(RAW, "desk@example.org", "سلمى@example.com", server_at(smtp.port))
        assert result.outcome is REFUSED
        assert "SMTPUTF8" in result.detail
        assert deliver(RAW, "desk@example.org", "a@bücher.example", server_at(smtp.port)).outcome is SENT


def test_long_lines_and_strange_line_ends() -> None:
    raw = b"Subject: x\nMIME-Version: 1.0\n\n" + b"z" * 5000 + b"\n.\nend"
    with EmbeddedSmtp() as smtp:
        assert deliver(raw, "desk@example.org", "a@example.com", server_at(smtp.port)).outcome is SENT
        (taken,) = smtp.taken
    assert max(map(len, taken.content.split(b"\r\n"))) <= 998
    assert b"\n" not in taken.content.replace(b"\r\n", b"")


def test_too_large_for_the_server() -> None:
    with EmbeddedSmtp(max_size=1000) as smtp:
        result = deliver(RAW + b"x" * 70 + b"\r\n" * 1000, "desk@example.org", "a@example.com", server_at(smtp.port))
        assert result.outcome is REFUSED
        assert "takes at most 1000 bytes" in result.detail


def test_several_letters_over_one_connection() -> None:
    with ScriptedSmtp() as fake:
        with Relay(server_at(fake.port)) as relay:
            first = relay.deliver(RAW, "desk@example.org", "a@example.com")
            fake.replies["RCPT"] = "550 5.1.1 nobody\r\n"
            second = relay.deliver(RAW, "desk@example.org", "b@example.com")
            fake.replies["RCPT"] = SMTP_REPLIES["RCPT"]
            third = relay.deliver(RAW, "desk@example.org", "c@example.com")
        assert [first.outcome, second.outcome, third.outcome] == [SENT, REFUSED, SENT]
        assert (fake.accepted, len(fake.messages)) == (1, 2)


@pytest.mark.parametrize("reset", [Act.HANG_UP, Act.RESET, "421 4.4.2 idle too long\r\n", "what?\r\n"])
def test_an_old_connection_that_died_is_replaced(reset: Reply) -> None:
    with ScriptedSmtp() as fake:
        with Relay(server_at(fake.port)) as relay:
            first = relay.deliver(RAW, "desk@example.org", "a@example.com")
            fake.replies["RSET"] = reset
            second = relay.deliver(RAW, "desk@example.org", "b@example.com")
        assert [first.outcome, second.outcome] == [SENT, SENT]
        assert (fake.accepted, len(fake.messages)) == (2, 2)


@pytest.mark.parametrize("how", [Act.HANG_UP, Act.RESET, "421 4.3.2 closing\r\n"])
def test_after_a_broken_letter_comes_a_new_connection(how: Reply) -> None:
    with ScriptedSmtp({"MESSAGE": how}) as fake:
        with Relay(server_at(fake.port)) as relay:
            first = relay.deliver(RAW, "desk@example.org", "a@example.com")
            fake.replies["MESSAGE"] = SMTP_REPLIES["MESSAGE"]
            second = relay.deliver(RAW, "desk@example.org", "b@example.com")
        assert first.outcome is (LATER if isinstance(how, str) else UNKNOWN)
        assert second.outcome is SENT
        assert fake.accepted == 2


def test_neither_passwords_nor_bodies_reach_a_log(
    certificates: Certificates, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG), ScriptedSmtp({"EHLO": "250-x\r\n250 AUTH PLAIN\r\n"}) as fake:
        assert attempt(fake, username="desk", password=lambda: "s3cret").outcome is SENT
        fake.replies["AUTH"] = "535 5.7.8 AGRlc2sAczNjcmV0 (s3cret) is wrong\r\n"
        detail = attempt(fake, username="desk", password=lambda: "s3cret").detail
    said = caplog.text + "".join(capfd.readouterr()) + detail
    assert "s3cret" not in said
    assert "AGRlc2sAczNjcmV0" not in said
    assert "body" not in said


def test_a_letter_taken_back_before_its_end_never_arrives() -> None:
    def fails() -> bool:
        raise RuntimeError("the register is away")

    with ScriptedSmtp() as fake, Relay(server_at(fake.port)) as relay:
        result = relay.deliver(RAW, "desk@example.org", "a@example.com", lambda: False)
        assert (result.outcome, result.unreachable) == (LATER, False)
        with pytest.raises(RuntimeError, match="register is away"):
            relay.deliver(RAW, "desk@example.org", "a@example.com", fails)
        assert relay.deliver(RAW, "desk@example.org", "a@example.com", lambda: True).outcome is SENT
        assert wait_until(lambda: fake.accepted == 3)
        assert len(fake.messages) == 1

"""The parts of transport that touch nothing: back-off, causes, classification, the form of a letter on the wire."""

import email
import email.policy
import socket
import ssl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.transport import wire_form
from mailbot.transport.backoff import delay
from mailbot.transport.causes import clean, why_login_refused, why_silent, why_unreachable
from mailbot.transport.fitting import Fitted, Unfit, fit
from mailbot.transport.outcome import Delivery, Outcome, Step, broken, classify
from mailbot.transport.server import MailServer

RAW = b"From: a@example.org\r\nSubject: x\r\n\r\nbody\r\n"


def test_backoff_grows_and_stays_below_half_a_minute() -> None:
    assert [delay(n) for n in range(9)] == [0, 1, 2, 5, 8, 8, 8, 8, 8]
    assert delay(10**9) == 8


def test_a_server_shows_no_secret() -> None:
    server = MailServer("h", 993, username="u", password=lambda: "s3cret", token=lambda: "t0ken")
    assert "s3cret" not in repr(server)
    assert "t0ken" not in repr(server)
    assert MailServer("::1", 993).place == "[::1]:993"


@pytest.mark.parametrize(
    ("said", "cleaned"),
    [
        (b"no\r\nway\x00\x1b[31m", "no way [31m"),
        ("the p4ss is wrong", "the *** is wrong"),
        ("x" * 300, "x" * 199 + "…"),
        ("\u202eevil", "evil"),
        (b"\xff\xfe", "\ufffd\ufffd"),
    ],
)
def test_a_servers_words_are_made_harmless(said: bytes | str, cleaned: str) -> None:
    assert clean(said, ["p4ss", ""]) == cleaned


def _certificate_error(reason: str) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "failed")
    error.verify_message = reason
    return error


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (socket.gaierror(-2, "x"), "the name does not resolve"),
        (ConnectionRefusedError(), "nothing listens there"),
        (TimeoutError(), "a firewall in between"),
        (ConnectionResetError(), "was reset"),
        (EOFError(), "closed by the server"),
        (_certificate_error("certificate has expired"), "out of date"),
        (_certificate_error("Hostname mismatch, certificate is not valid for 'x'"), "for another name"),
        (_certificate_error("self-signed certificate"), "set ca_file"),
        (ssl.SSLError(1, "x"), "TLS could not be agreed on"),
        (OSError(113, "No route to host"), "No route to host"),
        (OSError(), "OSError"),
    ],
)
def test_why_unreachable(error: BaseException, cause: str) -> None:
    assert cause in why_unreachable(error)


def test_silence_may_mean_that_tls_is_awaited() -> None:
    hint = why_silent(TimeoutError(), tls=False)
    assert hint.startswith("; or this port wants TLS from the first byte")
    assert [why_silent(TimeoutError(), tls=True), why_silent(EOFError(), tls=False), why_silent(None, tls=False)] == [
        ""
    ] * 3


@pytest.mark.parametrize(
    ("host", "said", "token", "cause"),
    [
        ("imap.example.org", "[AUTHENTICATIONFAILED] no", False, "wrong username or password"),
        ("outlook.office365.com", "LOGIN failed.", False, "docs/microsoft365.md"),
        ("imap.gmail.com", "[AUTHENTICATIONFAILED] Invalid credentials", False, "docs/google.md"),
        ("imap.gmail.com", "[AUTHENTICATIONFAILED] Invalid credentials", True, "OAuth2 token was not accepted"),
        (
            "smtp.example.org",
            "535 5.7.139 Authentication unsuccessful, basic authentication is disabled",
            False,
            "OAuth2",
        ),
        ("notgmail.company", "no", False, "wrong username or password"),
        ("imap.example.org", "[UNAVAILABLE] directory down", False, "just now"),
        ("imap.example.org", "[PRIVACYREQUIRED]", False, "only over TLS"),
        ("smtp.example.org", "530 5.7.0 Must issue a STARTTLS command first", False, "only over TLS"),
    ],
)
def test_why_login_refused(host: str, said: str, token: bool, cause: str) -> None:
    assert cause in why_login_refused(host, said, token)


LATER, REFUSED, SENT, UNKNOWN = Outcome.LATER, Outcome.REFUSED, Outcome.SENT, Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("step", "code", "outcome", "unreachable"),
    [
        (Step.CONNECT, 421, LATER, True),
        (Step.CONNECT, 554, LATER, True),
        (Step.EHLO, 550, LATER, True),
        (Step.STARTTLS, 454, LATER, True),
        (Step.AUTH, 535, LATER, True),
        (Step.MAIL, 421, LATER, True),
        (Step.MAIL, 451, LATER, False),
        (Step.MAIL, 530, LATER, True),
        (Step.MAIL, 550, REFUSED, False),
        (Step.MAIL, 552, REFUSED, False),
        (Step.RCPT, 421, LATER, False),
        (Step.RCPT, 450, LATER, False),
        (Step.RCPT, 452, LATER, False),
        (Step.RCPT, 550, REFUSED, False),
        (Step.RCPT, 354, LATER, False),
        (Step.DATA, 250, LATER, False),
        (Step.DATA, 451, LATER, False),
        (Step.DATA, 554, REFUSED, False),
        (Step.MESSAGE, 250, SENT, False),
        (Step.MESSAGE, 251, SENT, False),
        (Step.MESSAGE, 354, UNKNOWN, False),
        (Step.MESSAGE, 199, UNKNOWN, False),
        (Step.MESSAGE, 421, LATER, False),
        (Step.MESSAGE, 452, LATER, False),
        (Step.MESSAGE, 554, REFUSED, False),
    ],
)
def test_classify(step: Step, code: int, outcome: Outcome, unreachable: bool) -> None:
    result = classify(step, code, b"words")
    assert (result.outcome, result.code, result.unreachable) == (outcome, code, unreachable)
    assert f"{step}: {code} words" in result.detail


def test_classify_tells_the_words_once() -> None:
    said = b"5.7.1 Service unavailable;\n5.7.1 client host blocked"
    assert classify(Step.RCPT, 554, said) == Delivery(
        REFUSED, "RCPT TO: 554 5.7.1 Service unavailable; client host blocked", 554
    )


@pytest.mark.parametrize("step", Step)
def test_broken(step: Step) -> None:
    result = broken(step, "why")
    early = step in (Step.CONNECT, Step.EHLO, Step.STARTTLS, Step.AUTH)
    assert (result.outcome, result.unreachable) == (UNKNOWN if step is Step.MESSAGE else LATER, early)
    assert "why" in result.detail


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        (b"a\nb\rc\r\nd", b"a\r\nb\r\nc\r\nd\r\n"),
        (b"a\r\r\nb\n", b"a\r\n\r\nb\r\n"),
        (b"", b"\r\n"),
        (RAW, RAW),
    ],
)
def test_line_ends(raw: bytes, lines: bytes) -> None:
    assert wire_form.with_crlf(raw) == lines


def test_dots() -> None:
    assert wire_form.stuffed(b".\r\n..\r\na.\r\n.b\r\n") == b"..\r\n...\r\na.\r\n..b\r\n"


@given(st.binary(max_size=200))
def test_no_content_can_end_the_message_early(content: bytes) -> None:
    sent = wire_form.stuffed(wire_form.with_crlf(content))
    assert b"\r\n.\r\n" not in b"\r\n" + sent
    assert b"\n" not in sent.replace(b"\r\n", b"")
    assert b"\r" not in sent.replace(b"\r\n", b"")
    received = b"".join(line.removeprefix(b".") for line in sent.splitlines(keepends=True))
    assert received == wire_form.with_crlf(content)


MIXED = (
    b"From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n"
    b"Content-Transfer-Encoding: 8bit\r\n\r\n"
    b"--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    + "سلام".encode()
    + b"\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>plain</p>\r\n"
    b"--b\r\nContent-Type: text/plain\r\n\r\n" + b"y" * 2000 + b"\r\n--b--\r\n"
)


def test_seven_bit_keeps_every_header_and_every_text() -> None:
    sent = wire_form.seven_bit(MIXED)
    assert sent.isascii()
    assert not wire_form.has_long_lines(sent)
    before = email.message_from_bytes(MIXED, policy=email.policy.default)
    after = email.message_from_bytes(sent, policy=email.policy.default)
    assert [part.get_payload(decode=True) for part in after.walk()] == [
        part.get_payload(decode=True) for part in before.walk()
    ]
    assert (after["From"], after["Subject"]) == (before["From"], before["Subject"])


ALL = {"size": "10000", "8bitmime": "", "smtputf8": ""}
EIGHT = RAW + "é\r\n".encode()


@pytest.mark.parametrize(
    ("raw", "sender", "recipient", "offers", "options", "to"),
    [
        (RAW, "a@b.org", "c@d.org", {}, (), "c@d.org"),
        (RAW, "", "c@d.org", ALL, (f"SIZE={len(RAW)}",), "c@d.org"),
        (RAW, "a@b.org", "c@bücher.example", {}, (), "c@xn--bcher-kva.example"),
        (RAW, "a@b.org", "c@straße.example", {"smtputf8": ""}, ("SMTPUTF8",), "c@straße.example"),
        (RAW, "a@b.org", "سلمى@d.org", {"smtputf8": ""}, ("SMTPUTF8",), "سلمى@d.org"),
        (EIGHT, "a@b.org", "c@d.org", {"8bitmime": ""}, ("BODY=8BITMIME",), "c@d.org"),
        (EIGHT, "a@b.org", "c@d.org", {}, (), "c@d.org"),
        (RAW, "a@b.org", "c@d.org", {"size": "0"}, (f"SIZE={len(RAW)}",), "c@d.org"),
    ],
)
def test_fit(
    raw: bytes, sender: str, recipient: str, offers: dict[str, str], options: tuple[str, ...], to: str
) -> None:
    fitted = fit(raw, sender, recipient, offers)
    assert (fitted.options, fitted.recipient, fitted.sender) == (options, to, sender)
    assert fitted.lines.isascii() or "8bitmime" in offers
    if raw is RAW:
        assert fitted == Fitted(RAW, sender, to, options)


@pytest.mark.parametrize(
    ("raw", "recipient", "offers", "fault"),
    [
        (RAW, "سلمى@d.org", {}, "SMTPUTF8"),
        (RAW.replace(b"x", "é".encode()), "c@d.org", {"8bitmime": ""}, "SMTPUTF8"),
        (RAW, "c@d.org", {"size": "10"}, f"at most 10 bytes; this letter has {len(RAW)}"),
        (RAW, "c@d.org>\r\nRCPT TO:<e@f.org", ALL, "control character"),
        (RAW, "", ALL, "no recipient"),
    ],
)
def test_unfit(raw: bytes, recipient: str, offers: dict[str, str], fault: str) -> None:
    with pytest.raises(Unfit, match=fault):
        fit(raw, "a@b.org", recipient, offers)

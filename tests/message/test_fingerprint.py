"""The same message again, and messages that only look alike."""

import pytest

from mailbot.message.fingerprint import CHUNK, fingerprint

MESSAGE = (
    b"From: a@b.example\r\nSubject: report\r\n and annex\r\nMessage-ID: <1@b.example>\r\n\r\nHere it is.\r\nBye\r\n"
)


@pytest.mark.parametrize(
    "copy",
    [
        MESSAGE,
        b"Return-Path: <a@b.example>\r\nDelivered-To: x\r\nReceived: from a\r\n by b; date\r\nX-Spam: no\r\n" + MESSAGE,
        b"Authentication-Results: mx; dkim=pass\r\nARC-Seal: i=1\r\nReceived-SPF: pass\r\n" + MESSAGE,
        MESSAGE.replace(b"\r\n", b"\n"),
        MESSAGE + b"\r\n\r\n",
        MESSAGE.rstrip(),
        b"From a@b.example Thu Feb  4 13:12:00 2021\n" + MESSAGE.replace(b"\r\n", b"\n"),
        b">From a@b.example Thu Feb  4 13:12:00 2021\r\n" + MESSAGE,
        MESSAGE.replace(b"Message-ID:", b"message-id:"),
        MESSAGE.replace(b"report\r\n and", b"report and"),
    ],
)
def test_the_same(copy: bytes) -> None:
    assert fingerprint(copy) == fingerprint(MESSAGE)


@pytest.mark.parametrize(
    "other",
    [
        MESSAGE.replace(b"Bye", b"bye"),
        MESSAGE.replace(b"<1@", b"<2@"),
        MESSAGE.replace(b"report", b"Report"),
        MESSAGE.replace(b"Here it is.\r\n", b"Here it is.\r\n\r\n"),
        b"Cc: c@b.example\r\n" + MESSAGE,
        b"",
        b"\r\n",
    ],
)
def test_another(other: bytes) -> None:
    assert fingerprint(other) != fingerprint(MESSAGE)


def test_a_line_end_between_two_chunks() -> None:
    body = b"x" * ((1 << 20) - 1) + b"\r\n" + b"y" * (1 << 20)
    assert fingerprint(b"A: b\r\n\r\n" + body) == fingerprint(b"A: b\n\n" + body.replace(b"\r\n", b"\n"))


@pytest.mark.parametrize("size", [CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 3])
@pytest.mark.parametrize("ends", [b"", b"\r\n", b"\r\n" * 5, b"\n\r\n\n"])
def test_line_ends_at_the_end_of_a_chunk_and_of_the_message(size: int, ends: bytes) -> None:
    body = (b"word\r\n" * (size // 6 + 1))[: size - 12] + b"e"
    assert fingerprint(b"A: b\r\n\r\n" + body + ends) == fingerprint(b"A: b\n\n" + body.replace(b"\r\n", b"\n"))
    assert (
        fingerprint(b"A: b\r\n\r\n" + body + ends + b"more") != fingerprint(b"A: b\r\n\r\n" + body + b"more")
        or not ends
    )

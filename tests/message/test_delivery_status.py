"""Notifications of non-delivery: what they cite and what they say."""

import pytest

from mailbot.message.delivery_status import Report, failure_in
from mailbot.message.parse import parse

DSN = """Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.example>
To: review@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

This is the mail system at host mx.example.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; amal@org.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {words}
--b
Content-Type: {kind}

From: review@example.org
Message-ID: <letter@example.org>
Subject: S-0001

--b--
"""


@pytest.mark.parametrize(
    ("action", "status", "words", "kind", "expected"),
    [
        (
            "failed",
            "5.1.1",
            "550 no such user",
            "message/rfc822",
            Report(("<letter@example.org>",), "5.1.1 smtp; 550 no such user"),
        ),
        (
            "failed",
            "5.2.2",
            "552 full",
            "text/rfc822-headers",
            Report(("<letter@example.org>",), "5.2.2 smtp; 552 full"),
        ),
        ("delayed", "4.4.1", "timed out", "message/rfc822", None),
        ("delivered", "2.0.0", "ok", "message/rfc822", None),
    ],
)
def test_failure_in(action: str, status: str, words: str, kind: str, expected: Report | None) -> None:
    raw = DSN.format(action=action, status=status, words=words, kind=kind)
    assert failure_in(parse(raw.encode())) == expected


def test_a_mail_of_old_programs_cites_in_its_text() -> None:
    head = b"Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\n\n"
    raw = head + b"Sorry, no mailbox here.\n\nMessage-ID: <letter@example.org>\n"
    assert failure_in(parse(raw)) == Report(("<letter@example.org>",), "returned by a mail server")


def test_people_report_no_failure() -> None:
    raw = b"Return-Path: <a@org.example>\nFrom: a@org.example\nSubject: Hello\n\nMessage-ID: <letter@example.org>\n"
    assert failure_in(parse(raw)) is None

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
    assert failure_in(parse(raw), returned=True) == Report(("<letter@example.org>",), "returned by a mail server")


@pytest.mark.parametrize(
    "cites",
    [
        "--- Below this line is a copy of the message.\n\nMessage-ID: <letter@example.org>",
        "> From: review@example.org\n> Message-Id: <letter@example.org>",
        "   | Message-ID: <letter@example.org>",
    ],
)
def test_returned_mail_without_report_parts_cites_in_many_ways(cites: str) -> None:
    raw = f"From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\nSorry.\n\n{cites}\n".encode()
    assert failure_in(parse(raw), returned=True) == Report(("<letter@example.org>",), "returned by a mail server")


def test_a_returned_message_attached_as_text_is_read() -> None:
    raw = (
        b"From: MAILER-DAEMON@mx.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\n\nNot delivered.\n--b\nContent-Type: text/plain; name=original.txt\n\n"
        b"Subject: S-0001\nMessage-ID: <letter@example.org>\n--b--\n"
    )
    assert failure_in(parse(raw), returned=True) == Report(("<letter@example.org>",), "returned by a mail server")


@pytest.mark.parametrize(
    "words",
    [
        "THIS IS A WARNING MESSAGE ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.",
        "Your message has not yet been delivered. Delivery attempts will continue.",
        "This message hasn't been delivered yet. It will be retried.",
    ],
)
def test_who_still_tries_reports_no_failure(words: str) -> None:
    raw = f"From: MAILER-DAEMON@mx.example\nSubject: Warning\n\n{words}\n\nMessage-ID: <letter@example.org>\n".encode()
    assert failure_in(parse(raw), returned=True) is None


def test_an_absence_notice_reports_no_failure_though_it_cites_the_letter_and_has_no_return_path() -> None:
    raw = (
        b"Return-Path: <>\nFrom: a@org.example\nAuto-Submitted: auto-replied\nSubject: Automatic reply: S-0001\n"
        b"In-Reply-To: <letter@example.org>\n\nI am out of the office.\n"
    )
    assert failure_in(parse(raw)) is None


def test_people_report_no_failure() -> None:
    raw = b"Return-Path: <a@org.example>\nFrom: a@org.example\nSubject: Hello\n\nMessage-ID: <letter@example.org>\n"
    assert failure_in(parse(raw)) is None

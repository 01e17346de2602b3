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


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        # RFC 3464 §2.3.3: a comment after the action; OpenSMTPD's own word; a report without an action.
        ("Action: failed (bad destination mailbox)\nStatus: 5.1.1", "5.1.1"),
        ("Action: error\nStatus: 5.0.0", "5.0.0"),
        ("Status: 5.2.2\nDiagnostic-Code: smtp; 552 full", "5.2.2 smtp; 552 full"),
        ("Status: 4.4.1", None),
        ("Action: relayed\nStatus: 2.0.0", None),
        # A diagnosis over several lines, and before the status.
        (
            "Action: failed\nDiagnostic-Code: smtp; 550-5.1.1 No such\n 550 5.1.1 user\nStatus: 5.1.1",
            "5.1.1 smtp; 550-5.1.1 No such 550 5.1.1 user",
        ),
        # Fields that an empty line parts.
        ("Action: failed\n\nFinal-Recipient: rfc822; b@org.example\nStatus: 4.7.0", "4.7.0"),
        # Of several recipients only those who were not reached.
        (
            "Action: delivered\nStatus: 2.0.0\n\nFinal-Recipient: rfc822; b@org.example\nAction: failed\nStatus: 5.1.1",
            "5.1.1",
        ),
    ],
)
def test_the_fields_of_each_recipient_decide(fields: str, expected: str | None) -> None:
    given = "Action: {action}\nStatus: {status}\nDiagnostic-Code: smtp; {words}"
    found = failure_in(parse(DSN.replace(given, fields).replace("{kind}", "message/rfc822").encode()))
    assert (found.status if found else None) == expected


OLD = """From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example>
To: review@example.org
Subject: Returned mail

{words}

--- Below is a copy of the message.
Message-ID: <letter@example.org>
Subject: 550 seats
"""


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (
            "   ----- Transcript of session follows -----\n>>> RCPT To:<a@org.example>\n"
            "<<< 550 5.1.1 <a@org.example>... User unknown",
            "550 5.1.1 <a@org.example>... User unknown",
        ),
        ("<a@org.example>:\nSorry, no mailbox here by that name. (#5.1.1)", "5.1.1"),
        ("<a@org.example>:\nRemote host said: 552 mailbox full", "552 mailbox full"),
        ("a@org.example\n  550 unknown user", "550 unknown user"),
        ("The address a@org.example does not exist.", "returned by a mail server"),
    ],
)
def test_what_servers_of_before_the_standard_say(words: str, status: str) -> None:
    raw = OLD.format(words=words).encode()
    assert failure_in(parse(raw), returned=True) == Report(("<letter@example.org>",), status)


def test_a_report_that_tells_of_no_recipient_is_read_by_its_words() -> None:
    fields = DSN[DSN.index("Final-Recipient") : DSN.index("--b\nContent-Type: {kind}")]
    raw = DSN.replace(fields, "").replace("{kind}", "message/rfc822").encode()
    assert failure_in(parse(raw)) is None
    assert failure_in(parse(raw), returned=True) == Report(("<letter@example.org>",), "returned by a mail server")


def test_where_nothing_else_is_cited_the_last_of_the_references_is() -> None:
    raw = b"From: mailer-daemon@mx.example\nReferences: <first@x.example> <letter@example.org>\n\nUser unknown.\n"
    assert failure_in(parse(raw), returned=True) == Report(("<letter@example.org>",), "returned by a mail server")


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_whatever_ends_its_lines(end: str) -> None:
    """Mail that programs of old Macintoshes saved has CR alone."""
    text = DSN.format(action="failed", status="5.1.1", words="550 no such user", kind="message/rfc822")
    found = failure_in(parse(text.replace("\n", end).encode()))
    assert found == Report(("<letter@example.org>",), "5.1.1 smtp; 550 no such user")

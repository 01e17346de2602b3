"""When mailbot may answer, rule by rule: each rule has its rows here, and each its own name in `reply_reason`.

The numbers are those of the table in docs/guarantees.md, which this test compares with the checks that there are.
"""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from mailbot.intake.answerable import CHECKS as BY_HISTORY
from mailbot.intake.answerable import PER_CONVERSATION, may_answer
from mailbot.intake.arrival import Arrival, LetterPolicy
from mailbot.intake.plan import History
from mailbot.message.parse import parse
from mailbot.understanding.checks import CHECKS as BY_CONTENT
from mailbot.understanding.screening import HOLD, NO_SIGN
from mailbot.understanding.understand import SILENT_OTHERS, understand
from tests.intake.samples import AT
from tests.understanding.mails import CALL, DESK, rules

PAGE = Path(__file__).parents[2] / "docs" / "guarantees.md"
SERVER = "mx.review.example"
NOTHING = "{}, and no submission in it"
NOTICE = "We nominate Ms. Amal Khoury, Director, for the round table."
REPORTED = "Content-Type: multipart/report; report-type={}; boundary=b\n\n--b\n\nx\n--b--\n"


@dataclass(frozen=True)
class Row:
    """A message by what differs from a person's nomination, and why it is not answered ("" : it is answered)."""

    rule: int
    reason: str
    header: str = ""
    sender: str = "Sara <sara@ngo.example>"
    to: str = "desk@review.example"
    subject: str = "Nomination"
    body: str = NOTICE
    history: History = field(default_factory=History)
    arrival: Arrival = field(default_factory=lambda: Arrival(1, AT, AT))

    def __str__(self) -> str:
        told = self.header or f"{self.sender}, {self.subject}: {self.body[:40]}"
        return f"rule {self.rule}: {' '.join(told.split())[:70]}"

    def raw(self) -> bytes:
        """The message as it comes."""
        kind = "" if "Content-Type:" in self.header else "Content-Type: text/plain; charset=utf-8\n"
        header = self.header + "\n" if self.header and not self.header.endswith("\n") else self.header
        who = f"From: {self.sender}\nTo: {self.to}\nSubject: {self.subject}\n"
        return f"{who}MIME-Version: 1.0\n{kind}{header}\n{self.body}\n".encode()


def with_each(rule: int, reason: str, *headers: str) -> tuple[Row, ...]:
    return tuple(Row(rule, reason, header) for header in headers)


def from_each(rule: int, reason: str, *locals_: str) -> tuple[Row, ...]:
    return tuple(Row(rule, reason, sender=f"<{local}@org.example>") for local in locals_)


def said(rule: int, reason: str, *subjects: str, header: str = "", body: str = "...") -> tuple[Row, ...]:
    return tuple(Row(rule, reason, header, subject=subject, body=body) for subject in subjects)


LIST, MACHINE = "mailing list", "header of an automatic sender"
WORDS, WORDS_SIGN = "hold: bounce or absence wording", "bounce or absence wording with a machine sign"
PROGRAM = "hold: may be sent by a program"
TOO_MANY = "hold: too many letters to this sender in 24 hours"
ROWS: tuple[Row, ...] = (
    *with_each(
        1,
        "null return path",
        "Return-Path: <>",
        "Return-Path: < >",
        "Return-Path: <MAILER-DAEMON>",
        "Return-Path: MAILER-DAEMON",
        "Return-Path: <#@[]>",
    ),
    *(Row(1, "no usable sender address", sender=sender) for sender in ("", "Sara", "<>", "undisclosed:;")),
    *(Row(1, "no usable sender address", sender=f"Sara <{to}>") for to in ("s@localhost", "s@[10.0.0.1]", "s@a..b")),
    *with_each(
        2,
        "marked automatic",
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated",
        "AUTO-SUBMITTED: AUTO-NOTIFIED; owner-email=x@y.example",
        "Auto-Submitted: (no) auto-replied (really)",
    ),
    *with_each(2, "", "Auto-Submitted: no", "Auto-Submitted: No (a person); x=y"),
    *with_each(
        3,
        LIST,
        *(f"List-{name}: <x>" for name in ("Id", "Help", "Subscribe", "Post", "Owner", "Archive")),
        "LIST-ID: x",
    ),
    *with_each(
        3,
        LIST,
        *(
            f"List-Unsubscribe: <https://x.example>\n{bulk}"
            for bulk in (
                "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
                "Feedback-ID: 1:2:x",
                "X-CSA-Complaints: x@y.example",
                "X-Mailgun-Sid: x",
                "X-SG-EID: x",
                "X-MC-User: x",
                "X-Campaign: x",
            )
        ),
    ),
    *with_each(3, "hold: may be a newsletter", "List-Unsubscribe: <https://x.example>"),
    *with_each(
        4,
        "bulk precedence",
        *(f"Precedence: {value}" for value in ("bulk", "list", "junk", "auto_reply", "Bulk", "LIST")),
    ),
    *with_each(4, "", "Precedence: first-class"),
    *with_each(
        5,
        "asks for no automatic answer",
        *(f"X-Auto-Response-Suppress: {value}" for value in ("All", "AutoReply", "OOF, DR, all")),
    ),
    *with_each(
        5, "", *(f"X-Auto-Response-Suppress: {value}" for value in ("OOF", "DR", "RN", "NRN", "OOF, DR, RN, NRN"))
    ),
    *with_each(
        6,
        MACHINE,
        *(
            f"{name}: x"
            for name in (
                "X-Autoreply",
                "X-Autoresponse",
                "X-Autorespond",
                "X-Autoresponder",
                "X-AutoReply-From",
                "X-Mail-Autoreply",
                "X-Autogenerated",
                "X-FC-Machinegenerated",
                "X-Failed-Recipients",
                "X-AMAZON-MAIL-RELAY-TYPE",
                "X-Loop",
                "X-No-Ack",
            )
        ),
        "X-Ack: no",
        "X-Apple-Action: vacation",
        "Delivered-To: autoresponder",
        "Feedback-ID: 1:2:x\nX-CSA-Complaints: x@y.example",
    ),
    *with_each(6, "", "X-Ack: yes", "Feedback-ID: 1:2:x", "Feedback-ID: 1:user:proton\nX-Pm-Message-ID: x"),
    *with_each(6, "header of a notifying system", "X-RT-Loop-Prevention: x", "X-ServiceNow-Generated: true"),
    *with_each(
        7,
        "report or receipt of a mail system",
        *(
            REPORTED.format(kind)
            for kind in ("delivery-status", "disposition-notification", "feedback-report", "tlsrpt")
        ),
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nx: y\n--b--\n",
        "Content-Type: text/calendar; method=REPLY",
        "Content-Type: text/calendar; method=CANCEL",
    ),
    Row(7, "report or receipt of a mail system", subject="Accepted: Regional Review", body=""),
    *with_each(7, "", "Content-Type: multipart/signed; boundary=b\n\n--b\n\nWe nominate Ms. Amal Khoury.\n--b--\n"),
    *from_each(
        8,
        "sender that nobody reads",
        *("mailer-daemon", "postmaster", "listserv", "majordomo", "owner-x", "x-owner", "x-request", "x-bounces"),
        *("noreply", "no-reply", "donotreply", "do-not-reply", "NoReply", "team.noreply", "root"),
    ),
    *from_each(8, "", "groot", "inoreplyx", "requests.office", "owner"),
    *from_each(8, "hold: sender that may be a machine", "scanner", "scan2"),
    Row(8, "hold: sender that may be a machine", sender='"Sara via Network" <network@ngo.example>'),
    Row(8, "", sender="La Via Campesina <office@viacampesina.example>"),
    *(
        Row(8, PROGRAM, header, body="When does the review begin?")
        for header in (
            "Return-Path: <www-data@vps.example>",
            "Return-Path: <bounces+1-ab@service.example>",
            "Sender: nobody@server.example",
            "X-PHP-Script: www.ngo.example/contact.php for 192.0.2.1",
            "X-Mailer: PHPMailer 6.9.1",
        )
    ),
    # Who surely submits something is answered, also by a web site's form; so are webmail, and mail passed on by SRS.
    *with_each(8, "", "X-Mailer: PHPMailer 6.9.1", "Return-Path: <www-data@vps.example>"),
    *(
        Row(8, "", header, body="When does the review begin?")
        for header in (
            "X-PHP-Originating-Script: 1000:rcube.php",
            "X-PHP-Script: mail.ngo.example/index.php\nUser-Agent: Roundcube Webmail/1.6",
            "Return-Path: <bounces+SRS=ab1cd=EF@relay.example>",
            "Return-Path: <prvs=1234abcdef=sara@ngo.example>",
        )
    ),
    Row(9, "the desk's own mail", sender="desk@review.example"),
    Row(9, "the desk's own mail", sender="Old <OLD@review.example>"),
    *with_each(
        9, "the desk's own mail", "X-Mailbot-Loop: other@desk.example", "Message-ID: <mailbot.x@review.example>"
    ),
    *said(
        10,
        WORDS,
        *("Réponse automatique : x", "Absence du bureau", "رد تلقائي: x", "خارج المكتب", "Out of office: x"),
        *("Undeliverable: x", "Non remis : x", "تعذر التسليم: x"),
        *("[ngo.example #123] AutoReply: x", "[Respuesta automática] x"),
    ),
    *said(
        10, WORDS_SIGN, "Undeliverable: x", body="Your mail could not be delivered to:\nReporting-MTA: dns; mx.example"
    ),
    Row(10, "hold: the writer is absent", subject="Re: Nomination", body="I am out of the office until Monday."),
    *with_each(11, "marked as spam or malware", "X-Spam-Flag: YES", "X-Spam-Status: Yes, score=9"),
    *with_each(11, "marked as spam or malware", "X-MS-Exchange-Organization-SCL: 5", "X-Virus-Status: Infected"),
    *with_each(11, "sender not authentic", f"Authentication-Results: {SERVER}; dmarc=fail (p=none)"),
    *with_each(11, "", "X-MS-Exchange-Organization-SCL: 4", "Authentication-Results: other.example; dmarc=fail"),
    Row(12, TOO_MANY, history=History(letters_to_sender=5)),
    Row(12, "hold: too many letters in this conversation", history=History(letters_in_conversation=PER_CONVERSATION)),
    Row(12, "", history=History(letters_to_sender=4, letters_in_conversation=PER_CONVERSATION - 1)),
    Row(13, "hold: not addressed to the desk", to="friends@other.example"),
    *(
        Row(13, "", f"{name}: <desk@review.example>", to="friends@other.example")
        for name in ("Cc", "Resent-To", "Resent-Cc", "Delivered-To", "X-Original-To")
    ),
    Row(14, NOTHING.format("spam"), body="You won $ 2 million dollars in the lottery. Click here within 24 hours."),
    Row(
        14,
        NOTHING.format("newsletter"),
        subject="Newsletter",
        body="View this email in your browser\nNewsletter of February\nIn this issue\nRead more\nUnsubscribe here.",
    ),
    Row(15, "hold: a colleague has answered already", history=History(answered=True)),
    Row(
        16,
        "hold: older than letters.max_age_hours when first seen",
        arrival=Arrival(1, AT - timedelta(hours=73), AT),
    ),
    Row(16, "", arrival=Arrival(1, AT - timedelta(hours=71), AT)),
    Row(16, "in the junk folder", arrival=Arrival(1, AT, AT, junk=True)),
)
# What says of itself when it holds, beside the numbered rules; `mailbot restore` and `import --no-letters` have tests.
BESIDE = {
    "junk folder",
    "filed without letters on request",
    "hold: arrived before the register was restored, and may have been answered",
}
CONTENT = {NOTHING.format(other) for other in SILENT_OTHERS}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_rule_by_its_name(row: Row) -> None:
    verdict = understand(parse(row.raw()), rules(), DESK, CALL, authserv_id=SERVER)
    answer, reason = may_answer(verdict.screening, row.arrival, row.history, LetterPolicy())
    assert (answer, reason) == (not row.reason, row.reason or NO_SIGN), verdict.screening.proof


def names() -> list[str]:
    """Every name that stands in reply_reason where a message is not answered."""
    return [(HOLD if check.hold else "") + check.name for check in BY_CONTENT] + [check.name for check in BY_HISTORY]


def test_every_rule_has_rows_and_every_name_belongs_to_one() -> None:
    assert {row.rule for row in ROWS} == set(range(1, 17))
    assert len(names()) == len(set(names()))
    assert set(names()) - BESIDE == {row.reason for row in ROWS if row.reason} - CONTENT
    refused = {row.rule for row in ROWS if row.reason}
    assert refused == set(range(1, 17)), "a rule without a message that it keeps from being answered"


def test_the_page_has_every_rule_with_its_names() -> None:
    """The table of docs/guarantees.md: a line a rule, with the names that stand in reply_reason."""
    lines = dict(re.findall(r"^\| (\d+) \| [^|]* \| ([^|]*) \|$", PAGE.read_text("utf-8"), re.MULTILINE))
    told = {int(number): set(re.findall(r"`([^`]+)`", cell)) for number, cell in lines.items()}
    wanted = {
        rule: {
            re.sub(r"^\w+(?=, and no submission)", "KIND", row.reason)
            for row in ROWS
            if row.rule == rule and row.reason
        }
        for rule in range(1, 17)
    }
    assert told == wanted

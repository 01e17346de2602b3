"""Header fields, encoded-words, addresses and dates in the shapes that arrive."""

import base64
from datetime import UTC, datetime

import pytest

from mailbot.message.addresses import addresses
from mailbot.message.header import envelope, message_ids, read_date, read_fields
from mailbot.message.model import Address, Envelope
from mailbot.message.words import decoded

SPLIT = "تقرير".encode()


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"plain text", "plain text"),
        (b"=?utf-8?q?=C3=A9t=C3=A9?= 2021", "été 2021"),
        (b"=?UTF-8?Q?a_b?=\t=?utf-8?Q?_c?=", "a b c"),
        (b"=?utf-8?b?2KrYsdi02YrYrQ==?=", "ترشيح"),
        (b"=?utf-8?b?2KrYsdi02YrYrQ?=", "ترشيح"),
        (b"=?utf-8?b?2KrY\x20sdi02YrYrQ=?=", "ترشيح"),
        (b"=?utf-8?b?" + base64.b64encode(SPLIT[:3]) + b"?= =?utf-8?b?" + base64.b64encode(SPLIT[3:]) + b"?=", "تقرير"),
        (b"=?windows-1256?q?=CA=DE=D1=ED=D1?=", "تقرير"),
        (b"=?x-unknown?q?=CA=DE=D1=ED=D1?=", "تقرير"),
        (b"=?iso-8859-1?q?=CA=DE=D1=ED=D1?=", "تقرير"),
        (b"=?utf-8*ar?q?=D8=AA?= x", "ت x"),
        (b"=?iso-8859-1?Q?Fran=E7ois?=, =?utf-8?q?=C3=A9?=", "François, é"),
        (b"a=?utf-8?q?=C3=A9?=b", "aéb"),
        (b"=?utf-8?q?never ends =C3=A9", "never ends é"),
        (b"=?utf-8?q?=C3=A9", "é"),
        (b"=?utf-8?x?abc?=", "=?utf-8?x?abc?="),
        (b"=? ?= =??q??=", "=? ?= =??q??="),
        ("تقرير طوعي".encode(), "تقرير طوعي"),
        ("تقرير طوعي".encode("cp1256"), "تقرير طوعي"),
        ("تقرير طوعي من منظمة".encode("iso8859_6"), "تقرير طوعي من منظمة"),
        ("délai à respecter".encode("cp1252"), "délai à respecter"),
        (b"=?utf-8?q?=C3=A9?= " + "été".encode("cp1252"), "é été"),
        (b"tab\tand\x00nul\x1b[31m", "tab andnul[31m"),
        (b"=?utf-8?q?line=0D=0ABcc:_x@y?=", "line Bcc: x@y"),
        (b"", ""),
    ],
)
def test_decoded(raw: bytes, text: str) -> None:
    assert decoded(raw) == text


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"a@b.example", [("", "a@b.example")]),
        (b"Amal Nour <a@b.example>", [("Amal Nour", "a@b.example")]),
        (b'"Nour, Amal" <a@b.example>, Sami <s@b.example>', [("Nour, Amal", "a@b.example"), ("Sami", "s@b.example")]),
        (b"Nour, Amal <a@b.example>", [("Nour, Amal", "a@b.example")]),
        (b"=?utf-8?q?Nour=2C_Am=C3=A9lie?= <a@b.example>", [("Nour, Amélie", "a@b.example")]),
        (b"=?utf-8?q?Nour,_Am=C3=A9lie?= <a@b.example>", [("Nour, Amélie", "a@b.example")]),
        (b'"=?utf-8?q?Am=C3=A9lie?=" <a@b.example>', [("Amélie", "a@b.example")]),
        (b"a@b.example (Amal Nour)", [("Amal Nour", "a@b.example")]),
        (b"Amal (the \\) one) <a@b.example>", [("Amal (the ) one)", "a@b.example")]),
        (b"Friends: a@b.example, Sami <s@b.example>;", [("", "a@b.example"), ("Sami", "s@b.example")]),
        (b"undisclosed-recipients:;", []),
        (b"a@b.example; s@b.example", [("", "a@b.example"), ("", "s@b.example")]),
        (b"<a@b.example", [("", "a@b.example")]),
        (b"Amal a@b.example", [("Amal", "a@b.example")]),
        (b"'Amal' <a@b.example>", [("Amal", "a@b.example")]),
        (b"<mailto:a@b.example>", [("", "a@b.example")]),
        (b"Amal <a@xn--mgbab2bd.example>", [("Amal", "a@xn--mgbab2bd.example")]),
        ("أمل <a@b.example>".encode(), [("أمل", "a@b.example")]),
        ("أمل نور <a@b.example>".encode("cp1256"), [("أمل نور", "a@b.example")]),
        ("Amal <أمل@مثال.example>".encode(), [("Amal", "أمل@مثال.example")]),
        (b"Amal < a@b.example >", [("Amal", "a@b.example")]),
        (b'"a@b.example" <a@b.example>', [("a@b.example", "a@b.example")]),
        (b"Amal", []),
        (b"", []),
        (b"<>", []),
        (b'"open quote <a@b.example>', [("open quote", "a@b.example")]),
    ],
)
def test_addresses(raw: bytes, found: list[tuple[str, str]]) -> None:
    assert addresses(raw) == tuple(Address(*each) for each in found)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Thu, 4 Feb 2021 13:12:00 +0000", datetime(2021, 2, 4, 13, 12, tzinfo=UTC)),
        ("Thu, 4 Feb 2021 14:12:00 +0100 (CET)", datetime(2021, 2, 4, 13, 12, tzinfo=UTC)),
        ("4 Feb 2021 13:12", datetime(2021, 2, 4, 13, 12, tzinfo=UTC)),
        ("Thu, 4 Feb 2021 13:12:00 -0000", datetime(2021, 2, 4, 13, 12, tzinfo=UTC)),
        ("2021-02-04T13:12:00", datetime(2021, 2, 4, 13, 12, tzinfo=UTC)),
        ("Thu, 4 Feb 2021 13:12:00 +9999", None),
        ("Thu, 99 Feb 2021 13:12:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_read_date(text: str, moment: datetime | None) -> None:
    assert read_date(text) == moment


HEADER = b"""Return-Path: <>
Received: from a by b with ESMTPS
 id 1; Thu, 4 Feb 2021 15:12:00 +0200
Received: from c by a; Mon, 1 Feb 2021 15:12:00 +0200
this line is no field
Date: Thu, 4 Feb 2021 13:11:00
From: nobody,
From: =?utf-8?q?Am=C3=A9lie?= <a@b.example>
Reply-To: r@b.example
To: desk@iom.example,
 Sami <s@b.example>
CC: c@b.example
Subject: =?utf-8?q?un?=
\t=?utf-8?q?_deux?=
Message-Id: <1@b.example>
In-Reply-To: 2@iom.example
References: <0@iom.example>
 <2@iom.example>
X-Empty:
""".replace(b"\n", b"\r\n")


def test_envelope() -> None:
    found, defects = envelope(read_fields(HEADER))
    assert found == Envelope(
        headers=(
            ("Return-Path", "<>"),
            ("Received", "from a by b with ESMTPS id 1; Thu, 4 Feb 2021 15:12:00 +0200"),
            ("Received", "from c by a; Mon, 1 Feb 2021 15:12:00 +0200"),
            ("Date", "Thu, 4 Feb 2021 13:11:00"),
            ("From", "nobody,"),
            ("From", "Amélie <a@b.example>"),
            ("Reply-To", "r@b.example"),
            ("To", "desk@iom.example, Sami <s@b.example>"),
            ("CC", "c@b.example"),
            ("Subject", "un deux"),
            ("Message-Id", "<1@b.example>"),
            ("In-Reply-To", "2@iom.example"),
            ("References", "<0@iom.example> <2@iom.example>"),
            ("X-Empty", ""),
        ),
        return_path="",
        sender=Address("Amélie", "a@b.example"),
        reply_to=(Address("", "r@b.example"),),
        to=(Address("", "desk@iom.example"), Address("Sami", "s@b.example")),
        cc=(Address("", "c@b.example"),),
        subject="un deux",
        message_id="<1@b.example>",
        in_reply_to=("<2@iom.example>",),
        references=("<0@iom.example>", "<2@iom.example>"),
        date=datetime(2021, 2, 4, 13, 11, tzinfo=UTC),
        received=datetime(2021, 2, 4, 13, 12, tzinfo=UTC),
    )
    assert "ReceivedHeaderDefect" not in defects


def test_an_empty_header() -> None:
    assert envelope(()) == (Envelope(), ())


def test_message_ids_without_brackets() -> None:
    assert message_ids(b"1@x.example, <2@x.example>") == ("<2@x.example>",)
    assert message_ids(b"1@x.example 3@x.example") == ("<1@x.example>", "<3@x.example>")

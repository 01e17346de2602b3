"""Whole messages: their attachments, attached messages, wrappings, and everything that is not as it should be."""

# ruff: noqa: E501 (rows of mail)
import base64
import json
import struct
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailbot.message.model import Zones
from mailbot.message.parse import parse

CORPUS = sorted((Path(__file__).parent.parent / "corpus").glob("*.eml"))
HEAD = "From: Amal <a@b.example>\r\nTo: desk@iom.example\r\nSubject: report\r\nMIME-Version: 1.0\r\n"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def mail(text: str) -> bytes:
    return (HEAD + text.lstrip("\n").replace("\n", "\r\n")).encode("utf-8", "surrogateescape")


def mixed(*parts: str, kind: str = "mixed", more: str = "") -> bytes:
    return mail(
        f'Content-Type: multipart/{kind}; boundary="=_b"{more}\n\npreamble\n'
        + "".join(f"--=_b\n{part}\n" for part in parts)
        + "--=_b--\nepilogue\n"
    )


def b64(content: bytes) -> str:
    return base64.encodebytes(content).decode()


NAMES = [
    ('Content-Disposition: attachment; filename="a b.pdf"', "a b.pdf"),
    ("Content-Disposition: attachment; filename=a b.pdf", "a b.pdf"),
    ("Content-Disposition: attachment;\n filename*=utf-8''%D8%AA%D9%82%D8%B1%D9%8A%D8%B1.pdf", "تقرير.pdf"),
    (
        "Content-Disposition: attachment;\n filename*0*=utf-8''%D8%AA%D9%82;\n filename*1*=%D8%B1%D9%8A%D8%B1;\n filename*2=.pdf",
        "تقرير.pdf",
    ),
    ("Content-Disposition: attachment;\n filename*1=rt.pdf;\n filename*0=repo", "report.pdf"),
    ("Content-Disposition: attachment;\n filename*0*=utf-8''%D8;\n filename*1*=%AA.pdf", "ت.pdf"),
    ("Content-Disposition: attachment; filename*=windows-1256''%CA%DE%D1%ED%D1.pdf", "تقرير.pdf"),
    ("Content-Disposition: attachment; filename*=x-unknown''%CA%DE%D1%ED%D1.pdf", "تقرير.pdf"),
    ("Content-Disposition: attachment; filename*=''plain.pdf", "plain.pdf"),
    ('Content-Disposition: attachment; filename="=?utf-8?b?2KrZgtix2YrYsS5wZGY=?="', "تقرير.pdf"),
    ('Content-Disposition: attachment; filename="=?utf-8?q?r=C3=A9?=\n =?utf-8?q?sum=C3=A9.pdf?="', "résumé.pdf"),
    ('Content-Disposition: attachment; filename="تقرير.pdf"', "تقرير.pdf"),
    ('Content-Disposition: attachment; filename="\udcca\udcde\udcd1\udced\udcd1.pdf"', "تقرير.pdf"),
    ('Content-Type: application/pdf; name="only name.pdf"', "only name.pdf"),
    ('Content-Type: application/pdf; name="one.pdf"\nContent-Disposition: attachment; filename="two.pdf"', "two.pdf"),
    ('Content-Disposition: attachment; filename="a \\"b\\".pdf"', 'a "b".pdf'),
    ('Content-Disposition: attachment; filename="never closed.pdf', "never closed.pdf"),
    ('Content-Disposition: attachment; FILENAME="upper.pdf"', "upper.pdf"),
    ('Content-Disposition: attachment; filename="../../x.pdf"', "../../x.pdf"),
    ("Content-Type: application/pdf\nContent-Disposition: attachment", ""),
    ("Content-Type: application/pdf", ""),
]


@pytest.mark.parametrize(("header", "name"), NAMES)
def test_attachment_names(header: str, name: str) -> None:
    found = parse(
        mixed("Content-Type: text/plain\n\nhere", f"{header}\nContent-Transfer-Encoding: base64\n\n{b64(PDF)}")
    )
    assert [(each.name, each.content, each.media_type) for each in found.attachments] == [
        (name, PDF, "application/pdf")
    ]
    assert found.zones == Zones("here")


BODIES = [
    (
        "Content-Type: text/plain; charset=windows-1256\nContent-Transfer-Encoding: quoted-printable\n\n=CA=DE=D1=ED=D1",
        "تقرير",
    ),
    ("Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n2KrZgtix2YrYsQ", "تقرير"),
    ("Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n2KrZgtix2YrYsQ==\n\n_____\nlist footer", "تقرير"),
    (
        "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nthis is no base64, it says so",
        "this is no base64, it says so",
    ),
    ("Content-Type: text/plain\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n%:&5L;&\\\n`\nend", "hello"),
    ('Content-Type: TEXT/PLAIN; charset="utf-8\n\nquote never closed', "quote never closed"),
    ("Content-Type: text\n\nno subtype", "no subtype"),
    ("Content-Type: ;\n\nnothing", "nothing"),
    ("X-Other: y\n\nno type", "no type"),
    ("Content-Type: text/html\n\n<p>only <b>HTML</b></p>", "only HTML"),
    ("Content-Type: text/plain\n\n<html><body><p>HTML as text</p></body></html>", "HTML as text"),
    ("Content-Type: text/plain; format=flowed\n\nThis line \ngoes on\nand stops.\n", "This line goes on\nand stops."),
    ("Content-Type: text/plain; format=flowed; delsp=yes\n\nmot coup \né ici", "mot coupé ici"),
    ("Content-Type: multipart/mixed; boundary=none\n\nno delimiter at all", "no delimiter at all"),
    (
        "Content-Type: multipart/mixed\n\n--guess\nContent-Type: text/plain\n\nboundary not declared\n--guess--",
        "boundary not declared",
    ),
    ("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nnever ends", "never ends"),
    ('Content-Type: multipart/mixed; boundary="b b"\n\n--b b  \n\nspaces\n--b b--', "spaces"),
    ("Content-Type: text/plain; charset=utf-8\n\nnul\x00 and \x1b escape", "nul and  escape"),
    (
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nfirst\n--b\nContent-Type: image/png\nContent-Disposition: inline\n\nx\n--b\nContent-Type: text/plain\n\nsecond\n--b--",
        "first\n\nsecond",
    ),
    (
        "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nthe words of the plain text are here\n--b\nContent-Type: text/html\n\n<img src=x>\n--b--",
        "the words of the plain text are here",
    ),
    (
        "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n\n--b\nContent-Type: text/html\n\n<p>rich</p>\n--b--",
        "rich",
    ),
    (
        "Content-Type: multipart/signed; boundary=b\n\n--b\n\nsigned words\n--b\nContent-Type: application/pkcs7-signature; name=smime.p7s\n\nx\n--b--",
        "signed words",
    ),
    ("Content-Type: text/plain\nContent-Disposition: attachment\n\nthe only text", "the only text"),
]


@pytest.mark.parametrize(("text", "body"), BODIES)
def test_bodies(text: str, body: str) -> None:
    assert parse(mail(text)).zones.body == body


def test_parts_that_are_no_text() -> None:
    found = parse(
        mixed(
            'Content-Type: multipart/related; boundary="r"\n\n--r\nContent-Type: text/html\n\n<p>hi<img src="cid:l"></p>\n--r\nContent-Type: image/png; name=logo.png\nContent-ID: <l>\n\npng\n--r--',
            "Content-Type: text/plain; name=notes.txt\n\nnotes",
            "Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR",
            "Content-Type: text/rfc822-headers\n\nSubject: original",
        )
    )
    assert found.zones.body == "hi"
    assert [(each.name, each.declared_type, each.inline) for each in found.attachments] == [
        ("logo.png", "image/png", True),
        ("notes.txt", "text/plain", False),
        ("", "text/calendar", False),
        ("", "text/rfc822-headers", False),
    ]
    assert found.calendar_method == "REPLY"
    assert found.content_types == (
        "multipart/mixed",
        "multipart/related",
        "text/html",
        "image/png",
        "text/plain",
        "text/calendar",
        "text/rfc822-headers",
    )


def test_a_report_of_a_server() -> None:
    found = parse(
        mixed(
            "Content-Type: text/plain\n\nnot delivered",
            "Content-Type: message/delivery-status\n\nStatus: 5.1.1",
            "Content-Type: message/rfc822\n\nSubject: ours\nFrom: desk@iom.example\n\nwords of ours",
            kind="report",
            more="; report-type=Delivery-Status",
        )
    )
    assert (found.report_type, found.zones.body) == ("delivery-status", "not delivered")
    assert [each.declared_type for each in found.attachments] == ["message/delivery-status", "message/rfc822"]
    assert found.forwarded[0].zones.body == "words of ours"


def test_an_attached_message() -> None:
    inner = (
        "From: Salma <s@x.example>\nSubject: =?utf-8?q?our_r=C3=A9port?=\nDate: Thu, 4 Feb 2021 13:12:00 +0000\n"
        'Content-Type: multipart/mixed; boundary="i"\n\n--i\n\nDear desk,\n\nhere.\n\nBest regards,\nSalma\n'
        f"--i\nContent-Type: application/pdf; name=r.pdf\nContent-Transfer-Encoding: base64\n\n{b64(PDF)}--i--\n"
    )
    found = parse(
        mixed(
            "Content-Type: text/plain\n\nFYI",
            f"Content-Type: message/rfc822; name=report.eml\n\n{inner}",
            f"Content-Type: application/pdf; name=own.pdf\n\n{PDF.decode()}",
        )
    )
    assert found.zones == Zones("FYI")
    assert [(each.name, each.within) for each in found.attachments] == [
        ("report.eml", None),
        ("r.pdf", 0),
        ("own.pdf", None),
    ]
    assert found.attachments[0].content == inner.replace("\n", "\r\n").encode()
    (forwarded,) = found.forwarded
    assert forwarded.sender is not None
    assert (forwarded.sender.address, forwarded.subject, forwarded.zones, forwarded.attached) == (
        "s@x.example",
        "our réport",
        Zones("Dear desk,\n\nhere.\n\nBest regards,", "Salma"),
        True,
    )


def tnef(*files: tuple[str, bytes]) -> bytes:
    out = struct.pack("<IH", 0x223E9F78, 1)
    for name, data in files:
        for attribute, value in (
            (0x00069002, b"\0" * 14),
            (0x00018010, name.encode("cp1256") + b"\0"),
            (0x0006800F, data),
        ):
            out += struct.pack("<BII", 2, attribute, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)
    return out


def test_winmail_dat() -> None:
    packed = tnef(("تقرير.pdf", PDF), ("b.txt", b"notes"))
    found = parse(
        mixed(
            "Content-Type: text/plain\n\nhere",
            f"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n{b64(packed)}",
        )
    )
    assert [(each.name, each.content, each.within) for each in found.attachments] == [
        ("winmail.dat", packed, None),
        ("تقرير.pdf", PDF, 0),
        ("b.txt", b"notes", 0),
    ]


@pytest.mark.parametrize("cut", range(0, 120, 7))
def test_winmail_dat_damaged(cut: int) -> None:
    packed = tnef(("a.pdf", PDF))[:cut]
    found = parse(
        mixed(
            "Content-Type: text/plain\n\nhere",
            f"Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n{b64(packed)}",
        )
    )
    assert found.attachments[0].content == packed


@pytest.mark.parametrize("top", [b"", b"\r\n", b"\xef\xbb\xbf", b"From a@b.example Thu Feb  4 13:12:00 2021\r\n"])
def test_what_tools_put_above_the_header(top: bytes) -> None:
    found = parse(top + mail("X-Other: y\n\nhere"))
    assert (found.envelope.subject, found.zones.body) == ("report", "here")


def test_links() -> None:
    found = parse(
        mail(
            'Content-Type: text/html\n\n<p>See <a href="https://x.example/r?a=1&amp;b=2">our report</a> or https://y.example/z.</p><blockquote>https://old.example</blockquote>'
        )
    )
    assert found.links == ("https://x.example/r?a=1&b=2", "https://y.example/z")


def nested(depth: int) -> bytes:
    opening = "".join(f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n' for level in range(depth))
    return mail(opening + "Content-Type: text/plain\n\nhello\n")


HOSTILE = {
    "nothing": b"",
    "only a line end": b"\r\n",
    "NULs": b"\0" * 100_000,
    "1,000 nested": nested(1_000),
    "20,000 nested": nested(20_000),
    "10,000 parts": mixed(*["Content-Type: text/plain\n\npart"] * 10_000),
    "500 messages within messages": mail("Content-Type: message/rfc822\n\n" * 500 + "Subject: x\n\nhello"),
    "header bomb": b"Subject: " + b"=?utf-8?q?a=41?=\r\n " * 70_000 + b"\r\n\r\nbody",
    "fields bomb": b"X: y\r\n" * 200_000 + b"\r\nbody",
    "address bomb": b"From: "
    + b"(" * 15_000
    + b"\r\nTo: "
    + b'"' * 15_000
    + b"\r\nCc: "
    + b"=?a?q?" * 2_500
    + b"\r\n\r\nbody",
    "200,000 nested divs": mail("Content-Type: text/html\n\n" + "<div>" * 200_000 + "x"),
    "nested quotes": mail("Content-Type: text/html\n\n" + "<div class=gmail_quote><blockquote>" * 20_000),
    "100,000 attributes": mail(
        "Content-Type: text/html\n\n<div " + " ".join(f"a{number}=1" for number in range(100_000)) + ">x"
    ),
    "nested tables": mail("Content-Type: text/html\n\n" + "<table><tr><td>a<td>" * 20_000),
    "attributions": mail("\n" + ("On " + "1:1 " * 90 + ":\n") * 5_000),
    "header blocks": mail("\n" + "From: a\nSent: b\n\n" * 100_000),
    "forwards": mail(
        "\n" + "---------- Forwarded message ---------\nFrom: A <a@x.example>\nDate: x\nSubject: y\n\n" * 20_000
    ),
    "closings": mail("\n" + "Regards,\nA B\n\n" * 100_000),
    "empty lines": mail("\n" * 500_000),
    "one line of half a megabyte, and a letter of no known charset": mail("\n" + "a" * 490_000 + "\n\udce9\n"),
    "interleaved": mail("\n" + "> x\ny\n" * 100_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_is_read_quickly(name: str) -> None:
    began = time.process_time()
    found = parse(HOSTILE[name])
    assert found.size == len(HOSTILE[name])
    assert not [defect for defect in found.defects if defect.startswith("could not be read")]
    assert time.process_time() - began < 3, f"{name} took too long"


@given(st.binary(max_size=4_000))
@settings(max_examples=150, deadline=None)
def test_any_bytes_can_be_read(raw: bytes) -> None:
    found = parse(raw)
    assert found.size == len(raw)
    assert not [defect for defect in found.defects if defect.startswith("could not be read")]


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow])
def test_damaged_mail_can_be_read(data: st.DataObject) -> None:
    raw = bytearray(data.draw(st.sampled_from(CORPUS)).read_bytes()[:6_000])
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(raw) - 1))
        piece = data.draw(
            st.sampled_from(
                [b"", b"\0", b"\n\n", b"--", b"=?utf-8?q?", b"\xff\xfe", b'"', b"<", b">\n", b"(", b"base64"]
            )
        )
        raw[place : place + data.draw(st.integers(0, 40))] = piece
        if not raw:
            raw = bytearray(b"\n")
    found = parse(bytes(raw))
    assert not [defect for defect in found.defects if defect.startswith("could not be read")]
    words = "".join([found.zones.body, found.zones.signature, found.zones.quoted, found.envelope.subject])
    assert not any(character in words for character in "\x00\r\x1b"), "control characters reach the text"
    words.encode("utf-8")


GOLDEN = json.loads((Path(__file__).parent / "golden_zones.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", GOLDEN)
def test_golden_zones(name: str) -> None:
    found = parse((Path(__file__).parent.parent / "corpus" / f"{name}.eml").read_bytes())
    assert {
        "body": found.zones.body,
        "signature": found.zones.signature,
        "quoted": found.zones.quoted[:60],
        "forwarded": [
            [each.sender.address if each.sender else "", each.subject, each.zones.body, each.zones.signature]
            for each in found.forwarded
        ],
        "attachments": [[each.name, each.media_type, each.size, each.inline] for each in found.attachments],
    } == GOLDEN[name]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_the_invitation_is_never_new_text(path: Path) -> None:
    """No message of the corpus copies the invitation into its own words: wherever it stands, it is quoted."""
    found = parse(path.read_bytes())
    for words in (
        "members of the Regional United Nations Network on Migration",
        "ont l'honneur de vous inviter à la première",
        "تتشرف المنظمة الدولية للهجرة",
    ):
        assert words not in found.zones.body + found.zones.signature


def test_those_who_know_when_it_came_need_not_read_its_dates() -> None:
    raw = (
        b"Received: from a by b; Thu, 4 Feb 2021 10:00:00 +0200\nDate: Thu, 4 Feb 2021 09:00:00 +0200\n"
        b"From: a@b.example\nSubject: report\n\nHello\n"
    )
    whole = parse(raw)
    assert whole.envelope.date is not None
    assert parse(raw, dated=False) == replace(whole, envelope=replace(whole.envelope, date=None, received=None))


def test_of_very_much_text_the_beginning_is_read() -> None:
    part = b"--b\nContent-Type: text/plain\n\n" + (b"words of somebody " * 50 + b"\n") * 1_000
    message = parse(b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n" + part * 20 + b"--b--\n")
    assert 400_000 < len(message.zones.body) < 1_000_000
    assert "more text than is read; its rest was not" in message.defects

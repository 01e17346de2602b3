"""Rich text, visiting cards, calendars, tables, pages, plain text, old Word."""
# ruff: noqa: E501 - rows of raw markup are easier to read whole

import shutil

import pytest

from mailbot.message.documents import media_types as types
from mailbot.message.documents.formats import Budget, read_document
from mailbot.message.documents.tidy import row, tidy
from mailbot.message.model import Document, TextState
from tests.documents import samples
from tests.documents.reading import read

TIDY = [
    ("a\r\nb\rc\x0bd\u2028e", "a\nb\nc\nd\ne"),
    ("  a  \t  b\u00a0c  \t \n", "a\tb c"),
    ("\tb\n\n\n\nc", "\tb\n\nc"),
    ("\u202bسلام\u202c\u200f\u200b\ufeff", "سلام"),
    ("ﺳﻼﻡ ﷲ ﬁn x² № ½", "سلام الله fin x² № ½"),
    ("e\u0301 \x00\x07\ud800", "é"),
    ("ﹷﹰ", "\u064b\u064e"),
    ("", ""),
]


@pytest.mark.parametrize(("raw", "text"), TIDY)
def test_tidy(raw: str, text: str) -> None:
    assert tidy(raw) == text


def test_row() -> None:
    assert row(["", "a\nb", " c\td ", "", " "]) == "\ta b\tc d"


def escaped(text: str) -> str:
    return "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text).replace("\n", "\\par\n")


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_rtf_unicode(language: str) -> None:
    content = (
        b"{\\rtf1\\ansi\\ansicpg1252\\uc1 {\\fonttbl{\\f0 Arial;}}\\f0 "
        + escaped(samples.TEXTS[language]).encode()
        + b"}"
    )
    assert read(content) == Document(TextState.READ, samples.TEXTS[language])


def test_rtf_arabic_code_page_picture_and_table() -> None:
    name = "".join(f"\\'{byte:02x}" for byte in "منى الآغا".encode("cp1256"))
    content = "{\\rtf1\\ansi\\ansicpg1256 " + name + "\\par{\\pict\\pngblip " + "89504e47" * 5000 + "}"
    content += "\\trowd a\\cell b\\cell\\row}"
    assert read(content.encode()).text == "منى الآغا\na\tb"


VCARDS = [
    (
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Haddad;Rania;;Dr.;PhD\r\nFN:Dr. Rania Haddad\r\nORG:Fair Fields;Migration Unit\r\n"
        b"TITLE:Head of\r\n  Office\\, Beirut\r\nitem1.EMAIL;type=INTERNET:r@f.example\r\nPHOTO;ENCODING=b:AAAA\r\nEND:VCARD\r\n",
        "N: Dr. Rania Haddad PhD\nFN: Dr. Rania Haddad\nORG: Fair Fields, Migration Unit\nTITLE: Head of Office, Beirut\n"
        "EMAIL: r@f.example",
    ),
    (
        b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D9=85=D9=86=\n=D9=89\nTITLE;CHARSET=windows-1256:"
        + "مديرة".encode("cp1256") + b"\nEND:VCARD\n",
        "FN: منى\nTITLE: مديرة",
    ),
    ("BEGIN:VCARD\nFN:Zoé Lefèbvre\nROLE:Présidente\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD".encode(), "FN: Zoé Lefèbvre\nROLE: Présidente\n\nFN: B"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "text"), VCARDS)
def test_vcard(content: bytes, text: str) -> None:
    assert read(content) == Document(TextState.READ, text)


def test_calendar() -> None:
    content = (
        "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY;LANGUAGE=ar:اجتماع\\, تحضيري\r\nDTSTART;TZID=Asia/Beirut:20210224T093000\r\n"
        "DTEND:20210224T100000Z\r\nDTSTAMP:20210101T000000Z\r\nLOCATION:Room 5\r\nDESCRIPTION:line 1\\nline\r\n  2\r\n"
        'ORGANIZER;CN="Rania Haddad":mailto:r@f.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n'
    )
    assert read(content.encode()).text == (
        "SUMMARY: اجتماع, تحضيري\nDTSTART: 2021-02-24 09:30\nDTEND: 2021-02-24 10:00 UTC\nLOCATION: Room 5\n"
        "DESCRIPTION: line 1\nline 2\nORGANIZER: Rania Haddad <r@f.example>"
    )


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.csv", "Nom;Fonction\n\"Zoé; M.\";Présidente\n;x\n".encode("cp1252"), "Nom\tFonction\nZoé; M.\tPrésidente\n\tx"),
        ("a.csv", "الاسم,الوظيفة\r\nمنى,مديرة\r\n".encode("cp1256"), "الاسم\tالوظيفة\nمنى\tمديرة"),
        ("a.tsv", b"a\tb\n1, 2\t3", "a\tb\n1, 2\t3"),
        ("a.csv", b'a,b\n"never closed,x', "a\tb\nnever closed,x"),
        ("a.txt", samples.TEXTS["ar"].encode("cp1256"), samples.TEXTS["ar"]),
        ("a.txt", samples.TEXTS["fr"].encode("cp1252"), samples.TEXTS["fr"]),
        ("a.txt", samples.TEXTS["ar"].encode("utf-16"), samples.TEXTS["ar"]),
        ("a.html", b"<html><script>no()</script><p>a</p><table><tr><td>b</td><td>c<br>d</td></tr></table>", "a\n\nb\tc d"),
        ("a.doc", '<html><meta charset="windows-1256"><p>منى</p>'.encode("cp1256"), "منى"),
        ("a.xml", b"<?xml version='1.0'?><a><b>x </b><c>y</c></a>", "x\ny"),
        ("a.ics", "المؤتمر 24 فبراير".encode(), "المؤتمر 24 فبراير"),
    ],
)  # fmt: skip
def test_texts(name: str, content: bytes, text: str) -> None:
    assert read(content, name) == Document(TextState.READ, text)


def test_word_2003_xml() -> None:
    content = b"<?xml version='1.0'?><w:wordDocument xmlns:w='urn:w'><w:body><w:p><w:r><w:t>a</w:t></w:r></w:p></w:body></w:wordDocument>"
    assert read(content, "a.doc").text == "a"


@pytest.mark.skipif(shutil.which("catdoc") is None, reason="catdoc is not installed")
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_doc(language: str) -> None:
    document = read(samples.doc(samples.TEXTS[language]))
    assert document.text.replace("\n\n", "\n") == samples.TEXTS[language]


def test_doc_without_catdoc_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    document = read(samples.doc("x"))
    assert document == Document(TextState.FAILED, error="install catdoc to read Word 97-2003 documents")


def test_message_without_its_quotes() -> None:
    content = b"From: =?utf-8?q?Zo=C3=A9?= <z@x.example>\nMessage-ID: <1@x>\nSubject: Rapport\n\nVoici le rapport.\n"
    assert read(content).text == "Subject: Rapport\nFrom: Zoé <z@x.example>\n\nVoici le rapport."


def test_unknown_types_have_no_text() -> None:
    assert read_document(b"\0\1", types.UNKNOWN, Budget()) == Document()

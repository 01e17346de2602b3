"""Damaged and hostile documents: every reader answers with a state, soon, and never raises."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailbot.message.documents import media_types as types
from mailbot.message.documents.dimensions import pixels
from mailbot.message.documents.formats import Budget, read_document, reader_of
from mailbot.message.model import Document, TextState
from tests.documents import samples
from tests.documents.reading import read

WHOLE: dict[str, bytes] = {
    types.PDF: samples.pdf(samples.TEXTS["ar"]),
    types.DOCX: samples.docx(samples.TEXTS["fr"], samples.TABLES["fr"]),
    types.ODT: samples.odt("<text:p>a</text:p>"),
    types.PPTX: samples.pptx(["a"]),
    types.XLSX: samples.xlsx({"s": [["a", 1]]}),
    types.XLS: samples.ole({"Workbook": b"\x09\x08\x10\x00\x00\x06\x05\x00"}),
    types.RTF: b"{\\rtf1\\ansi\\ansicpg1256 {\\b \\'e3\\u1605?}\\par x}",
    types.DOC: samples.doc("hello"),
    types.HTML: b"<html><body><table><tr><td>a</td></tr></table></body></html>",
    types.XML: b"<?xml version='1.0'?><a><b/></a>",
    types.VCARD: b"BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:=D9=\n=85\nEND:VCARD",
    types.CALENDAR: b"BEGIN:VCALENDAR\nDTSTART:20210101T000000Z\nEND:VCALENDAR",
    types.CSV: b'a,"b\nc",d\n',
    types.EMAIL: b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>a",
    types.ZIP: samples.zipped({"a.txt": b"x", "b.docx": samples.docx("x")}),
    types.PLAIN: samples.TEXTS["ar"].encode("cp1256"),
    "image/png": samples.giant_png(1000, 1000),
}


def test_every_sort_of_reader_is_tried() -> None:
    tried = {reader_of(media_type) for media_type in WHOLE}
    assert {
        "pdf",
        "docx",
        "odf",
        "pptx",
        "sheet",
        "rtf",
        "doc",
        "html",
        "xml",
        "vcard",
        "calendar",
        "table",
        "mail",
        "archive",
    } <= tried


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
@pytest.mark.parametrize("media_type", [media_type for media_type in WHOLE if media_type != types.DOC])
def test_truncated_and_mutated(media_type: str, data: st.DataObject) -> None:
    content = bytearray(WHOLE[media_type])
    del content[data.draw(st.integers(0, len(content))) :]
    for _ in range(data.draw(st.integers(0, 5)) if content else 0):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    document = read_document(bytes(content), media_type, Budget())
    assert isinstance(document, Document)
    assert (document.state is TextState.READ) == bool(document.text), "READ means there is text, and only READ"


@pytest.mark.parametrize("length", [8, 100, 600, 1500, 2600])
def test_truncated_doc(length: int) -> None:
    """By itself: catdoc may follow a mutated chain until its time limit."""
    document = read_document(WHOLE[types.DOC][:length], types.DOC, Budget())
    assert document.state in (TextState.FAILED, TextState.NONE, TextState.READ)


@settings(max_examples=50, deadline=None)
@given(media_type=st.sampled_from(list(WHOLE)), content=st.binary(max_size=500))
def test_any_bytes(media_type: str, content: bytes) -> None:
    assert isinstance(read_document(content, media_type, Budget()), Document)


LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(("head", "entity"), [(LAUGHS, "&j;"), (OUTSIDE, "&x;")])
def test_entities_stay_closed(head: str, entity: str) -> None:
    body = f"{head}<w><body><p><r><t>before {entity} after</t></r></p></body></w>"
    document = read(samples.zipped({"word/document.xml": body.encode()}))
    assert "root:" not in document.text
    assert len(document.text) < 100


@pytest.mark.parametrize(
    ("media_type", "begin", "again"),
    [
        (types.VCARD, b"BEGIN:VCARD\nFN:", b"a\n "),
        (types.VCARD, b"BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:", b"=C3=\n"),
        (types.CALENDAR, b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:", b"a\n "),
    ],
    ids=["card", "card in quoted-printable", "calendar"],
)
def test_a_value_folded_into_a_million_lines(media_type: str, begin: bytes, again: bytes) -> None:
    """In quadratic time this takes minutes."""
    began = time.process_time()
    content = begin + again * (1_900_000 // len(again))
    assert read_document(content, media_type, Budget()).state is TextState.READ
    assert time.process_time() - began < 2.5


def test_deep_nesting() -> None:
    deep = b"<a>" * 100_000 + b"x" + b"</a>" * 100_000
    assert read(samples.zipped({"word/document.xml": deep})).state in (TextState.NONE, TextState.FAILED)
    assert read(b"<?xml version='1.0'?>" + deep).state in (TextState.READ, TextState.NONE, TextState.FAILED)
    assert read(b"<html>" + b"<div>" * 100_000 + b"x").state in (TextState.READ, TextState.NONE)
    assert read(b"{\\rtf1 " + b"{" * 100_000 + b"x").state in (TextState.READ, TextState.NONE, TextState.FAILED)


def test_a_billion_pixels_are_not_decoded() -> None:
    bomb = samples.giant_png(100_000, 100_000)
    assert pixels(bomb) == (100_000, 100_000)
    assert read(bomb, ocr=True) == Document(TextState.NONE, scan=True)


@pytest.mark.parametrize(
    "kind", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"GIF89a", b"BM", b"II*\0", b"MM\0*", b"RIFF\0\0\0\0WEBP"]
)
@given(rest=st.binary(max_size=60))
@settings(max_examples=20)
def test_dimensions_of_anything(kind: bytes, rest: bytes) -> None:
    assert len(pixels(kind + rest)) == 2

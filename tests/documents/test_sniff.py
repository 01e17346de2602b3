"""What a document is, from its content first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.message.documents import media_types as types
from mailbot.message.documents.sniff import sniff
from tests.documents import samples

CASES = [
    (samples.docx("x"), "a.bin", "application/octet-stream", types.DOCX),
    (samples.docx("x"), "letter.doc", "application/msword", types.DOCX),
    (samples.docx("x")[:-300], "x.docx", "", types.DOCX),
    (samples.xlsx({"s": [[1]]}), "x", "application/zip", types.XLSX),
    (samples.pptx(["x"]), "", "", types.PPTX),
    (samples.odt("<text:p>x</text:p>"), "x.zip", "", types.ODT),
    (samples.zipped({"mimetype": b"application/epub+zip"}, ("mimetype",)), "", "", types.EPUB),
    (samples.zipped({"inner.docx": samples.docx("x")}, ("inner.docx",)), "", "", types.ZIP),
    (b"PK\x05\x06" + b"\0" * 18, "", "", types.ZIP),
    (samples.doc("x"), "", "", types.DOC),
    (samples.ole({"Workbook": b""}), "x.doc", "application/msword", types.XLS),
    (samples.ole({"EncryptedPackage": b"", "EncryptionInfo": b""}), "x.docx", types.DOCX, types.OFFICE_ENCRYPTED),
    (samples.ole({"__properties_version1.0": b""}), "", "", types.MSG),
    (samples.ole({"PowerPoint Document": b""}), "", "", types.PPT),
    (samples.pdf("x"), "", "text/plain", types.PDF),
    (b"\r\n<!-- junk -->\n" + samples.pdf("x"), "", "application/x-pdf", types.PDF),
    (b"{\\rtf1\\ansi x}", "x.doc", "application/msword", types.RTF),
    (b"<!DOCTYPE html><html><body>x", "x.doc", "application/msword", types.HTML),
    (b"\xef\xbb\xbf  <html>", "", "", types.HTML),
    ("\ufeff<html>".encode("utf-16-le"), "", "", types.HTML),
    (b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'>", "", "", types.HTML),
    (b"<?xml version='1.0'?><a/>", "", "", types.XML),
    (b"BEGIN:VCARD\r\nVERSION:2.1", "x.txt", "text/plain", types.VCARD),
    (b"BEGIN:VCALENDAR\r\n", "", "", types.CALENDAR),
    (b"Received: from x\r\nFrom: a@b.c\r\nSubject: x\r\n\r\nhello", "", "", types.EMAIL),
    (b"From: a@b.c\r\nSubject: x\r\n\r\nhello", "x.eml", "", types.EMAIL),
    (b"Name: A\nSubject: our report\nDate: today\n\nhello", "x.txt", "text/plain", types.PLAIN),
    (samples.giant_png(9, 9), "photo.pdf", "", "image/png"),
    (b"\xff\xd8\xff\xe0abc", "", "image/jpg", "image/jpeg"),
    (b"Rar!\x1a\x07\x00", "x.zip", "application/zip", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "", "", "application/x-7z-compressed"),
    (b"\x30\x82\x01\x02\x00", "smime.p7s", "application/x-pkcs7-signature", "application/pkcs7-signature"),
    (b"a;b;c\n1;2;3", "list.csv", "text/plain", types.CSV),
    ("بسم الله".encode("cp1256"), "x", "application/octet-stream", types.PLAIN),
    (b"\0\1\2\3", "x.docx", "", types.DOCX),
    (b"\0\1\2\3", "", "application/x-thing; a=b", "application/x-thing"),
    (b"\0\1\2\3", "", "", types.UNKNOWN),
    (b"", "x.pdf", "", types.PDF),
]


@pytest.mark.parametrize(("content", "name", "declared", "media_type"), CASES)
def test_type_of(content: bytes, name: str, declared: str, media_type: str) -> None:
    assert sniff(content, name, declared) == media_type


@given(
    st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"\xff\xfe"]),
    st.binary(max_size=3000),
    st.text(max_size=20),
    st.text(max_size=20),
)
def test_never_raises(start: bytes, rest: bytes, name: str, declared: str) -> None:
    assert "/" in sniff(start + rest, name, declared)


CONTAINERS = (samples.doc("x"), samples.docx("x"))


@given(st.data())
def test_damaged_containers_never_raise(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(CONTAINERS)))
    for _ in range(5):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert "/" in sniff(bytes(content), "", "")

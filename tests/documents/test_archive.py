"""Zip archives: names, nesting, passwords, bombs."""
# ruff: noqa: E501 - rows of raw markup are easier to read whole

import io
import zipfile

import pytest

from mailbot.message.model import Document, TextState
from tests.documents import samples
from tests.documents.reading import read


def test_members_after_their_names() -> None:
    content = samples.zipped(
        {
            "__MACOSX/._a": b"x",
            "rapport/": b"",
            "rapport/lettre.txt": b"Voici",
            "تقرير.docx": samples.docx("نص"),
            "logo.png": b"\x89PNG\r\n\x1a\n",
            "inner.zip": samples.zipped({"b.csv": b"a,b"}),
            "mail.eml": b"Message-ID: <1@x>\nFrom: a@b.example\nSubject: s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n"
            b"--B\n\nhello\n--B\nContent-Type: text/csv\nContent-Disposition: attachment; filename=t.csv\n\nc;d\n--B--\n",
        }
    )
    assert read(content) == Document(
        TextState.READ,
        "rapport/lettre.txt\nVoici\n\nتقرير.docx\nنص\n\ninner.zip\nb.csv\na\tb\n\n"
        "mail.eml\nSubject: s\nFrom: a@b.example\n\nhello\n\nt.csv\nc\td",
    )


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("rapport_été.txt".encode("cp850"), "rapport_été.txt"),
        ("تقرير الجمعية.txt".encode("cp1256"), "تقرير الجمعية.txt"),
        ("تقرير الجمعية.txt".encode("cp720"), "تقرير الجمعية.txt"),
        ("تقرير.txt".encode(), "تقرير.txt"),
    ],
)
def test_names_in_old_code_pages(raw: bytes, name: str) -> None:
    plain = samples.zipped({"X" * len(raw): b"text"})
    assert read(plain.replace(b"X" * len(raw), raw)).text == f"{name}\ntext"


def test_password() -> None:
    content = bytearray(samples.zipped({"a.txt": b"hello"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert read(bytes(content)) == Document(TextState.ENCRYPTED, error="a password is needed to unpack it")


def nested(levels: int) -> bytes:
    content = samples.zipped({"a.txt": b"deep"})
    for _ in range(levels - 1):
        content = samples.zipped({"z.zip": content})
    return content


def test_nesting_ends_at_three() -> None:
    assert read(nested(3)).text == "z.zip\nz.zip\na.txt\ndeep"
    assert read(nested(4)) == Document(TextState.TOO_LARGE, error="packed more than 3 times")


BOMBS = {
    "one large member": {"a.txt": b"\0" * (70 * 2**20)},
    "a high ratio": {"a.txt": b"\0" * (30 * 2**20)},
    "many members": {f"{number}.txt": b"x" for number in range(300)},
    "all together": {f"{number}.bin": bytes(range(256)) * (2**12) * 16 for number in range(12)},
}


@pytest.mark.parametrize("members", BOMBS.values(), ids=BOMBS)
def test_bombs(members: dict[str, bytes]) -> None:
    assert read(samples.zipped(members)).state is TextState.TOO_LARGE


def test_a_size_that_lies() -> None:
    content = bytearray(samples.zipped({"a.txt": b"\0" * (30 * 2**20)}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.index(mark) + offset
        content[place : place + 4] = (10).to_bytes(4, "little")
    assert read(bytes(content)).state in (TextState.TOO_LARGE, TextState.FAILED, TextState.READ)


def test_a_quine_of_overlapping_members_ends() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", "hello")
        package.filelist *= 6000
    assert read(out.getvalue()).state is TextState.TOO_LARGE


def test_pictures_do_not_use_up_the_budget() -> None:
    members = {f"{number}.jpg": b"\xff\xd8\xff" for number in range(300)} | {"report.txt": b"the report"}
    assert read(samples.zipped(members)).text == "report.txt\nthe report"


def test_nothing_readable() -> None:
    assert read(samples.zipped({"a.bin": b"\0\1"})) == Document()
    assert read(samples.zipped({"a.docx": b"PK\x03\x04"})).state is TextState.FAILED

"""Mail that is meant to do harm, each with a nomination in it, as a stranger could send it."""

import io
from base64 import b64encode
from functools import cache

import pikepdf

from tests.daemon.mail import NOMINATION
from tests.documents import samples

HEAD = (
    "From: {name} <sender{number}@evil{number}.example>\r\nTo: review@example.org\r\nSubject: {subject}\r\n"
    "Message-ID: <evil{number}@evil.example>\r\nDate: Thu, 04 Feb 2021 10:00:00 +0200\r\nMIME-Version: 1.0\r\n"
)
LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(9)
) + "]>"  # fmt: skip
# Marks of direction that turn what stands behind them around (Unicode TR9); none may be shown.
OVERRIDE = "\u202e"


def _head(number: int, name: str = "Amal Haddad", subject: str = "Nomination") -> bytes:
    return HEAD.format(number=number, name=name, subject=subject).encode()


def _said(number: int) -> str:
    """A nomination that no other message holds."""
    given = ("Salma", "Rania", "Huda", "Nadia", "Layal", "Maya", "Lina", "Dina")[number % 8]
    family = ("Khoury", "Barakat", "Mansour", "Fares", "Sabbagh", "Tannous", "Azar", "Saliba")[number // 8]
    return NOMINATION.format(name=f"{given} {family}")


def _with_file(number: int, file: str, content: bytes, media_type: str = "application/octet-stream") -> bytes:
    text = f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{_said(number)}\r\n".encode()
    part = (
        f"--b\r\nContent-Type: {media_type}\r\nContent-Disposition: attachment; {file}\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    ).encode()
    head = _head(number) + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    return head + text + part + b64encode(content) + b"\r\n--b--\r\n"


def _plain(number: int, header: bytes = b"", body: bytes | None = None, **head: str) -> bytes:
    said = _said(number).replace("\n", "\r\n").encode() if body is None else body
    return _head(number, **head) + header + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + said


def _html(number: int) -> bytes:
    said = _said(number).replace("\n", "<br>")
    page = (
        "<html><head><script>alert('script ran')</script><meta http-equiv=refresh content='0;url=http://evil.example'></head>"
        f"<body onload=alert(1)><img src='http://tracker.example/pixel.gif' width=1>{said}"
        "<iframe src='http://evil.example'></iframe><a href='javascript:alert(1)'>here</a></body></html>"
    )
    return _head(number) + f"Content-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()


def _loop() -> bytes:
    """A PDF whose pages lead back to themselves."""
    with pikepdf.open(io.BytesIO(samples.pdf("x"))) as document:
        document.Root.Pages.Kids.append(document.Root.Pages)
        return samples.saved(document)


def _nested_zips(levels: int) -> bytes:
    content = samples.zipped({"a.txt": b"\0" * 5_000_000})
    for _ in range(levels):
        content = samples.zipped({f"{copy}.zip": content for copy in range(4)})
    return content


@cache
def mail() -> dict[str, bytes]:
    """Every message by what it does."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    bomb = f"{LAUGHS}<w><body><p><r><t>&j;</t></r></p></body></w>".encode()
    docx = samples.zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": bomb})
    xlsx = samples.zipped(
        {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": bomb, "xl/worksheets/sheet1.xml": bomb}
    )
    odt = samples.zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": bomb})
    opening = "".join(
        f"Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n" for level in range(1_000)
    )
    parts = b"".join(b"--b\r\nContent-Type: text/plain\r\n\r\npart\r\n" for _ in range(10_000))
    first = f"--b\r\nContent-Type: text/plain\r\n\r\n{_said(2)}\r\n".encode()
    files = {
        "a zip bomb": ("filename=a.zip", samples.zipped({"a.txt": b"\0" * 60_000_000}), "application/zip"),
        "nested zips": ("filename=a.zip", _nested_zips(5), "application/zip"),
        "an XML bomb in docx": ("filename=a.docx", docx, word),
        "an XML bomb in xlsx": ("filename=a.xlsx", xlsx, "application/octet-stream"),
        "an XML bomb in odt": ("filename=a.odt", odt, "application/vnd.oasis.opendocument.text"),
        "a PDF in a circle": ("filename=a.pdf", _loop(), "application/pdf"),
        "an encrypted PDF": ("filename=a.pdf", samples.locked_pdf("secret"), "application/pdf"),
        "a damaged PDF": ("filename=a.pdf", samples.pdf("x")[:400] + b"\xff" * 500, "application/pdf"),
        "a picture of ten billion pixels": ("filename=a.png", samples.giant_png(100_000, 100_000), "image/png"),
        "a name that climbs": ('filename="../../../../etc/cron.d/evil"', b"x", "text/plain"),
        "a name of Windows": ('filename="..\\\\..\\\\C:\\\\boot.ini"', b"x", "text/plain"),
        "a name with a line break": ("filename*=utf-8''a%0D%0ABcc:%20victim@example.com%0D%0A.txt", b"x", "text/plain"),
        "a name that is a formula": ("filename=\"=HYPERLINK('http://evil.example','x').txt\"", b"x", "text/plain"),
        "a name that turns around": ("filename*=utf-8''cv%E2%80%AEfdp.exe", b"MZ", "application/pdf"),
        "a name without end": ('filename="' + "a" * 100_000 + '.pdf"', b"x", "application/pdf"),
    }
    made = {
        "a header bomb": _plain(0, b"X-Bomb: " + b"=?utf-8?q?=41=42?=\r\n " * 100_000 + b"x\r\n"),
        "1,000 nested parts": _head(1) + opening.encode() + b"Content-Type: text/plain\r\n\r\n" + _said(1).encode(),
        "10,000 parts": _head(2) + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + first + parts + b"--b--\r\n",
        "a boundary that never comes": _head(3)
        + b'Content-Type: multipart/mixed; boundary="none\r\n\r\n--other\r\n\r\n'
        + _said(3).encode(),
        "control characters": _plain(4, body=_said(4).replace(" ", " \x00\x1b[31m\x07").encode()),
        "quoted-printable that lies": _plain(
            5, b"Content-Transfer-Encoding: quoted-printable\r\n", body=b"=ZZ=\xff=3=\r\n" + _said(5).encode() + b"="
        ),
        "base64 that lies": _plain(6, b"Content-Transfer-Encoding: base64\r\n", body=_said(6).encode()),
        "HTML with scripts": _html(7),
        "template text": _plain(8, name='"{{ 7193*7 }}{% for x in y %}"', subject="{{ desk.address }} {{ 7193*7 }}"),
        "a formula as name": _plain(9, name='"=cmd|calc!A0"', subject="=1+1"),
        "a line break in the name": _plain(
            10,
            name="=?utf-8?q?A=0D=0ABcc:_victim@example.com?=",
            subject="=?utf-8?q?S=0D=0ABcc:_victim@example.com?=",
        ),
        "a name that turns around its address": _plain(11, name=f'"{OVERRIDE}moc.knab@eciffo"', subject=f"{OVERRIDE}x"),
        "line breaks in identifiers": _plain(
            12, b"In-Reply-To: <a\x0b@b>\r\nReferences: <x\x00y@z>\r\n <=?utf-8?q?=0D=0ABcc:_a@b.c?=>\r\n"
        ),
        "a megabyte of adversarial text": _plain(
            13, body=_said(13).encode() + b"\r\n" + b"a " * 300_000 + b"((((" * 100_000
        ),
    }
    return made | {name: _with_file(20 + place, *file) for place, (name, file) in enumerate(files.items())}

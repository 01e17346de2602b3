"""`python -m tests.bench.large`: memory of the daemon and of its children while it files messages of 50 MB.

Each message is delivered to a real Dovecot and filed by a daemon of its own, started as outside of tests. Told are the
daemon's own peak (VmHWM), the highest sum over all its children, and both some time after it was filed.
"""

import argparse
import base64
import io
import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from mailbot.demo.certificates import make_certificates
from mailbot.demo.smtp_server import EmbeddedSmtp
from tests.bench.copies import CORPUS
from tests.bench.memory import Memory
from tests.daemon.nursery import Nursery
from tests.daemon.rig import Rig, stop, until
from tests.servers.dovecot import Dovecot, is_installed

ROOM = 20_000  # bytes of a message besides its big part: headers, and what a server adds


def head(subject: str, kind: str) -> bytes:
    """The beginning of a message that submits a report."""
    return (
        f"From: Mona Haddad <mona@union.example.org>\r\nTo: review@example.org\r\nSubject: {subject}\r\n"
        f"Message-ID: <{subject.replace(' ', '.')}@union.example.org>\r\n"
        f"MIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n"
    ).encode()


def text(words: str) -> bytes:
    """A part of text."""
    return f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n".encode()


def file_part(name: str, media_type: str, content: bytes) -> bytes:
    """An attachment in base64."""
    return (
        f"--b\r\nContent-Type: {media_type}\r\nContent-Transfer-Encoding: base64\r\n"
        f'Content-Disposition: attachment; filename="{name}"\r\n\r\n'
    ).encode() + base64.encodebytes(content).replace(b"\n", b"\r\n")


def docx(size: int) -> bytes:
    """A report in Word's format, so large because of a picture in it."""
    page = (
        '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        + "<w:p><w:r><w:t>Voluntary review report of the Domestic Workers Union.</w:t></w:r></w:p>" * 200
        + "</w:body></w:document>"
    )
    types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/document.xml", page)
        archive.writestr("word/media/image1.png", os.urandom(size - len(page) - 2_000))
    return packed.getvalue()


def messages(size: int) -> Iterator[tuple[str, bytes]]:
    """Messages of so many bytes, as sent, each with what it is."""
    words = "Dear organisers,\r\n\r\nPlease find attached the report of the Domestic Workers Union.\r\n\r\nMona Haddad"
    room, mixed = size - ROOM, "multipart/mixed; boundary=b"
    decoded = room * 57 // 78  # base64 with line ends
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    yield (
        "one attachment",
        head("one attachment", mixed) + text(words) + file_part("Report.docx", word, docx(decoded)) + b"--b--\r\n",
    )
    many = b"".join(
        file_part(f"annex-{number}.pdf", "application/pdf", b"%PDF-1.4\n" + os.urandom(decoded // 500 - 300))
        for number in range(500)
    )
    yield "500 attachments", head("500 attachments", mixed) + text(words) + many + b"--b--\r\n"
    line = b"Please find attached the report of the Domestic Workers Union of the region.\r\n"
    yield "one text", head("one text", "text/plain; charset=utf-8") + line * (room // len(line))


def main() -> None:
    """Files them one by one and prints what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=50, help="size of each message as sent")
    parser.add_argument("--after", type=float, default=30, help="seconds after which memory is looked at again")
    options = parser.parse_args()
    if not is_installed():
        sys.exit("Dovecot is missing: sh tests/servers/install.sh")
    with tempfile.TemporaryDirectory() as name, Dovecot() as dovecot:
        folder = Path(name)
        folder.chmod(0o755)
        certificates = make_certificates(folder / "tls")
        with EmbeddedSmtp({"relay": "relay-password"}, certificates) as smtp:
            for number, (what, raw) in enumerate(messages(int(options.megabytes * 1_000_000))):
                home = folder / str(number)
                home.mkdir()
                account = dovecot.account(f"large{number}@example.org")
                rig = Rig(home, account.server(), smtp, certificates, Nursery(), account=account)
                print(f"{what}, {len(raw) / 1e6:.1f} MB: {filed(rig, raw, options.after)}", flush=True)


def filed(rig: Rig, raw: bytes, after: float) -> str:
    """Files one message in a daemon of its own; its figures in words."""
    daemon = rig.start_anew()
    try:
        with Memory(daemon.pid) as memory:
            usual = [file.read_bytes() for file in sorted(CORPUS.glob("*.eml"))[::3]]
            for letter in usual:  # everything that is loaded when it is first needed, the model of sentences among it
                rig.account.deliver(letter)
            until(lambda: rig.states("messages").count("filed") == len(usual), 120, rig.log)
            before = memory.own
            began = time.monotonic()
            rig.account.deliver(raw)
            until(lambda: len(done := rig.states("messages")) > len(usual) and done[-1] != "stored", 120, rig.log)
            took = time.monotonic() - began
            peak, children = memory.own_peak, memory.children_peak
            time.sleep(after)
            left, left_children = memory.own, memory.children
        row = rig.export("messages")[-1]
    finally:
        stop(daemon)
    return (
        f"{row['state']} in {took:.1f} s, {'/'.join(row['kinds']) or row['other']}\n"
        f"    daemon: {before:.0f} MB before, peak {peak:.0f} MB, {after:.0f} s later {left:.0f} MB;"
        f" children together: peak {children:.0f} MB, {after:.0f} s later {left_children:.0f} MB"
    )


if __name__ == "__main__":
    main()

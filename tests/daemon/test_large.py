"""Large messages: never whole in the daemon's memory, and filed as any other; here the threshold is low."""

import base64
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from mailbot.cli import wiring
from mailbot.cli.clock import Clock
from mailbot.daemon.apart import DISK, MEMORY, TRIES, Died, packed, read_apart, unpacked
from mailbot.daemon.fetch import fetch_folder
from mailbot.daemon.filing import file_stored
from mailbot.daemon.importing import PIECE, keep_in_pieces, messages_in
from mailbot.daemon.office import Office
from mailbot.errors import RegisterUnavailable
from mailbot.message.parse import parse
from mailbot.register.export import rows
from mailbot.settings.load import load
from mailbot.transport.imap import Mailbox
from tests.bench.large import messages
from tests.bench.memory import Memory
from tests.daemon.mail import nomination
from tests.daemon.rig import Rig, stop, until
from tests.documents import samples

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
NOW = datetime(2021, 2, 4, 12, tzinfo=UTC)
CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Rania Barakat\r\nORG:Nile Labour Monitor\r\nTITLE:Director\r\nEND:VCARD\r\n"


def mixed(subject: str, *parts: tuple[str, str, bytes]) -> bytes:
    """A message with files: (name, media type, content)."""
    head = (
        f"From: Mona Haddad <mona@union.example>\r\nTo: review@example.org\r\nSubject: {subject}\r\n"
        f"Message-ID: <{subject.replace(' ', '.')}@union.example>\r\nDate: Thu, 04 Feb 2021 10:00:00 +0200\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\nWe attach the voluntary review report of the Union.\r\n"
    )
    files = (
        f"--b\r\nContent-Type: {media_type}\r\nContent-Transfer-Encoding: base64\r\n"
        f'Content-Disposition: attachment; filename="{name}"\r\n\r\n'.encode()
        + base64.encodebytes(content)
        for name, media_type, content in parts
    )
    return head.encode() + b"".join(files) + b"--b--\r\n"


MAIL = (
    nomination(0),
    mixed("report", ("Report.docx", "application/octet-stream", samples.docx("Voluntary review report of the Union"))),
    mixed("a card", ("Rania.vcf", "text/vcard", CARD)),
    mixed("passed on", ("", "message/rfc822", nomination(1)), ("a.bin", "application/octet-stream", b"\0\1" * 500)),
    *(file.read_bytes() for file in sorted(CORPUS.glob("*.eml"))[:2]),
)


@pytest.fixture
def register_at() -> str:
    """SQLite alone: what is tested here lies before the database."""
    return ""


@contextmanager
def office_of(config: Path, large_bytes: int) -> Iterator[Office]:
    """The office of a configuration, at a fixed hour, with a threshold of its own."""
    with wiring.office(load(config), Clock()) as office:
        yield replace(office, now=lambda: NOW, large_bytes=large_bytes)


def everything(office: Office) -> dict[str, Any]:
    """All that a register holds of messages, but what names the moment of reading."""
    with office.store.reading() as register:
        told: dict[str, Any] = {what: list(rows(register, what)) for what in ("messages", "submissions", "letters")}
        for table in ("attachments", "letters", "attention"):
            told[f"rows of {table}"] = [
                tuple(row) for row in register.connection.execute(text(f"SELECT * FROM {table}"))
            ]
        verdicts = register.connection.execute(text("SELECT verdict, scans FROM messages ORDER BY id"))
        return told | {"verdicts": [tuple(row) for row in verdicts]}


def files_in(folder: Path) -> set[str]:
    return {file.name for file in folder.rglob("*") if file.is_file()}


def test_a_large_message_is_filed_as_any_other(rig: Rig) -> None:
    for raw in MAIL:
        rig.account.deliver(raw)
    found, kept = [], []
    for name, large_bytes in (("usual", 10_000_000), ("large", 300)):
        config = rig.folder / f"{name}.toml"
        storage = f'[storage]\ndatabase = "sqlite:///{name}.db"\nfiles = "{name}"\n'
        config.write_text((rig.folder / "config.toml").read_text() + storage)
        with office_of(config, large_bytes) as office:
            with Mailbox(office.inbox.server) as mailbox:
                assert fetch_folder(office, mailbox, "INBOX", junk=False) == len(MAIL)
            assert file_stored(office).count == len(MAIL)
            found.append(everything(office))
        kept.append(files_in(rig.folder / name))
    assert [row["state"] for row in found[0]["messages"]] == ["filed"] * len(MAIL)
    for what, told in found[0].items():
        assert found[1][what] == told, f"{what}: a large message is filed otherwise than a usual one"
    assert kept[1] == kept[0], "not the same files are kept"


@pytest.mark.parametrize("raw", [pytest.param(raw, id=str(number)) for number, raw in enumerate(MAIL)])
def test_what_the_process_answers_is_the_message_without_its_contents(raw: bytes) -> None:
    message = parse(raw)
    emptied = tuple(replace(part, content=b"", length=part.size) for part in message.attachments)
    message = replace(message, attachments=emptied)
    assert unpacked(packed(message, [""] * len(emptied))) == message


@pytest.mark.parametrize(
    ("script", "seconds", "error"),
    [
        ("kill -9 $$", 5, Died),
        (f"exit {MEMORY}", 5, Died),
        ("sleep 30", 0.2, Died),
        (f"exit {DISK}", 5, RegisterUnavailable),
        ("exit 1", 5, ValueError),
        ("echo nonsense", 5, ValueError),
    ],
)
def test_how_reading_apart_may_end(tmp_path: Path, script: str, seconds: float, error: type[Exception]) -> None:
    tried = tmp_path / "tried"
    with pytest.raises(error):
        read_apart(tmp_path, "0" * 64, ("sh", "-c", f"echo >> {tried}; {script}"), seconds)
    assert len(tried.read_text().splitlines()) == (TRIES if error is Died else 1)


def test_a_message_that_ends_every_process_is_set_apart_and_stops_no_other(
    rig: Rig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadly = tmp_path / "python"
    deadly.write_text("#!/bin/sh\nkill -9 $$\n")
    deadly.chmod(0o755)
    rig.account.deliver(MAIL[1])
    rig.account.deliver(nomination(3))
    with office_of(rig.folder / "config.toml", len(nomination(3)) + 400) as office:
        with Mailbox(office.inbox.server) as mailbox:
            fetch_folder(office, mailbox, "INBOX", junk=False)
        monkeypatch.setattr(sys, "executable", str(deadly))
        assert file_stored(office).count == 2
        monkeypatch.undo()
    assert rig.states("messages") == ["quarantined", "filed"]
    assert files_in(rig.folder / "files" / "tmp") == set()


def test_a_large_file_that_was_lost_is_awaited(rig: Rig) -> None:
    rig.account.deliver(MAIL[1])
    with office_of(rig.folder / "config.toml", 600) as office:
        with Mailbox(office.inbox.server) as mailbox:
            fetch_folder(office, mailbox, "INBOX", junk=False)
        with office.store.reading() as register:
            sha256 = register.message(1).sha256
        file = office.store.files.path(sha256)
        whole = file.read_bytes()
        file.write_bytes(whole[:-1])
        assert file_stored(office).count == 0
        assert rig.states("messages") == ["stored"]
        file.write_bytes(whole)
        assert file_stored(office).count == 1
    assert rig.states("messages") == ["filed"]


def test_memory_does_not_grow_with_a_message(rig: Rig) -> None:
    what, raw = next(messages(24_000_000))
    daemon = rig.start_anew()
    try:
        with Memory(daemon.pid) as memory:
            rig.account.deliver(MAIL[1])
            until(lambda: rig.states("messages") == ["filed"], 60, rig.log)
            before = memory.own_peak
            rig.account.deliver(raw)
            until(lambda: rig.states("messages") == ["filed", "filed"], 60, rig.log)
            grown, children = memory.own_peak - before, memory.children_peak
    finally:
        stop(daemon)
    assert grown < len(raw) / 1e6, f"{what}: the daemon's peak grew by {grown:.0f} MB"
    assert children < 600, f"{what}: its children took {children:.0f} MB"


class Watched(BytesIO):
    """A file that remembers the most that was asked of it at once."""

    most = 0

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        self.most = max(self.most, len(piece))
        return piece


def test_a_large_message_is_imported_in_pieces(rig: Rig) -> None:
    """From a file of its own and out of an mbox: it is never held whole."""
    _, raw = next(messages(6_000_000))
    large, box = rig.folder / "large.eml", rig.folder / "mail.mbox"
    large.write_bytes(raw)
    box.write_bytes(b"From mona@union.example.org Thu Feb  4 10:00:00 2021\n" + raw.replace(b"one", b"two", 1))
    with office_of(rig.folder / "config.toml", 600) as office:
        source = Watched(raw)
        sha256, size = keep_in_pieces(office, source)
        assert (office.store.files.read(sha256), size) == (raw, len(raw))
        assert source.most <= PIECE
        ((_, boxed),) = messages_in(box)
        assert keep_in_pieces(office, boxed)[1] == len(raw)
    rig.run("import", str(large))
    rig.run("import", str(box))
    assert rig.states("messages") == ["filed", "filed"]

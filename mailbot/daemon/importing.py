"""Importing: mail from files takes the same path as polled mail, without a mailbox."""

import mailbox as boxes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mailbot.daemon import journal
from mailbot.daemon.arriving import arrival_of
from mailbot.daemon.filing import file_stored
from mailbot.daemon.office import Office
from mailbot.errors import MailbotError

MBOX_START = b"From "


@dataclass(frozen=True, slots=True)
class Imported:
    """One message of an import. known: the register had it already."""

    place: str
    number: int
    known: bool


def messages_in(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every message of a .eml file, a folder of them (and folders below), an mbox or a Maildir: (place, raw bytes).

    Raises MailbotError where the path is none of these.
    """
    if (path / "cur").is_dir() and (path / "new").is_dir():
        for part in ("cur", "new"):
            for file in sorted((path / part).iterdir()):
                yield str(file), file.read_bytes()
    elif path.is_dir():
        for file in sorted(path.rglob("*.eml")):
            yield str(file), file.read_bytes()
    elif not path.is_file():
        raise MailbotError(f"{path}: no such file or folder; expected .eml, a folder of them, mbox or Maildir")
    elif _is_mbox(path):
        box = boxes.mbox(path, create=False)
        for key in box.keys():  # noqa: SIM118 (a Mailbox iterates over parsed messages; bytes are wanted)
            yield f"{path}#{key}", box.get_bytes(key)
    else:
        yield str(path), path.read_bytes()


def _is_mbox(path: Path) -> bool:
    if path.suffix.lower() == ".eml":
        return False
    with path.open("rb") as file:
        return file.read(len(MBOX_START)) == MBOX_START


def import_from(office: Office, path: Path, *, letters: bool) -> Iterator[Imported]:
    """Keeps and files the messages one by one. letters False: they never get a letter, now or later.

    Raises MailbotError for a path that holds no mail, RegisterUnavailable and OSError for faults of database and disk.
    """
    for place, raw in messages_in(path):
        sha256 = office.store.files.keep(raw)
        now = office.now()
        with office.store.writing() as register:
            if not office.store.files.has(sha256):  # erased since, because nobody named it
                office.store.files.keep(raw)
            number, new = register.keep(arrival_of(raw, sha256, None, now, letters=letters), now)
        if not new:
            office.store.drop_unnamed([sha256])
        journal.kept(number, None, place, len(raw), new)
        file_stored(office)
        yield Imported(place, number, not new)

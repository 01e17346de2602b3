"""Importing: mail from files takes the same path as polled mail, without a mailbox."""

import mailbox as boxes
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mailbot.daemon import journal
from mailbot.daemon.arriving import arrival_of
from mailbot.daemon.filing import file_stored
from mailbot.daemon.office import Office
from mailbot.errors import MailbotError

MBOX_START = b"From "
PIECE = 1 << 20  # bytes that are held of a large message


class Source(Protocol):
    """The bytes of one message, to be read in pieces, again after seek(0)."""

    def read(self, size: int = -1, /) -> bytes:
        """So many bytes more; all that are left for -1."""

    def seek(self, place: int, /) -> object:
        """Goes to a place."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One message of an import. known: the register had it already."""

    place: str
    number: int
    known: bool


def refuse(said: str) -> None:
    """What cannot be read ends it all."""
    raise MailbotError(said)


def messages_in(path: Path, unreadable: Callable[[str], object] = refuse) -> Iterator[tuple[str, Source]]:
    """Every message of a .eml file, a folder of them (and folders below), an mbox or a Maildir: (place, its raw bytes).

    The bytes are to be read before the next message is asked for. unreadable: told, in a line each, of files that
    cannot be read; they are left out where it does not raise. Raises MailbotError where the path is none of these.
    """
    if (path / "cur").is_dir() and (path / "new").is_dir():
        for part in ("cur", "new"):
            yield from _each(sorted((path / part).iterdir()), unreadable)
    elif path.is_dir():
        yield from _each(sorted(path.rglob("*.eml")), unreadable)
    elif not path.is_file():
        raise MailbotError(f"{path}: no such file or folder; expected .eml, a folder of them, mbox or Maildir")
    elif _is_mbox(path):
        box = boxes.mbox(path, create=False)
        for key in box.keys():  # noqa: SIM118 (a Mailbox iterates over parsed messages; bytes are wanted)
            yield f"{path}#{key}", box.get_file(key)
    else:
        yield from _each([path], unreadable)


def _each(files: Iterable[Path], unreadable: Callable[[str], object]) -> Iterator[tuple[str, Source]]:
    """The files among them; a pipe, a dangling link or what may not be read keeps no other file back."""
    for file in files:
        if file.is_dir():
            continue
        try:
            if file.exists() and not file.is_file():
                raise OSError(0, "no file, but a pipe or a device")
            opened = file.open("rb")
        except OSError as error:
            unreadable(f"{file}: cannot be read: {error.strerror}")
            continue
        with opened:
            yield str(file), opened


def keep_in_pieces(office: Office, source: Source) -> tuple[str, int]:
    """Makes the bytes of a message durable, a large one without ever holding it whole: its hash, and how many."""
    files = office.store.files
    source.seek(0)
    begun = source.read(office.large_bytes + 1)
    if len(begun) <= office.large_bytes:
        return files.keep(begun), len(begun)
    with files.in_pieces() as file:
        file.write(begun)
        while piece := source.read(PIECE):
            file.write(piece)
        return files.finish(file), file.size


def _is_mbox(path: Path) -> bool:
    if path.suffix.lower() == ".eml":
        return False
    with path.open("rb") as file:
        return file.read(len(MBOX_START)) == MBOX_START


def import_from(
    office: Office, path: Path, *, letters: bool, unreadable: Callable[[str], object] = refuse
) -> Iterator[Imported]:
    """Keeps and files the messages one by one. letters False: they never get a letter, now or later.

    unreadable: as in messages_in.
    Raises MailbotError for a path that holds no mail, RegisterUnavailable and OSError for faults of database and disk.
    """
    for place, raw in messages_in(path, unreadable):
        sha256, size = keep_in_pieces(office, raw)
        now = office.now()
        with office.store.files.opened(sha256) as content:
            arrival = arrival_of(content, sha256, None, now, size=size, letters=letters)
        with office.store.writing() as register:
            if not office.store.files.has(sha256):  # erased since, because nobody named it
                keep_in_pieces(office, raw)
            number, new = register.keep(arrival, now)
        if not new:
            office.store.drop_unnamed([sha256])
        journal.kept(number, None, place, size, new)
        file_stored(office)
        yield Imported(place, number, not new)

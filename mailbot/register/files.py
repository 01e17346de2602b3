"""The file store: raw messages and attachments by the hash of their content, durable before anything names them."""

import errno
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from mailbot.durable import sync_folder
from mailbot.errors import MailbotError, RegisterUnavailable
from mailbot.register.unfinished import Unfinished

HASH = re.compile("[0-9a-f]{64}")


class FileDamaged(MailbotError):
    """A kept file is missing or no longer has its hash: restore it from a backup."""


class Files:
    """Files below `root`: sha256/ab/<hash>; what is being written lies in tmp/, on the same mount."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._in_use = False
        self._unfinished = root / "tmp"
        self._kept = root / "sha256"
        self._aside = root / "aside"
        self._folders = {name: self._kept / name for name in (f"{number:02x}" for number in range(256))}
        self._folders_made = False

    def path(self, sha256: str) -> Path:
        """Where the file with this hash (64 hexadecimal digits) stands, whether or not it is there."""
        if not HASH.fullmatch(sha256):
            raise ValueError(f"not a SHA-256 in lower-case hexadecimal digits: {sha256!r}")
        return self._folders[sha256[:2]] / sha256

    def expect_content(self) -> None:
        """Something has been kept here before: where all of it is missing the mount is away, and comes back."""
        self._in_use = True

    def keep(self, content: bytes) -> str:
        """Makes the content durable and gives its hash. Repeatable; a damaged copy of the same hash is replaced.

        Raises RegisterUnavailable where the disk is full, read-only or away; nothing is half written then.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        target = self.path(sha256)
        with _disk(self.root):
            self._look_for_mount()
            if _holds(target, content):
                return sha256
            folder = self._folder_for(target)
            unfinished = self._unfinished / f"{sha256[:16]}-{secrets.token_hex(8)}"
            try:
                try:
                    _write_durably(unfinished, content)
                except FileNotFoundError:
                    self._unfinished.mkdir(mode=0o700, parents=True, exist_ok=True)
                    _write_durably(unfinished, content)
                unfinished.replace(target)
            except BaseException:
                with suppress(OSError):
                    unfinished.unlink()
                raise
            sync_folder(folder)
        self._in_use = True
        return sha256

    @contextmanager
    def in_pieces(self) -> Iterator[Unfinished]:
        """A file to write in pieces; `finish` keeps it, and without that nothing of it is left after the block.

        Raises RegisterUnavailable, as keep; within the block too, for what writing runs into.
        """
        with _disk(self.root):
            self._look_for_mount()
            self._unfinished.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished = Unfinished(self._unfinished / f"pieces-{secrets.token_hex(12)}")
            try:
                yield unfinished
            finally:
                unfinished.close()

    def finish(self, unfinished: Unfinished) -> str:
        """Makes what was written in pieces durable and gives its hash. Raises RegisterUnavailable."""
        target = self.path(unfinished.sha256)
        with _disk(self.root):
            self._look_for_mount()
            folder = self._folder_for(target)
            unfinished.put_away(target)
            sync_folder(folder)
        self._in_use = True
        return target.name

    def _look_for_mount(self) -> None:
        if self._in_use and not self._kept.is_dir():  # what is written below a mount point gets lost
            raise FileNotFoundError(errno.ENOENT, "the files kept before are missing: is a mount away?")

    def _folder_for(self, target: Path) -> Path:
        """The folder of a file to be kept. All that a hash can name are made in one go: durable with two syncs.

        Once in every process, because one that died may not have come to the syncs.
        """
        folder = self._folders[target.name[:2]]
        if not (self._folders_made and folder.is_dir()):
            self._kept.mkdir(mode=0o700, parents=True, exist_ok=True)
            for each in self._folders.values():
                each.mkdir(mode=0o700, exist_ok=True)
            sync_folder(self._kept)
            sync_folder(self.root)
            self._folders_made = True
        return folder

    def read(self, sha256: str) -> bytes:
        """The content again, checked against its hash.

        Raises FileDamaged where the file is missing or changed, RegisterUnavailable where the disk cannot be read.
        """
        with _disk(self.root), self._open(sha256) as file:
            content = file.read()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise _changed(file.name)
        return content

    def opened(self, sha256: str) -> BinaryIO:
        """The file to read from, checked against its hash; nothing of it is held. Close it. Raises as read."""
        with _disk(self.root):
            file = self._open(sha256)
            try:
                if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                    raise _changed(file.name)
                file.seek(0)
            except BaseException:
                file.close()
                raise
        return file

    def _open(self, sha256: str) -> BufferedReader:
        target = self.path(sha256)
        # What was set aside by an erasure that was killed, or is not committed, is still there for those that name it.
        for place in (target, self._aside / sha256, target):
            with suppress(FileNotFoundError):
                return place.open("rb")
        if not self._kept.is_dir():  # the whole mount is away: that passes
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target))
        raise FileDamaged(f"{target}: the file is missing; restore it from a backup")

    def clear_unfinished(self) -> None:
        """Removes what a killed process left half written. Only for the one process that works on the register."""
        with _disk(self.root):
            if self._unfinished.is_dir():
                for left in self._unfinished.iterdir():
                    if left.is_dir():  # of a restore that was cut short
                        shutil.rmtree(left)
                    else:
                        left.unlink(missing_ok=True)

    def has(self, sha256: str) -> bool:
        """Whether a file of that hash is there; its content is not looked at."""
        with _disk(self.root):
            return self.path(sha256).exists()

    def kept(self) -> Iterator[tuple[str, float]]:
        """(hash, when it was written, in seconds since 1970) of every file that is kept, in the order of the hashes."""
        with _disk(self.root):
            for folder in sorted(self._kept.iterdir()) if self._kept.is_dir() else ():
                for file in sorted(folder.iterdir()):
                    with suppress(FileNotFoundError):  # erased meanwhile
                        yield file.name, file.stat().st_mtime

    def set_aside(self, hashes: Collection[str]) -> None:
        """Takes files out of the store, to be dropped or put back by settle_aside once it is sure that they may go."""
        with _disk(self.root):
            for sha256 in hashes:
                self._aside.mkdir(mode=0o700, exist_ok=True)
                with suppress(FileNotFoundError):
                    self.path(sha256).replace(self._aside / sha256)
                    sync_folder(self.path(sha256).parent)
            if hashes and self._aside.is_dir():
                sync_folder(self._aside)

    def aside(self) -> tuple[str, ...]:
        """The hashes of the files that are set aside."""
        with _disk(self.root):
            return tuple(file.name for file in self._aside.iterdir()) if self._aside.is_dir() else ()

    def settle_aside(self, wanted: Collection[str]) -> int:
        """Puts back what is wanted of the files set aside, drops the others, and says how many were dropped."""
        left = self.aside()
        with _disk(self.root):
            for sha256 in left:
                if sha256 in wanted:
                    (self._aside / sha256).replace(self.path(sha256))
                    sync_folder(self.path(sha256).parent)
                else:
                    (self._aside / sha256).unlink(missing_ok=True)
            if left:
                sync_folder(self._aside)
        return len(set(left) - set(wanted))

    def empty(self) -> bool:
        """Whether nothing has ever been kept here."""
        with _disk(self.root):
            kept = self.root / "sha256"
            return not kept.is_dir() or next(kept.iterdir(), None) is None


def _changed(name: str) -> FileDamaged:
    return FileDamaged(f"{name}: the content has changed; restore it from a backup")


@contextmanager
def _disk(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RegisterUnavailable(f"the files in {root} cannot be used: {error.strerror or error}") from error


def _holds(path: Path, content: bytes) -> bool:
    """Whether a file is there and holds exactly this."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except FileNotFoundError:
        return False


def _write_durably(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

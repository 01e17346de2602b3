"""The file store: raw messages and attachments by the hash of their content, durable before anything names them."""

import errno
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mailbot.errors import MailbotError, RegisterUnavailable


class FileDamaged(MailbotError):
    """A kept file is missing or no longer has its hash: restore it from a backup."""


class Files:
    """Files below `root`: sha256/ab/<hash>; what is being written lies in tmp/, on the same mount."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._in_use = False
        self._unfinished = root / "tmp"
        self._kept = root / "sha256"
        self._folders_made = False

    def path(self, sha256: str) -> Path:
        """Where the file with this hash (64 hexadecimal digits) stands, whether or not it is there."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError(f"not a SHA-256 in lower-case hexadecimal digits: {sha256!r}")
        return self.root / "sha256" / sha256[:2] / sha256

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
            if self._in_use and not self._kept.is_dir():  # what is written below a mount point gets lost
                raise FileNotFoundError(errno.ENOENT, "the files kept before are missing: is a mount away?")
            if _holds(target, content):
                return sha256
            if not (self._folders_made and target.parent.is_dir()):
                self._make_folders()
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
            _sync_folder(target.parent)
        self._in_use = True
        return sha256

    def _make_folders(self) -> None:
        """Makes every folder that a hash can name, in one go: durable with two syncs, not with two for each of them.

        Once in every process, because one that died may not have come to the syncs.
        """
        for number in range(256):
            (self._kept / f"{number:02x}").mkdir(mode=0o700, parents=True, exist_ok=True)
        _sync_folder(self._kept)
        _sync_folder(self.root)
        self._folders_made = True

    def read(self, sha256: str) -> bytes:
        """The content again, checked against its hash.

        Raises FileDamaged where the file is missing or changed, RegisterUnavailable where the disk cannot be read.
        """
        target = self.path(sha256)
        with _disk(self.root):
            try:
                content = target.read_bytes()
            except FileNotFoundError:
                if not (self.root / "sha256").is_dir():
                    raise  # the whole mount is away: that passes
                raise FileDamaged(f"{target}: the file is missing; restore it from a backup") from None
        if hashlib.sha256(content).hexdigest() != sha256:
            raise FileDamaged(f"{target}: the content has changed; restore it from a backup")
        return content

    def clear_unfinished(self) -> None:
        """Removes what a killed process left half written. Only for the one process that works on the register."""
        with _disk(self.root):
            if self._unfinished.is_dir():
                for left in self._unfinished.iterdir():
                    left.unlink(missing_ok=True)

    def empty(self) -> bool:
        """Whether nothing has ever been kept here."""
        with _disk(self.root):
            kept = self.root / "sha256"
            return not kept.is_dir() or next(kept.iterdir(), None) is None


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
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        rest = memoryview(content)
        while rest:
            rest = rest[file.write(rest) :]
        os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    """Makes the names in a folder durable: without it a renamed file may be gone after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

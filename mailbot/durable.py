"""Files that are there whole or not at all, also after a power cut: written aside, synced, renamed, the name synced."""

import os
import re
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

PRIVATE = 0o600
COMMON = 0o666  # what the umask leaves of it


@contextmanager
def whole_file(path: Path, mode: int = COMMON) -> Iterator[BinaryIO]:
    """A file to write into that takes its place at the end of the block; until then, whoever reads gets the old one.

    On an error nothing is left of it. A link stays a link. Raises OSError.
    """
    target = path.resolve()
    unfinished = beside(target)
    try:
        with os.fdopen(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def beside(target: Path) -> Path:
    """A new name in the same folder, for what is not finished yet."""
    return target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}")


def drop_unfinished(target: Path) -> None:
    """Removes what a process that was killed left beside a file or folder; for targets with one writer at a time."""
    name = re.compile(rf"\.{re.escape(target.name[:100])}\.[0-9a-f]{{12}}(\.old)?")
    for left in target.parent.iterdir() if target.parent.is_dir() else ():
        if name.fullmatch(left.name):
            with suppress(OSError):
                shutil.rmtree(left) if left.is_dir() else left.unlink()


def write_whole(path: Path, content: bytes, mode: int = COMMON) -> None:
    """Writes a file in one go, as whole_file does. Raises OSError."""
    with whole_file(path, mode) as file:
        file.write(content)


def write_like(path: Path, content: bytes, like: Path) -> None:
    """Writes a file in one go, with the rights and, where this process may give it, the owner of another.

    What root changes stays readable for the user it was for. Raises OSError.
    """
    state = like.stat()
    with whole_file(path, PRIVATE) as file:
        with suppress(PermissionError):
            os.fchown(file.fileno(), state.st_uid, state.st_gid)
        os.fchmod(file.fileno(), stat.S_IMODE(state.st_mode))
        file.write(content)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder durable: without it a renamed file may be gone after a power cut. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Makes everything below a folder durable, its own name included. Raises OSError."""
    for parent, _, names in os.walk(folder):
        for name in names:
            descriptor = os.open(Path(parent) / name, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        sync_folder(Path(parent))
    sync_folder(folder.parent)

"""Files that are there whole or not at all, also after a power cut: written aside, synced, renamed, the name synced."""

import os
import secrets
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
    unfinished = target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}")
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


def write_whole(path: Path, content: bytes, mode: int = COMMON) -> None:
    """Writes a file in one go, as whole_file does. Raises OSError."""
    with whole_file(path, mode) as file:
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

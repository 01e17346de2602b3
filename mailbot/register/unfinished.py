"""A file of the store while it is being written in pieces, for content too large to be held whole."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path


class Unfinished:
    """Opened anew for writing; the hash grows along. A context manager that leaves no file which was not put away."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self._hash = hashlib.sha256()
        self._file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb", buffering=0)

    @property
    def sha256(self) -> str:
        """Of what was written by now, in hexadecimal digits."""
        return self._hash.hexdigest()

    def write(self, piece: bytes) -> None:
        """Adds a piece. Raises OSError."""
        rest = memoryview(piece)
        while rest:
            rest = rest[self._file.write(rest) :]
        self._hash.update(piece)
        self.size += len(piece)

    def put_away(self, target: Path) -> None:
        """Makes the content durable and gives it its place. Raises OSError."""
        os.fsync(self._file.fileno())
        self.path.replace(target)

    def close(self) -> None:
        """Ends writing; what has no place by now is gone."""
        self._file.close()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)

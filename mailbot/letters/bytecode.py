"""Keeps compiled templates beside Python's compiled modules, so that only a new or changed one is ever compiled.

Where Python may write nothing there (packages installed by root, PYTHONDONTWRITEBYTECODE) they are kept in the user's
own cache folder; where that cannot be written either, every process compiles its templates itself. A file's name says
what it was compiled from.
"""

import hashlib
import os
import secrets
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from mailbot.cache import is_trusted, users_cache


class Bytecode(BytecodeCache):
    """Compiled templates of one environment. options: everything besides its source that shapes a template's code."""

    def __init__(self, options: object) -> None:
        self._folders = (Path(cache_from_source(__file__)).parent, *users_cache())
        shape = hashlib.sha256(f"{jinja2.__version__} {options!r}".encode()).hexdigest()
        self._mark = f"template.{sys.implementation.cache_tag}.{shape[:16]}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills the bucket where its template was compiled before; what is damaged is compiled anew."""
        for folder in self._folders:
            try:
                with (folder / self._name(bucket)).open("rb") as file:
                    if is_trusted(os.fstat(file.fileno())):
                        bucket.load_bytecode(file)
            except FileNotFoundError:
                continue
            except Exception:  # half a file, or one of another kind: jinja then compiles
                bucket.reset()
            if bucket.code is not None:
                return

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps what was compiled, whole or not at all, in the first folder that takes it."""
        for folder in self._folders[1:] if sys.dont_write_bytecode else self._folders:
            with suppress(OSError):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                _write(folder / self._name(bucket), bucket)
                return

    def _name(self, bucket: Bucket) -> str:
        return f"{self._mark}.{bucket.checksum}"


def _write(file: Path, bucket: Bucket) -> None:
    unfinished = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        with os.fdopen(descriptor, "wb") as written:
            bucket.write_bytecode(written)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)

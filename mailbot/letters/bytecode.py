"""Keeps compiled templates where Python keeps compiled modules, so that only a new or changed one is ever compiled.

As trustworthy as Python's own bytecode: the same folder, for the same owner. Where that cannot be written, or Python is
told to write none, every process compiles its templates itself. A file's name says what it was compiled from.
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


class Bytecode(BytecodeCache):
    """Compiled templates of one environment. options: everything besides its source that shapes a template's code."""

    def __init__(self, options: object) -> None:
        self._folder = Path(cache_from_source(__file__)).parent
        shape = hashlib.sha256(f"{jinja2.__version__} {options!r}".encode()).hexdigest()
        self._mark = f"template.{sys.implementation.cache_tag}.{shape[:16]}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills the bucket where its template was compiled before; what is damaged is compiled anew."""
        try:
            with self._file(bucket).open("rb") as file:
                bucket.load_bytecode(file)
        except FileNotFoundError:
            pass
        except Exception:  # half a file, or one of another kind: jinja then compiles
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps what was compiled, whole or not at all."""
        if sys.dont_write_bytecode:
            return
        file = self._file(bucket)
        unfinished = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
        with suppress(OSError):
            try:
                descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
                with os.fdopen(descriptor, "wb") as written:
                    bucket.write_bytecode(written)
                unfinished.replace(file)
            finally:
                unfinished.unlink(missing_ok=True)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{self._mark}.{bucket.checksum}"

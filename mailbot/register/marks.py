"""Marks of what was erased: keyed hashes by which it is known when it comes again, and which tell others nothing."""

import hashlib
import hmac
import secrets
from functools import cached_property
from pathlib import Path

from mailbot.durable import PRIVATE, write_whole
from mailbot.errors import RegisterUnavailable
from mailbot.register.types import bounded

KEY_FILE = "forget.key"
BYTES = 32


class Marks:
    """Marks by the key in a folder of files; a register that never erased anything has none."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / KEY_FILE

    def exist(self) -> bool:
        """Whether there is a key."""
        return self.file.exists()

    def make(self) -> None:
        """Makes the key where there is none yet. Raises RegisterUnavailable where it cannot be written."""
        try:
            if not self.exist():
                self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                write_whole(self.file, f"{secrets.token_hex(BYTES)}\n".encode(), PRIVATE)
        except OSError as error:
            raise RegisterUnavailable(f"{self.file} cannot be written: {error.strerror or error}") from error

    def of_message(self, fingerprint: str) -> str:
        """The mark of a message, 64 hexadecimal digits, in place of its fingerprint."""
        return self._mark("message", fingerprint)

    def of_address(self, address: str) -> str:
        """The mark of an e-mail address, whatever its case."""
        return self._mark("address", bounded(address.lower()))

    def _mark(self, what: str, value: str) -> str:
        return hmac.new(self._key, f"{what}:{value}".encode(), hashlib.sha256).hexdigest()

    @cached_property
    def _key(self) -> bytes:
        try:
            key = self.file.read_bytes().strip()
        except OSError:
            key = b""
        if len(key) < BYTES:
            raise RegisterUnavailable(
                f"{self.file} is missing or damaged: put it back from a backup; without it erased mail would come back"
            )
        return key

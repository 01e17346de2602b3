"""A register as one archive: every row of one moment, and the files these rows name; taken while the daemon works.

A tar file: tables/NAME.jsonl (rows.py), files/HASH, forget.key, and at the end manifest.json, which tells what must be
in it: an archive without one was cut off.
"""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection

from mailbot import __version__
from mailbot.durable import PRIVATE, drop_unfinished, whole_file
from mailbot.errors import MailbotError
from mailbot.register import rows
from mailbot.register.files import FileDamaged
from mailbot.register.marks import KEY_FILE
from mailbot.register.migrate import HEAD
from mailbot.register.named import all_named
from mailbot.register.store import Store

FORMAT = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class TableNote:
    """What the manifest tells of a table. sha256: of its lines."""

    columns: list[str]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in an archive. schema: of the tables. missing: hashes of files that rows name and that were not there."""

    format: int
    mailbot: str
    schema: str
    at: str
    tables: dict[str, TableNote]
    files: int
    bytes: int
    missing: list[str]
    key: str


def write_backup(store: Store, target: Path, at: datetime) -> Manifest:
    """Writes the archive, which takes the place of an older one only when it is whole; compressed where named .gz.

    A file that is missing or damaged is left out and named in the manifest. Raises MailbotError where the archive
    cannot be written, RegisterUnavailable for faults of database and files.
    """
    compressed = target.suffix in (".gz", ".tgz")
    try:
        drop_unfinished(target.resolve())
        with (
            whole_file(target, PRIVATE) as file,
            tempfile.TemporaryFile(dir=target.resolve().parent) as spool,
            tarfile.open(fileobj=file, mode="w:gz" if compressed else "w", format=tarfile.PAX_FORMAT) as archive,
        ):
            return _Writing(store, archive, spool, at).all()
    except OSError as error:
        raise MailbotError(f"{target}: cannot be written: {error.strerror or error}") from None


class _Writing:
    """One archive in the making. spool: a file for what must have a length before it can go into a tar file."""

    def __init__(self, store: Store, archive: tarfile.TarFile, spool: IO[bytes], at: datetime) -> None:
        self.store, self.archive, self.spool, self.at = store, archive, spool, at

    def all(self) -> Manifest:
        with self.store.reading() as register:  # one consistent state; nobody waits for it
            connection = register.connection
            tables = {table.name: self.table(connection, table) for table in rows.tables_of(connection)}
            named = tuple(all_named(connection))
        key = self.key()
        missing: list[str] = []
        length = 0
        for sha256 in named:
            try:
                with self.store.files.opened(sha256) as content:
                    entry = self.entry(f"files/{sha256}", os.fstat(content.fileno()).st_size)
                    self.archive.addfile(entry, content)
            except FileDamaged:
                missing.append(sha256)
                continue
            length += entry.size
        manifest = Manifest(
            format=FORMAT,
            mailbot=__version__,
            schema=HEAD,
            at=self.at.isoformat(timespec="seconds"),
            tables=tables,
            files=len(named) - len(missing),
            bytes=length,
            missing=missing,
            key=key,
        )
        self.add(MANIFEST, json.dumps(asdict(manifest), indent=1).encode() + b"\n")
        return manifest

    def table(self, connection: Connection, table: Any) -> TableNote:
        """Spools a table's lines, then puts them into the archive."""
        digest, count = hashlib.sha256(), 0
        self.spool.seek(0)
        self.spool.truncate()
        for line in rows.lines(connection, table):
            self.spool.write(line)
            digest.update(line)
            count += 1
        entry = self.entry(f"tables/{table.name}.jsonl", self.spool.tell())
        self.spool.seek(0)
        self.archive.addfile(entry, self.spool)
        return TableNote([column.name for column in table.columns], count, digest.hexdigest())

    def key(self) -> str:
        """The key of the marks, without which what was erased would come back; the hash of it, "" for none."""
        try:
            content = self.store.marks.file.read_bytes()
        except FileNotFoundError:
            return ""
        self.add(KEY_FILE, content)
        return hashlib.sha256(content).hexdigest()

    def add(self, name: str, content: bytes) -> None:
        self.archive.addfile(self.entry(name, len(content)), io.BytesIO(content))

    def entry(self, name: str, size: int) -> tarfile.TarInfo:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode, entry.mtime = size, PRIVATE, int(self.at.timestamp())
        return entry

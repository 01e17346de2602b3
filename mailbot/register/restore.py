"""A backup put in place where nothing is yet, so that the daemon goes on from there without a second letter."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select

from mailbot.durable import PRIVATE, sync_folder, write_whole
from mailbot.errors import MailbotError, RegisterUnavailable
from mailbot.register import migrate, rows
from mailbot.register.archive import unpack
from mailbot.register.backup import Manifest
from mailbot.register.engine import connect_engine, database_url, sqlite_path, write_options
from mailbot.register.events import Event
from mailbot.register.faults import told
from mailbot.register.files import Files
from mailbot.register.letter_states import INTERRUPTED_REASON, RESTORED_REASON
from mailbot.register.marks import KEY_FILE, Marks
from mailbot.register.named import all_named
from mailbot.register.pulses import RESTORED
from mailbot.register.register import Register
from mailbot.register.schema import LetterRow, LetterState
from mailbot.register.store import lock_of


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place. held: letters that may have gone out since the backup, and are for a person now."""

    manifest: Manifest
    held: int


def restore(file: Path, url: str, files_dir: Path, at: datetime, until: datetime, digest_day: str | None) -> Restored:
    """Puts a backup into an empty register and an empty folder of files; nothing where anything is wrong with it.

    until: when the lost register last worked: mail that arrived up to then may have been answered by it, and is held.
    digest_day: the day whose digest may have gone out since the backup; the next day's digest tells that day's news.
    Raises MailbotError where it cannot be done, with what to do; RegisterBusy where a mailbot works on the register.
    """
    parsed = database_url(url)
    database = sqlite_path(parsed)
    place = str(database) if database else parsed.render_as_string(hide_password=True)
    files = Files(files_dir)
    if database:
        _make_room(database)
    engine = connect_engine(parsed, 30.0)
    lock = lock_of(engine, database, place)
    try:
        lock.take()
        with told(place), _staging(files_dir) as folder:
            manifest = unpack(file, folder)
            _refuse_files(files, folder)
            if database:
                migrate.use_wal(engine)
            with engine.connect() as connection:
                connection.execution_options(**write_options(engine))
                with connection.begin():
                    held = _fill(connection, manifest, folder, place, at, until, digest_day, Marks(files_dir))
                    _put_files(files, folder)
        return Restored(manifest, held)
    except OSError as error:
        raise RegisterUnavailable(f"{error.filename or files_dir}: {error.strerror or error}") from error
    finally:
        lock.give_back()
        engine.dispose()


def _make_room(database: Path) -> None:
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        database.touch(mode=PRIVATE)
    except OSError as error:
        raise RegisterUnavailable(f"{database} cannot be made: {error.strerror}") from error


@contextmanager
def _staging(files_dir: Path) -> Iterator[Path]:
    """A folder on the mount of the files, gone afterwards."""
    folder = files_dir / "tmp" / f"restore-{secrets.token_hex(6)}"
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _refuse_files(files: Files, folder: Path) -> None:
    """Files of the same backup may be there: a restore that was cut short left them."""
    packed = folder / "files"
    strange = [sha256 for sha256, _ in files.kept() if not (packed / sha256).exists()]
    if strange:
        raise MailbotError(
            f"{files.root} holds {len(strange)} files that are not in the backup. Nothing was restored. "
            "Name an empty folder in [storage] files, or move this one away"
        )


def _fill(
    connection: Connection,
    manifest: Manifest,
    folder: Path,
    place: str,
    at: datetime,
    until: datetime,
    digest_day: str | None,
    marks: Marks,
) -> int:
    """Tables as the backup has them, then brought up to date; the number of letters held."""
    _refuse_rows(connection, manifest, place)
    migrate.run(connection, manifest.schema)
    for table in rows.tables_of(connection):
        note = manifest.tables.get(table.name)
        if note is None:
            continue
        with (folder / "tables" / f"{table.name}.jsonl").open("rb") as lines:
            rows.load(connection, table, note.columns, lines)
    migrate.run(connection, "head")
    lost = [sha256 for sha256 in all_named(connection) if not (folder / "files" / sha256).exists()]
    if set(lost) - set(manifest.missing):
        raise MailbotError(f"the backup lacks {len(lost)} files that its rows name; nothing was restored")
    register = Register(connection, marks)
    register.note_pulse(RESTORED, until)
    if digest_day is not None:
        register.begin_digest(digest_day, register.last_digest() or register.known_since() or at)
    return _hold_letters(register, at, manifest.at)


def _refuse_rows(connection: Connection, manifest: Manifest, place: str) -> None:
    found = migrate.version_of(connection)
    migrate.refuse_strangers(connection, found, place)
    filled = {table.name: count for table in rows.tables_of(connection) if (count := rows.count(connection, table))}
    if filled or found not in (None, manifest.schema):
        holds = f"{filled['messages']} messages" if "messages" in filled else "a register already"
        raise MailbotError(
            f"{place} holds {holds}. Nothing was restored. Name an empty database in [storage] database, "
            "or move this one away"
        )


def _hold_letters(register: Register, at: datetime, backup: str) -> int:
    """What was on its way at the backup, or waited to be, may have been sent since: a person must look."""
    waiting = select(LetterRow.id, LetterRow.message, LetterRow.state).where(
        LetterRow.state.in_((LetterState.QUEUED, LetterState.SENDING))
    )
    letters = register.connection.execute(waiting.order_by(LetterRow.id)).all()
    for row in letters:
        flying = row.state == LetterState.SENDING
        reason = INTERRUPTED_REASON if flying else f"{RESTORED_REASON} {backup}: it may have been sent since"
        values = {"state": LetterState.HELD, "next_attempt_at": None, "error": reason}
        register._set(LetterRow, row.id, values)
        register.record(Event(at, "mailbot", "held", "letters", row.id, reason))
    return len(letters)


def _put_files(files: Files, folder: Path) -> None:
    """Last, before the rows are committed: what is in place without rows does no harm, and may be put there again."""
    touched = set()
    for packed in sorted((folder / "files").iterdir()) if (folder / "files").is_dir() else ():
        target = files.path(packed.name)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        packed.replace(target)
        touched.add(target.parent)
    if (folder / KEY_FILE).exists():
        write_whole(files.root / KEY_FILE, (folder / KEY_FILE).read_bytes(), PRIVATE)
    for parent in (*sorted(touched), *({files.root / "sha256"} if touched else ()), files.root):
        sync_folder(parent)

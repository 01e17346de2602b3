"""The way into the register: opens database and files, and gives units of work: one transaction each."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, select
from sqlalchemy.exc import DatabaseError

from mailbot.errors import MailbotError, RegisterDamaged, RegisterUnavailable
from mailbot.register import migrate
from mailbot.register.engine import connect_engine, database_url, read_options, sqlite_path, write_options
from mailbot.register.faults import first_line, told
from mailbot.register.files import Files
from mailbot.register.marks import Marks
from mailbot.register.named import named_files
from mailbot.register.process_lock import AdvisoryLock, FileLock, ProcessLock
from mailbot.register.register import Register
from mailbot.register.schema import MessageRow


class Store:
    """An opened register. Safe to use from several threads; close it, or use it as a context manager."""

    def __init__(self, engine: Engine, files: Files, lock: ProcessLock, place: str) -> None:
        self.files = files
        self.place = place  # for people: the database without its password
        self.marks = Marks(files.root)
        self._engine = engine
        self._lock = lock
        self._exclusive = False

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Makes this the one mailbot that works on the register, while the block runs.

        Raises RegisterBusy where another one does. The system gives the lock back when the process dies. Inside, what
        a killed process left half written or half erased in the file store is settled.
        """
        self._lock.take()
        try:
            self.files.clear_unfinished()
            self.settle_aside()
            self._exclusive = True
            yield
        finally:
            self._exclusive = False
            self._lock.give_back()

    @contextmanager
    def reading(self) -> Iterator[Register]:
        """A unit of work that only reads: one consistent state, no waiting for writers. Raises RegisterUnavailable."""
        with self._transaction(writing=False) as register:
            yield register

    @contextmanager
    def writing(self) -> Iterator[Register]:
        """A unit of work: committed and durable on leaving, undone on any error. Writers wait for each other.

        Raises RegisterUnavailable for faults of the database (try again later), RegisterBusy where the exclusive lock
        was lost to another mailbot.
        """
        if self._exclusive:
            self._lock.ensure()
        with self._transaction(writing=True) as register:
            yield register

    @contextmanager
    def _transaction(self, writing: bool) -> Iterator[Register]:
        options = write_options(self._engine) if writing else read_options(self._engine)
        try:
            with told(self.place), self._engine.connect() as connection:
                connection.execution_options(**options)
                with connection.begin():
                    yield Register(connection, self.marks)
        except RegisterUnavailable:
            self._engine.dispose()  # what was open may be broken too; the next unit connects anew
            raise

    @contextmanager
    def erasing(self) -> Iterator[Register]:
        """A unit of work that erases and may set files aside; on leaving, nothing of it is left on the disk.

        As far as a program can say: not in backups, and not in what file systems and disks keep to themselves.
        """
        self.marks.make()
        try:
            with self.writing() as register:
                yield register
        finally:
            self.settle_aside()
        if self._engine.dialect.name == "sqlite":  # the log of writes still holds the old pages
            with told(self.place), self._engine.connect() as connection:
                connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def drop_unnamed(self, hashes: Collection[str]) -> int:
        """Removes those of these files that no row names, and says how many."""
        with self.reading() as register:
            if not set(hashes) - named_files(register.connection, hashes):
                return 0
        with self.writing() as register:
            self.set_aside(register, hashes)
        return self.settle_aside()

    def set_aside(self, register: Register, hashes: Collection[str]) -> None:
        """Takes those of these files that no row names out of the store, at the end of a unit that writes.

        While that lasts nobody else can name one of them. After it, whether it was committed or not: settle_aside.
        """
        self.files.set_aside(set(hashes) - named_files(register.connection, hashes))

    def settle_aside(self) -> int:
        """Drops the files that were set aside; those that a row still names, because a unit was undone, come back."""
        aside = self.files.aside()
        if not aside:
            return 0
        with self.writing() as register:
            return self.files.settle_aside(named_files(register.connection, aside))

    def check(self) -> None:
        """Looks through the whole database (SQLite). Raises RegisterDamaged, RegisterUnavailable."""
        if self._engine.dialect.name == "sqlite":
            with told(self.place):
                migrate.check_sqlite(self._engine, self.place, thoroughly=True)

    def close(self) -> None:
        """Closes every connection."""
        self._lock.give_back()
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(url: str, files_dir: Path | str, *, upgrade: bool = True, lock_wait: float = 30.0) -> Store:
    """Opens the register, creating it or bringing its schema up to date first.

    url: as in SQLAlchemy, sqlite:///PATH or postgresql://... (relative paths as the process sees them).
    upgrade: False for those who only read (export): creates nothing, writes nothing, waits for no writer.
    lock_wait: seconds a writing unit waits for another process's lock.
    Raises RegisterDamaged (nothing is overwritten), RegisterUnavailable (try again), MailbotError for what a person
    must mend: a URL, a missing driver, a schema newer than this mailbot.
    """
    parsed = database_url(url)
    files = Files(Path(files_dir))
    file = sqlite_path(parsed)
    place = str(file) if file else parsed.render_as_string(hide_password=True)
    if file:
        _look_at_file(file, files, place, creating=upgrade)
    engine = connect_engine(parsed, lock_wait)
    lock = lock_of(engine, file, place)
    try:
        with told(place), _damage_told(place):
            if file and upgrade and file.exists():
                migrate.check_sqlite(engine, place)
            if upgrade:
                migrate.upgrade(engine, place, lock_wait)
            else:
                migrate.require_head(engine, place)
            with engine.connect() as connection:
                if connection.execute(select(MessageRow.id).limit(1)).first() is not None:
                    files.expect_content()
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, files, lock, place)


def lock_of(engine: Engine, file: Path | None, place: str) -> ProcessLock:
    """The lock that keeps a second mailbot from a register. file: of a SQLite database; None for another."""
    return FileLock(file.with_name(file.name + ".lock")) if file else AdvisoryLock(engine, place)


def _look_at_file(file: Path, files: Files, place: str, *, creating: bool) -> None:
    """What SQLite would silently take for a new database, and is none."""
    try:
        if file.exists():
            if file.stat().st_size == 0 and not files.empty():
                raise RegisterDamaged(
                    f"{place} is empty although {files.root} holds mail. Nothing was changed. "
                    "Put a backup in its place, or remove it to begin again"
                )
        elif not creating:
            raise MailbotError(f"{place} holds no register yet; run `mailbot once` or `mailbot run` first")
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch(mode=0o600)  # people's data: SQLite gives its log the same mode
    except OSError as error:
        raise RegisterUnavailable(f"the register {place} cannot be used: {error.strerror}") from error


@contextmanager
def _damage_told(place: str) -> Iterator[None]:
    """Says of a file that is no database, or no longer one, that it is damaged."""
    try:
        yield
    except DatabaseError as error:
        if getattr(error.orig, "sqlite_errorname", "") in ("SQLITE_NOTADB", "SQLITE_CORRUPT"):
            raise RegisterDamaged(migrate.damage(place, first_line(error.orig))) from error
        raise

"""Brings a database to the schema this mailbot knows, or says why not. Nothing is ever overwritten."""

import sqlite3
import time
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import OperationalError

from mailbot.errors import MailbotError, RegisterDamaged
from mailbot.register.engine import write_options
from mailbot.register.schema import Base

HEAD = "0008"  # the newest file in migrations/versions; a test compares
VERSION_TABLE = "mailbot_schema"
FOLDER = Path(__file__).with_name("migrations")


def upgrade(engine: Engine, place: str = "database", lock_wait: float = 30.0) -> None:
    """Brings the database to HEAD in one transaction; does not write at all where it is there already.

    Raises RegisterDamaged for a damaged file, MailbotError for a schema newer than this mailbot or another program's
    tables, and SQLAlchemy's own errors for faults.
    """
    if engine.dialect.name == "sqlite":
        use_wal(engine, lock_wait)
    if version(engine) == HEAD:
        return
    with engine.connect() as connection:
        connection.execution_options(**write_options(engine))
        with connection.begin():
            found = version_of(connection)  # again, now that no other process can change it
            if found == HEAD:
                return
            refuse_strangers(connection, found, place)
            run(connection)


def require_head(engine: Engine, place: str) -> None:
    """For those who only read: raises MailbotError where the schema is not HEAD, and changes nothing."""
    found = version(engine)
    if found is None:
        raise MailbotError(f"{place} holds no register yet; run `mailbot once` or `mailbot run` first")
    if found != HEAD:
        _refuse_newer(found, place)
        raise MailbotError(f"{place} is a register of an older mailbot; run `mailbot once` or `mailbot run` once")


def version(engine: Engine) -> str | None:
    """The schema's version; None where there is none."""
    with engine.connect() as connection:
        return version_of(connection)


def check_sqlite(engine: Engine, place: str, *, thoroughly: bool = False) -> None:
    """Raises RegisterDamaged where SQLite finds a page out of order; thoroughly: an index or a reference, too."""
    with engine.connect() as connection:
        found = connection.execute(text(f"PRAGMA {'integrity_check' if thoroughly else 'quick_check'}(1)")).scalar_one()
        if thoroughly and found == "ok" and (stray := connection.execute(text("PRAGMA foreign_key_check")).first()):
            found = f"a row of {stray[0]} refers to a row of {stray[2]} that is not there"
    if found != "ok":
        raise RegisterDamaged(damage(place, found))


def damage(place: str, found: str) -> str:
    """The line that says so."""
    detail = " ".join(found.split())
    return f"{place} is damaged ({detail}). Nothing was changed. Put a backup in its place, or try sqlite3 .recover"


def version_of(connection: Connection) -> str | None:
    """The schema's version; None where there is none."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    row = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one_or_none()  # noqa: S608
    return None if row is None else str(row)


def refuse_strangers(connection: Connection, found: str | None, place: str) -> None:
    """Raises MailbotError for another program's tables, or a newer mailbot's. found: the schema's version."""
    if found is not None:
        _refuse_newer(found, place)
    elif taken := sorted(set(inspect(connection).get_table_names()) & set(Base.metadata.tables)):
        raise MailbotError(f"{place} holds tables of another program ({', '.join(taken)}); name a database of its own")


def known_versions() -> set[str]:
    """Every schema that this mailbot can bring up to date."""
    return {path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py")}


def _refuse_newer(found: str, place: str) -> None:
    if found not in known_versions():
        raise MailbotError(
            f"{place} has schema {found}, this mailbot knows {HEAD}: a newer mailbot wrote it; install that one"
        )


def run(connection: Connection, target: str = "head") -> None:
    """Brings the schema up to a version, in the transaction of the connection."""
    from alembic import command  # 0.2 s to import, and needed once in a register's life
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def use_wal(engine: Engine, lock_wait: float = 30.0) -> None:
    """Write-ahead logging, kept in the file. SQLite does not wait for the lock of this change: so we do."""
    until = time.monotonic() + lock_wait
    while True:
        try:
            with engine.connect() as connection:
                connection.connection.cursor().execute("PRAGMA journal_mode=WAL").close()
            return
        except sqlite3.OperationalError as error:  # not SQLAlchemy's: the cursor is the driver's own
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise OperationalError("PRAGMA journal_mode=WAL", None, error) from error
        time.sleep(0.05)

"""Connections to the register's database: SQLite and PostgreSQL set up so that the same code is safe on both."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from mailbot.errors import MailbotError

WRITING = "mailbot_writing"  # execution option of a connection whose next transaction writes
# Keys of PostgreSQL's advisory locks ("mailbot" in ASCII): one for the process, one for the transaction that writes.
PROCESS_LOCK = 0x6D61696C626F74
WRITER_LOCK = PROCESS_LOCK + 1


def database_url(url: str) -> URL:
    """The URL with its driver. Raises MailbotError for what is neither a SQLite file nor PostgreSQL."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise MailbotError(
            "storage.database is no database URL; expected sqlite:///mailbot.db or postgresql://user@host/name"
        ) from None
    if parsed.drivername in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite" and not parsed.database:
        raise MailbotError("storage.database: a SQLite database in memory keeps nothing; name a file")
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise MailbotError(f"storage.database: {parsed.drivername} is not supported; use sqlite or postgresql")
    return parsed


def sqlite_path(url: URL) -> Path | None:
    """The file of a SQLite database; None for another database."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def connect_engine(url: URL, lock_wait: float) -> Engine:
    """An engine whose writing transactions wait `lock_wait` seconds for each other; nothing is connected yet."""
    try:
        return _sqlite(url, lock_wait) if sqlite_path(url) else _postgresql(url, lock_wait)
    except (ImportError, NoSuchModuleError):
        raise MailbotError(f"{url.drivername} is not installed: pip install 'mailbot[postgresql]'") from None


def _sqlite(url: URL, lock_wait: float) -> Engine:
    """WAL lets readers read while one writes, FULL makes commits durable, BEGIN IMMEDIATE makes writers queue up."""
    # The connection used last is used next: it has its pages and statements at hand.
    engine = create_engine(url, connect_args={"timeout": lock_wait}, pool_use_lifo=True)

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN is deferred and fails where it should wait
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")  # what is erased is overwritten, not only forgotten

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writing = bool(connection.get_execution_options().get(WRITING))
        if connection.info.get(WRITING) is not writing:
            connection.exec_driver_sql(f"PRAGMA query_only={int(not writing)}")
            connection.info[WRITING] = writing
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _postgresql(url: URL, lock_wait: float) -> Engine:
    """One writer at a time as in SQLite (an advisory lock for the transaction): no deadlocks, no lost updates."""
    engine = create_engine(
        url,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": 10,
            "keepalives_idle": 30,
            "tcp_user_timeout": 30_000,
            "application_name": "mailbot",
        },
    )

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITING):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(lock_wait * 1000)}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")

    return engine


def write_options(engine: Engine) -> dict[str, Any]:
    """Execution options of a connection that writes."""
    return {WRITING: True} if engine.dialect.name == "sqlite" else {WRITING: True, "isolation_level": "READ COMMITTED"}


def read_options(engine: Engine) -> dict[str, Any]:
    """Execution options of a connection that reads one consistent state and cannot write."""
    if engine.dialect.name == "sqlite":
        return {WRITING: False}
    return {WRITING: False, "isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

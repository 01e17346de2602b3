"""Tells faults of the database and the disk, which pass, from programming errors, which must be seen."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from mailbot.errors import RegisterUnavailable

# Primary result codes of SQLite (sqlite.org/rescode.html) that speak of the machine, not of the statement.
SQLITE_FAULTS = {
    sqlite3.SQLITE_PERM: "permission denied",
    sqlite3.SQLITE_BUSY: "another process holds its lock",
    sqlite3.SQLITE_LOCKED: "another connection holds its lock",
    sqlite3.SQLITE_NOMEM: "out of memory",
    sqlite3.SQLITE_READONLY: "it is read-only",
    sqlite3.SQLITE_INTERRUPT: "it was interrupted",
    sqlite3.SQLITE_IOERR: "reading or writing its file failed",
    sqlite3.SQLITE_CORRUPT: "its file is damaged",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_CANTOPEN: "its file cannot be opened",
    sqlite3.SQLITE_PROTOCOL: "its lock cannot be had",
    sqlite3.SQLITE_NOTADB: "its file is no database",
}
# Classes and codes of SQLSTATE (PostgreSQL, appendix A) that speak of the server, not of the statement.
POSTGRESQL_FAULTS = ("08", "25006", "28", "3D000", "40", "53", "55P03", "57", "58", "XX001", "XX002")


def fault(error: SQLAlchemyError) -> str | None:
    """What is wrong with the database, in plain words; None where the statement itself is wrong. Pure."""
    if isinstance(error, PoolTimeout):
        return "no free connection"
    if not isinstance(error, DBAPIError):
        return None
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)
        return None if code is None else SQLITE_FAULTS.get(code & 0xFF)
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        return first_line(cause) if state.startswith(POSTGRESQL_FAULTS) else None
    # psycopg gives no SQLSTATE where the server cannot be reached or the connection broke.
    lost = error.connection_invalidated or type(cause).__name__ in ("OperationalError", "InterfaceError")
    return first_line(cause) if lost else None


def first_line(error: object) -> str:
    """The first line of an error's text: drivers add the statement's place below it."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


@contextmanager
def told(place: str) -> Iterator[None]:
    """Raises faults of database and disk as RegisterUnavailable naming `place`; everything else passes unchanged."""
    try:
        yield
    except SQLAlchemyError as error:
        reason = fault(error)
        if reason is None:
            raise
        raise RegisterUnavailable(f"the register {place} cannot be used: {reason}") from error

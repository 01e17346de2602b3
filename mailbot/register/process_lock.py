"""One mailbot a register: a lock that the system itself gives back when its holder dies."""

import fcntl
import os
import time
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar

from sqlalchemy import Connection, Engine, Row, text
from sqlalchemy.exc import SQLAlchemyError

from mailbot.errors import RegisterBusy, RegisterUnavailable
from mailbot.register.engine import PROCESS_LOCK
from mailbot.register.faults import told

# The server notices a moment later that the client of a session is dead (killed, or its connection cut): so many
# seconds a lock may still be held by nobody, and so often it is asked for.
PATIENCE, EVERY = 3.0, 0.1
# Over a network the server asks whether the client is still there: after a minute a machine that is gone holds nothing.
WATCHED = text(
    "SELECT set_config('tcp_keepalives_idle', '30', false), set_config('tcp_keepalives_interval', '10', false), "
    "set_config('tcp_keepalives_count', '3', false)"
)


class ProcessLock(ABC):
    """Held by the one process that works on a register."""

    @abstractmethod
    def take(self) -> None:
        """Takes the lock. Raises RegisterBusy where another mailbot holds it."""

    @abstractmethod
    def ensure(self) -> None:
        """Makes sure that the lock is still held, taking it again where it was lost. Raises RegisterBusy."""

    @abstractmethod
    def give_back(self) -> None:
        """Gives the lock back; never raises."""


class FileLock(ProcessLock):
    """A record lock (fcntl) on a file beside a SQLite database.

    Not flock: that one is inherited by forked children, and a reader child that outlives a killed parent would keep
    the next mailbot out.
    """

    _held: ClassVar[set[Path]] = set()  # record locks do not exclude within one process

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()
        self._descriptor: int | None = None

    def take(self) -> None:
        """Takes the lock and writes this process's id into its file, for people."""
        if self._path in self._held:
            raise RegisterBusy(f"this process already works on the register ({self._path})")
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise RegisterUnavailable(f"{self._path} cannot be opened: {error.strerror}") from error
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.ftruncate(descriptor, 0)
            os.write(descriptor, f"{os.getpid()}\n".encode())
        except BlockingIOError:
            holder = os.read(descriptor, 20).decode("ascii", "replace").strip()
            os.close(descriptor)
            raise RegisterBusy(
                f"another mailbot (process {holder or 'unknown'}) works on this register ({self._path}); stop it first"
            ) from None
        except OSError as error:
            os.close(descriptor)
            raise RegisterUnavailable(f"{self._path} cannot be locked: {error.strerror}") from error
        self._descriptor = descriptor
        self._held.add(self._path)

    def ensure(self) -> None:
        """A record lock is not lost while its process lives."""

    def give_back(self) -> None:
        """Closing gives it back; the file stays, since removing it would open a race."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
            self._held.discard(self._path)


class AdvisoryLock(ProcessLock):
    """PostgreSQL's advisory lock, held by a connection of its own; lost with that connection, so asked for again."""

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self._place = place
        self._connection: Connection | None = None
        self._session: Row[Any] | None = None  # the server's number and beginning of the session that holds it
        self._guard = Lock()

    def take(self) -> None:
        """Takes the lock on a new connection, and waits a moment for the session of one that was killed."""
        with self._guard:
            self._take()

    def _take(self) -> None:
        with told(self._place):
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            try:
                taken = self._taken_on(connection)
            except SQLAlchemyError:
                connection.close()
                raise
        if not taken:
            connection.close()
            raise RegisterBusy(f"another mailbot works on this register ({self._place}); stop it first")
        self._connection = connection

    def _taken_on(self, connection: Connection) -> bool:
        """Asks until the lock is there or patience ends; a session of this lock that lost its client is ended first."""
        if self._session is not None:
            ended = text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = :pid AND backend_start = :at"
            )
            connection.execute(ended, {"pid": self._session.pid, "at": self._session.backend_start})
            self._session = None
        until = time.monotonic() + PATIENCE
        asked = text("SELECT pg_try_advisory_lock(:key)")
        while not connection.execute(asked, {"key": PROCESS_LOCK}).scalar_one():
            if time.monotonic() >= until:
                return False
            time.sleep(EVERY)
        connection.execute(WATCHED)
        itself = text("SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()")
        self._session = connection.execute(itself).one()
        return True

    def ensure(self) -> None:
        """Asks the holding connection for a sign of life."""
        with self._guard:
            if self._connection is not None:
                try:
                    self._connection.execute(text("SELECT 1"))
                    return
                except SQLAlchemyError:
                    self._drop()
            self._take()

    def give_back(self) -> None:
        """Ends the session that holds the lock, and so the lock."""
        with self._guard:
            self._drop()
            self._session = None

    def _drop(self) -> None:
        if self._connection is None:
            return
        # Given back first, since the server notices a closed connection only a moment later; then closed for good,
        # since back in the pool it would go on holding what could not be given back.
        with suppress(SQLAlchemyError):
            self._connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": PROCESS_LOCK})
        with suppress(SQLAlchemyError):
            self._connection.invalidate()
            self._connection.close()
        self._connection = None

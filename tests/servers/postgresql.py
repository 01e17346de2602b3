"""A real PostgreSQL (Debian: postgresql) on a socket in a folder of its own, one for each process of tests.

Started when first asked for, stopped with the tests. As root it runs as another user, because it refuses to be root.
Nothing in it outlives the tests, so it does not sync to disk; what survives a power failure is PostgreSQL's promise.
"""

import atexit
import functools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from mailbot.register.migrate import VERSION_TABLE

DATABASES = ("sqlite", "postgresql")  # what the register is tested on
MISSING = "PostgreSQL is not installed; install postgresql (sh tests/servers/install.sh)"
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "max_connections": "60",
    "timezone": "Asia/Beirut",  # not UTC: a time that is stored without its zone must show
}
STARTS_WITHIN = 30.0  # seconds


def folder_of_programs() -> Path | None:
    """Where initdb and postgres lie: Debian keeps them off the path, a folder a version."""
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: int(found.parts[-3]))
    if newest:
        return newest[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def need_postgresql() -> None:
    """Skips where PostgreSQL is missing; in CI (CI=true) that is a failure."""
    if folder_of_programs() is not None:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(MISSING)
    pytest.skip(MISSING)


class PostgreSQL:
    """One server. It keeps its data over stop and start."""

    def __init__(self) -> None:
        programs = folder_of_programs()
        assert programs is not None, MISSING
        self._programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="mailbot-pg-"))
        user = _user()
        if user is not None:
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        self._as: dict[str, Any] = {"cwd": self.folder, "stdin": subprocess.DEVNULL}
        if user is not None:
            self._as |= {"user": user.pw_name, "group": user.pw_gid, "extra_groups": []}
        options = ["--no-sync", "--auth=trust", "--username=mailbot", "--encoding=UTF8", "--locale=C"]
        made = subprocess.run(
            [programs / "initdb", *options, self.folder / "data"], capture_output=True, text=True, **self._as
        )
        assert made.returncode == 0, made.stderr
        self._server: subprocess.Popen[bytes] | None = None
        self.start()

    def database(self, name: str) -> str:
        """The address of one database, as [storage] database takes it."""
        return f"postgresql+psycopg://mailbot@/{name}?host={self.folder}"

    def start(self) -> None:
        """Starts it and waits until it answers."""
        options = [word for key, value in OPTIONS.items() for word in ("-c", f"{key}={value}")]
        folder = str(self.folder)
        command = [str(self._programs / "postgres"), "-D", f"{folder}/data", "-k", folder, *options]
        with (self.folder / "log").open("ab") as log:
            self._server = started = subprocess.Popen(command, stdout=log, stderr=log, **self._as)
        began = time.monotonic()
        while not self._answers():
            alive = started.poll() is None and time.monotonic() - began < STARTS_WITHIN
            assert alive, (self.folder / "log").read_text()
            time.sleep(0.05)

    def stop(self) -> None:
        """Ends it at once, as a power cut would; connections break."""
        if self._server is not None:
            self._server.send_signal(signal.SIGQUIT)
            self._server.wait(STARTS_WITHIN)
            self._server = None

    def remove(self) -> None:
        """Ends it and removes its folder."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _answers(self) -> bool:
        return subprocess.run([self._programs / "pg_isready", "-q", "-h", self.folder], check=False).returncode == 0


def database(name: str) -> str:
    """The address of one database on the server of this process."""
    return _running().database(name)


def recreate(name: str) -> None:
    """Makes a database anew, empty, on the server of this process."""
    engine = create_engine(database("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()


def empty(name: str) -> None:
    """Takes every row out of a register and ends what is still connected to it: much quicker than making it anew."""
    engine = create_engine(database(name), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))
        tables = connection.scalars(
            text("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> :version"),
            {"version": VERSION_TABLE},
        ).all()
        connection.execute(text("SET session_replication_role = replica"))  # the log of events refuses to be emptied
        connection.execute(text(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE"))
    engine.dispose()


@functools.cache
def _running() -> PostgreSQL:
    """The server of this process of tests; a fork of it does not end it."""
    server, owner = PostgreSQL(), os.getpid()
    atexit.register(lambda: server.remove() if os.getpid() == owner else None)
    return server


def _user() -> pwd.struct_passwd | None:
    """Whom the server runs as where the tests run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]

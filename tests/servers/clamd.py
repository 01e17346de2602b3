"""A real clamd with a signature database of its own, so small that it starts at once; on a UNIX socket and on TCP."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from tests.servers.ports import free_ports

MISSING = "clamd is not installed: apt-get install clamav-daemon"
# What every virus scanner takes for a virus and is none (eicar.org); here it is found anywhere in a file.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
NAME = "Test.Eicar"
MOST = 2_000_000  # bytes of a stream
CONFIGURATION = """
Foreground yes
LocalSocket {socket}
TCPSocket {port}
TCPAddr 127.0.0.1
DatabaseDirectory {folder}
LogFile {folder}/clamd.log
TemporaryDirectory {folder}
StreamMaxLength {most}
MaxThreads 2
ConcurrentDatabaseReload no
Bytecode no
"""


def program() -> str | None:
    """Where clamd is."""
    return shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


class ClamAv:
    """A clamd that can be stopped and started again; a context manager."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_ports(1)[0]
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir(exist_ok=True)
        (folder / "test.ndb").write_text(f"{NAME}:0:*:{EICAR.hex()}\n")
        self.socket = folder / "clamd.sock"
        configuration = CONFIGURATION.format(socket=self.socket, port=self.port, folder=folder, most=MOST)
        (folder / "clamd.conf").write_text(configuration)

    @property
    def unix(self) -> str:
        """The address for [virus] socket."""
        return f"unix:{self.socket}"

    @property
    def tcp(self) -> str:
        """Likewise, over TCP."""
        return f"tcp:127.0.0.1:{self.port}"

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        clamd = program()
        assert clamd is not None, MISSING
        with (self.folder / "out.log").open("ab") as log:
            self._process = subprocess.Popen([clamd, "-c", self.folder / "clamd.conf"], stdout=log, stderr=log)
        deadline = time.monotonic() + 30
        while not self._answers():
            assert time.monotonic() < deadline, (self.folder / "out.log").read_text()
            assert self._process.poll() is None, (self.folder / "out.log").read_text()
            time.sleep(0.02)

    def stop(self) -> None:
        """Ends it at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        self.socket.unlink(missing_ok=True)

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(self.socket))
            connection.sendall(b"zPING\0")
            return connection.recv(8) == b"PONG\0"
        return False

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def need_clamd() -> None:
    """Skips where clamd is missing; in CI (CI=true) that is a failure."""
    if program() is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)

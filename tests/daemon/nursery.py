"""Runs mailbot's commands in forked processes of one that has imported everything: starting takes a moment.

What runs is the real program in a process of its own, with its own signals, memory and end; only imports and the
rules, as they are shipped, are shared.
The server (`python -m tests.daemon.nursery SOCKET`) takes one JSON object a connection, forks, and tells the process id
and later the exit code on it. It has no threads, so that forking is safe.
"""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]


class Child:
    """A command that was started, as subprocess.Popen has it."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._lines = connection.makefile("r")
        self.pid = int(self._lines.readline())
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """The exit code (negative: the signal that ended it); None while it runs."""
        with contextlib.suppress(TimeoutError):
            self.wait(0)
        return self.returncode

    def wait(self, seconds: float | None = None) -> int:
        """Waits for its end. Raises TimeoutError."""
        if self.returncode is None:
            if not select.select([self._connection], [], [], seconds)[0]:
                raise TimeoutError(f"process {self.pid} has not ended within {seconds} s")
            self.returncode = int(self._lines.readline())
            self._lines.close()
            self._connection.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Sends it a signal where it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Ends it at once."""
        self.send_signal(signal.SIGKILL)


class Nursery:
    """The process that forks; a context manager."""

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="mailbot-nursery-")
        self._socket = str(Path(self._folder.name) / "socket")
        self._process = subprocess.Popen([sys.executable, "-m", "tests.daemon.nursery", self._socket], cwd=ROOT)
        until = time.monotonic() + 60
        while not Path(self._socket).exists():
            assert self._process.poll() is None, "the nursery did not start"
            assert time.monotonic() < until, "the nursery does not start"
            time.sleep(0.02)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._folder.cleanup()

    def start(self, words: list[str], out: Path, errors: Path, environment: dict[str, str]) -> Child:
        """Starts `mailbot WORDS...`; what it prints is appended to the files."""
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(self._socket)
        order = {"words": words, "out": str(out), "errors": str(errors), "environment": environment}
        connection.sendall(json.dumps(order).encode() + b"\n")
        return Child(connection)


def serve(path: str) -> None:
    """The nursery's own process: never returns."""
    warm_up()
    bell, rung = os.pipe()
    os.set_blocking(rung, False)
    signal.set_wakeup_fd(rung)
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path + ".new")
    listener.listen(16)
    Path(path + ".new").rename(path)
    waiting: dict[int, socket.socket] = {}
    while True:
        watched: list[socket.socket | int] = [listener, bell]
        ready, _, _ = select.select(watched, [], [])
        if listener in ready:
            connection, _ = listener.accept()
            pid = os.fork()
            if pid == 0:
                signal.set_wakeup_fd(-1)
                for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT):
                    signal.signal(number, signal.SIG_DFL)
                for other in (listener, *waiting.values()):
                    other.close()
                be(connection)
            connection.sendall(f"{pid}\n".encode())
            waiting[pid] = connection
        if bell in ready:
            os.read(bell, 4096)
            report(waiting)


def report(waiting: dict[int, socket.socket]) -> None:
    """Tells of everyone who has ended."""
    while waiting:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        with contextlib.suppress(OSError), waiting.pop(pid) as connection:
            connection.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())


def be(connection: socket.socket) -> None:
    """A forked process becomes the command it was asked for; never returns."""
    code = 70
    try:
        order: dict[str, Any] = json.loads(connection.makefile("r").readline())
        connection.close()
        os.setsid()
        os.environ.update(order["environment"])
        for name, descriptor in (("out", 1), ("errors", 2)):
            file = os.open(order[name], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
            os.dup2(file, descriptor)
            os.close(file)
        from mailbot.cli.main import main
        from tests.daemon import dying

        dying.arm(os.environ)
        sys.argv = ["mailbot", *order["words"]]
        main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def warm_up() -> None:
    """Imports what the commands import when they are called, and loads the rules that most of them go by."""
    import importlib

    for name in (
        "cli.daemon",
        "cli.export",
        "cli.wiring",
        "cli.status",
        "daemon.run",
        "daemon.once",
        "register.export",
        "register.migrations",
        "letters.compose",
    ):
        importlib.import_module(f"mailbot.{name}")
    import alembic.command  # noqa: F401

    from mailbot.message.parse import parse
    from mailbot.settings.load import sample
    from mailbot.understanding.rules import load_rules
    from mailbot.understanding.understand import understand
    from tests.daemon.mail import nomination, question

    configuration = sample()
    rules, desk, call = load_rules(*configuration.folders("rules")), configuration.desk(), configuration.call()
    for raw in (nomination(0), question(1)):
        understand(parse(raw), rules, desk, call)


if __name__ == "__main__":
    serve(sys.argv[1])

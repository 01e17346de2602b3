"""One worker process, seen from outside: start it, ask it, end it. Says how it failed; never hangs."""

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO

from mailbot.message.documents import frames
from mailbot.message.model import Document

PASSED_ON = ("PATH", "LANG", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "SYSTEMROOT")  # never the daemon's secrets
CHUNK = 1 << 16
PIECE = 1 << 20


class Overran(Exception):
    """The worker took more time than allowed, of the clock or of computing; the message says which."""


class Died(Exception):
    """The worker ended in the middle of a document, or answered nonsense."""


class WorkerProcess:
    """A running worker. Not thread-safe: one caller at a time."""

    def __init__(self, cpu_seconds: float, memory: int) -> None:
        root = str(Path(__file__).resolve().parents[3])
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        environment |= {"PYTHONPATH": root, "PYTHONUTF8": "1", "OMP_THREAD_LIMIT": "1"}
        self.documents = 0
        self.busy = False  # between a question and its answer; stays so where there was none
        self._process = subprocess.Popen(  # noqa: S603 - fixed arguments
            [sys.executable, "-P", "-m", "mailbot.message.documents.worker", str(cpu_seconds), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=environment,
            start_new_session=True,  # a group of its own: what it starts ends with it
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input, self._output = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._input, False)
        os.set_blocking(self._output, False)

    @property
    def pid(self) -> int:
        """The worker's process id."""
        return self._process.pid

    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def ask(self, file: BinaryIO, size: int, media_type: str, ocr: bool, seconds: float) -> Document:
        """The worker's answer for one document of so many bytes. Raises Overran or Died; end() it then."""
        deadline = time.monotonic() + seconds
        self.documents, self.busy = self.documents + 1, True
        self._send(frames.packed_task(media_type, ocr) + frames.HEAD.pack(size), deadline)
        while piece := file.read(PIECE):
            self._send(piece, deadline)
        (length,) = frames.HEAD.unpack(self._receive(frames.HEAD.size, deadline))
        if length > frames.MAX_ANSWER:
            raise Died("an answer without end")
        try:
            document = frames.unpacked_answer(self._receive(length, deadline))
        except ValueError as error:
            raise Died("an answer that is none") from error
        self.busy = False
        return document

    def kill(self) -> None:
        """Kills it with everything it started; for any thread. `end` must still follow."""
        if self._process.returncode is None:  # not reaped yet: the group's number is still ours
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def end(self) -> None:
        """Kills it, waits until it is gone and closes the pipes."""
        self.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()

    def _send(self, payload: bytes, deadline: float) -> None:
        """Writes everything before the deadline."""
        rest = memoryview(payload)
        while rest:
            self._wait(self._input, select.POLLOUT, deadline)
            try:
                rest = rest[os.write(self._input, rest[:CHUNK]) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise Died(self._how()) from error

    def _receive(self, length: int, deadline: float) -> bytes:
        """Reads exactly so many bytes before the deadline."""
        payload = bytearray()
        while len(payload) < length:
            self._wait(self._output, select.POLLIN, deadline)
            try:
                part = os.read(self._output, min(CHUNK, length - len(payload)))
            except BlockingIOError:
                continue
            if not part:
                raise Died(self._how())
            payload += part
        return bytes(payload)

    def _wait(self, descriptor: int, event: int, deadline: float) -> None:
        """Waits until a pipe is ready. poll, not select: descriptors above 1023 are allowed."""
        left = deadline - time.monotonic()
        waiting = select.poll()
        waiting.register(descriptor, event)
        if left <= 0 or not waiting.poll(left * 1000):
            raise Overran("reading it takes longer than is allowed")

    def _how(self) -> str:
        """How the worker ended, for people. Raises Overran where the kernel ended it for its computing time."""
        try:
            code = self._process.wait(2)
        except subprocess.TimeoutExpired:
            return "the reader closed its pipe"
        if code == -signal.SIGXCPU:
            raise Overran("reading it takes more computing time than is allowed")
        return f"the reader was ended by {signal.Signals(-code).name}" if code < 0 else f"the reader ended with {code}"

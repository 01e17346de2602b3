"""Reads documents in separate worker processes, so that no document can crash, hang or inflate the daemon."""

import queue
import threading
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from mailbot.message.documents import sandbox
from mailbot.message.documents.formats import reader_of
from mailbot.message.documents.process import Died, Overran, WorkerProcess
from mailbot.message.documents.sniff import sniff
from mailbot.message.model import APART, Document, Message, TextState

DOCUMENTS_PER_WORKER = 200  # then a fresh one: no library's leak grows for ever
LARGE = 4_000_000  # bytes of a document after which a worker ends, so that its memory is free again
MAX_TEXTS = 10_000_000  # characters of all documents of a message together; one of them has at most a tenth
TOO_MUCH = Document(TextState.TOO_LARGE, error="the files of this message hold more text than is read")


class DocumentReader:
    """Gives the text of documents. A context manager, and thread-safe.

    Workers are started when first needed, reused, and replaced when they overrun or die. They end with `close`, and by
    themselves when this process ends in whatever way.

    wall_seconds: for one document. cpu_seconds: likewise, of computing time. ocr_seconds: both, for a reading with
    OCR. max_bytes: a larger document is TOO_LARGE. memory: bytes of address space of a worker. workers: how many
    documents may be read at the same time; further callers wait.
    """

    def __init__(
        self,
        *,
        wall_seconds: float = 20.0,
        cpu_seconds: float = 15.0,
        ocr_seconds: float = 300.0,
        max_bytes: int = 40 * 2**20,
        memory: int = sandbox.MEMORY,
        workers: int = 1,
    ) -> None:
        self._wall_seconds, self._cpu_seconds, self._ocr_seconds = wall_seconds, cpu_seconds, ocr_seconds
        self._max_bytes, self._memory = max_bytes, memory
        self._free: queue.LifoQueue[WorkerProcess | None] = queue.LifoQueue()
        for _ in range(max(1, workers)):
            self._free.put(None)
        self._closed = False
        self.killed = 0  # workers that died or overran in the middle of a document
        self._all: set[WorkerProcess] = set()
        self._lock = threading.Lock()

    def __enter__(self) -> "DocumentReader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, content: bytes, name: str, media_type: str, *, ocr: bool = False) -> Document:
        """The text of one document. Never raises for what a document may do.

        content: decoded bytes. name: its file name or "". media_type: as found by `sniff` or as declared; the content
        is looked at again. ocr: read the pictures of a scan too; takes seconds a page.
        """
        return self._read(BytesIO(content), len(content), sniff(content, name, media_type), ocr)

    def read_file(self, path: Path, media_type: str, *, ocr: bool = False) -> Document:
        """As read, of a document in a file whose type is known. Raises OSError where the file cannot be opened."""
        with path.open("rb") as file:
            return self._read(file, path.stat().st_size, media_type, ocr)

    def _read(self, file: BinaryIO, size: int, kind: str, ocr: bool) -> Document:
        if not size or not reader_of(kind):
            return Document()
        if size > self._max_bytes:
            return Document(
                TextState.TOO_LARGE,
                error=f"{size // 2**20} MB; documents of up to {self._max_bytes // 2**20} MB are read",
            )
        seconds = self._ocr_seconds if ocr else self._wall_seconds
        worker = self._free.get()
        try:
            while True:
                worker = self._usable(worker)
                reused = worker.documents > 0
                try:
                    file.seek(0)
                    return worker.ask(file, size, kind, ocr, seconds)
                except Died as death:  # perhaps of what it read before: only a fresh worker's death counts
                    self.killed += 1
                    self._discard(worker)
                    worker = None
                    if not reused or self._closed:
                        return Document(TextState.FAILED, error=f"could not be read: {death}")
        except Overran as overrun:
            self.killed += 1
            return Document(TextState.FAILED, error=str(overrun))
        except OSError as error:
            return Document(TextState.FAILED, error=f"no reader could be started: {error.strerror}")
        finally:
            if worker is not None and (worker.busy or size > LARGE):
                self._discard(worker)
                worker = None
            self._free.put(worker)

    def read_all(self, message: Message, *, ocr: bool = False, path_of: Callable[[str], Path] | None = None) -> Message:
        """The message with the `document` of every attachment filled; equal content is read once. ocr: as in `read`.

        path_of: where a content lies by its hash, for large messages that do not hold theirs. What is left over when
        MAX_TEXTS characters were found is TOO_LARGE; what is kept apart (APART) is not opened. Raises OSError where
        such a file cannot be opened.
        """
        if not message.attachments:
            return message
        known: dict[tuple[str, str], Document] = {}
        room = MAX_TEXTS
        filled = []
        for attachment in message.attachments:
            if attachment.document.state in APART:
                filled.append(attachment)
                continue
            key = (attachment.sha256, attachment.media_type)
            if key not in known:
                if attachment.length is None or path_of is None:
                    document = self.read(attachment.content, attachment.name, attachment.media_type, ocr=ocr)
                else:
                    document = self.read_file(path_of(attachment.sha256), attachment.media_type, ocr=ocr)
                known[key] = document if len(document.text) <= room else TOO_MUCH
                room -= len(known[key].text)
            filled.append(replace(attachment, document=known[key]))
        return replace(message, attachments=tuple(filled))

    def worker_ids(self) -> tuple[int, ...]:
        """Process ids of the workers that run now, for whoever watches them."""
        with self._lock:
            return tuple(worker.pid for worker in self._all)

    def close(self) -> None:
        """Ends every worker. A document being read by another thread, or given later, is then FAILED."""
        self._closed = True
        with self._lock:
            for worker in self._all:
                worker.kill()  # the caller that waits for it sees its end, and tidies it away
        for _ in range(self._free.qsize()):
            try:
                idle = self._free.get_nowait()
            except queue.Empty:
                return
            if idle is not None:
                self._discard(idle)
            self._free.put(None)

    def _usable(self, worker: WorkerProcess | None) -> WorkerProcess:
        """This worker, or a new one where it has ended or served long enough."""
        if worker is not None and worker.alive() and worker.documents < DOCUMENTS_PER_WORKER:
            return worker
        if worker is not None:
            self._discard(worker)
        if self._closed:
            raise Overran("the reader was closed")
        fresh = WorkerProcess(self._cpu_seconds, self._memory)
        with self._lock:
            self._all.add(fresh)
        return fresh

    def _discard(self, worker: WorkerProcess) -> None:
        with self._lock:
            self._all.discard(worker)
        worker.end()


def text_of_file(path: Path, *, ocr: bool = False) -> Document:
    """The text of one file, of any format that is read. Raises OSError where the file cannot be opened."""
    content = path.read_bytes()
    with DocumentReader() as reader:
        return reader.read(content, path.name, sniff(content, path.name, ""), ocr=ocr)

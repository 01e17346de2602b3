"""The reader and its worker: reuse, limits, death, threads; every document here goes through a real process."""

import hashlib
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import pytest

from mailbot.message.documents import media_types as types
from mailbot.message.documents import sandbox
from mailbot.message.documents.reader import DocumentReader, text_of_file
from mailbot.message.model import Attachment, Document, Envelope, Message, TextState, Zones
from tests.documents import samples

HELLO = Document(TextState.READ, "hello")


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    with DocumentReader() as opened:
        yield opened


def until(holds: Callable[[], object], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def runs(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def test_one_worker_reads_one_document_after_another(reader: DocumentReader) -> None:
    assert reader.read(b"hello", "a.txt", "text/plain") == HELLO
    first = reader.worker_ids()
    assert reader.read(samples.docx("hello"), "", "application/octet-stream") == HELLO
    assert (len(first), reader.worker_ids()) == (1, first)


def test_what_has_no_text_starts_no_worker() -> None:
    with DocumentReader() as fresh:
        assert fresh.read(b"", "a.pdf", types.PDF) == Document()
        assert fresh.read(b"\0\1\2", "a.bin", "application/octet-stream") == Document()
        assert fresh.worker_ids() == ()


def test_too_large_is_said_without_reading() -> None:
    with DocumentReader(max_bytes=2**20) as small:
        document = small.read(b"x" * (2**20 + 1), "a.txt", "text/plain")
    assert document == Document(TextState.TOO_LARGE, error="1 MB; documents of up to 1 MB are read")


def test_read_all_reads_equal_content_once_and_keeps_the_order() -> None:
    def attachment(content: bytes, name: str, media_type: str) -> Attachment:
        return Attachment(name, media_type, media_type, content, hashlib.sha256(content).hexdigest())

    message = Message(
        Envelope(),
        zones=Zones(),
        attachments=(
            attachment(b"hello", "a.txt", "text/plain"),
            attachment(b"\x89PNG\r\n\x1a\n", "b.png", "image/png"),
            attachment(b"hello", "c.txt", "text/plain"),
        ),
    )
    with DocumentReader() as fresh:
        filled = fresh.read_all(message)
    assert [(a.name, a.document) for a in filled.attachments] == [
        ("a.txt", HELLO),
        ("b.png", Document()),
        ("c.txt", HELLO),
    ]
    assert filled.attachments[0].document is filled.attachments[2].document


def test_a_worker_that_hangs_is_killed_and_replaced() -> None:
    with DocumentReader(wall_seconds=0.5) as fresh:
        until(lambda: fresh.read(b"hello", "a.txt", "text/plain") == HELLO)
        (pid,) = fresh.worker_ids()
        os.kill(pid, signal.SIGSTOP)
        assert fresh.read(b"hello", "a.txt", "text/plain") == Document(
            TextState.FAILED, error="reading it takes longer than is allowed"
        )
        assert not runs(pid)
        until(lambda: fresh.read(b"hello", "a.txt", "text/plain") == HELLO)


def test_a_worker_that_dies_between_documents_is_not_noticed(reader: DocumentReader) -> None:
    reader.read(b"hello", "a.txt", "text/plain")
    (pid,) = reader.worker_ids()
    os.kill(pid, signal.SIGKILL)
    until(lambda: not runs(pid))
    assert reader.read(b"hello", "a.txt", "text/plain") == HELLO


def test_a_used_worker_that_dies_over_a_document_gives_it_to_a_fresh_one() -> None:
    with DocumentReader() as fresh:
        fresh.read(b"hello", "a.txt", "text/plain")
        (pid,) = fresh.worker_ids()
        os.kill(pid, signal.SIGSTOP)
        threading.Timer(0.2, os.kill, (pid, signal.SIGKILL)).start()
        assert fresh.read(b"hello", "a.txt", "text/plain") == HELLO
        assert fresh.worker_ids() != (pid,)


def test_a_document_that_kills_a_fresh_worker_fails() -> None:
    with DocumentReader() as fresh, ThreadPoolExecutor(1) as pool:
        reading = pool.submit(fresh.read, slow_text(), "a.zip", types.ZIP)
        until(lambda: fresh.worker_ids())
        os.kill(fresh.worker_ids()[0], signal.SIGKILL)
        assert reading.result(10) == Document(
            TextState.FAILED, error="could not be read: the reader was ended by SIGKILL"
        )
        assert fresh.read(b"hello", "a.txt", "text/plain") == HELLO


@lru_cache
def slow_text() -> bytes:
    """A zip of rich texts and undeclared charsets that takes many seconds."""
    markup = b"{\\rtf1 " + b"".join(b"\\b%d " % (number * 7919 % 999983) for number in range(500_000)) + b"}"
    letters = bytes(sorted({*range(0x20, 0x7F), *range(0xA0, 0x100), 10}))
    noise = bytes(letters[byte % len(letters)] for byte in random.Random(1).randbytes(1_900_000))
    rich = {f"{number}.rtf": markup for number in range(16)}  # first: they give no text, which would end the reading
    return samples.zipped(rich | {"a.txt": noise, "b.txt": noise[1:], "c.txt": noise[2:]})


def test_computing_time_is_limited() -> None:
    with DocumentReader(cpu_seconds=1) as fresh:
        document = fresh.read(slow_text(), "a.zip", types.ZIP)
        assert document == Document(TextState.FAILED, error="reading it takes more computing time than is allowed")
        assert fresh.read(b"hello", "a.txt", "text/plain") == HELLO


def test_memory_is_limited() -> None:
    content = samples.zipped(
        {"[Content_Types].xml": b"x", "word/document.xml": b"<a>" + b"<b>x</b>" * 4_000_000 + b"</a>"}
    )
    with DocumentReader(memory=200 * 2**20) as fresh:
        document = fresh.read(content, "a.docx", types.DOCX)
        assert document.state in (TextState.TOO_LARGE, TextState.FAILED)
        assert fresh.read(b"hello", "a.txt", "text/plain") == HELLO


def test_many_threads_share_a_few_workers() -> None:
    with DocumentReader(workers=2) as fresh, ThreadPoolExecutor(8) as pool:
        texts = [f"text {number}" for number in range(40)]
        documents = list(pool.map(lambda text: fresh.read(text.encode(), "a.txt", "text/plain"), texts))
        assert [document.text for document in documents] == texts
        assert 1 <= len(fresh.worker_ids()) <= 2


def test_close_ends_the_worker_and_frees_who_waits_for_it() -> None:
    fresh = DocumentReader()
    fresh.read(b"hello", "a.txt", "text/plain")
    (pid,) = fresh.worker_ids()
    os.kill(pid, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(fresh.read, b"hello", "a.txt", "text/plain")
        until(waiting.running)
        time.sleep(0.1)
        fresh.close()
        assert waiting.result(5).state is TextState.FAILED
    assert fresh.read(b"hello", "a.txt", "text/plain") == Document(TextState.FAILED, error="the reader was closed")
    assert not runs(pid)


def test_no_worker_outlives_its_parent() -> None:
    program = (
        "import sys, time\nfrom mailbot.message.documents.reader import DocumentReader\n"
        "reader = DocumentReader()\nreader.read(b'hello', 'a.txt', 'text/plain')\n"
        "print(*reader.worker_ids(), flush=True)\ntime.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    assert runs(worker)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until(lambda: not runs(worker))


def test_the_worker_has_no_network_and_no_secrets() -> None:
    program = (
        "import os, socket\nfrom mailbot.message.documents import sandbox\nsandbox.confine()\n"
        "try:\n    socket.create_connection(('127.0.0.1', 9), 1)\nexcept PermissionError:\n    print('refused')\n"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout == "refused\n"


# C's own socket(2), which no hook of Python sees; in this process and in one that it starts.
OPEN = (
    "import ctypes\nlibrary = ctypes.CDLL(None, use_errno=True)\n"
    "for family in (1, 2, 10):\n    print(library.socket(family, 1, 0), ctypes.get_errno(), end=' ')\n"
)


def test_no_library_opens_a_socket_nor_what_it_starts() -> None:
    program = (
        "import subprocess, sys\nfrom mailbot.message.documents.seccomp import refuse_sockets\n"
        f"assert refuse_sockets()\nexec({OPEN!r})\nsys.stdout.flush()\n"
        f"subprocess.run([sys.executable, '-c', {OPEN!r}], check=True)\n"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout == "-1 13 " * 6, "EACCES for local, IPv4 and IPv6 sockets, in both"


def test_a_confined_process_may_do_little_and_reads_all_the_same(reader: DocumentReader) -> None:
    assert reader.read(samples.docx("hello"), "a.docx", types.DOCX) == HELLO
    status = Path(f"/proc/{reader.worker_ids()[0]}/status").read_text()
    assert re.findall(r"^(NoNewPrivs|Seccomp):\t(\d)", status, re.M) == [("NoNewPrivs", "1"), ("Seccomp", "2")]
    limits = Path(f"/proc/{reader.worker_ids()[0]}/limits").read_text()
    found = {line[:25].strip(): line[25:].split()[0] for line in limits.splitlines()[1:]}
    assert {
        name: found[name] for name in ("Max address space", "Max open files", "Max file size", "Max core file size")
    } == {
        "Max address space": str(sandbox.MEMORY),
        "Max open files": str(sandbox.OPEN_FILES),
        "Max file size": str(sandbox.WRITTEN),
        "Max core file size": "0",
    }
    assert found["Max cpu time"] != "unlimited"


def test_the_worker_does_not_inherit_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILBOT__MAILBOX__PASSWORD", "secret")
    with DocumentReader() as fresh:
        fresh.read(b"hello", "a.txt", "text/plain")
        (pid,) = fresh.worker_ids()
        try:
            environment = Path(f"/proc/{pid}/environ").read_bytes()
        except PermissionError:
            return  # the worker is not dumpable: nobody reads it
    assert b"secret" not in environment


def test_text_of_file(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(samples.docx("hello"))
    assert text_of_file(path) == HELLO


def test_a_document_in_a_file_reads_the_same(reader: DocumentReader, tmp_path: Path) -> None:
    content = samples.docx("hello")
    file = tmp_path / "a"
    file.write_bytes(content)
    assert reader.read_file(file, types.DOCX) == reader.read(content, "", types.DOCX) == HELLO
    with pytest.raises(OSError, match="No such file"):
        reader.read_file(tmp_path / "away", types.DOCX)


def test_a_worker_that_read_a_large_document_gives_its_memory_back() -> None:
    with DocumentReader() as fresh:
        assert fresh.read(b"hello" * 1_000_000, "a.txt", "text/plain").state is TextState.READ
        assert fresh.worker_ids() == ()
        assert fresh.read(b"hello", "a.txt", "text/plain") == HELLO


def test_all_documents_of_a_message_together_have_a_limit() -> None:
    texts = [f"{number} ".encode() + b"word " * 199_000 for number in range(12)]
    attachments = tuple(
        Attachment(f"{number}.txt", "text/plain", "text/plain", content, hashlib.sha256(content).hexdigest())
        for number, content in enumerate(texts)
    )
    message = Message(Envelope(), zones=Zones(), attachments=attachments)
    with DocumentReader() as fresh:
        read = [attachment.document for attachment in fresh.read_all(message).attachments]
    assert [document.state for document in read] == [TextState.READ] * 10 + [TextState.TOO_LARGE] * 2
    assert sum(len(document.text) for document in read) <= 10_000_000

"""The virus check: what a real clamd says of a file, and every way in which it can fail to say anything."""

import io
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.transport.clamd import Clamd, Found, Scan, ScannerAway
from tests.servers.clamd import EICAR, MOST, NAME, ClamAv, need_clamd
from tests.servers.listener import Listener
from tests.servers.ports import free_ports

NOW = datetime(2021, 2, 4, 10, tzinfo=UTC)
LIMIT = 10_000_000
INFECTED = Scan(Found.VIRUS, f"{NAME}.UNOFFICIAL")
CLEAN = Scan(Found.NOTHING)


@pytest.fixture(scope="module")
def clamav(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClamAv]:
    need_clamd()
    with ClamAv(tmp_path_factory.mktemp("clamav")) as server:
        yield server


def scanned(clamd: Clamd, content: bytes, name: str = "a") -> Scan:
    return clamd.scan(io.BytesIO(content), len(content), name)


def made(address: str, *, most: int = LIMIT, seconds: float = 5.0) -> Clamd:
    return Clamd(address, most, lambda: NOW, seconds)


@pytest.mark.parametrize("kind", ["unix", "tcp"])
@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"A report.", CLEAN),
        (b"", CLEAN),
        (EICAR, INFECTED),
        (b"Dear colleagues, " * 5000 + EICAR, INFECTED),
        (b"\0" * (MOST - 1), CLEAN),
        (b"\0" * (MOST + 70_000), Scan(Found.UNCHECKED, "longer than clamd takes (its StreamMaxLength)")),
        (b"\0" * (LIMIT + 1), Scan(Found.UNCHECKED, "longer than virus.max_mb (10 MB)")),
    ],
    ids=["clean", "empty", "virus", "virus at the end", "just short enough", "too long for clamd", "too long for us"],
)
def test_what_clamd_finds(clamav: ClamAv, kind: str, content: bytes, found: Scan) -> None:
    clamd = made(clamav.unix if kind == "unix" else clamav.tcp)
    assert scanned(clamd, content) == found
    assert clamd.away_since is None


def test_what_it_calls_itself(clamav: ClamAv) -> None:
    assert made(clamav.unix).probe().startswith("ClamAV ")


class Answering(Listener):
    """Reads a little, says something, and ends the connection or keeps it."""

    def __init__(self, says: bytes, *, stays: bool = False) -> None:
        super().__init__()
        self.says, self.stays = says, stays

    def talk(self, connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(self.says)
        if self.stays:
            self.ending.wait(10)
            return
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):  # what is left unread would make a reset of the end
            pass

    @property
    def address(self) -> str:
        return f"tcp:127.0.0.1:{self.port}"


@pytest.mark.parametrize(
    ("says", "found"),
    [
        (b"stream: OK\0", CLEAN),
        (b"stream: Doc.Dropper.Agent-1 FOUND\0", Scan(Found.VIRUS, "Doc.Dropper.Agent-1")),
        (b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0",
         Scan(Found.UNCHECKED, "Heuristics.Limits.Exceeded.MaxFileSize")),
        (b"stream: Heuristics.Encrypted.Zip FOUND\0", Scan(Found.UNCHECKED, "Heuristics.Encrypted.Zip")),
    ],
)  # fmt: skip
def test_what_it_says(says: bytes, found: Scan) -> None:
    with Answering(says, stays=True) as server:
        assert scanned(made(server.address), b"A report.") == found


@pytest.mark.parametrize(
    ("says", "told"),
    [
        (b"", "broke off"),
        (b"stream: Can't allocate memory ERROR\0", "Can't allocate memory ERROR"),
        (b"220 mail.example.org ESMTP\r\n", "220 mail.example.org ESMTP"),
        (b"stream: \0", "broke off"),
        (b"x" * 20_000, "xxx"),
    ],
)
def test_nothing_is_ever_taken_for_clean(says: bytes, told: str) -> None:
    with Answering(says) as server:
        clamd = made(server.address)
        with pytest.raises(ScannerAway, match=told):
            scanned(clamd, b"A report.")
        assert clamd.away_since == NOW


def test_silence_is_not_awaited_for_ever() -> None:
    with Answering(b"", stays=True) as server:
        began = time.monotonic()
        with pytest.raises(ScannerAway, match="no answer in time"):
            scanned(made(server.address, seconds=0.3), b"A report.")
        assert time.monotonic() - began < 15


def test_a_file_that_it_failed_on_is_left_aside_and_others_are_not() -> None:
    with Answering(b"stream: OK\0", stays=True) as server:
        server.says = b""
        server.stays = False
        clamd = made(server.address)
        for told in ("broke off", "tried again soon"):
            with pytest.raises(ScannerAway, match=told):
                scanned(clamd, b"A bomb.", "bomb")
        assert server.accepted == 1
        server.says, server.stays = b"stream: OK\0", True
        assert scanned(clamd, b"A report.", "report") == CLEAN
        assert clamd.away_since is None


def test_nobody_waits_again_and_again_for_one_that_is_away(tmp_path: Path) -> None:
    for address in (f"tcp:127.0.0.1:{free_ports(1)[0]}", f"unix:{tmp_path}/nobody"):
        clamd = made(address)
        for name in ("one", "two"):
            with pytest.raises(ScannerAway, match="clamd cannot be reached at"):
                scanned(clamd, b"A report.", name)
        assert clamd.away_since == NOW

"""Asks clamd whether a file holds a virus: its INSTREAM command over a UNIX or TCP socket (clamd(8))."""

import select
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from typing import BinaryIO, TypeVar

from mailbot.errors import OutOfReach
from mailbot.transport.causes import clean, why_unreachable

Answer = TypeVar("Answer")
PIECE = 1 << 16
HARMLESS = b"mailbot"
LENGTH = struct.Struct(">I")
MAX_REPLY = 4096
TOO_LONG = "size limit exceeded"  # clamd's StreamMaxLength
# What clamd reports as found where it could not look into a file (AlertExceedsMax, AlertEncrypted): no virus is known.
NOT_LOOKED_INTO = ("Heuristics.Limits.Exceeded", "Heuristics.Encrypted")
CONNECT_SECONDS = 5.0
PROBE_SECONDS = 5.0
AWAY_SECONDS = 5.0  # so long after a connection that failed nobody waits for another one
ASIDE_SECONDS = 15.0  # so long a file whose check failed is not given again: those behind it are to be checked


class ScannerAway(OutOfReach):
    """clamd cannot be reached, or did not say what it found: nothing was learned, ask again."""


class _Broken(Exception):
    """The conversation ended without an answer."""


class Found(StrEnum):
    """What clamd says of a file."""

    NOTHING = "nothing"
    VIRUS = "virus"
    UNCHECKED = "unchecked"  # longer than clamd takes, or it could not look into it


@dataclass(frozen=True, slots=True)
class Scan:
    """What clamd found. says: the virus's name, or why it did not look; "" for nothing."""

    found: Found
    says: str = ""


class Clamd:
    """A clamd; for several threads. It remembers since when it has been away, and which files it failed on.

    address: unix:/path or tcp:host:port. max_bytes: a longer file is not given to it. seconds: for a whole file. now:
    the present instant, aware.
    """

    def __init__(self, address: str, max_bytes: int, now: Callable[[], datetime], seconds: float = 60.0) -> None:
        self.address = address
        self.max_bytes = max_bytes
        self.away_since: datetime | None = None
        self.said = ""  # of the last failure
        self._now = now
        self._seconds = seconds
        self._away_until = 0.0
        self._aside: dict[str, float] = {}

    def scan(self, file: BinaryIO, size: int, sha256: str) -> Scan:
        """What it finds in a file of so many bytes, read from where it stands. Raises ScannerAway, OSError of the file.

        sha256: of the content; a file that it failed on is not given to it again for ASIDE_SECONDS.
        """
        if size > self.max_bytes:
            return Scan(Found.UNCHECKED, f"longer than virus.max_mb ({self.max_bytes // 1_000_000} MB)")
        if time.monotonic() < self._aside.get(sha256, 0.0):
            raise ScannerAway(f"{self.address}: clamd failed on this file; it is tried again soon")
        try:
            scan = self._asked(lambda talk: read_reply(talk.stream(file)), self._seconds)
        except ScannerAway:
            if time.monotonic() >= self._away_until:  # it had been reached
                self._aside[sha256] = time.monotonic() + ASIDE_SECONDS
            raise
        self._aside.pop(sha256, None)
        return scan

    def probe(self) -> str:
        """Has it check a harmless word; what it calls itself, with the age of its signatures. Raises ScannerAway."""
        self._asked(lambda talk: read_reply(talk.stream(BytesIO(HARMLESS))), PROBE_SECONDS)
        return self._asked(lambda talk: talk.command("VERSION"), PROBE_SECONDS)

    def _asked(self, ask: "Callable[[_Talk], Answer]", seconds: float) -> Answer:
        if time.monotonic() < self._away_until:
            raise ScannerAway(self.said)
        try:
            with self._connect() as connection:
                answer = ask(_Talk(connection, time.monotonic() + min(seconds, self._seconds)))
        except _Broken as error:
            raise self._failed(f"clamd at {self.address} broke off: {error}") from None
        self.away_since, self.said = None, ""
        return answer

    def _connect(self) -> socket.socket:
        kind, _, place = self.address.partition(":")
        host, _, port = place.rpartition(":")
        try:
            if kind == "tcp":
                return socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_SECONDS)
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                connection.settimeout(CONNECT_SECONDS)
                connection.connect(place)
            except BaseException:
                connection.close()
                raise
        except OSError as error:
            self._away_until = time.monotonic() + AWAY_SECONDS
            raise self._failed(f"clamd cannot be reached at {self.address}: {why_unreachable(error)}") from None
        return connection

    def _failed(self, said: str) -> ScannerAway:
        self.said = said
        if self.away_since is None:
            self.away_since = self._now()
        return ScannerAway(said)


def read_reply(reply: str) -> Scan:
    """What a reply to INSTREAM means. Raises _Broken for one that says nothing about the file. Pure."""
    said = reply.removeprefix("stream: ")
    if TOO_LONG in said:
        return Scan(Found.UNCHECKED, "longer than clamd takes (its StreamMaxLength)")
    if said == "OK":
        return Scan(Found.NOTHING)
    if said.endswith(" FOUND"):
        name = clean(said.removesuffix(" FOUND"))
        return Scan(Found.UNCHECKED if name.startswith(NOT_LOOKED_INTO) else Found.VIRUS, name)
    raise _Broken(clean(said) or "it said nothing")


class _Talk:
    """One conversation: a command, and its reply within the time that is left."""

    def __init__(self, connection: socket.socket, deadline: float) -> None:
        self._connection = connection
        self._deadline = deadline

    def command(self, name: str) -> str:
        """Its reply, without the end sign."""
        self._send(f"z{name}\0".encode())
        return self._reply()

    def stream(self, file: BinaryIO) -> str:
        """The reply to a whole file. One that comes before its end (too long) is taken."""
        try:
            self._send(b"zINSTREAM\0")
            while (piece := file.read(PIECE)) and not self._speaks():
                self._send(LENGTH.pack(len(piece)) + piece)
            self._send(LENGTH.pack(0))
        except _Broken:
            if not self._speaks():
                raise
        return self._reply()

    def _speaks(self) -> bool:
        waiting = select.poll()
        waiting.register(self._connection, select.POLLIN)
        return bool(waiting.poll(0))

    def _send(self, content: bytes) -> None:
        try:
            self._connection.settimeout(self._left())
            self._connection.sendall(content)
        except OSError as error:
            raise _Broken(why_unreachable(error)) from None

    def _reply(self) -> str:
        reply = bytearray()
        while b"\0" not in reply:
            try:
                self._connection.settimeout(self._left())
                part = self._connection.recv(MAX_REPLY)
            except OSError as error:
                raise _Broken(why_unreachable(error)) from None
            if not part or len(reply) > MAX_REPLY:
                break
            reply += part
        if not reply:
            raise _Broken("it ended the connection without a reply")
        return reply.partition(b"\0")[0].decode("utf-8", "replace").strip()

    def _left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise _Broken("no answer in time")
        return left

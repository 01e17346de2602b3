"""Mail in: one folder of one IMAP account, as the few operations the daemon needs. Decides nothing.

A failure is one of three: OutOfReach (no connection, login refused), Dropped (the connection is spent; make a new one
after a back-off), Refused (the server said no to this command; the connection goes on).
"""

import contextlib
import socket
from collections.abc import Callable, Container, Iterator, Sequence
from datetime import datetime
from types import TracebackType

from mailbot.transport import folders
from mailbot.transport.causes import clean
from mailbot.transport.failures import Dropped, Refused, TooLarge
from mailbot.transport.headers import Header, Position, header_of
from mailbot.transport.idle import IdleRefused, heard_news, idle, is_awake, pause
from mailbot.transport.imap_client import Client
from mailbot.transport.imap_session import open_client
from mailbot.transport.server import MailServer
from mailbot.transport.translate import translated

__all__ = ["Header", "Mailbox", "Position"]

CHUNK = 512 * 1024  # bytes asked for in one command, so that a slow line delivers each within the time-out
MAX_IDLE = 540.0  # seconds in one call: below 10 minutes


class Mailbox:
    """A connection to one folder; a context manager. Not for several threads. After Dropped make a new one."""

    def __init__(self, server: MailServer, folder: str = "INBOX") -> None:
        self.server = server
        self.folder = folder
        self._client: Client | None = None
        self._news = False  # messages came or went since they were last searched for
        self._idles = True

    def open(self) -> "Mailbox":
        """Connects and logs in. Raises OutOfReach: one line with host:port and the likely cause."""
        self._client = open_client(self.server)
        return self

    def close(self) -> None:
        """Logs out where that is still possible; never raises."""
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(Exception):
                client.connection.seconds = 5.0
                client.logout()
            client.shutdown()

    def interrupt(self) -> None:
        """Ends the connection from another thread or a signal handler: a call that waits raises Dropped at once."""
        client = self._client
        if client is not None:
            with contextlib.suppress(OSError):
                client.connection.sock.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> "Mailbox":
        return self.open()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def has_idle(self) -> bool:
        """Whether the server tells of new mail by itself; without, `idle` waits and then asks."""
        return self._idles and self._client is not None and bool(self._client.has_capability("IDLE"))

    def select(self) -> Position:
        """Selects the folder, for writing where that is allowed. Raises Refused (no such folder), Dropped."""
        with self._talk(f"opening folder {self.folder}") as client:
            try:
                told = client.select_folder(self.folder)
            except Client.ReadOnlyError:
                told = client.select_folder(self.folder, readonly=True)
            if b"UIDVALIDITY" not in told or b"UIDNEXT" not in told:  # servers older than RFC 3501
                told |= client.folder_status(self.folder, ["UIDVALIDITY", "UIDNEXT"])
        self._news = True
        return Position(
            uidvalidity=int(told[b"UIDVALIDITY"]),
            uidnext=int(told[b"UIDNEXT"]),
            exists=int(told[b"EXISTS"]),
            writable=b"READ-ONLY" not in told,
        )

    def all_uids(self) -> tuple[int, ...]:
        """The UIDs of everything in the folder, ascending. Raises Dropped, Refused."""
        self._news = False
        return self._search("ALL")

    def census(self) -> frozenset[int]:
        """As all_uids, but what came since messages were last searched for stays news. Raises Dropped, Refused."""
        return frozenset(self._search("ALL"))

    def new(self, after_uid: int, batch: int = 200, known: Container[int] = ()) -> Iterator[Header]:
        """What came after a UID, ascending: sizes and dates only, asked for `batch` at a time while one reads on.

        known: UIDs not to be asked for. Other commands may be given between two headers. A message that is gone by
        then is left out. Raises Dropped, Refused.
        """
        self._news = False
        found = self._search(f"UID {after_uid + 1}:*")
        uids = [uid for uid in found if uid > after_uid and uid not in known]  # n:* always gives the last
        for start in range(0, len(uids), batch):
            yield from self._headers(uids[start : start + batch])

    def fetch(self, uid: int, limit: int | None = None) -> bytes | None:
        """A whole message as it lies on the server, unmarked (BODY.PEEK); None where gone. Raises as fetch_into."""
        parts: list[bytes] = []
        return b"".join(parts) if self.fetch_into(uid, parts.append, limit) else None

    def fetch_into(self, uid: int, take: Callable[[bytes], object], limit: int | None = None) -> bool:
        """Hands a message on piece by piece, as it lies on the server, unmarked (BODY.PEEK); False where it is gone.

        Read in chunks, because a size given before may be wrong. Raises TooLarge as soon as more than `limit` bytes
        have come, Dropped, Refused, and what `take` raises.
        """
        length = 0
        while True:
            part = self._octets(uid, "BODY.PEEK[]", length, CHUNK)
            if part is None:
                return False
            length += len(part)
            if limit is not None and length > limit:
                raise TooLarge(f"{self.server.place}: message {uid} is longer than {limit} bytes")
            take(part)
            if len(part) != CHUNK:  # shorter: the end; longer: a server that knows no partial fetch gave it all
                return True

    def fetch_header(self, uid: int, limit: int = 256 * 1024) -> bytes | None:
        """The header of a message, cut after `limit` bytes; None where the message is gone. Raises as `fetch`."""
        part = self._octets(uid, "BODY.PEEK[HEADER]", 0, limit)
        return None if part is None else part[:limit]

    def mark(self, uid: int, keyword: str) -> None:
        """Sets a keyword (RFC 3501 §2.3.2) such as $Mailbot; a message that is gone is no error. As `fetch`."""
        with self._talk(f"marking message {uid}") as client:
            client.add_flags([uid], [keyword], silent=True)

    def move(self, uid: int, folder: str) -> None:
        """Moves a message into a folder, which is created when missing. Raises Dropped, Refused."""
        with self._talk(f"moving message {uid} to {folder}") as client:
            folders.move(client, uid, folder)

    def append(self, folder: str, raw: bytes, flags: Sequence[str], at: datetime) -> None:
        """Puts a message into a folder, which is created when missing; `at`: aware. Raises Dropped, Refused."""
        with self._talk(f"storing a message in {folder}") as client:
            folders.append(client, folder, raw, flags, at)

    def holds(self, message_id: str) -> bool:
        """Whether the folder holds a message with this Message-ID, given with its brackets. Raises Dropped, Refused."""
        with self._talk("searching for a letter") as client:
            return bool(client.search(["HEADER", "Message-ID", message_id]))

    def noop(self) -> bool:
        """Whether messages came or went since they were last searched for. Raises Dropped where the server is gone."""
        with self._talk("asking for news") as client:
            client.noop()
        return self._take_news()

    def idle(self, seconds: float, wake_fd: int | None = None) -> bool:
        """Waits for messages that come or go (True); False when the time is over or wake_fd is readable.

        At most MAX_IDLE seconds a call. Without IDLE it waits and then asks, so there choose the polling interval.
        Raises Dropped.
        """
        seconds = min(seconds, MAX_IDLE)
        if self._take_news():
            return True
        with self._talk("waiting for mail") as client:
            try:
                (idle if self.has_idle else pause)(client, seconds, wake_fd)
            except IdleRefused:
                self._idles = False
                if not is_awake(wake_fd):
                    pause(client, seconds, wake_fd)
        return self._take_news()

    def folders(self) -> tuple[str, ...]:
        """The names of the account's folders, as the server has them. Raises Dropped, Refused."""
        with self._talk("listing folders") as client:
            return tuple(str(name) for _flags, _separator, name in client.list_folders())

    def _take_news(self) -> bool:
        news, self._news = self._news, False
        return news

    def _search(self, criteria: str) -> tuple[int, ...]:
        with self._talk("searching for mail") as client:
            return tuple(sorted({int(uid) for uid in client.search(criteria)}))

    def _headers(self, uids: Sequence[int]) -> list[Header]:
        """The headers of a batch; where the server or one strange value spoils it, each message by itself."""
        try:
            told = self._headers_of(uids, dates=True)
        except Refused:
            return [header for uid in uids for header in self._header_alone(uid)]
        if len(told) == len(uids):
            return told
        # What a server passes over without a word need not be gone: it is asked for by itself, and not left out.
        silent = self._existing(uids) - {header.uid for header in told}
        return sorted([*told, *(Header(uid, 0, None) for uid in silent)], key=lambda header: header.uid)

    def _header_alone(self, uid: int) -> list[Header]:
        for dates in (True, False):
            with contextlib.suppress(Refused):
                return self._headers_of([uid], dates)
        return [Header(uid, 0, None)] if self._exists(uid) else []

    def _headers_of(self, uids: Sequence[int], dates: bool) -> list[Header]:
        items = ["RFC822.SIZE", "FLAGS", *(["INTERNALDATE"] if dates else [])]
        with self._talk("asking for sizes") as client:
            try:
                told = client.fetch(uids, items)
            except ValueError as error:  # a date that is none: the reply was read to its end
                raise Refused(f"{self.server.place}: asking for sizes: {clean(str(error))}") from None
        return [header_of(uid, told[uid]) for uid in uids if uid in told]

    def _octets(self, uid: int, section: str, start: int, count: int) -> bytes | None:
        """A piece of a message; None where the message is gone.

        Somebody may take a message away between two commands. Dovecot then gives NIL, or NO [EXPUNGEISSUED]; taken for
        the end of the message, that would file half of it. So whatever is empty or refused is looked after.
        """
        try:
            with self._talk(f"reading message {uid}") as client:
                told = client.fetch([uid], [f"{section}<{start}.{count}>"]).get(uid)
        except Refused:
            if self._exists(uid):
                raise
            return None
        if told is None:
            if self._exists(uid):
                raise Refused(f"{self.server.place}: reading message {uid}: the server passes it over without a word")
            return None
        body = next((value for key, value in told.items() if key.startswith(b"BODY[")), None)
        if body:
            return body if isinstance(body, bytes) else str(body).encode()
        return b"" if self._exists(uid) else None

    def _exists(self, uid: int) -> bool:
        return bool(self._existing([uid]))

    def _existing(self, uids: Sequence[int]) -> frozenset[int]:
        """Those of some UIDs, ascending, that are in the folder."""
        with self._talk("asking for news") as client:  # only then must the server tell of messages taken away
            client.noop()
        return frozenset(self._search(f"UID {uids[0]}:{uids[-1]}")) & frozenset(uids)

    @contextlib.contextmanager
    def _talk(self, doing: str) -> Iterator[Client]:
        """One command: forgets what earlier replies left behind, notes news, gives every failure its type."""
        client = self._client
        if client is None:
            raise Dropped(f"{self.server.place}: {doing}: not connected")
        try:
            with translated(f"{self.server.place}: {doing}"):
                client.connection.untagged_responses.clear()
                yield client
        except Dropped:
            client.shutdown()
            self._client = None
            raise
        finally:
            self._news = self._news or heard_news(client)

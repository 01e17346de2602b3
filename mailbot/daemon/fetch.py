"""Fetching: what is new in a folder is made durable, on disk and in the register, before the position moves on."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from mailbot.daemon import journal
from mailbot.daemon.arriving import arrival_of
from mailbot.daemon.counting import count_folder
from mailbot.daemon.memory import give_back
from mailbot.daemon.office import Office
from mailbot.daemon.troubles import Troubles
from mailbot.errors import RegisterUnavailable
from mailbot.register.files import Files
from mailbot.register.values import Arrival, Cursor, Sighting
from mailbot.transport.failures import Dropped, Refused, TooLarge
from mailbot.transport.imap import Header, Mailbox

# Messages are committed together until one of these is reached: few commits, bounded memory.
BATCH_MESSAGES = 20
BATCH_BYTES = 4_000_000


def never() -> bool:
    """Nobody asks for the end."""
    return False


def nothing() -> None:
    """Nobody wants to know."""


def ignore(_said: str) -> None:
    """Nobody wants to know of it."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What goes along with fetching. kept: called after every batch. stopping: asked between two batches.

    withheld: told, in a line each, of messages that the server would not give.
    """

    kept: Callable[[], object] = nothing
    stopping: Callable[[], bool] = never
    troubles: Troubles = field(default_factory=Troubles)
    withheld: Callable[[str], object] = ignore


@dataclass(frozen=True, slots=True)
class _Fetched:
    """A message on this side of the line. partial: only the header came. raw None: the server would not give it, or it
    is large and lies in the file store already, under the hash in `kept`.
    """

    header: Header
    raw: bytes | None
    partial: bool = False
    kept: str = ""
    length: int = 0

    @property
    def came(self) -> bool:
        """Whether there is anything to keep."""
        return self.raw is not None or bool(self.kept)


def fetch_all(office: Office, mailbox: Mailbox, watch: Watch | None = None) -> int:
    """Fetches every folder that is read, the watched one last; how many messages are new.

    A junk folder that cannot be opened keeps nobody from the other. Raises as fetch_folder, and Refused where the
    watched folder cannot be opened.
    """
    watch = watch or Watch()
    new = 0
    for folder, junk in office.inbox.folders:
        try:
            new += fetch_folder(office, mailbox, folder, junk, watch)
        except Refused as error:
            if not junk:
                raise
            journal.out_of_reach(f"folder {folder}", str(error), office.inbox.poll_seconds)
    return new


def fetch_folder(office: Office, mailbox: Mailbox, folder: str, junk: bool, watch: Watch | None = None) -> int:
    """Keeps everything of a folder that was not seen before, and says how many messages are new. Repeatable.

    Raises Dropped and OutOfReach (the connection), Refused (the folder), RegisterUnavailable and OSError (database,
    disk): what was kept by then is safe, the rest is fetched again.
    """
    watch = watch or Watch()
    inbox = office.inbox
    mailbox.folder = folder
    position = mailbox.select()
    with office.store.reading() as register:
        cursor = register.cursor(inbox.account, folder)
        # Another UIDVALIDITY: UIDs mean other messages now (RFC 9051 §2.3.1.1); known mail is recognised by content.
        after = cursor.last_uid if cursor and cursor.uidvalidity == position.uidvalidity else 0
        seen = register.seen_uids(inbox.account, folder, position.uidvalidity, after)
    # Searched for even where UIDNEXT tells of nothing new: only then does waiting notice what comes after the search.
    headers = mailbox.new(after, known=seen)
    new, hole = 0, None
    for batch in _batches(_read(office, mailbox, headers, watch)):
        refused = (message.header.uid for message in batch if not message.came)
        hole = next(refused, None) if hole is None else hole
        # The position stays before a message the server would not give: it is asked for again at the next poll.
        last = batch[-1].header.uid if hole is None else hole - 1
        new += _keep(office, folder, junk, Cursor(position.uidvalidity, last), batch)
        if any(message.kept for message in batch):
            give_back()
        watch.kept()
        if watch.stopping():
            return new
    count_folder(office, mailbox, folder, position)
    return new


def _read(office: Office, mailbox: Mailbox, headers: Iterator[Header], watch: Watch) -> Iterator[_Fetched]:
    """Each message whole, or its header where it is too large; what is gone by now is left out."""
    troubles = watch.troubles
    for header in headers:
        place = (mailbox.folder, header.uid)
        if troubles.avoided(place, office.now()):
            yield _Fetched(header, None)
            continue
        try:
            fetched = _read_one(office, mailbox, header)
        except Refused as error:
            journal.not_fetched(header.uid, str(error))
            watch.withheld(f"{mailbox.folder}: UID {header.uid} could not be read: {error}")
            fetched = _Fetched(header, None)
        except Dropped:
            troubles.broke(place, office.now())
            raise
        if fetched is not None:
            yield fetched


def _read_one(office: Office, mailbox: Mailbox, header: Header) -> _Fetched | None:
    try:
        if header.size <= office.inbox.max_bytes:
            return _whole(office, mailbox, header)
    except TooLarge:
        pass  # the server gave a size that was too small
    head = mailbox.fetch_header(header.uid)
    return None if head is None else _Fetched(header, head, partial=True, length=len(head))


def _whole(office: Office, mailbox: Mailbox, header: Header) -> _Fetched | None:
    """A message as it lies on the server; a large one goes straight into the file store, and is never held whole."""
    if header.size <= office.large_bytes:
        with suppress(TooLarge):  # more came than the server said
            raw = mailbox.fetch(header.uid, min(office.large_bytes, office.inbox.max_bytes))
            if raw is None:
                return None
            _must_hold_something(header, len(raw))
            return _Fetched(header, raw, length=len(raw))
    with office.store.files.in_pieces() as file:
        if not mailbox.fetch_into(header.uid, file.write, office.inbox.max_bytes):
            return None
        _must_hold_something(header, file.size)
        return _Fetched(header, None, kept=office.store.files.finish(file), length=file.size)


def _must_hold_something(header: Header, length: int) -> None:
    """Raises Refused where a message that has a size came as nothing: filed so, it would be lost."""
    if header.size and not length:
        raise Refused(f"the server gives nothing of a message of {header.size} bytes")


def _batches(messages: Iterator[_Fetched]) -> Iterator[list[_Fetched]]:
    """Messages to be committed together. What came before a connection broke is given first: work always goes on."""
    batch: list[_Fetched] = []
    size = 0
    try:
        for message in messages:
            batch.append(message)
            size += message.length
            if len(batch) >= BATCH_MESSAGES or size >= BATCH_BYTES:
                yield batch
                batch, size = [], 0
    except (Dropped, Refused):
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _keep(office: Office, folder: str, junk: bool, cursor: Cursor, batch: list[_Fetched]) -> int:
    """Files first, then rows and position in one transaction: nothing is lost from here."""
    files, now, new = office.store.files, office.now(), 0
    place = (office.inbox.account, folder, cursor.uidvalidity)
    kept = [(message, _arrival(files, message, place, now, junk=junk)) for message in batch if message.came]
    superfluous = []
    with office.store.writing() as register:
        for message, arrival in kept:
            # While this unit lasts no file is erased: what was, because nobody named it, is kept again.
            if not files.has(arrival.sha256):
                _keep_again(files, message)
            number, is_new = register.keep(arrival, now)
            new += is_new
            if not is_new and register.message(number).sha256 != arrival.sha256:
                superfluous.append(arrival.sha256)
            journal.kept(number, message.header.uid, folder, arrival.size, is_new)
        register.set_cursor(office.inbox.account, folder, cursor)
    if superfluous:  # known by another copy, or erased and not to come back
        office.store.drop_unnamed(superfluous)
    return new


def _arrival(files: Files, message: _Fetched, place: tuple[str, str, int], now: datetime, *, junk: bool) -> Arrival:
    """What the register keeps of a message, whose bytes are durable from here on."""
    header = message.header
    sighting = Sighting(*place, header.uid, answered="\\Answered" in header.flags, junk=junk)
    size = max(header.size, message.length)
    if message.raw is not None:
        sha256 = files.keep(message.raw)
        file: BinaryIO = BytesIO(message.raw)
    else:
        sha256, file = message.kept, files.opened(message.kept)
    with file:
        return arrival_of(file, sha256, header.internaldate, now, sighting=sighting, size=size, partial=message.partial)


def _keep_again(files: Files, message: _Fetched) -> None:
    """Puts back what was erased meanwhile. Raises RegisterUnavailable for a large one: it is fetched again."""
    if message.raw is None:
        raise RegisterUnavailable("a message was erased while it was being kept; it is fetched again")
    files.keep(message.raw)

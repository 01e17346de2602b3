"""Fetching: what is new in a folder is made durable, on disk and in the register, before the position moves on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from mailbot.daemon import journal
from mailbot.daemon.arriving import arrival_of
from mailbot.daemon.office import Office
from mailbot.daemon.troubles import Troubles
from mailbot.register.values import Cursor, Sighting
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


@dataclass(frozen=True, slots=True)
class Watch:
    """What goes along with fetching. kept: called after every batch. stopping: asked between two batches."""

    kept: Callable[[], object] = nothing
    stopping: Callable[[], bool] = never
    troubles: Troubles = field(default_factory=Troubles)


@dataclass(frozen=True, slots=True)
class _Fetched:
    """A message on this side of the line. partial: only the header came. raw None: the server would not give it."""

    header: Header
    raw: bytes | None
    partial: bool = False


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
    for batch in _batches(_read(office, mailbox, headers, watch.troubles)):
        refused = (message.header.uid for message in batch if message.raw is None)
        hole = next(refused, None) if hole is None else hole
        # The position stays before a message the server would not give: it is asked for again at the next poll.
        last = batch[-1].header.uid if hole is None else hole - 1
        new += _keep(office, folder, junk, Cursor(position.uidvalidity, last), batch)
        watch.kept()
        if watch.stopping():
            break
    return new


def _read(office: Office, mailbox: Mailbox, headers: Iterator[Header], troubles: Troubles) -> Iterator[_Fetched]:
    """Each message whole, or its header where it is too large; what is gone by now is left out."""
    limit = office.inbox.max_bytes
    for header in headers:
        place = (mailbox.folder, header.uid)
        if troubles.avoided(place, office.now()):
            yield _Fetched(header, None)
            continue
        try:
            fetched = _read_one(mailbox, header, limit)
        except Refused as error:
            journal.not_fetched(header.uid, str(error))
            fetched = _Fetched(header, None)
        except Dropped:
            troubles.broke(place, office.now())
            raise
        if fetched is not None:
            yield fetched


def _read_one(mailbox: Mailbox, header: Header, limit: int) -> _Fetched | None:
    try:
        if header.size <= limit:
            raw = mailbox.fetch(header.uid, limit)
            return None if raw is None else _Fetched(header, raw)
    except TooLarge:
        pass  # the server gave a size that was too small
    head = mailbox.fetch_header(header.uid)
    return None if head is None else _Fetched(header, head, partial=True)


def _batches(messages: Iterator[_Fetched]) -> Iterator[list[_Fetched]]:
    """Messages to be committed together. What came before a connection broke is given first: work always goes on."""
    batch: list[_Fetched] = []
    size = 0
    try:
        for message in messages:
            batch.append(message)
            size += len(message.raw or b"")
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
    kept = [
        (message.header, message.raw, message.partial, files.keep(message.raw))
        for message in batch
        if message.raw is not None
    ]
    with office.store.writing() as register:
        for header, raw, partial, sha256 in kept:
            sighting = Sighting(
                office.inbox.account,
                folder,
                cursor.uidvalidity,
                header.uid,
                answered="\\Answered" in header.flags,
                junk=junk,
            )
            arrival = arrival_of(
                raw, sha256, header.internaldate, now, sighting=sighting, size=header.size, partial=partial
            )
            number, is_new = register.keep(arrival, now)
            new += is_new
            journal.kept(number, header.uid, folder, arrival.size, is_new)
        register.set_cursor(office.inbox.account, folder, cursor)
    return new

"""Fetching: what is new in a folder is made durable, on disk and in the register, before the position moves on."""

from collections.abc import Iterator
from dataclasses import dataclass

from mailbot.daemon import journal
from mailbot.daemon.arriving import arrival_of
from mailbot.daemon.office import Office
from mailbot.register.values import Cursor, Sighting
from mailbot.transport.failures import Refused, TooLarge
from mailbot.transport.imap import Header, Mailbox

# Messages are committed together until one of these is reached: few commits, bounded memory.
BATCH_MESSAGES = 20
BATCH_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class _Fetched:
    """A message on this side of the line. partial: only the header came. raw None: the server would not give it."""

    header: Header
    raw: bytes | None
    partial: bool = False


def fetch_folder(office: Office, mailbox: Mailbox, folder: str, junk: bool) -> int:
    """Keeps everything of a folder that was not seen before, and says how many messages are new. Repeatable.

    Raises Dropped and OutOfReach (the connection), RegisterUnavailable and OSError (database, disk): what was kept by
    then is safe, the rest is fetched again.
    """
    inbox = office.inbox
    mailbox.folder = folder
    position = mailbox.select()
    with office.store.reading() as register:
        cursor = register.cursor(inbox.account, folder)
        # Another UIDVALIDITY: UIDs mean other messages now (RFC 9051 §2.3.1.1); known mail is recognised by content.
        after = cursor.last_uid if cursor and cursor.uidvalidity == position.uidvalidity else 0
        if 0 < position.uidnext <= after + 1:
            return 0
        seen = register.seen_uids(inbox.account, folder, position.uidvalidity)
    headers = (header for header in mailbox.new(after) if header.uid not in seen)
    new, hole = 0, None
    for batch in _batches(_read(mailbox, headers, inbox.max_bytes)):
        refused = (message.header.uid for message in batch if message.raw is None)
        hole = next(refused, None) if hole is None else hole
        # The position stays before a message the server would not give: it is asked for again at the next poll.
        last = batch[-1].header.uid if hole is None else hole - 1
        new += _keep(office, folder, junk, Cursor(position.uidvalidity, last), batch)
    return new


def _read(mailbox: Mailbox, headers: Iterator[Header], limit: int) -> Iterator[_Fetched]:
    """Each message whole, or its header where it is too large; what is gone by now is left out."""
    for header in headers:
        raw = None
        try:
            if header.size <= limit:
                raw = mailbox.fetch(header.uid, limit)
                if raw is not None:
                    yield _Fetched(header, raw)
                continue
        except TooLarge:
            pass  # the server gave a size that was too small
        except Refused as error:
            journal.not_fetched(header.uid, str(error))
            yield _Fetched(header, None)
            continue
        head = mailbox.fetch_header(header.uid)
        if head is not None:
            yield _Fetched(header, head, partial=True)


def _batches(messages: Iterator[_Fetched]) -> Iterator[list[_Fetched]]:
    batch: list[_Fetched] = []
    size = 0
    for message in messages:
        batch.append(message)
        size += len(message.raw or b"")
        if len(batch) >= BATCH_MESSAGES or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _keep(office: Office, folder: str, junk: bool, cursor: Cursor, batch: list[_Fetched]) -> int:
    """Files first, then rows and position in one transaction: nothing is lost from here."""
    files, now, new = office.store.files, office.now(), 0
    kept = [(message.header, message.raw, message.partial, files.keep(message.raw)) for message in batch if message.raw]
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

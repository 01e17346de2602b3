"""Is everything there: every file that a row names, whole; every message of the mailbox, in the register."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailbot.daemon.office import Inbox
from mailbot.errors import MailbotError, OutOfReach
from mailbot.register import named
from mailbot.register.files import FileDamaged
from mailbot.register.store import Store
from mailbot.transport.failures import Refused
from mailbot.transport.imap import Mailbox

# A message is given so long to be fetched, and a file to be named, before it counts as left out.
UNDERWAY = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be, and what to do. note: worth knowing, nothing wrong."""

    text: str
    note: bool = False


def verify_files(store: Store, now: datetime) -> Iterator[Finding]:
    """Compares files and rows. Nobody waits for it: it reads the rows first, and asks again about what is missing."""
    with store.reading() as register:
        wanted = set(named.all_named(register.connection))
        erased = register.has_erasures()
    for sha256 in sorted(wanted):
        try:
            store.files.opened(sha256).close()
        except FileDamaged as error:
            with store.reading() as register:
                about = named.who_names(register.connection, sha256)
            if about:  # else it was erased meanwhile
                yield Finding(f"{', '.join(about)}: {error}")
    for sha256, written in store.files.kept():
        if sha256 in wanted or now.timestamp() - written < UNDERWAY.total_seconds():
            continue
        with store.reading() as register:
            if named.named_files(register.connection, [sha256]):
                continue
        yield Finding(f"no row names {store.files.path(sha256)}; `mailbot verify --clean` removes it", note=True)
    if erased and not store.marks.exist():
        yield Finding(
            f"{store.marks.file} is missing: put it back from a backup; without it erased mail would come back"
        )


def verify_mailbox(store: Store, inbox: Inbox, now: datetime) -> Iterator[Finding]:
    """Compares every folder that is read with the register. Raises OutOfReach where the mailbox cannot be asked."""
    with Mailbox(inbox.server, inbox.folder) as mailbox:
        for folder, _ in inbox.folders:
            mailbox.folder = folder
            try:
                yield from _folder(store, inbox.account, mailbox, now)
            except Refused as error:
                yield Finding(f"{folder}: {error}")


def _folder(store: Store, account: str, mailbox: Mailbox, now: datetime) -> Iterator[Finding]:
    folder, position = mailbox.folder, mailbox.select()
    with store.reading() as register:
        cursor = register.cursor(account, folder)
        seen = register.seen_uids(account, folder, position.uidvalidity)
    if position.exists and (cursor is None or cursor.uidvalidity != position.uidvalidity):
        why = "was not read yet" if cursor is None else "was numbered anew by the server (UIDVALIDITY)"
        yield Finding(f"{folder} {why}: `mailbot once` or `mailbot run` reads it, then verify again")
        return
    for header in mailbox.new(0, known=seen):
        if header.internaldate is not None and now - header.internaldate < UNDERWAY:
            continue
        arrived = f", which arrived {header.internaldate:%Y-%m-%d %H:%M %Z}" if header.internaldate else ""
        read = cursor is not None and header.uid <= cursor.last_uid
        todo = (
            "`mailbot import` files it when it is saved from the mailbox as .eml"
            if read
            else "`mailbot once` or `mailbot run` fetches it"
        )
        yield Finding(f"{folder}: the register does not know message UID {header.uid}{arrived}: {todo}")


def clean(store: Store, now: datetime) -> int:
    """Removes the files that no row names, and says how many; what may just be coming in stays."""
    old = [sha256 for sha256, written in store.files.kept() if now.timestamp() - written >= UNDERWAY.total_seconds()]
    return store.drop_unnamed(old)


def verify(store: Store, inbox: Inbox | None, now: datetime) -> Iterator[Finding]:
    """All of it; the mailbox only where one is given. A mailbox that is away is a finding, too."""
    try:
        store.check()
    except MailbotError as error:
        yield Finding(str(error))
        return
    yield from verify_files(store, now)
    if inbox is not None:
        try:
            yield from verify_mailbox(store, inbox, now)
        except OutOfReach as error:
            yield Finding(f"the mailbox was not compared: {error}; --offline leaves it out")

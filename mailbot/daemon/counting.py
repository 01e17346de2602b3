"""After fetching: how many messages a folder holds, and how many of them the register does not know, for the digest."""

from datetime import datetime, timedelta

from mailbot.daemon import journal
from mailbot.daemon.office import Office
from mailbot.intake.summary import FolderLine
from mailbot.register.pulses import SELDOM
from mailbot.transport.failures import Refused
from mailbot.transport.imap import Mailbox, Position

COUNTED = timedelta(hours=1)  # after so long a folder is compared with the register again, changed or not
SMALL = 1000  # messages in a folder that is compared at every change


def count_folder(office: Office, mailbox: Mailbox, folder: str, position: Position) -> None:
    """Notes how many messages the folder holds and how many of them the register does not know, for the digest.

    What came after the folder was opened is not counted: the next look fetches it.
    """
    account, now = office.inbox.account, office.now()
    with office.store.reading() as register:
        last = register.counted(account, folder)
    if last is not None and not worth_counting(last, position.exists, now):
        return
    with office.store.reading() as register:
        known = register.seen_uids(account, folder, position.uidvalidity)
    try:
        there = {uid for uid in mailbox.census() if uid < position.uidnext or uid in known}
    except Refused as error:
        journal.out_of_reach(f"counting folder {folder}", str(error), office.inbox.poll_seconds)
        return
    with office.store.writing() as register:
        register.note_count(account, FolderLine(folder, now, len(there), len(there - known)))


def worth_counting(last: FolderLine, exists: int, now: datetime) -> bool:
    """Whether a folder is compared again: at every change, a large one (many numbers come) not all the time. Pure."""
    age = now - last.at
    if not timedelta() <= age < COUNTED:
        return True
    changed = last.unknown > 0 or last.holds != exists
    return changed and (exists <= SMALL or age >= SELDOM)

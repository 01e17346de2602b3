"""After sending: a copy of every letter in the folder of sent mail. Best effort; once, also after a crash."""

from mailbot.daemon import journal
from mailbot.daemon.office import Office
from mailbot.register.values import Uncopied
from mailbot.transport.failures import Refused
from mailbot.transport.imap import Mailbox

BATCH = 50


def copy_sent(office: Office, mailbox: Mailbox) -> int:
    """Puts copies of letters that went out into mailbox.sent_folder, and says how many were dealt with. Raises Dropped.

    A copy that lies there already stays the only one, whether a process died before it could note it or the server
    keeps sent mail by itself (as Gmail does).
    """
    folder = office.inbox.sent_folder
    if not folder:
        return 0
    with office.store.reading() as register:
        waiting = register.uncopied(BATCH)
    exists = bool(waiting) and _select(mailbox, folder)
    for letter in waiting:
        try:
            if not (exists and mailbox.holds(letter.message_id)):
                _append(mailbox, folder, letter)
        except Refused as error:
            journal.not_copied(letter.key, folder, str(error))
        with office.store.writing() as register:
            register.copied(letter.id, office.now())
    return len(waiting)


def _select(mailbox: Mailbox, folder: str) -> bool:
    """Whether the folder is there; it is made with the first copy."""
    mailbox.folder = folder
    try:
        mailbox.select()
    except Refused:
        return False
    return True


def _append(mailbox: Mailbox, folder: str, letter: Uncopied) -> None:
    mailbox.append(folder, letter.raw, ("\\Seen",), letter.sent_at)

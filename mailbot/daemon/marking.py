"""After filing: a keyword or a move in the mailbox. Best effort, repeatable."""

from mailbot.daemon import journal
from mailbot.daemon.office import Inbox, Office
from mailbot.register.values import Unmarked
from mailbot.transport.failures import Refused
from mailbot.transport.imap import Mailbox

BATCH = 200


def mark_filed(office: Office, mailbox: Mailbox) -> int:
    """Marks or moves what has been filed, and says how many places were dealt with. Raises Dropped."""
    inbox = office.inbox
    if inbox.after_filing == "nothing":
        return 0
    with office.store.reading() as register:
        waiting = register.unmarked(inbox.account, BATCH)
    for folder in dict.fromkeys(each.sighting.folder for each in waiting):
        _mark_folder(inbox, mailbox, folder, [each for each in waiting if each.sighting.folder == folder])
    if waiting:
        with office.store.writing() as register:
            for each in waiting:
                register.marked(each.id, office.now())
    return len(waiting)


def folder_for(inbox: Inbox, kinds: tuple[str, ...], other: str | None) -> str:
    """The folder a filed message goes to: of its kind, of "both", of its other kind, else of "other"; "" stays."""
    folders = dict(inbox.move_to)
    name = "both" if len(kinds) > 1 else kinds[0] if kinds else other or "other"
    return folders.get(name) or folders.get("other", "")


def _mark_folder(inbox: Inbox, mailbox: Mailbox, folder: str, places: list[Unmarked]) -> None:
    mailbox.folder = folder
    try:
        position = mailbox.select()
    except Refused as error:  # somebody removed or renamed it
        for each in places:
            journal.not_marked(each.sighting.uid, folder, str(error))
        return
    for each in places:
        # Under another UIDVALIDITY the number means another message: leave that alone.
        if each.sighting.uidvalidity == position.uidvalidity and position.writable:
            _mark(inbox, mailbox, each)


def _mark(inbox: Inbox, mailbox: Mailbox, place: Unmarked) -> None:
    try:
        if inbox.after_filing == "keyword":
            mailbox.mark(place.sighting.uid, inbox.keyword)
        elif (folder := folder_for(inbox, place.kinds, place.other)) and folder != place.sighting.folder:
            mailbox.move(place.sighting.uid, folder)
    except Refused as error:
        journal.not_marked(place.sighting.uid, place.sighting.folder, str(error))

"""One pass: everything there is in the mailbox, filed; every letter that is due, delivered."""

from dataclasses import dataclass

from mailbot.daemon.delivery import Round, deliver_due, recover
from mailbot.daemon.digesting import make_digest
from mailbot.daemon.fetch import fetch_folder
from mailbot.daemon.filing import file_stored
from mailbot.daemon.marking import mark_filed
from mailbot.daemon.office import Office
from mailbot.errors import OutOfReach
from mailbot.transport.failures import Refused
from mailbot.transport.imap import Mailbox


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass did. broken: messages that failed or are quarantined by it. away: servers out of reach."""

    new: int
    broken: tuple[str, ...]
    round: Round
    away: tuple[str, ...]


def once(office: Office, *, digest: bool = False) -> Pass:
    """Polls, files, delivers. A mailbox that is away does not keep letters from going out, nor the other way round.

    Raises RegisterUnavailable and OSError for faults of database and disk.
    """
    recover(office)
    with office.store.reading() as register:
        before = register.broken_ids()
    new, away = 0, []
    try:
        with Mailbox(office.inbox.server, office.inbox.folder) as mailbox:
            for folder, junk in office.inbox.folders:
                new += fetch_folder(office, mailbox, folder, junk)
                _file_everything(office)
            while mark_filed(office, mailbox):
                pass
    except (OutOfReach, Refused) as error:
        away.append(f"mailbox: {error}")
    _file_everything(office)
    if digest:
        make_digest(office, now_due=True)
    delivered = deliver_due(office)
    if delivered.unreachable:
        away.append(f"smtp: {delivered.unreachable}")
    with office.store.reading() as register:
        broken = tuple(f"message {number}: {error}" for number, error in register.broken(after=before))
    return Pass(new, broken, delivered, tuple(away))


def _file_everything(office: Office) -> None:
    while file_stored(office):
        pass

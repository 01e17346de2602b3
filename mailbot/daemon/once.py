"""One pass: everything there is in the mailbox, filed; every letter that is due, delivered."""

from dataclasses import dataclass

from mailbot.daemon.copying import copy_sent
from mailbot.daemon.deadlines import bring_deadlines
from mailbot.daemon.deciding import send_due_decisions
from mailbot.daemon.delivery import Deliverer, Round
from mailbot.daemon.digesting import make_digest
from mailbot.daemon.fetch import Watch, fetch_all
from mailbot.daemon.filing import file_stored
from mailbot.daemon.marking import mark_filed
from mailbot.daemon.office import Office
from mailbot.daemon.rechecking import recheck
from mailbot.daemon.retention import erase_expired
from mailbot.daemon.scans import read_scans
from mailbot.errors import OutOfReach
from mailbot.register.pulses import POLL
from mailbot.transport.failures import Refused
from mailbot.transport.imap import Mailbox


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass did. broken: messages that it failed, set apart or could not read. away: servers out of reach."""

    new: int
    broken: tuple[str, ...]
    round: Round
    away: tuple[str, ...]


def once(office: Office, *, digest: bool = False) -> Pass:
    """Polls, files, delivers. A mailbox that is away does not keep letters from going out, nor the other way round.

    Raises RegisterUnavailable and OSError for faults of database and disk.
    """
    with office.store.reading() as register:
        before = register.broken_ids()
    new, away, withheld = 0, [], list[str]()
    try:
        with Mailbox(office.inbox.server, office.inbox.folder) as mailbox:
            new = fetch_all(office, mailbox, Watch(kept=lambda: _file(office), withheld=withheld.append))
            _note_poll(office)
            _file(office)
            while mark_filed(office, mailbox):
                pass
    except (OutOfReach, Refused) as error:
        away.append(f"mailbox: {error}")
    postponed = _file(office)
    send_due_decisions(office)
    bring_deadlines(office, at_once=True)
    if digest:
        make_digest(office, now_due=True)
    erase_expired(office)
    deliverer = Deliverer(office)
    delivered = deliverer.round()
    try:
        recheck(office)
        if read_scans(office):
            delivered += deliverer.round()
    except OutOfReach as error:
        away.append(f"virus check: {error}")
    if delivered.unreachable:
        away.append(f"smtp: {delivered.unreachable}")
    if not away and delivered.sent:
        away.extend(_copy(office))
    with office.store.reading() as register:
        broken = tuple(f"message {number}: {error}" for number, error in register.broken(after=before))
    return Pass(new, (*withheld, *broken, *postponed), delivered, tuple(away))


def _file(office: Office) -> tuple[str, ...]:
    return file_stored(office).postponed


def _note_poll(office: Office) -> None:
    with office.store.writing() as register:
        register.note_pulse(POLL, office.now())


def _copy(office: Office) -> tuple[str, ...]:
    """Copies what has just been sent, on a connection of its own: delivering may have taken long."""
    if not office.inbox.sent_folder:
        return ()
    try:
        with Mailbox(office.inbox.server, office.inbox.folder) as mailbox:
            while copy_sent(office, mailbox):
                pass
    except (OutOfReach, Refused) as error:
        return (f"mailbox: {error}",)
    return ()

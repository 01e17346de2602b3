"""Messages that are not filed like others: too large, deadly to read, impossible to process, or kept for later."""

from mailbot.daemon import journal
from mailbot.daemon.arriving import envelope_of
from mailbot.daemon.office import Office
from mailbot.daemon.steps import arrival_of_kept, queue_letter
from mailbot.intake.decide import decide_too_large
from mailbot.message.parse import parse
from mailbot.reasons import reason as noted
from mailbot.register.files import FileDamaged
from mailbot.register.schema import State
from mailbot.register.values import Kept
from mailbot.transport.clamd import ScannerAway
from mailbot.understanding.screening import screen


def file_too_large(office: Office, kept: Kept, head: bytes) -> None:
    """A message of which only the header came: answered as too large, quarantined, shown to the organisers."""
    header = parse(head)
    screening = screen(header, office.desk, office.rules, junk=kept.junk, authserv_id=office.inbox.authserv_id)
    with office.store.writing() as register:
        if register.message(kept.id).state is not State.STORED:
            return
        history = register.history_of(kept.id, header, None, office.now(), office.desk)
        plan = decide_too_large(
            arrival_of_kept(kept), envelope_of(head), screening, history, office.desk, office.policy
        )
        limit = office.inbox.max_bytes // 1_000_000
        error = f"larger than mailbox.max_message_mb ({kept.size / 1_000_000:.0f} MB, {limit} MB are read)"
        register.set_apart(kept.id, plan, error, office.now(), office.actor)
        letter = queue_letter(office, register, kept.id, plan, ())
    journal.quarantined(kept.id, f"too large; letter: {letter or 'none'}")


def quarantine(office: Office, number: int) -> None:
    """A message that has ended the process that read it is read no more until a person says so."""
    reason = "reading it ends the process: see docs/operating.md, quarantine"
    with office.store.writing() as register:
        register.quarantine(number, reason, office.now(), office.actor)
        register.open_attention([noted("quarantined")], office.now(), message=number)
    journal.quarantined(number, reason)


def not_filed(office: Office, number: int, error: Exception) -> str:
    """Fails a message, or keeps it for later where it was a fault of the machine: then why, else ""."""
    if isinstance(error, FileDamaged | ScannerAway | OSError | MemoryError):
        return _postpone(office, number, error)
    _fail(office, number, error)
    return ""


def _fail(office: Office, number: int, error: Exception) -> None:
    # The error's own words may quote the message; only its kind and place are kept.
    fault = f"{type(error).__name__} in {journal.place_of(error)}"
    reason = f"could not be processed: {fault}"
    with office.store.writing() as register:
        if register.fail(number, reason, office.now(), office.actor):
            register.open_attention([noted("failed", fault=fault)], office.now(), message=number)
    journal.failed(number, reason)


def _postpone(office: Office, number: int, error: Exception) -> str:
    """Leaves a message stored, to be taken again. What needs a person (a lost file) is put on the attention list."""
    reason = str(error) or type(error).__name__
    if isinstance(error, FileDamaged):
        with office.store.writing() as register:
            if register.message(number).state is not State.STORED:
                return reason  # erased meanwhile, its file with it
            register.open_attention([noted("file_lost")], office.now(), message=number)
    journal.postponed(number, reason)
    return reason

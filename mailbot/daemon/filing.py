"""Filing one stored message: read, understand, decide, and carry everything out in one transaction. Repeatable."""

from mailbot.daemon import journal
from mailbot.daemon.arriving import envelope_of
from mailbot.daemon.bounces import note_bounces
from mailbot.daemon.office import Office
from mailbot.daemon.trial import survives
from mailbot.errors import RegisterUnavailable
from mailbot.intake.arrival import Arrival
from mailbot.intake.decide import decide, decide_too_large
from mailbot.intake.plan import Plan
from mailbot.letters.compose import compose
from mailbot.message.model import Message
from mailbot.message.parse import parse
from mailbot.register.register import Register
from mailbot.register.schema import State
from mailbot.register.values import Kept
from mailbot.understanding.model import Verdict
from mailbot.understanding.screening import screen
from mailbot.understanding.understand import understand

# Deaths of the process while one message was being read, after which it is first tried in a process of its own.
SUSPICIOUS = 2


def file_stored(office: Office, limit: int = 100) -> int:
    """Files what is stored, oldest first, and says how many messages left that state. One that fails stops no other.

    Raises RegisterUnavailable and OSError: faults of disk and database, after which everything is taken again.
    """
    with office.store.reading() as register:
        waiting = register.stored_ids(limit)
    for number in waiting:
        try:
            file_message(office, number)
        except (RegisterUnavailable, OSError, MemoryError):
            raise
        except Exception as error:  # one strange message must not keep the others waiting
            _fail(office, number, error)
    return len(waiting)


def file_message(office: Office, number: int) -> None:
    """Files one stored message; a second run changes nothing."""
    with office.store.writing() as register:
        kept = register.message(number)
        if kept.state is not State.STORED:
            return
        attempts = register.start_processing(number, office.run)
    raw = office.store.files.read(kept.sha256)
    if kept.partial:
        _file_too_large(office, kept, raw)
        return
    if attempts > SUSPICIOUS and not survives(raw):
        _quarantine(office, number)
        return
    message = office.reader.read_all(parse(raw))
    verdict = understand(
        message, office.rules, office.desk, office.call, junk=kept.junk, authserv_id=office.inbox.authserv_id
    )
    for attachment in message.attachments:
        office.store.files.keep(attachment.content)
    now = office.now()
    with office.store.writing() as register:
        history = register.history_of(number, message, verdict, now, office.desk)
        plan = decide(_arrival(kept), message, verdict, history, office.call, office.desk, office.policy)
        references = register.carry_out(
            number,
            plan,
            verdict,
            message,
            now,
            office.actor,
            office.call,
            office.desk,
        )
        if references is None:
            return
        letter = _queue(office, register, number, plan, references)
        note_bounces(register, message, office.desk, now)
    _told(number, message, verdict, references, letter)


def _arrival(kept: Kept) -> Arrival:
    return Arrival(kept.id, kept.received, kept.first_seen, junk=kept.junk, silent=not kept.letters)


def _queue(office: Office, register: Register, number: int, plan: Plan, references: tuple[str, ...]) -> str:
    """Renders the plan's letter and puts it into the outbox; gives its template, "" for none."""
    if plan.letter is None:
        return ""
    now = office.now()
    letter = compose(
        plan.letter, references, office.desk, office.call, office.templates, now, office.outbox.bounce_address
    )
    register.queue(letter, now, message=number, references=references)
    return plan.letter.template


def _file_too_large(office: Office, kept: Kept, head: bytes) -> None:
    """A message of which only the header came: answered as too large, quarantined, shown to the organisers."""
    header = parse(head)
    screening = screen(header, office.desk, office.rules, junk=kept.junk, authserv_id=office.inbox.authserv_id)
    with office.store.writing() as register:
        if register.message(kept.id).state is not State.STORED:
            return
        history = register.history_of(kept.id, header, None, office.now(), office.desk)
        plan = decide_too_large(_arrival(kept), envelope_of(head), screening, history, office.desk, office.policy)
        limit = office.inbox.max_bytes // 1_000_000
        error = f"larger than mailbox.max_message_mb ({kept.size / 1_000_000:.0f} MB, {limit} MB are read)"
        register.set_apart(kept.id, plan, error, office.now(), office.actor)
        letter = _queue(office, register, kept.id, plan, ())
    journal.quarantined(kept.id, f"too large; letter: {letter or 'none'}")


def _quarantine(office: Office, number: int) -> None:
    reason = "reading it ends the process: see docs/operating.md, quarantine"
    with office.store.writing() as register:
        register.quarantine(number, reason, office.now(), office.actor)
        register.open_attention([reason], office.now(), message=number)
    journal.quarantined(number, reason)


def _fail(office: Office, number: int, error: Exception) -> None:
    # The error's own words may quote the message; only its kind and place are kept.
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f" in {place.tb_frame.f_globals.get('__name__')}:{place.tb_lineno}" if place else ""
    reason = f"could not be processed: {type(error).__name__}{where}"
    with office.store.writing() as register:
        if register.fail(number, reason, office.now(), office.actor):
            register.open_attention([reason], office.now(), message=number)
    journal.failed(number, reason)


def _told(number: int, message: Message, verdict: Verdict, references: tuple[str, ...], letter: str) -> None:
    sender = message.envelope.sender
    other = verdict.other.value if verdict.other else None
    journal.filed(number, sender.address if sender else "", verdict.kinds, other, references, letter)

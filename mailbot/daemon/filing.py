"""Filing one stored message: read, understand, decide, and carry everything out in one transaction. Repeatable."""

from collections.abc import Callable
from dataclasses import dataclass

from mailbot.daemon import journal
from mailbot.daemon.apart import Died
from mailbot.daemon.arriving import envelope_of
from mailbot.daemon.bounces import note_bounces
from mailbot.daemon.memory import give_back
from mailbot.daemon.office import Office
from mailbot.daemon.steps import arrival_of_kept, keep_again, queue_letter, understood
from mailbot.daemon.trial import survives
from mailbot.daemon.viruses import kept_apart, may_be_tried
from mailbot.errors import RegisterUnavailable
from mailbot.intake.decide import decide, decide_too_large
from mailbot.message.model import Message
from mailbot.message.parse import parse
from mailbot.reasons import reason as noted
from mailbot.register.files import FileDamaged
from mailbot.register.schema import State
from mailbot.register.values import Kept
from mailbot.transport.clamd import ScannerAway
from mailbot.understanding.confirming import Reply, reply_of
from mailbot.understanding.model import Verdict
from mailbot.understanding.screening import screen

# Deaths of the process while one message was being read, after which it is first tried in a process of its own.
SUSPICIOUS = 2
# Messages begun together, in one commit. A death counts against all that were begun, so few.
BATCH = 10


@dataclass(frozen=True, slots=True)
class Filed:
    """How filing went; true where any message left the state `stored`. postponed: what faults of the disk kept back."""

    count: int
    postponed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.count > 0


def file_stored(
    office: Office, stopping: Callable[[], bool] = lambda: False, filed: Callable[[], None] = lambda: None
) -> Filed:
    """Files all that is stored, oldest first. One message that fails, or whose file is away, stops no other.

    stopping: asked between two messages. filed: called after each. Raises RegisterUnavailable: faults of disk and
    database, after which everything is taken again.
    """
    count, begun = 0, _begin(office, 0)
    postponed: list[str] = []
    while begun:
        for kept, attempts in begun:
            if stopping():
                return Filed(count, tuple(postponed))
            error = _file_or_say(office, kept, attempts)
            if kept.size > office.large_bytes:
                give_back()
            if error:
                postponed.append(f"message {kept.id}: {error}")
                continue
            count += 1
            filed()
        begun = _begin(office, begun[-1][0].id)
    return Filed(count, tuple(postponed))


def _begin(office: Office, after: int) -> tuple[tuple[Kept, int], ...]:
    """The next stored messages, each with how many processes have begun it by now; committed before any is read."""
    with office.store.reading() as register:
        waiting = register.stored_ids(1, after)
    if not waiting:
        return ()
    with office.store.writing() as register:
        return register.begin(BATCH, office.run, after)


def _file_or_say(office: Office, kept: Kept, attempts: int) -> str:
    """Files a message, or fails it; says why where a fault of the machine keeps it for later, else ""."""
    try:
        _file(office, kept, attempts)
    except RegisterUnavailable:
        raise
    except (FileDamaged, ScannerAway, OSError, MemoryError) as error:
        return _postpone(office, kept.id, error)
    except Exception as error:  # one strange message must not keep the others waiting
        _fail(office, kept.id, error)
    return ""


def _file(office: Office, kept: Kept, attempts: int) -> None:
    """Files one stored message; a second run changes nothing."""
    number = kept.id
    if kept.state is not State.STORED:
        return
    if kept.partial:
        _file_too_large(office, kept, office.store.files.read(kept.sha256))
        return
    files = office.store.files
    if attempts > SUSPICIOUS:
        tried = may_be_tried(kept.sha256, kept.size, office.scanner, files)
        if not tried or not survives(files.path(kept.sha256)):
            _quarantine(office, number)
            return
    try:
        message, verdict = understood(office, kept)
    except Died:  # a large message, and the process that read it
        _quarantine(office, number)
        return
    now, letter = office.now(), ""
    with office.store.writing() as register:
        # While this unit lasts no file is erased: what was, because nobody named it any more, is kept again.
        for attachment in message.attachments:
            if not office.store.files.has(attachment.sha256):
                keep_again(office, attachment)
        history = register.history_of(number, message, verdict, now, office.desk)
        coming = reply_of(message, office.rules) if history.accepted else Reply.NOTHING
        plan = decide(arrival_of_kept(kept), message, verdict, history, office.call, office.desk, office.policy, coming)
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
        if references is not None:
            letter = queue_letter(office, register, number, plan, references)
            note_bounces(register, message, verdict, office.desk, now)
            register.open_attention(kept_apart(message), now, message=number)
    if references is None:  # filed or erased meanwhile
        office.store.drop_unnamed([attachment.sha256 for attachment in message.attachments])
    else:
        _told(number, message, verdict, references, letter)


def _file_too_large(office: Office, kept: Kept, head: bytes) -> None:
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


def _quarantine(office: Office, number: int) -> None:
    reason = "reading it ends the process: see docs/operating.md, quarantine"
    with office.store.writing() as register:
        register.quarantine(number, reason, office.now(), office.actor)
        register.open_attention([noted("quarantined")], office.now(), message=number)
    journal.quarantined(number, reason)


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


def _told(number: int, message: Message, verdict: Verdict, references: tuple[str, ...], letter: str) -> None:
    sender = message.envelope.sender
    other = verdict.other.value if verdict.other else None
    journal.filed(number, sender.address if sender else "", verdict.kinds, other, references, letter)

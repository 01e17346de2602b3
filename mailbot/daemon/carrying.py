"""The second half of filing: messages that were read are decided, and all that follows is one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from mailbot.daemon import journal
from mailbot.daemon.bounces import note_bounces
from mailbot.daemon.office import Office
from mailbot.daemon.steps import arrival_of_kept, keep_again, queue_letter
from mailbot.daemon.viruses import kept_apart
from mailbot.intake.decide import decide
from mailbot.message.model import Message
from mailbot.register.register import Register
from mailbot.register.values import Kept
from mailbot.understanding.confirming import Reply, reply_of
from mailbot.understanding.model import Verdict


@dataclass(frozen=True, slots=True)
class Read:
    """A stored message, read and understood."""

    kept: Kept
    message: Message
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a message: the submissions it belongs to, and the template of its letter, "" for none."""

    references: tuple[str, ...]
    letter: str


def carry_out(office: Office, batch: Sequence[Read]) -> None:
    """Files messages, one after the other, in one transaction: all of them or none. A second run changes nothing.

    Raises RegisterUnavailable; and whatever one of them brings about, which then stands for all.
    """
    with office.store.writing() as register:
        carried = [_carry_out(office, register, read) for read in batch]
    for read, done in zip(batch, carried, strict=True):
        if done is None:  # filed or erased meanwhile
            office.store.drop_unnamed([attachment.sha256 for attachment in read.message.attachments])
        else:
            _told(read, done)


def _carry_out(office: Office, register: Register, read: Read) -> Carried | None:
    """Decides about a message and writes what follows. None where it was filed already."""
    message, verdict, number, now = read.message, read.verdict, read.kept.id, office.now()
    # While this unit lasts no file is erased: what was, because nobody named it any more, is kept again.
    for attachment in message.attachments:
        if not office.store.files.has(attachment.sha256):
            keep_again(office, attachment)
    history = register.history_of(number, message, verdict, now, office.desk)
    coming = reply_of(message, office.rules) if history.accepted else Reply.NOTHING
    arrival = arrival_of_kept(read.kept)
    plan = decide(arrival, message, verdict, history, office.call, office.desk, office.policy, coming)
    references = register.carry_out(number, plan, verdict, message, now, office.actor, office.call, office.desk)
    if references is None:
        return None
    letter = queue_letter(office, register, number, plan, references)
    note_bounces(register, message, verdict, office.desk, now)
    register.open_attention(kept_apart(message), now, message=number)
    return Carried(references, letter)


def _told(read: Read, done: Carried) -> None:
    sender, verdict = read.message.envelope.sender, read.verdict
    address = sender.address if sender else ""
    other = verdict.other.value if verdict.other else None
    journal.filed(read.kept.id, address, verdict.kinds, other, done.references, done.letter)

"""Steps that filing a message and reading its scans afterwards share: understand it, and write its letter."""

from dataclasses import replace

from mailbot.daemon.apart import read_apart
from mailbot.daemon.office import Office
from mailbot.daemon.viruses import checked
from mailbot.errors import RegisterUnavailable
from mailbot.intake.arrival import Arrival
from mailbot.intake.plan import Plan
from mailbot.letters.compose import compose
from mailbot.message.model import Attachment, Message
from mailbot.message.parse import parse
from mailbot.register.files import FileDamaged
from mailbot.register.register import Register
from mailbot.register.values import Kept
from mailbot.understanding.model import Ruling, Verdict
from mailbot.understanding.understand import understand


def message_of(office: Office, kept: Kept) -> Message:
    """A kept message, its attachments durable in the file store; a large one is read by a process of its own.

    Raises FileDamaged, RegisterUnavailable, Died.
    """
    files = office.store.files
    if not kept.sha256:
        raise FileDamaged(f"message {kept.id} was erased: it cannot be read again")
    if kept.size > office.large_bytes:
        files.opened(kept.sha256).close()  # says what is wrong with the file, if anything
        return read_apart(files.root, kept.sha256)
    message = parse(files.read(kept.sha256), dated=False)
    for attachment in message.attachments:
        files.keep(attachment.content)
    return message


def keep_again(office: Office, attachment: Attachment) -> None:
    """Puts back what was erased meanwhile. Raises RegisterUnavailable for part of a large message: it is read anew."""
    if attachment.length is not None:
        raise RegisterUnavailable("an attachment was erased while it was being filed; the message is taken again")
    office.store.files.keep(attachment.content)


def read(office: Office, kept: Kept, *, ocr: bool = False) -> Message:
    """A kept message with the texts of its documents. ocr: its scans too, which takes seconds a page.

    Raises as message_of, and ScannerAway where the virus check is wanted and cannot be had.
    """
    files = office.store.files
    message = checked(message_of(office, kept), office.scanner, files)
    return office.reader.read_all(message, ocr=ocr, path_of=files.path)


def understood(office: Office, kept: Kept, message: Message, ruling: Ruling | None = None) -> Verdict:
    """What a message that was read says. ruling: what a person says it is."""
    return understand(
        message,
        office.rules,
        office.desk,
        office.call,
        junk=kept.junk,
        authserv_id=office.inbox.authserv_id,
        ruling=ruling,
    )


def arrival_of_kept(kept: Kept) -> Arrival:
    """How a kept message came in, as deciding takes it."""
    return Arrival(kept.id, kept.received, kept.first_seen, junk=kept.junk, silent=not kept.letters)


def queue_letter(office: Office, register: Register, number: int, plan: Plan, references: tuple[str, ...]) -> str:
    """Renders the plan's letter and puts it into the outbox; gives its template, "" for none."""
    if plan.letter is None:
        return ""
    now = office.now()
    references = tuple(dict.fromkeys((*references, *(one.acceptance.target.reference for one in plan.heard))))
    order = replace(plan.letter, items=register.with_decisions(plan.letter.items))
    letter = compose(order, references, office.desk, office.call, office.templates, now, office.outbox.bounce_address)
    register.queue(letter, now, message=number, references=references)
    return plan.letter.template

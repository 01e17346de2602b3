"""Steps that filing a message and reading its scans afterwards share: understand it, and write its letter."""

from mailbot.daemon.office import Office
from mailbot.intake.arrival import Arrival
from mailbot.intake.plan import Plan
from mailbot.letters.compose import compose
from mailbot.message.model import Message
from mailbot.message.parse import parse
from mailbot.register.register import Register
from mailbot.register.values import Kept
from mailbot.understanding.model import Verdict
from mailbot.understanding.understand import understand


def understood(office: Office, kept: Kept, raw: bytes, *, ocr: bool = False) -> tuple[Message, Verdict]:
    """A kept message read and understood. ocr: its scans too, which takes seconds a page."""
    message = office.reader.read_all(parse(raw), ocr=ocr)
    verdict = understand(
        message, office.rules, office.desk, office.call, junk=kept.junk, authserv_id=office.inbox.authserv_id
    )
    return message, verdict


def arrival_of_kept(kept: Kept) -> Arrival:
    """How a kept message came in, as deciding takes it."""
    return Arrival(kept.id, kept.received, kept.first_seen, junk=kept.junk, silent=not kept.letters)


def queue_letter(office: Office, register: Register, number: int, plan: Plan, references: tuple[str, ...]) -> str:
    """Renders the plan's letter and puts it into the outbox; gives its template, "" for none."""
    if plan.letter is None:
        return ""
    now = office.now()
    letter = compose(
        plan.letter, references, office.desk, office.call, office.templates, now, office.outbox.bounce_address
    )
    register.queue(letter, now, message=number, references=references)
    return plan.letter.template

"""Letters about decisions go into the outbox: on an organiser's word now, or at the time that was set. Repeatable."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from mailbot.call import Call, Desk
from mailbot.daemon import journal
from mailbot.daemon.office import Office
from mailbot.intake.decision import Case
from mailbot.letters.decision import decision_letter
from mailbot.letters.templates import Templates
from mailbot.reasons import reason as noted
from mailbot.register.register import Register


@dataclass(frozen=True, slots=True)
class Press:
    """What writing such a letter needs besides the decision."""

    desk: Desk
    call: Call
    templates: Templates
    bounce_address: str = ""
    per_sender_per_day: int = 5


def press_of(office: Office) -> Press:
    """What writing letters needs of an office."""
    return Press(
        office.desk, office.call, office.templates, office.outbox.bounce_address, office.calendar.per_sender_per_day
    )


def send_due_decisions(office: Office) -> int:
    """Queues the letters that were set for a time that has come, and says how many.

    One that can no longer go out (its submission was withdrawn since) goes on the attention list, once.
    """
    now = office.now()
    with office.store.reading() as register:
        if not register.any_decision_due(now):
            return 0
    press = press_of(office)
    with office.store.writing() as register:
        cases = register.prepared(office.desk, now)
        queued = queue_decisions(register, cases, press, now, office.actor, "at the time that was set")
        for case in cases:
            if case.fault:
                register.put_off(case, now, noted("decision_stuck", target=str(case.target)))
    if queued:
        journal.decisions_queued(len(queued))
    return len(queued)


def queue_decisions(
    register: Register, cases: Collection[Case], press: Press, at: datetime, actor: str, reason: str = ""
) -> tuple[str, ...]:
    """Writes and queues the letter of each decision that has no fault, in this unit of work; their keys."""
    queued = []
    for case in cases:
        if case.fault:
            continue
        letter = decision_letter(case, press.desk, press.call, press.templates, at, press.bounce_address)
        register.queue(letter, at, references=(case.target.reference,))
        register.told(case, letter.key, at, actor, reason)
        queued.append(letter.key)
    return tuple(queued)

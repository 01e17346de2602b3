"""Letters that the clock of the call brings: reminders, notices after a closing, extensions, warnings to organisers."""

from collections.abc import Mapping
from datetime import date, datetime

from mailbot.call import Call, Desk
from mailbot.intake.deadlines import AFTER, EXTENDED, Due
from mailbot.intake.letter import OutgoingLetter
from mailbot.intake.notice import Awaited, Notice
from mailbot.intake.plan import LetterKind, LetterOrder
from mailbot.letters.compose import compose
from mailbot.letters.templates import Templates
from mailbot.message.model import Address

# The template and the kind of letter for an occasion; every other number of days is a reminder.
SORTS: Mapping[int, tuple[str, LetterKind]] = {
    AFTER: ("closing", LetterKind.REMINDER),
    EXTENDED: ("extension", LetterKind.EXTENSION),
}
REMINDER = ("reminder", LetterKind.REMINDER)


def due_key(due: Due) -> str:
    """What the key of its letter begins with: "reminder:S-0012:speaker:2021-02-05:2", by the first it is about."""
    subject, occasion = due.first
    template, _ = SORTS.get(occasion.days, REMINDER)
    return f"{template}:{subject.key}:{subject.kind}:{occasion.closes:%Y-%m-%dT%H%M}:{occasion.days}"


def due_letter(
    due: Due,
    key: str,
    desk: Desk,
    call: Call,
    templates: Templates,
    at: datetime,
    bounce_address: str = "",
    hold: str = "",
    extended: tuple[tuple[str, date], ...] = (),
) -> OutgoingLetter:
    """The letter to somebody about everything that is open. The same arguments give the same bytes.

    It answers the person's own mail, so that both stand together in mail programs. extended: the last day that held
    before, by kind, for letters about an extension.
    """
    _, occasion = due.first
    template, kind = SORTS.get(occasion.days, REMINDER)
    items = tuple(subject.item for subject in due.subjects if subject.item is not None)
    awaited = tuple(Awaited(subject.kind, subject.received) for subject in due.subjects if subject.item is None)
    order = LetterOrder(
        key=key,
        kind=kind,
        template=template,
        languages=due.person.languages,
        recipient=due.person.address,
        in_reply_to=due.person.message_id,
        items=items,
        hold=hold,
        notice=Notice(awaited=awaited, extended=extended),
    )
    references = tuple(str(item.submission.reference) for item in items)
    return compose(order, references, desk, call, templates, at, bounce_address)


def warnings(
    key: str, notice: Notice, desk: Desk, call: Call, templates: Templates, at: datetime, bounce: str
) -> tuple[OutgoingLetter, ...]:
    """What the organisers should know before a day comes, a letter each. key: of what it is about."""
    return tuple(
        compose(
            LetterOrder(
                key=f"warning:{key}:{organiser}",
                kind=LetterKind.ALARM,
                template="warning",
                languages=(desk.language_of(organiser),),
                recipient=Address("", organiser),
                notice=notice,
            ),
            (),
            desk,
            call,
            templates,
            at,
            bounce,
        )
        for organiser in dict.fromkeys(desk.organisers)
    )

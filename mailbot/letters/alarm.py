"""compose_alarms(): what keeps mailbot from its work, since when, and what to do, in the organisers' language. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from mailbot.call import Desk
from mailbot.intake.alarm import AFTERWARDS, HAPPENING, Alarm, Cause
from mailbot.intake.letter import OutgoingLetter
from mailbot.intake.plan import LetterKind, LetterOrder
from mailbot.letters.compose import page
from mailbot.letters.finish import finish
from mailbot.letters.sent import sent
from mailbot.letters.templates import Templates
from mailbot.letters.view import direction_of, frame
from mailbot.letters.words import Words
from mailbot.message.model import Address

LETTER = "alarm"
MOST_DETAILS = 10


def compose_alarms(
    alarm: Alarm,
    desk: Desk,
    templates: Templates,
    at: datetime,
    *,
    to: Sequence[str] = (),
    bounce_address: str = "",
) -> tuple[OutgoingLetter, ...]:
    """The letter to each of these addresses, else to the organisers. The same arguments give the same bytes.

    Each in the language its reader has; another one where there is no such letter in it.
    """
    return tuple(
        _alarm_to(address, alarm, desk, templates, at, bounce_address)
        for address in dict.fromkeys(to or desk.organisers)
    )


def _alarm_to(
    address: str, alarm: Alarm, desk: Desk, templates: Templates, at: datetime, bounce_address: str
) -> OutgoingLetter:
    (language,) = templates.speaking(LETTER, (desk.language_of(address),))
    values = alarm_view(alarm, desk, templates.words[language], language)
    subject, text = page(templates, "text", LETTER, [values])
    _, html = page(templates, "html", LETTER, [values])
    order = LetterOrder(
        key=alarm.key(address),
        kind=LetterKind.ALARM,
        template=LETTER,
        languages=(language,),
        recipient=Address("", address),
    )
    return finish(order, subject, text, html, desk, at, bounce_address=bounce_address)


def alarm_view(alarm: Alarm, desk: Desk, words: Words, language: str) -> dict[str, Any]:
    """Everything the template may say."""
    direction = direction_of(language)
    return {
        **frame(language, desk, words),
        "cause": alarm.cause.value,
        "since": alarm.since.astimezone(desk.timezone),
        "until": alarm.until.astimezone(desk.timezone) if alarm.until else None,
        "details": tuple(sent(line, direction) for line in alarm.details[:MOST_DETAILS]),
        "more": max(0, len(alarm.details) - MOST_DETAILS),
    }


def sample_alarms(at: datetime) -> tuple[Alarm, ...]:
    """Every case, at its beginning and at its end, for checks and previews."""
    told = (cause for cause in Cause if cause not in AFTERWARDS)
    begun = tuple(Alarm(cause, at, ("imap.example.org:993: cannot connect",)) for cause in told)
    return (*begun, *(Alarm(cause, at, (), at) for cause in Cause if cause not in HAPPENING))

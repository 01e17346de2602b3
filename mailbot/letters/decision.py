"""decision_letter(): a decision becomes the letter that tells it, with the calendar file that goes with it. Pure."""

from datetime import date, datetime, timedelta

from mailbot.call import Call, Desk, Event
from mailbot.intake.decision import Case
from mailbot.intake.letter import OutgoingLetter
from mailbot.intake.plan import LetterKind, LetterOrder
from mailbot.intake.told import Choice, Told
from mailbot.letters import identity
from mailbot.letters.compose import compose
from mailbot.letters.invitation import calendar_file
from mailbot.letters.mime import Enclosure
from mailbot.letters.templates import Templates
from mailbot.letters.words import word

TEMPLATE = "decision"


def decision_letter(
    case: Case, desk: Desk, call: Call, templates: Templates, at: datetime, bounce_address: str = ""
) -> OutgoingLetter:
    """The letter for a decision that has a recipient. The same arguments give the same bytes.

    It answers the mail that put the person forward, so that both stand together in mail programs and nobody who has
    not seen that mail can guess the letter's Message-ID, by which a reply to it is known.
    """
    order = decision_order(case, desk, call, at)
    return compose(
        order,
        (case.target.reference,),
        desk,
        call,
        templates,
        at,
        bounce_address,
        enclosures=enclosures(case, order, desk, call, templates, at),
    )


def decision_order(case: Case, desk: Desk, call: Call, at: datetime) -> LetterOrder:
    """What the letter is to say, and to whom."""
    assert case.recipient is not None, "a decision without a recipient has a fault and is not sent"
    decision = case.decision
    before = case.replaces if case.replaces is not None and case.replaces.told_at is not None else None
    event = event_of(case, call)
    told_of = [call.instructions[key] for key in (case.submission.kind, decision.role) if key in call.instructions]
    texts = {language: text for one in told_of for language, text in one.texts.items() if text.strip()}
    told = Told(
        choice=decision.choice,
        speaker=case.speaker,
        role=decision.role,
        event=event,
        confirm_by=confirm_by(event, call, at.astimezone(desk.timezone).date()),
        instructions=texts if decision.choice is Choice.ACCEPT else {},
        tell=decision.tell,
        replaces=before.told_at.astimezone(desk.timezone).date() if before is not None and before.told_at else None,
        was=before.choice if before is not None else None,
    )
    return LetterOrder(
        key=f"decision:{decision.id}",
        kind=LetterKind.CORRECTION if told.corrects else LetterKind.DECISION,
        template=TEMPLATE,
        languages=(case.submission.language,),
        recipient=case.recipient,
        in_reply_to=case.answers,
        decision=told,
    )


def played_role(case: Case) -> str | None:
    """The role that the letter gives, or takes back; None where it does neither. "" for a kind that has no roles."""
    told = [case.decision, *([case.replaces] if case.replaces is not None and case.replaces.told_at else [])]
    return next((decision.role for decision in told if decision.choice is Choice.ACCEPT), None)


def event_of(case: Case, call: Call) -> Event | None:
    """Where the role is played that the letter gives or takes back; None where it does neither, or nobody knows."""
    role = played_role(case)
    for key in () if role is None else (role, case.submission.kind):
        if (told := call.instructions.get(key)) is not None and told.event:
            return call.events.get(told.event)
    return None


def confirm_by(event: Event | None, call: Call, today: date) -> date | None:
    """The last day for confirming; None where there is no day left, or none to count from."""
    if event is None:
        return None
    last = event.starts - timedelta(days=call.confirm_days)
    return last if today < last else None


def enclosures(
    case: Case, order: LetterOrder, desk: Desk, call: Call, templates: Templates, at: datetime
) -> tuple[Enclosure, ...]:
    """The calendar file: for an acceptance, and to take the entry out again where one is no longer true."""
    event = event_of(case, call)
    if event is None:
        return ()
    language = order.languages[0] if order.languages[0] in templates.words else templates.languages[0]
    words = templates.words[language]
    summary = " – ".join(part for part in (word(words, "events", event.key), case.speaker.name) if part)
    return (
        calendar_file(
            event,
            summary,
            "\n".join(part for part in (word(words, "roles", played_role(case) or ""), case.target.reference) if part),
            case.thread or identity.message_id(identity.token(order, desk), desk),
            desk,
            at,
            number=case.decision.number,
            cancelled=case.decision.choice is not Choice.ACCEPT,
            link=call.links.get("website", ""),
            name=desk.name_in(language),
        ),
    )

"""Deciding: from a message, its verdict and the register's history to the plan of everything that follows. Pure."""

from dataclasses import replace

from mailbot.call import Call, Desk
from mailbot.intake.answerable import may_answer
from mailbot.intake.arrival import Arrival, LetterPolicy
from mailbot.intake.drafting import fresh, letter_order
from mailbot.intake.filing import Sorted
from mailbot.intake.followup_filing import file_followup
from mailbot.intake.kind_filing import file_kind, own_text
from mailbot.intake.letter_for import letter_for
from mailbot.intake.plan import Action, History, LetterKind, LetterOrder, Plan
from mailbot.intake.recipient import recipient_of
from mailbot.message.model import Envelope, Message
from mailbot.understanding.model import Other, Screening, Verdict

# Their letters say what the call says and promise that a person reads them.
ASKING = {
    Other.QUESTION: "asks a question",
    Other.REGISTRATION: "writes about registration",
    Other.SURVEY: "writes about the survey",
}


def decide(
    arrival: Arrival,
    message: Message,
    verdict: Verdict,
    history: History,
    call: Call,
    desk: Desk,
    policy: LetterPolicy,
) -> Plan:
    """Everything that follows from a message: submissions, letter, attention. Touches nothing, reads no clock."""
    sorted_out = _file(arrival, message, verdict, history, call)
    reply, reason = may_answer(verdict.screening, arrival, history, policy)
    row = letter_for(verdict, sorted_out.filings)
    recipient = recipient_of(message.envelope, desk)
    letter = None
    if row.template and recipient is not None and (reply or reason.startswith("hold: ")):
        unsure = policy.hold_when_unsure and verdict.needs_review
        letter = letter_order(
            letter_key(arrival),
            arrival,
            message,
            verdict,
            sorted_out.filings,
            call,
            desk,
            recipient,
            row.kind,
            row.template,
        )
        letter = _held(letter, "" if reply else reason, "hold: understanding is not sure" if unsure else "")
        letter = replace(letter, scan_pending=policy.reads_scans and message.has_unread_scans)
    return Plan(sorted_out.filings, letter, reply, reason, _attention(arrival, verdict, sorted_out, reply, reason))


def decide_too_large(
    arrival: Arrival, envelope: Envelope, screening: Screening, history: History, desk: Desk, policy: LetterPolicy
) -> Plan:
    """The plan of a message of which only the header was kept, because it is larger than mailbox.max_message_mb."""
    reply, reason = may_answer(screening, arrival, history, policy)
    recipient = recipient_of(envelope, desk)
    letter = None
    if recipient is not None and (reply or reason.startswith("hold: ")):
        letter = LetterOrder(
            key=letter_key(arrival),
            kind=LetterKind.TOO_LARGE,
            template="too_large",
            languages=desk.languages,
            recipient=recipient,
            subject=envelope.subject,
            in_reply_to=envelope.message_id,
            references=envelope.references,
            received=arrival.received,
            hold="" if reply else reason,
        )
    return Plan((), letter, reply, reason, ("too large to be read: only its header was kept",))


def letter_key(arrival: Arrival) -> str:
    """The unique key of the one answer a message may get."""
    return f"message:{arrival.number}:answer"


def _file(arrival: Arrival, message: Message, verdict: Verdict, history: History, call: Call) -> Sorted:
    if verdict.other is Other.FOLLOWUP:
        return file_followup(verdict, own_text(message), history)
    result = Sorted()
    for kind in verdict.kinds:
        result += file_kind(fresh(kind, arrival, message, verdict, call), verdict, message, history)
    return result


def _held(letter: LetterOrder, *reasons: str) -> LetterOrder:
    return replace(letter, hold=next((reason for reason in reasons if reason), ""))


def _attention(arrival: Arrival, verdict: Verdict, sorted_out: Sorted, reply: bool, reason: str) -> tuple[str, ...]:
    """Why a person should look at this message: plain words, each once, in order of weight."""
    reasons = list(verdict.review) if verdict.needs_review else []
    if verdict.needs_review and not reasons:
        reasons.append("understanding is not sure")
    reasons += sorted_out.attention
    if verdict.other in ASKING:
        reasons.append(ASKING[verdict.other])
    if not reply and reason.startswith("hold: "):
        reasons.append(reason)
    elif not reply and verdict.kinds:
        reasons.append(f"holds a submission but may not be answered: {reason}")
    if arrival.junk and verdict.kinds:
        reasons.append("a submission in the junk folder")
    reasons += [
        f"{filing.submission.reference}: {filing.action.value}"
        for filing in sorted_out.filings
        if filing.action in (Action.WITHDRAWAL, Action.REPLACEMENT, Action.CORRECTION)
    ]
    return tuple(dict.fromkeys(reasons))

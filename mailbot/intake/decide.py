"""Deciding: from a message, its verdict and the register's history to the plan of everything that follows. Pure."""

from dataclasses import replace

from mailbot.call import Call, Desk, Standing, standing
from mailbot.intake.answerable import may_answer
from mailbot.intake.arrival import Arrival, LetterPolicy
from mailbot.intake.believed import believed
from mailbot.intake.confirming import Settled, beside, files_followup, settled
from mailbot.intake.drafting import asking, fresh, in_conversation, letter_order, with_changes
from mailbot.intake.filing import Sorted
from mailbot.intake.followup_filing import file_followup
from mailbot.intake.kind_filing import file_kind, own_text
from mailbot.intake.letter_for import HEARD, KNOWN, answers_letter, letter_for
from mailbot.intake.plan import BRINGING, Action, History, LetterKind, LetterOrder, Plan
from mailbot.intake.publishing import with_wish
from mailbot.intake.recipient import recipient_of
from mailbot.message.model import Envelope, Message
from mailbot.reasons import reason as noted
from mailbot.understanding.confirming import Reply
from mailbot.understanding.model import Other, Screening, Verdict

# Their letters say what the call says and promise that a person reads them.
ASKING = {
    Other.QUESTION: "asks_question",
    Other.REGISTRATION: "asks_registration",
    Other.SURVEY: "asks_survey",
}


def decide(
    arrival: Arrival,
    message: Message,
    verdict: Verdict,
    history: History,
    call: Call,
    desk: Desk,
    policy: LetterPolicy,
    coming: Reply = Reply.NOTHING,
) -> Plan:
    """Everything that follows from a message: submissions, letter, attention. Touches nothing, reads no clock.

    coming: what a reply to an acceptance says of it.
    """
    history, doubts = believed(history, message.envelope.sender, verdict)
    said = settled(message, verdict, coming, history)
    sorted_out = with_wish(_file(arrival, message, verdict, history, call, said), verdict, history, call)
    reply, reason = may_answer(verdict.screening, arrival, history, policy)
    coming_row = (HEARD,) if said.heard else (KNOWN,) if said.known else ()
    row = letter_for(verdict, sorted_out.filings, coming_row, answers_letter=answers_letter(message.envelope))
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
        letter = replace(letter, scan_pending=policy.reads_scans and message.has_unread_scans, heard=said.heard)
        letter = in_conversation(with_changes(letter, history), verdict, history)
        known = verdict.other is Other.FOLLOWUP and bool(sorted_out.filings)
        # What was asked once is not asked again, nor which submission is meant where that is known.
        if row.template == "receipt" and not known and not answers_letter(message.envelope):
            letter = asking(letter, verdict, desk)
        if said.heard and not verdict.language_certain and (language := said.heard[0].acceptance.language):
            letter = replace(letter, languages=(language,))
    attention = _attention(arrival, verdict, sorted_out, call, reply, reason, plain=bool(said))
    return Plan(sorted_out.filings, letter, reply, reason, (*said.attention, *doubts, *attention), said.heard)


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
    return Plan((), letter, reply, reason, (noted("too_large"),))


def letter_key(arrival: Arrival) -> str:
    """The unique key of the one answer a message may get."""
    return f"message:{arrival.number}:answer"


def _file(arrival: Arrival, message: Message, verdict: Verdict, history: History, call: Call, said: Settled) -> Sorted:
    if verdict.other is Other.FOLLOWUP:
        return file_followup(verdict, own_text(message), history) if files_followup(said, verdict) else Sorted()
    result = Sorted()
    for kind in verdict.kinds:
        result += file_kind(fresh(kind, arrival, message, verdict, call), verdict, message, history, call)
    return beside(said, result, message, history.accepted)


def _held(letter: LetterOrder, *reasons: str) -> LetterOrder:
    return replace(letter, hold=next((reason for reason in reasons if reason), ""))


def _attention(
    arrival: Arrival,
    verdict: Verdict,
    sorted_out: Sorted,
    call: Call,
    reply: bool,
    reason: str,
    *,
    plain: bool = False,
) -> tuple[str, ...]:
    """Why a person should look at this message, each once, in order of weight.

    plain: it says plainly whether an accepted person comes; where it files nothing, no doubt about it matters.
    """
    plain = plain and not sorted_out.filings
    reasons = list(verdict.review) if verdict.needs_review and not plain else []
    if verdict.needs_review and not reasons and not plain:
        reasons.append(noted("unsure"))
    reasons += sorted_out.attention
    if verdict.other in ASKING:
        reasons.append(ASKING[verdict.other])
    if not reply and reason.startswith("hold: "):
        reasons.append(noted("held", rule=reason.removeprefix("hold: ")))
    elif not reply and verdict.kinds:
        reasons.append(noted("not_answerable", rule=reason))
    if arrival.junk and verdict.kinds:
        reasons.append(noted("in_junk"))
    for filing in sorted_out.filings:
        late = standing(filing.submission.kind, arrival.received, call) is Standing.LATE
        if filing.action in BRINGING and late and not filing.by_hand:
            key = "changed_late"
        elif filing.action in (Action.WITHDRAWAL, Action.REPLACEMENT, Action.CORRECTION) and not filing.by_hand:
            key = "changed"
        else:
            continue
        reasons.append(noted(key, reference=str(filing.submission.reference), action=filing.action.value))
    return tuple(dict.fromkeys(reasons))

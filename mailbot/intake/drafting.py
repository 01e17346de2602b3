"""The values a plan is made of: a fresh submission, what a letter tells of one, the order for a letter. Pure."""

from dataclasses import replace
from datetime import datetime

from mailbot.call import Call, Desk, standing
from mailbot.intake.arrival import Arrival
from mailbot.intake.correcting import changes_between
from mailbot.intake.missing import missing_of_report, missing_of_speaker
from mailbot.intake.plan import BRINGING, Filing, History, Item, LetterKind, LetterOrder, ReportFile, Submission
from mailbot.intake.report_filing import report_files
from mailbot.intake.ties import active, explicit
from mailbot.message.model import Address, Message
from mailbot.understanding.model import Report, Verdict

NOBODY = Address("", "")


def fresh(kind: str, arrival: Arrival, message: Message, verdict: Verdict, call: Call) -> Submission:
    """A submission of a kind by this message, before anything is known of what it holds."""
    return Submission(
        kind=kind,
        standing=standing(kind, arrival.received, call),
        submitter=verdict.submitter or message.envelope.sender or NOBODY,
        language=verdict.language,
        received=arrival.received,
    )


def item_of(filing: Filing, message: Message, verdict: Verdict, call: Call, received: datetime) -> Item:
    """What a letter tells of one submission: its state after this message, and what it still lacks."""
    submission, asked = filing.submission, call.kind(filing.submission.kind)
    said = verdict.report_of(submission.kind) or Report()
    roles = bool(call.roles_of(submission.kind))
    came: tuple[ReportFile, ...] = report_files(message, said) if submission.report is not None else ()
    gone = submission.status != "active"
    return Item(
        action=filing.action,
        submission=submission,
        missing=(
            missing_of_report(submission.report, in_body=said.in_body)
            if submission.report is not None and not gone
            else ()
        ),
        missing_of=tuple(() if gone else missing_of_speaker(speaker, roles=roles) for speaker in submission.speakers),
        files_received=came,
        closes=asked.closes,
        last_day=asked.last_day,
        exact=asked.exact,
        came=standing(submission.kind, received, call) if filing.action in BRINGING else None,
    )


def with_changes(letter: LetterOrder, history: History) -> LetterOrder:
    """The order with what the message changed of each submission that was there before."""
    before = {tie.submission.reference: tie.submission for tie in history.ties}
    return replace(
        letter,
        items=tuple(
            replace(item, changed=changes_between(earlier, item.submission))
            if (earlier := before.get(item.submission.reference)) is not None
            else item
            for item in letter.items
        ),
    )


def in_conversation(letter: LetterOrder, verdict: Verdict, history: History) -> LetterOrder:
    """The order with what the conversation tells: what it is about, and its language where the message is too short.

    The language is that of the one submission whose letter it answers, or whose reference it names.
    """
    letter = replace(letter, subject=history.began_as or letter.subject)
    spoken = {tie.submission.language for tie in explicit(active(history))}
    if verdict.language_certain or len(spoken) != 1:
        return letter
    return replace(letter, languages=tuple(spoken))


def asking(letter: LetterOrder, verdict: Verdict, desk: Desk) -> LetterOrder:
    """A receipt that asks what it is about; in all languages where it is not sure what the message is."""
    every = tuple(dict.fromkeys((*letter.languages, *desk.languages)))
    return replace(letter, asks=True, languages=every if verdict.needs_review else letter.languages)


def letter_order(
    key: str,
    arrival: Arrival,
    message: Message,
    verdict: Verdict,
    filings: tuple[Filing, ...],
    call: Call,
    desk: Desk,
    recipient: Address,
    kind: LetterKind,
    template: str,
) -> LetterOrder:
    """The order for the letter about a message, in the sender's language, or in all where that is not certain.

    What a person has yet to carry out is told of as nothing more than received.
    """
    envelope = message.envelope
    others = tuple(language for language in desk.languages if language != verdict.language)
    told = template in ("acknowledgement", "followup", "confirmation")
    return LetterOrder(
        key=key,
        kind=kind,
        template=template,
        languages=(verdict.language,) if verdict.language_certain else (verdict.language, *others),
        recipient=recipient,
        subject=envelope.subject,
        in_reply_to=envelope.message_id,
        references=envelope.references or envelope.in_reply_to,
        items=tuple(
            item_of(filing, message, verdict, call, arrival.received)
            for filing in filings
            if told and not filing.by_hand
        ),
        topic=verdict.other,
        change=verdict.change,
        received=arrival.received,
    )

"""Deciding again, when a scan of a filed message has been read: what that completes or adds to what was said."""

from dataclasses import replace

from mailbot.call import Call, Desk
from mailbot.intake.arrival import Arrival
from mailbot.intake.drafting import fresh, item_of, letter_order
from mailbot.intake.filing import Sorted
from mailbot.intake.kind_filing import file_kind
from mailbot.intake.plan import Action, FiledReport, Filing, History, LetterKind, Plan, Submission
from mailbot.intake.publishing import with_wish
from mailbot.intake.recipient import recipient_of
from mailbot.intake.report_filing import report_files
from mailbot.intake.sameness import find_person, merged
from mailbot.message.model import Message
from mailbot.understanding.model import Report, Verdict

REASON = "read from a scan"


def decide_again(
    arrival: Arrival,
    message: Message,
    verdict: Verdict,
    filed: tuple[Submission, ...],
    history: History,
    call: Call,
    desk: Desk,
    *,
    reply: bool,
    reason: str,
) -> Plan:
    """The plan after a message's scans were read. Pure.

    filed: the submissions this message belongs to, as they stand now. reply, reason: what was decided about answering
    the first time, which stands. A letter follows only where something is missing of what the scan completed or added.
    """
    result = Sorted()
    for kind in verdict.kinds:
        mine = next((submission for submission in filed if submission.kind == kind), None)
        if mine is None:
            result += file_kind(fresh(kind, arrival, message, verdict, call), verdict, message, history, call)
        elif mine.status == "active" and (after := _completed(mine, verdict, message)) != mine:
            result += Sorted((Filing(Action.ADDITION, after, REASON),))
    if result.filings:
        result = with_wish(result, verdict, history, call)
    items = tuple(item_of(filing, message, verdict, call, arrival.received) for filing in result.filings)
    lacking = any(item.missing or any(item.missing_of) for item in items)
    recipient = recipient_of(message.envelope, desk)
    letter = None
    if reply and lacking and recipient is not None:
        kind, template = LetterKind.FOLLOWUP, "followup"
        if any(filing.action is Action.NEW for filing in result.filings):
            kind, template = LetterKind.ACKNOWLEDGEMENT, "acknowledgement"
        key = f"message:{arrival.number}:scan"
        letter = letter_order(key, arrival, message, verdict, result.filings, call, desk, recipient, kind, template)
    return Plan(result.filings, letter, reply, reason, result.attention)


def _completed(mine: Submission, verdict: Verdict, message: Message) -> Submission:
    """The submission with what was missing filled in from the scan; what stood there before stays."""
    speakers_said, report_said = verdict.speakers_of(mine.kind), verdict.report_of(mine.kind)
    if mine.report is not None:
        return mine if report_said is None else replace(mine, report=_with_scan(mine.report, report_said, message))
    if not any(speaker.name for speaker in mine.speakers):
        return replace(mine, speakers=speakers_said or mine.speakers)
    speakers = list(mine.speakers)
    for said in speakers_said:
        place = find_person(said.name, speakers)
        if place is not None:
            known = speakers[place]
            speakers[place] = replace(merged(said, known), name=known.name)  # what was known before wins
    return replace(mine, speakers=tuple(speakers))


def _with_scan(before: FiledReport, said: Report, message: Message) -> FiledReport:
    states = {file.sha256: file.state for file in report_files(message, said)}
    return replace(
        before,
        title=before.title or said.title,
        organisations=before.organisations or said.organisations,
        collective=before.collective or (not before.organisations and said.collective),
        files=tuple(replace(file, state=states.get(file.sha256, file.state)) for file in before.files),
    )

"""Filing one kind of a message: documents and people are filed differently, and this is the one place that chooses."""

from mailbot.call import Call, Shape
from mailbot.intake.filing import Sorted
from mailbot.intake.plan import History, Submission
from mailbot.intake.report_filing import file_report
from mailbot.intake.speaker_filing import file_speakers
from mailbot.message.model import Message
from mailbot.understanding.model import Verdict


def own_text(message: Message) -> str:
    """The words in which a message may name people of earlier submissions: subject, new text and forwarded text."""
    return "\n".join((message.envelope.subject, message.zones.body, *(inner.zones.body for inner in message.forwarded)))


def file_kind(submission: Submission, verdict: Verdict, message: Message, history: History, call: Call) -> Sorted:
    """What becomes of one kind of a message, given what is known already. Pure. submission: fresh, still empty."""
    if call.kind(submission.kind).shape is Shape.DOCUMENT:
        return file_report(submission, verdict, message, history)
    return file_speakers(submission, verdict, own_text(message), history, files=bool(message.attachments))

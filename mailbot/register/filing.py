"""Carrying out a plan: everything that follows from one message, in the transaction it is called in."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from mailbot.call import Call, Desk
from mailbot.intake.plan import Plan, Submission
from mailbot.message.model import Attachment, Message
from mailbot.reasons import reason
from mailbot.register.announcements import Announcements
from mailbot.register.events import Event, ids
from mailbot.register.history import Histories
from mailbot.register.plain import plain
from mailbot.register.safe_names import safe_names
from mailbot.register.schema import AttachmentRow, MessageRow, State, SubmissionMessageRow
from mailbot.register.statement import Statement
from mailbot.register.types import bounded
from mailbot.register.unit import given
from mailbot.understanding.model import Verdict

STATE = Statement(select(MessageRow.state).where(MessageRow.id == given("number")))
SCANS = Statement(select(MessageRow.scans).where(MessageRow.id == given("number")))
DROP_ATTACHMENTS = Statement(delete(AttachmentRow).where(AttachmentRow.message == given("number")))


class Filings(Histories, Announcements):
    """Turning plans into rows."""

    def carry_out(
        self,
        message_id: int,
        plan: Plan,
        verdict: Verdict,
        message: Message,
        at: datetime,
        actor: str,
        call: Call,
        desk: Desk,
    ) -> tuple[str, ...] | None:
        """Writes all of a plan but its letter, and files the message: references of plan.filings, in their order.

        None where the message is filed already: nothing was changed, and no letter may be queued. The attachments'
        bytes must be durable in the file store before. The letter, which names the references, is composed and
        queued by the caller in the same unit of work.
        """
        if STATE.one(self.connection, {"number": message_id}).state == State.FILED:
            return None
        reports = (verdict.report_of(filing.submission.kind) for filing in plan.filings)
        references = tuple(
            self.file(message_id, filing, at, actor, call, in_body=report is not None and report.in_body)
            for filing, report in zip(plan.filings, reports, strict=True)
        )
        for heard in plan.heard:
            self.note_presence(heard.acceptance, heard.presence, at, actor, "the person's side wrote so", message_id)
        self._put_attachments(message_id, message.attachments)
        self.open_attention(plan.attention, at, message=message_id)
        self.note_announced(message_id, verdict)
        envelope = message.envelope
        sender = envelope.sender
        address = sender.address if sender else ""
        submitter = verdict.submitter or sender
        self._set(
            MessageRow,
            message_id,
            {
                "state": State.FILED,
                "error": "",
                "message_id": envelope.message_id,
                "message_key": bounded(envelope.message_id),
                "sender_name": sender.name if sender else "",
                "sender_address": address,
                "sender_key": bounded(address.lower()),
                "subject": envelope.subject,
                "conversation": self.conversation_of(message_id, envelope, desk),
                "kinds": list(verdict.kinds),
                "other": verdict.other.value if verdict.other else None,
                "language": verdict.language,
                "confidence": verdict.confidence,
                "needs_review": verdict.needs_review,
                "review": list(verdict.review),
                "reply": plan.reply,
                "reply_reason": plan.reply_reason,
                "submitter_name": submitter.name if submitter else "",
                "submitter_address": submitter.address if submitter else "",
                "verdict": plain(verdict),
                "scans": "waiting" if message.has_unread_scans else "",
            },
        )
        detail = {"submissions": list(references), "letter": plan.letter.key if plan.letter else None}
        self.record(Event(at, actor, "filed", "messages", message_id, plan.reply_reason, detail))
        return references

    def scans_waiting(self, limit: int = 10) -> tuple[int, ...]:
        """Filed messages with scans that were not read yet, oldest first."""
        waiting = select(MessageRow.id).where(MessageRow.scans == "waiting", MessageRow.state == State.FILED)
        return ids(self.connection.execute(waiting.order_by(MessageRow.id).limit(limit)))

    def answer_of(self, message_id: int) -> tuple[bool, str]:
        """What was decided about answering a filed message, and by which rule."""
        decided = select(MessageRow.reply, MessageRow.reply_reason).where(MessageRow.id == message_id)
        row = self.connection.execute(decided).one()
        return bool(row.reply), row.reply_reason

    def belonging(self, message_id: int) -> tuple[Submission, ...]:
        """The submissions a message belongs to, as they stand now."""
        tied = select(SubmissionMessageRow.submission).where(SubmissionMessageRow.message == message_id)
        return tuple(self.submissions(ids(self.connection.execute(tied.order_by("submission")))).values())

    def carry_out_again(
        self, message_id: int, plan: Plan, verdict: Verdict, message: Message, at: datetime, actor: str, call: Call
    ) -> tuple[str, ...] | None:
        """Writes what the scans of a filed message completed or added: references as of carry_out.

        None where that was done already: nothing was changed, and no letter may be queued.
        """
        if SCANS.one(self.connection, {"number": message_id}).scans != "waiting":
            return None
        references = tuple(self.file(message_id, filing, at, actor, call) for filing in plan.filings)
        DROP_ATTACHMENTS.change(self.connection, {"number": message_id})
        self._put_attachments(message_id, message.attachments)
        self.open_attention(plan.attention, at, message=message_id)
        values = {"scans": "read", "verdict": plain(verdict)}
        if verdict.kinds:
            values |= {"kinds": list(verdict.kinds), "other": None}
        self._set(MessageRow, message_id, values)
        detail = {"submissions": list(references), "letter": plan.letter.key if plan.letter else None}
        self.record(Event(at, actor, "scans read", "messages", message_id, plan.reply_reason, detail))
        return references

    def give_up_scans(self, message_id: int, at: datetime) -> None:
        """The scans of a message cannot be understood: a person must read them. Nothing for one erased meanwhile."""
        if SCANS.one(self.connection, {"number": message_id}).scans != "waiting":
            return
        self._set(MessageRow, message_id, {"scans": "read"})
        self.open_attention([reason("scan_unread")], at, message=message_id)

    def _put_attachments(self, message_id: int, attachments: Sequence[Attachment]) -> None:
        if not attachments:
            return
        shown = safe_names([attachment.name for attachment in attachments])
        self._add(
            AttachmentRow,
            [
                {
                    "message": message_id,
                    "position": position,
                    "name": attachment.name,
                    "safe_name": safe,
                    "media_type": attachment.media_type,
                    "declared_type": attachment.declared_type,
                    "size": attachment.size,
                    "sha256": attachment.sha256,
                    "inline": attachment.inline,
                    "within": attachment.within,
                    "text": attachment.document.state.value,
                    "scan": attachment.document.scan,
                    "error": attachment.document.error,
                }
                for position, (attachment, safe) in enumerate(zip(attachments, shown, strict=True))
            ],
        )

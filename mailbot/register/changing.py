"""What organisers change by hand: submissions corrected, merged, withdrawn, restored; messages filed anew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update

from mailbot.call import Call, Desk
from mailbot.errors import MailbotError
from mailbot.intake.correcting import Enclosed
from mailbot.intake.decision import DecisionState
from mailbot.intake.plan import Filing, ReportFile, Submission
from mailbot.message.model import APART, Address, TextState
from mailbot.register.announcements import Announcements
from mailbot.register.events import Event
from mailbot.register.letter_states import Wish
from mailbot.register.looking import Looking
from mailbot.register.outbox import LetterEntry
from mailbot.register.plain import plain
from mailbot.register.schema import (
    AttachmentRow,
    AttentionRow,
    DecisionRow,
    LetterState,
    MessageRow,
    ReportFileRow,
    SubmissionMessageRow,
    SubmissionRow,
)
from mailbot.understanding.model import Verdict

BY_CONTENT = ", and no submission in it"  # how reasons end that follow from what a message says
UNSENT = (LetterState.QUEUED, LetterState.HELD, LetterState.FAILED)


@dataclass(frozen=True, slots=True)
class Writer:
    """Who a letter about a submission goes to, and the message of theirs that it answers.

    answerable: whether that message may be answered at all; else the rule stands in reason.
    """

    address: Address
    message: int
    message_id: str
    subject: str
    received: datetime
    answerable: bool
    reason: str


class Changing(Looking, Announcements):
    """Writing what a person decided, each with an entry in the log."""

    def bring(self, number: int, after: Submission, act: str, at: datetime, actor: str, reason: str, call: Call) -> int:
        """Brings a submission (the number of its row) to another state; the number of the log's entry."""
        roles = bool(call.roles_of(after.kind))
        reference = str(after.reference)
        before = self.submissions([number])[number].report
        _, detail = self._change(reference, after, at, in_body=self._typed(number), roles=roles)
        if after.report is not None and before is not None and after.report.files != before.files:
            brought = {one.file.sha256: one.message for one in self.enclosed(number)}
            self._put_files(number, None, after.report, new=False, brought=brought)
        return self.record_one(Event(at, actor, act, "submissions", number, reason, detail))

    def enclosed(self, number: int) -> tuple[Enclosed, ...]:
        """The files that came with a submission's mail, oldest first; not those that the virus check set apart."""
        rows = self.connection.execute(
            select(AttachmentRow.__table__)
            .join(SubmissionMessageRow, SubmissionMessageRow.message == AttachmentRow.message)
            .where(
                SubmissionMessageRow.submission == number, AttachmentRow.text.not_in([state.value for state in APART])
            )
            .order_by(AttachmentRow.message, AttachmentRow.position)
        )
        return tuple(
            Enclosed(
                row.message,
                ReportFile(row.name or "unnamed", row.media_type, row.size, row.sha256, TextState(row.text)),
            )
            for row in rows
        )

    def merge(self, kept: int, other: int, after: Submission, at: datetime, actor: str, reason: str, call: Call) -> int:
        """Makes one submission part of another (numbers of rows), which keeps `after`; the number of the log's entry.

        Its messages and files go along; its reference leads to the other from now on.
        """
        gone = self.submissions([other])[other]
        decided = select(DecisionRow.id).where(
            DecisionRow.submission == other, DecisionRow.state != DecisionState.SUPERSEDED
        )
        if self.connection.execute(decided.limit(1)).first() is not None:
            instead = f"merge {after.reference} into it instead"
            raise MailbotError(f"about {gone.reference} a decision stands, which would be lost: {instead}")
        self._move_files(kept, other)
        held = select(SubmissionMessageRow.message).where(SubmissionMessageRow.submission == kept)
        of_other = SubmissionMessageRow.submission == other
        self.connection.execute(delete(SubmissionMessageRow).where(of_other, SubmissionMessageRow.message.in_(held)))
        self.connection.execute(update(SubmissionMessageRow).where(of_other).values(submission=kept))
        self.connection.execute(update(AttentionRow).where(AttentionRow.submission == other).values(submission=kept))
        self._set(
            SubmissionRow,
            other,
            {
                "status": "merged",
                "merged_into": after.reference,
                "updated": at,
                "missing": _nothing(gone),
                "complete": True,
            },
        )
        told = f"became part of {after.reference}" + (f": {reason}" if reason else "")
        self.record(Event(at, actor, "merged", "submissions", other, told, {"status": [gone.status, "merged"]}))
        return self.bring(kept, after, "merged", at, actor, f"{gone.reference} became part of it: {reason}", call)

    def note(self, table: str, number: int, text: str, at: datetime, actor: str) -> None:
        """A person's remark on a row, in the log."""
        self.record(Event(at, actor, "note", table, number, text))

    def writer_of(self, number: int, desk: Desk) -> Writer | None:
        """To whom a letter about a submission goes; None where nobody can be written to."""
        submission = self.submissions([number])
        address, answers = self.writers(submission, desk).get(number, (None, ""))
        if address is None:
            return None
        row = self.connection.execute(
            select(MessageRow.__table__)
            .join(SubmissionMessageRow, SubmissionMessageRow.message == MessageRow.id)
            .where(SubmissionMessageRow.submission == number, MessageRow.message_id == answers)
            .order_by(MessageRow.id)
        ).first()
        if row is None:
            return None
        held = (row.reply_reason or "").startswith("hold: ")
        answerable = row.letters and (row.reply or held)
        reason = row.reply_reason if row.letters else "filed without letters on request"
        return Writer(address, row.id, row.message_id, row.subject, row.received, bool(answerable), reason)

    def brought_by(self, message: int) -> tuple[tuple[int, Submission, str], ...]:
        """(number, submission, action) of every submission that a message belongs to, oldest first."""
        ties = self.connection.execute(
            select(SubmissionMessageRow.submission, SubmissionMessageRow.action)
            .where(SubmissionMessageRow.message == message)
            .order_by(SubmissionMessageRow.submission)
        ).all()
        found = self.submissions([tie.submission for tie in ties])
        return tuple((tie.submission, found[tie.submission], tie.action) for tie in ties)

    def refile(
        self,
        message: int,
        verdict: Verdict,
        filings: Sequence[Filing],
        at: datetime,
        actor: str,
        reason: str,
        call: Call,
    ) -> tuple[tuple[str, ...], int]:
        """Files a message under a person's verdict: (references of the filings, number of the log's entry).

        What stood open about it on the attention list is closed: a person has looked.
        """
        row = self.connection.execute(select(MessageRow.__table__).where(MessageRow.id == message)).one()
        references = tuple(
            self.file(message, filing, at, actor, call, in_body=_in_body(verdict, filing.submission.kind))
            for filing in filings
        )
        other = verdict.other.value if verdict.other else None
        values: dict[str, Any] = {
            "kinds": list(verdict.kinds),
            "other": other,
            "language": verdict.language,
            "confidence": verdict.confidence,
            "needs_review": False,
            "review": [],
            "verdict": plain(verdict),
        }
        if row.reply_reason.endswith(BY_CONTENT) or verdict.screening.reason.endswith(BY_CONTENT):
            values |= {"reply": verdict.screening.answer, "reply_reason": verdict.screening.reason}
        self._set(MessageRow, message, values)
        self.note_announced(message, verdict, anew=True)
        for entry in self.open_attention_list():
            if entry.message == message:
                self.close_attention(entry.id, at, actor, "the message was filed anew")
        detail = {
            "kinds": [row.kinds, list(verdict.kinds)],
            "other": [row.other, other],
            "submissions": list(references),
        }
        return references, self.record_one(Event(at, actor, "reclassified", "messages", message, reason, detail))

    def drop_unsent(self, message: int, at: datetime, actor: str) -> tuple[LetterEntry, ...]:
        """Drops the letters to a message that have certainly not gone out, because they say what is no longer true."""
        waiting = (letter for letter in self.letters_about(message=message) if letter.state in UNSENT)
        return tuple(
            letter
            for letter in waiting
            if not letter.in_doubt and letter.allows(Wish.DROP) and self.drop(letter.id, at, actor, "filed anew")
        )

    def _typed(self, number: int) -> bool:
        """Whether the report itself was typed in one of a submission's messages."""
        rows = self.connection.execute(
            select(MessageRow.verdict)
            .join(SubmissionMessageRow, SubmissionMessageRow.message == MessageRow.id)
            .where(SubmissionMessageRow.submission == number)
        )
        return any(_says_in_body(row.verdict) for row in rows)

    def _move_files(self, kept: int, other: int) -> None:
        """The other's files go along, behind the kept one's; what both have stays once."""
        held = select(ReportFileRow.sha256).where(ReportFileRow.submission == kept)
        of_other = ReportFileRow.submission == other
        self.connection.execute(delete(ReportFileRow).where(of_other, ReportFileRow.sha256.in_(held)))
        last = self.connection.execute(
            select(func.max(ReportFileRow.position), func.max(ReportFileRow.version)).where(
                ReportFileRow.submission == kept
            )
        ).one()
        self.connection.execute(
            update(ReportFileRow)
            .where(of_other)
            .values(submission=kept, position=ReportFileRow.position + (last[0] or 0), version=last[1] or 1)
        )


def _nothing(submission: Submission) -> dict[str, Any]:
    return {"report": [], "speakers": [[] for _ in submission.speakers]}


def _in_body(verdict: Verdict, kind: str) -> bool:
    report = verdict.report_of(kind)
    return report is not None and report.in_body


def _says_in_body(verdict: Any) -> bool:
    """Whether a kept verdict holds a report that was typed in its message."""
    if not isinstance(verdict, dict):
        return False
    shares: Iterable[Any] = verdict.get("shares") or ()
    reports = [verdict.get("report"), *(held.get("report") for _, held in shares)]
    return any(isinstance(report, dict) and report.get("in_body") for report in reports)

"""What the digest tells, read from the register in one consistent state (values: intake.summary)."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from mailbot.intake.summary import (
    Arrived,
    AttentionLine,
    Count,
    Counts,
    FolderLine,
    LetterLine,
    MessageLine,
    SubmissionLine,
    Summary,
)
from mailbot.message.model import Address
from mailbot.register.decided import Decided
from mailbot.register.schema import (
    AttentionRow,
    FolderCountRow,
    LetterRow,
    LetterState,
    MessageRow,
    SpeakerRow,
    State,
    SubmissionRow,
)

OVERDUE = timedelta(hours=1)  # a queued letter older than that is told as not delivered


class Summaries(Decided):
    """Counting and listing for the organisers."""

    def summary(self, since: datetime | None, until: datetime) -> Summary:
        """Everything since an instant (None: ever) up to `until`, and what is open at that moment."""
        return Summary(
            since=since,
            until=until,
            counts=self._counts(since, until),
            new=self._new(since, until),
            attention=self._attention(until),
            undelivered=self._undelivered(until),
            unanswered=self._unanswered(since, until),
            broken=self._broken(until),
            undecided=self.undecided_lines(),
            prepared=self.prepared_lines(),
            unconfirmed=self.unconfirmed_lines(),
            arrived=self._arrived(until),
            mailbox=self._mailbox(),
        )

    def _counts(self, since: datetime | None, until: datetime) -> Counts:
        messages = self.connection.execute(
            select(MessageRow.first_seen, MessageRow.other).where(MessageRow.first_seen < until)
        ).all()
        submissions = self.connection.execute(
            select(SubmissionRow.created, SubmissionRow.kind, SubmissionRow.standing, SubmissionRow.language).where(
                SubmissionRow.created < until, SubmissionRow.status == "active"
            )
        ).all()
        roles = self.connection.execute(
            select(SubmissionRow.created, SpeakerRow.roles)
            .join(SpeakerRow, SpeakerRow.submission == SubmissionRow.id)
            .where(SubmissionRow.created < until, SubmissionRow.status == "active")
        ).all()
        letters = self.connection.execute(
            select(LetterRow.sent_at, LetterRow.kind).where(LetterRow.sent_at < until)
        ).all()
        everything = _counted(((row.first_seen, "messages") for row in messages), since)
        return Counts(
            messages=everything[0] if everything else Count("messages", 0, 0),
            kinds=_counted(((row.created, row.kind) for row in submissions), since),
            standings=_counted(((row.created, row.standing) for row in submissions), since),
            languages=_counted(((row.created, row.language) for row in submissions), since),
            others=_counted(((row.first_seen, row.other) for row in messages if row.other), since),
            roles=_counted(((row.created, role) for row in roles for role in row.roles), since),
            letters=_counted(((row.sent_at, row.kind) for row in letters), since),
        )

    def _new(self, since: datetime | None, until: datetime) -> tuple[SubmissionLine, ...]:
        wanted = select(SubmissionRow.id, SubmissionRow.complete).where(SubmissionRow.created < until)
        if since is not None:
            wanted = wanted.where(SubmissionRow.created >= since)
        complete = {row.id: row.complete for row in self.connection.execute(wanted.order_by(SubmissionRow.id))}
        return tuple(
            SubmissionLine(
                reference=submission.reference or "",
                kind=submission.kind,
                standing=submission.standing,
                received=submission.received,
                sender=submission.submitter,
                language=submission.language,
                status=submission.status,
                speakers=submission.speakers,
                title=submission.report.title if submission.report else None,
                organisations=submission.report.organisations if submission.report else (),
                files=tuple(file.name for file in submission.report.files) if submission.report else (),
                complete=complete[number],
            )
            for number, submission in self.submissions(tuple(complete)).items()
        )

    def _arrived(self, until: datetime) -> tuple[Arrived, ...]:
        rows = self.connection.execute(
            select(SubmissionRow.kind, SubmissionRow.received)
            .where(SubmissionRow.created < until, SubmissionRow.status == "active")
            .order_by(SubmissionRow.received, SubmissionRow.id)
        )
        return tuple(Arrived(row.kind, row.received) for row in rows)

    def _mailbox(self) -> tuple[FolderLine, ...]:
        rows = self.connection.execute(
            select(FolderCountRow.folder, FolderCountRow.at, FolderCountRow.holds, FolderCountRow.unknown).order_by(
                FolderCountRow.account, FolderCountRow.folder
            )
        )
        return tuple(FolderLine(*row) for row in rows)

    def _attention(self, until: datetime) -> tuple[AttentionLine, ...]:
        rows = self.connection.execute(
            select(
                AttentionRow.reason,
                AttentionRow.opened,
                AttentionRow.message,
                MessageRow.sender_name,
                MessageRow.sender_address,
                MessageRow.subject,
                SubmissionRow.reference,
            )
            .outerjoin(MessageRow, MessageRow.id == AttentionRow.message)
            .outerjoin(SubmissionRow, SubmissionRow.id == AttentionRow.submission)
            .where(AttentionRow.closed.is_(None), AttentionRow.opened < until)
            .order_by(AttentionRow.id)
        ).all()
        belonging = self.references_by_message({row.message for row in rows if row.message is not None})
        return tuple(
            AttentionLine(
                reason=row.reason,
                opened=row.opened,
                message=row.message,
                sender=_address(row.sender_name, row.sender_address),
                subject=row.subject or "",
                references=(row.reference,) if row.reference else belonging.get(row.message, ()),
            )
            for row in rows
        )

    def _undelivered(self, until: datetime) -> tuple[LetterLine, ...]:
        undelivered = (LetterState.HELD, LetterState.FAILED, LetterState.BOUNCED)
        overdue = (LetterRow.state == LetterState.QUEUED) & (LetterRow.created <= until - OVERDUE)
        rows = self.connection.execute(
            select(
                LetterRow.key,
                LetterRow.kind,
                LetterRow.to_address,
                LetterRow.subject,
                LetterRow.state,
                LetterRow.error,
                LetterRow.created,
                LetterRow.attempts,
            )
            .where(
                LetterRow.created < until,
                LetterRow.state.in_(undelivered) | overdue,
                LetterRow.forgotten.is_(None),
                LetterRow.dropped.is_(None),
            )
            .order_by(LetterRow.id)
        )
        return tuple(LetterLine(*row) for row in rows)

    def _unanswered(self, since: datetime | None, until: datetime) -> tuple[MessageLine, ...]:
        """Filed without a letter: by a rule (reply false), or because the table of letters gives none."""
        answered = select(LetterRow.message).where(LetterRow.message == MessageRow.id).exists()
        wanted = _lines(MessageRow.reply_reason).where(
            MessageRow.state == State.FILED, ~answered, MessageRow.first_seen < until, MessageRow.forgotten.is_(None)
        )
        if since is not None:
            wanted = wanted.where(MessageRow.first_seen >= since)
        return tuple(_line(row) for row in self.connection.execute(wanted.order_by(MessageRow.id)))

    def _broken(self, until: datetime) -> tuple[MessageLine, ...]:
        wanted = _lines(MessageRow.error).where(
            MessageRow.state.in_((State.FAILED, State.QUARANTINED)), MessageRow.first_seen < until
        )
        return tuple(_line(row) for row in self.connection.execute(wanted.order_by(MessageRow.id)))

    def oldest_stored(self) -> datetime | None:
        """When the oldest message that is not yet decided was first seen; None where none waits."""
        return self.connection.execute(
            select(func.min(MessageRow.first_seen)).where(MessageRow.state == State.STORED)
        ).scalar_one()


def _counted(pairs: Iterable[tuple[datetime, str]], since: datetime | None) -> tuple[Count, ...]:
    """(instant, key) pairs as counts by key, in the order of the keys. Pure."""
    total: Counter[str] = Counter()
    new: Counter[str] = Counter()
    for instant, key in pairs:
        total[key] += 1
        new[key] += since is None or instant >= since
    return tuple(Count(key, new[key], total[key]) for key in sorted(total))


def _lines(reason: Any) -> Any:
    return select(
        MessageRow.id,
        MessageRow.received,
        MessageRow.sender_name,
        MessageRow.sender_address,
        MessageRow.subject,
        reason.label("reason"),
        MessageRow.state,
    )


def _line(row: Any) -> MessageLine:
    sender = _address(row.sender_name, row.sender_address)
    return MessageLine(row.id, row.received, sender, row.subject, row.reason, row.state)


def _address(name: str | None, address: str | None) -> Address | None:
    return Address(name or "", address) if address else None

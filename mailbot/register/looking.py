"""What organisers look at: submissions and messages with everything that belongs to them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select

from mailbot.intake.plan import Submission
from mailbot.register.decided import Decided
from mailbot.register.events import ids
from mailbot.register.outbox import Outboxes
from mailbot.register.records import Belonging, Entry, FileVersion, MessageRecord, Open, Whole
from mailbot.register.schema import (
    AttachmentRow,
    AttentionRow,
    DecisionRow,
    LetterRow,
    MessageRow,
    ReportFileRow,
    SightingRow,
    SubmissionMessageRow,
    SubmissionRow,
)
from mailbot.register.types import bounded
from mailbot.understanding.fold import fold


class Looking(Decided, Outboxes):
    """Reading for organisers' eyes."""

    def entries(self, numbers: Collection[int] | None = None) -> tuple[Entry, ...]:
        """Submissions by the numbers of their rows, or all of them, oldest first."""
        wanted = select(
            SubmissionRow.id,
            SubmissionRow.missing,
            SubmissionRow.merged_into,
            SubmissionRow.updated,
            SubmissionRow.forgotten,
        ).order_by(SubmissionRow.id)
        if numbers is not None:
            wanted = wanted.where(SubmissionRow.id.in_(tuple(numbers)))
        rows = self.connection.execute(wanted).all()
        found = self.submissions([row.id for row in rows])
        waiting: dict[str | None, list[Open]] = defaultdict(list)
        ties = self._messages_of(found) if rows else {}
        for item in self.open_attention_list():
            about = {item.submission} if item.submission else ties.get(item.message, set())
            for reference in about:
                waiting[reference].append(item)
        return tuple(
            Entry(
                row.id,
                found[row.id],
                missing_of(row.missing),
                tuple(waiting[found[row.id].reference]),
                row.merged_into,
                row.updated,
                row.forgotten is not None,
            )
            for row in rows
        )

    def number_of(self, reference: str) -> int | None:
        """The number of a submission's row; None where there is no such reference."""
        wanted = select(SubmissionRow.id).where(SubmissionRow.reference == reference.upper())
        return self.connection.execute(wanted).scalar_one_or_none()

    def whole(self, number: int) -> Whole:
        """A submission with everything that belongs to it."""
        (entry,) = self.entries([number])
        files = self.connection.execute(
            select(ReportFileRow.__table__).where(ReportFileRow.submission == number).order_by(ReportFileRow.id)
        )
        messages = self.connection.execute(
            select(
                MessageRow.id,
                MessageRow.received,
                MessageRow.sender_address,
                MessageRow.subject,
                SubmissionMessageRow.action,
                SubmissionMessageRow.reason,
            )
            .join(MessageRow, MessageRow.id == SubmissionMessageRow.message)
            .where(SubmissionMessageRow.submission == number)
            .order_by(SubmissionMessageRow.at, MessageRow.id)
        )
        return Whole(
            entry=entry,
            files=tuple(
                FileVersion(row.name, row.version, row.current, row.size, row.sha256, row.state, row.message)
                for row in files
            ),
            messages=tuple(Belonging(*row) for row in messages),
            letters=self.letters_about(submission=number),
            events=self.events("submissions", number),
            decisions=self.decisions_by_id(
                ids(self.connection.execute(select(DecisionRow.id).where(DecisionRow.submission == number)))
            ),
        )

    def message_number(self, named: str) -> int | None:
        """The number of the message with this number or Message-ID; None where there is none."""
        if named.isdecimal() and named.isascii():
            wanted = select(MessageRow.id).where(MessageRow.id == int(named[:18]))
        else:
            key = f"<{named.strip().strip('<>')}>"
            wanted = select(MessageRow.id).where(MessageRow.message_key == bounded(key)).order_by(MessageRow.id.desc())
        row = self.connection.execute(wanted).first()
        return None if row is None else int(row.id)

    def message_record(self, number: int) -> MessageRecord:
        """A message with everything that belongs to it."""
        run = self.connection.execute
        return MessageRecord(
            row=run(select(MessageRow.__table__).where(MessageRow.id == number)).one(),
            attachments=tuple(
                run(
                    select(AttachmentRow.__table__)
                    .where(AttachmentRow.message == number)
                    .order_by(AttachmentRow.position)
                )
            ),
            places=tuple(
                run(select(SightingRow.__table__).where(SightingRow.message == number).order_by(SightingRow.id))
            ),
            references=self.references_by_message([number]).get(number, ()),
            letters=self.letters_about(message=number),
            attention=tuple(item for item in self.open_attention_list() if item.message == number),
            events=self.events("messages", number),
        )

    def open_attention_list(self) -> tuple[Open, ...]:
        """Everything on the attention list, oldest first."""
        rows = self.connection.execute(
            select(
                AttentionRow.id,
                AttentionRow.reason,
                AttentionRow.opened,
                AttentionRow.message,
                SubmissionRow.reference,
                LetterRow.key,
            )
            .outerjoin(SubmissionRow, SubmissionRow.id == AttentionRow.submission)
            .outerjoin(LetterRow, LetterRow.id == AttentionRow.letter)
            .where(AttentionRow.closed.is_(None))
            .order_by(AttentionRow.id)
        )
        return tuple(
            Open(
                row.id,
                row.reason,
                row.opened,
                row.reference or row.key or f"message {row.message}",
                row.message,
                row.reference,
                row.key,
            )
            for row in rows
        )

    def _messages_of(self, found: dict[int, Submission]) -> dict[int | None, set[str | None]]:
        rows = self.connection.execute(
            select(SubmissionMessageRow.message, SubmissionMessageRow.submission).where(
                SubmissionMessageRow.submission.in_(tuple(found))
            )
        )
        belonging: dict[int | None, set[str | None]] = defaultdict(set)
        for message, submission in rows:
            belonging[message].add(found[submission].reference)
        return belonging


def missing_of(kept: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """What a submission lacks, one by one, as ("report", "file") or ("speakers.1", "title"). Pure."""
    of_speakers = (
        (f"speakers.{place}", what) for place, lacking in enumerate(kept.get("speakers", ()), 1) for what in lacking
    )
    return (*(("report", what) for what in kept.get("report", ())), *of_speakers)


def mentions(entry: Entry, searched: str) -> bool:
    """Whether all searched words stand in what a submission says: names, titles, organisations, files, sender. Pure."""
    submission = entry.submission
    said: list[str | None] = [submission.reference, submission.submitter.name, submission.submitter.address]
    for speaker in submission.speakers:
        said += [speaker.name, speaker.title, speaker.affiliation]
    if submission.report is not None:
        said += [submission.report.title, *submission.report.organisations]
        said += [file.name for file in submission.report.files]
    text = fold(" ".join(_texts(said)))
    return all(word in text for word in fold(searched).split())


def _texts(values: Iterable[str | None]) -> Iterable[str]:
    return (value for value in values if value)

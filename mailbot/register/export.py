"""The rows of the contract's `export`, in the order of their numbers, one page in memory at a time."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import select

from mailbot.message.model import APART
from mailbot.register.export_decisions import DECISION_COLUMNS, decisions
from mailbot.register.plain import instant, plain
from mailbot.register.register import Register
from mailbot.register.schema import (
    LetterRow,
    LetterSubmissionRow,
    MessageRow,
    SubmissionMessageRow,
    SubmissionRow,
)
from mailbot.register.table import Look, write_xlsx

PAGE = 500
PLAIN = Look()
Row = dict[str, Any]

COLUMNS: dict[str, tuple[str, ...]] = {
    "messages": (
        "id",
        "message_id",
        "sha256",
        "received",
        "from",
        "subject",
        "state",
        "kinds",
        "other",
        "language",
        "confidence",
        "needs_review",
        "reply",
        "reply_reason",
        "submissions",
        "error",
    ),
    "submissions": (
        "reference",
        "kind",
        "standing",
        "status",
        "received",
        "sender",
        "language",
        "speakers",
        "report",
        "files",
        "messages",
    ),
    "letters": (
        "key",
        "kind",
        "to",
        "subject",
        "language",
        "state",
        "message_id",
        "in_reply_to",
        "references",
        "attempts",
        "error",
    ),
    "decisions": DECISION_COLUMNS,
}


def rows(register: Register, what: str) -> Iterator[Row]:
    """Rows of messages, submissions, letters or decisions, keys as in COLUMNS[what]; read within the unit of work.

    Instants are UTC with "Z", addresses bare. Raises KeyError for another `what`.
    """
    return EXPORTS[what](register)


def write_export(register: Register, what: str, target: Path | BinaryIO, look: Look = PLAIN) -> None:
    """Messages, submissions, letters or decisions as a spreadsheet."""
    write_xlsx(target, [(what, COLUMNS[what], rows(register, what))], look)


def write_register_xlsx(
    register: Register, target: Path | BinaryIO, look: Look = PLAIN, created: datetime | None = None
) -> None:
    """The whole register as one spreadsheet: submissions, messages and letters of one moment, a sheet each."""
    sheets = ((what, COLUMNS[what], rows(register, what)) for what in ("submissions", "messages", "letters"))
    write_xlsx(target, sheets, look, created)


def register_xlsx(register: Register, created: datetime, look: Look = PLAIN) -> bytes:
    """The same in memory, for the digest; the same rows and instant give the same bytes."""
    target = BytesIO()
    write_register_xlsx(register, target, look, created)
    return target.getvalue()


def messages(register: Register) -> Iterator[Row]:
    """Every message, also those that are not filed yet: then what understanding would say is null."""
    wanted = select(
        MessageRow.id,
        MessageRow.message_id,
        MessageRow.sha256,
        MessageRow.received,
        MessageRow.sender_address,
        MessageRow.subject,
        MessageRow.state,
        MessageRow.kinds,
        MessageRow.other,
        MessageRow.language,
        MessageRow.confidence,
        MessageRow.needs_review,
        MessageRow.reply,
        MessageRow.reply_reason,
        MessageRow.error,
    )
    for page in _pages(register, wanted, MessageRow.id):
        belonging = register.references_by_message(row.id for row in page)
        for row in page:
            yield message_row(row, belonging.get(row.id, ()))


def message_row(row: Any, references: Iterable[str]) -> Row:
    """A message as the contract has it. row: with the columns of the table messages; references: of submissions."""
    return {
        "id": row.id,
        "message_id": row.message_id,
        "sha256": row.sha256,
        "received": instant(row.received),
        "from": row.sender_address,
        "subject": row.subject,
        "state": row.state,
        "kinds": row.kinds,
        "other": row.other,
        "language": row.language,
        "confidence": row.confidence,
        "needs_review": row.needs_review,
        "reply": row.reply,
        "reply_reason": row.reply_reason,
        "submissions": list(references),
        "error": row.error or None,
    }


def submissions(register: Register) -> Iterator[Row]:
    """Every submission as it stands now, whatever its status."""
    for page in _pages(register, select(SubmissionRow.id), SubmissionRow.id):
        found = register.submissions([row.id for row in page])
        tie = SubmissionMessageRow
        ties = _grouped(register, select(tie.submission, tie.message).order_by(tie.message), tie.submission, found)
        for number, submission in found.items():
            report = submission.report
            yield {
                "reference": submission.reference,
                "kind": submission.kind,
                "standing": submission.standing.value,
                "status": submission.status,
                "received": instant(submission.received),
                "sender": submission.submitter.address,
                "language": submission.language,
                "speakers": plain(submission.speakers),
                "report": report
                and {
                    "title": report.title,
                    "organisations": list(report.organisations),
                    "collective": report.collective,
                    "links": list(report.links),
                    "publication": report.publication.value,
                },
                "files": [
                    {"name": file.name, "media_type": file.media_type, "size": file.size, "sha256": file.sha256}
                    for file in (report.files if report else ())
                    if file.state not in APART
                ],
                "messages": ties[number],
            }


def letters(register: Register) -> Iterator[Row]:
    """Every letter, without its text."""
    wanted = select(
        LetterRow.id,
        LetterRow.key,
        LetterRow.kind,
        LetterRow.to_address,
        LetterRow.subject,
        LetterRow.language,
        LetterRow.state,
        LetterRow.message_id,
        LetterRow.in_reply_to,
        LetterRow.attempts,
        LetterRow.error,
    )
    for page in _pages(register, wanted, LetterRow.id):
        about = (
            select(LetterSubmissionRow.letter, SubmissionRow.reference)
            .join(SubmissionRow, SubmissionRow.id == LetterSubmissionRow.submission)
            .order_by(SubmissionRow.id)
        )
        references = _grouped(register, about, LetterSubmissionRow.letter, [row.id for row in page])
        for row in page:
            yield {
                "key": row.key,
                "kind": row.kind,
                "to": row.to_address,
                "subject": row.subject,
                "language": row.language,
                "state": row.state,
                "message_id": row.message_id,
                "in_reply_to": row.in_reply_to or None,
                "references": references[row.id],
                "attempts": row.attempts,
                "error": row.error or None,
            }


EXPORTS: dict[str, Callable[[Register], Iterator[Row]]] = {
    "messages": messages,
    "submissions": submissions,
    "letters": letters,
    "decisions": decisions,
}


def _pages(register: Register, wanted: Any, key: Any) -> Iterator[list[Any]]:
    last = 0
    while True:
        page = list(register.connection.execute(wanted.where(key > last).order_by(key).limit(PAGE)))
        if not page:
            return
        yield page
        last = page[-1].id


def _grouped(register: Register, pairs: Any, key: Any, numbers: Iterable[int]) -> dict[int, list[Any]]:
    """(number, value) pairs for these numbers as lists by number."""
    grouped: dict[int, list[Any]] = defaultdict(list)
    for number, value in register.connection.execute(pairs.where(key.in_(tuple(numbers)))):
        grouped[number].append(value)
    return grouped

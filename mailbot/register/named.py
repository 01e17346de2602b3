"""Which files the register's rows name: raw messages, attachments, files of reports."""

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, select, union

from mailbot.register.schema import AttachmentRow, MessageRow, ReportFileRow, SubmissionRow
from mailbot.register.unit import listed

AT_ONCE = 500  # hashes asked for in one statement
NAMING = (MessageRow, AttachmentRow, ReportFileRow)
ANY_OF = union(*(select(row.sha256).where(row.sha256.in_(listed("hashes"))) for row in NAMING))
ALL = union(*(select(row.sha256).where(row.sha256 != "") for row in NAMING))


def named_files(connection: Connection, hashes: Collection[str]) -> set[str]:
    """Those of the hashes that any row names."""
    wanted = sorted(set(hashes))
    return {
        row[0]
        for start in range(0, len(wanted), AT_ONCE)
        for row in connection.execute(ANY_OF, {"hashes": wanted[start : start + AT_ONCE]})
    }


def all_named(connection: Connection) -> Iterator[str]:
    """Every hash that a row names, each once, in order."""
    return (row[0] for row in connection.execute(ALL.order_by("sha256")))


def who_names(connection: Connection, sha256: str) -> tuple[str, ...]:
    """What names a file, for people: `message 17`, `attachment 2 of message 17`, `a file of R-0003`."""
    messages = select(MessageRow.id).where(MessageRow.sha256 == sha256)
    attachments = select(AttachmentRow.message, AttachmentRow.position).where(AttachmentRow.sha256 == sha256)
    reports = (
        select(SubmissionRow.reference)
        .join(ReportFileRow, ReportFileRow.submission == SubmissionRow.id)
        .where(ReportFileRow.sha256 == sha256)
        .distinct()
    )
    return (
        *(f"message {row.id}" for row in connection.execute(messages)),
        *(f"attachment {row.position + 1} of message {row.message}" for row in connection.execute(attachments)),
        *(f"a file of {row.reference}" for row in connection.execute(reports)),
    )

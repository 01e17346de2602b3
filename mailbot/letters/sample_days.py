"""Sample days for the digest: a quiet one, a busy one, the very first one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mailbot.call import Standing
from mailbot.intake.summary import (
    Arrived,
    AttentionLine,
    Count,
    Counts,
    FolderLine,
    LetterLine,
    MessageLine,
    PersonLine,
    ReminderLine,
    SubmissionLine,
    Summary,
)
from mailbot.letters.sample_items import AT, PEOPLE, REPORTS, SENDERS, SUBJECTS
from mailbot.message.model import Address
from mailbot.reasons import reason

QUIET_DAY = Summary(
    since=datetime(2021, 2, 3, 5, 0, tzinfo=UTC),
    until=datetime(2021, 2, 4, 5, 0, tzinfo=UTC),
    counts=Counts(Count("messages", 0, 41), kinds=(Count("report", 0, 4), Count("speaker", 0, 11))),
    mailbox=(FolderLine("INBOX", datetime(2021, 2, 4, 4, 55, tzinfo=UTC), 41, 0),),
)
BUSY_DAY = Summary(
    since=QUIET_DAY.since,
    until=QUIET_DAY.until,
    counts=Counts(
        messages=Count("messages", 9, 50),
        kinds=(Count("report", 1, 5), Count("speaker", 2, 13)),
        standings=(Count("on_time", 2, 16), Count("grace", 0, 0), Count("late", 1, 2)),
        languages=(Count("ar", 1, 9), Count("en", 1, 4), Count("fr", 1, 5)),
        others=(Count("question", 1, 6), Count("automatic", 3, 8), Count("newsletter", 2, 5)),
        roles=(Count("plenary", 2, 6), Count("roundtable", 1, 7)),
        letters=(Count("acknowledgement", 3, 17), Count("answer", 1, 6)),
    ),
    new=(
        SubmissionLine("S-0012", "speaker", Standing.ON_TIME, AT, SENDERS["fr"], "fr", speakers=(PEOPLE["fr"],)),
        SubmissionLine(
            "S-0013",
            "speaker",
            Standing.LATE,
            AT,
            SENDERS["en"],
            "en",
            speakers=(replace(PEOPLE["en"], title=None), PEOPLE["ar"]),
            complete=False,
        ),
        SubmissionLine(
            "R-0005",
            "report",
            Standing.ON_TIME,
            AT,
            SENDERS["ar"],
            "ar",
            title=REPORTS["ar"].title,
            organisations=REPORTS["ar"].organisations,
            files=("تقرير الأفق 2021.pdf",),
        ),
    ),
    attention=(
        AttentionLine(
            reason("not_answerable", rule="sender that nobody reads"),
            AT,
            47,
            SENDERS["en"],
            SUBJECTS["en"],
            ("R-0004",),
        ),
        AttentionLine(reason("followup_untied"), AT, 49, SENDERS["ar"], SUBJECTS["ar"]),
    ),
    undelivered=(
        LetterLine(
            "message:31:answer",
            "acknowledgement",
            "unknown@mail.example",
            "S-0009: Intervention",
            "failed",
            "550 5.1.1 no such user here",
            AT,
            1,
        ),
    ),
    unanswered=(
        MessageLine(44, AT, Address("", "noreply@list.example"), "Newsletter", "mailing list"),
        MessageLine(45, AT, Address("", "lina@office.example"), "Out of office", "marked automatic"),
        MessageLine(46, AT, Address("", "omar@office.example"), "رد تلقائي", "marked automatic"),
    ),
    undecided=(PersonLine("S-0009.1", "speaker", PEOPLE["ar"]), PersonLine("S-0010.2", "speaker", PEOPLE["en"])),
    prepared=(PersonLine("S-0007.1", "speaker", PEOPLE["fr"], "rapporteur"),),
    unconfirmed=(PersonLine("S-0003.1", "speaker", PEOPLE["en"], "plenary", AT),),
    arrived=tuple(
        Arrived(kind, AT - timedelta(days=days))
        for kind, days in (*(("speaker", n * n // 6) for n in range(13)), *(("report", n) for n in (0, 3, 3, 9, 12)))
    ),
    mailbox=(FolderLine("INBOX", datetime(2021, 2, 4, 4, 55, tzinfo=UTC), 50, 1),),
    reminders=(ReminderLine("report", 12, datetime(2021, 2, 4, 7, 0, tzinfo=UTC), 2),),
    broken=(MessageLine(48, AT, SENDERS["fr"], SUBJECTS["fr"], "the message has no readable structure", "failed"),),
)


def summaries() -> dict[str, Summary]:
    """A digest's day in every situation."""
    return {
        "quiet": QUIET_DAY,
        "busy": BUSY_DAY,
        "first": replace(BUSY_DAY, since=None, attention=(), broken=(), undelivered=(), unanswered=()),
    }

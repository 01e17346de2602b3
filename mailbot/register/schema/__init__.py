"""The register's tables by noun, gathered: what each column means stands there, migrations/ brings a database to it.

To be imported from here: `Base.metadata` knows every table once this is loaded.
"""

from mailbot.register.schema.alarms import AlarmRow, PulseRow
from mailbot.register.schema.attention import AttentionRow, DigestRow
from mailbot.register.schema.base import Base
from mailbot.register.schema.closings import AnnouncementRow, ClosingRow, ReminderRow
from mailbot.register.schema.decisions import DecisionRow
from mailbot.register.schema.events import ErasureRow, EventRow
from mailbot.register.schema.letters import LetterRow, LetterState, LetterSubmissionRow
from mailbot.register.schema.mailboxes import CursorRow, FolderCountRow, SightingRow
from mailbot.register.schema.messages import AttachmentRow, MessageRow, State
from mailbot.register.schema.submissions import (
    CounterRow,
    ReportFileRow,
    SpeakerRow,
    SubmissionMessageRow,
    SubmissionRow,
)

__all__ = [
    "AlarmRow",
    "AnnouncementRow",
    "AttachmentRow",
    "AttentionRow",
    "Base",
    "ClosingRow",
    "CounterRow",
    "CursorRow",
    "DecisionRow",
    "DigestRow",
    "ErasureRow",
    "EventRow",
    "FolderCountRow",
    "LetterRow",
    "LetterState",
    "LetterSubmissionRow",
    "MessageRow",
    "PulseRow",
    "ReminderRow",
    "ReportFileRow",
    "SightingRow",
    "SpeakerRow",
    "State",
    "SubmissionMessageRow",
    "SubmissionRow",
]

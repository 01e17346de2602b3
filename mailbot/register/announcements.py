"""What senders say will come later, or will not: noted with each message, read back by sender and kind."""

from typing import Any

from sqlalchemy import delete, select

from mailbot.register.schema import AnnouncementRow, MessageRow
from mailbot.register.unit import Unit
from mailbot.understanding.model import Verdict

SAID = (
    select(
        AnnouncementRow.kind,
        AnnouncementRow.coming,
        MessageRow.id,
        MessageRow.sender_key,
        MessageRow.sender_name,
        MessageRow.sender_address,
        MessageRow.received,
        MessageRow.first_seen,
        MessageRow.reply,
    )
    .join(MessageRow, MessageRow.id == AnnouncementRow.message)
    .where(MessageRow.forgotten.is_(None), MessageRow.sender_key != "")
    .order_by(MessageRow.received, MessageRow.id)
)


class Announcements(Unit):
    """Noting announcements and refusals."""

    def note_announced(self, message: int, verdict: Verdict, *, anew: bool = False) -> None:
        """What a message says of kinds that it does not submit. anew: in place of what was noted of it before."""
        if anew:
            self.connection.execute(delete(AnnouncementRow).where(AnnouncementRow.message == message))
        said = [(kind, True) for kind in verdict.coming] + [(kind, False) for kind in verdict.declined]
        if said:
            self._add(AnnouncementRow, [{"message": message, "kind": kind, "coming": coming} for kind, coming in said])

    def last_words(self) -> dict[tuple[str, str], Any]:
        """The row of what each sender said last of a kind, by (key of the sender, kind)."""
        return {(row.sender_key, row.kind): row for row in self.connection.execute(SAID)}

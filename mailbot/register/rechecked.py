"""What was filed before the virus check was switched on: which files are to be checked, and keeping one apart."""

from datetime import datetime

from sqlalchemy import select, update

from mailbot.message.model import APART, TextState
from mailbot.register.attention import Attention
from mailbot.register.events import Event
from mailbot.register.schema import AttachmentRow, MessageRow, ReportFileRow, State

NOT_APART = AttachmentRow.text.not_in([state.value for state in APART])


class Rechecked(Attention):
    """Files of filed messages, each once, by their hashes."""

    def files_to_check(self, after: str, most: int) -> tuple[tuple[str, int], ...]:
        """(sha256, size) of attachments of filed messages that are not kept apart, behind a hash, in order."""
        wanted = (
            select(AttachmentRow.sha256, AttachmentRow.size)
            .join(MessageRow, MessageRow.id == AttachmentRow.message)
            .where(MessageRow.state == State.FILED, NOT_APART, AttachmentRow.sha256 > after)
            .distinct()
            .order_by(AttachmentRow.sha256)
            .limit(most)
        )
        return tuple((row.sha256, row.size) for row in self.connection.execute(wanted))

    def keep_apart(self, sha256: str, state: TextState, says: str, at: datetime, actor: str) -> dict[int, str]:
        """A file that was filed as sound is kept apart wherever it stands; its name in each message that holds it."""
        held = select(AttachmentRow.message, AttachmentRow.name, AttachmentRow.media_type).where(
            AttachmentRow.sha256 == sha256, NOT_APART
        )
        found = {row.message: row.name or row.media_type for row in self.connection.execute(held)}
        apart = {"text": state.value, "error": says}
        self.connection.execute(update(AttachmentRow).where(AttachmentRow.sha256 == sha256, NOT_APART).values(**apart))
        self.connection.execute(update(ReportFileRow).where(ReportFileRow.sha256 == sha256).values(state=state.value))
        for number in found:
            self.record(Event(at, actor, "kept apart", "messages", number, detail={"sha256": sha256, "state": state}))
        return found

"""The outbox: letters queued once, their copies for the folder of sent mail, and how many stand where."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Integer, cast, exists, func, insert, select, update

from mailbot.register.deliveries import Deliveries
from mailbot.register.schema import LetterRow, LetterState, LetterSubmissionRow, MessageRow, SubmissionRow
from mailbot.register.statement import Statement
from mailbot.register.types import bounded
from mailbot.register.unit import given, listed
from mailbot.register.values import Outgoing, Uncopied

ANSWERED = MessageRow.id == given("number")
# One row whatever is there: whether the letter is in the outbox, and the answered message's own columns, or nulls.
BEFORE_QUEUEING = Statement(
    select(
        exists().where(LetterRow.key == given("key")).label("queued"),
        select(MessageRow.letters).where(ANSWERED).scalar_subquery().label("letters"),
        select(MessageRow.conversation).where(ANSWERED).scalar_subquery().label("conversation"),
    )
)
TELL_OF = Statement(
    insert(LetterSubmissionRow).from_select(
        ["letter", "submission"],
        select(cast(given("letter"), Integer), SubmissionRow.id).where(
            SubmissionRow.reference.in_(listed("references"))
        ),
    )
)
SENT_SINCE = Statement(select(func.count()).select_from(LetterRow).where(LetterRow.sent_at > given("since")))


class Letters(Deliveries):
    """Putting letters into the outbox, and everything that becomes of them."""

    def queue(
        self, letter: Outgoing, at: datetime, *, message: int | None = None, references: Sequence[str] = ()
    ) -> bool:
        """Puts a letter into the outbox, held where it says so. False, and nothing changed, where its key is there
        already or the message must never get a letter.

        message: the number of the message answered; references: of the submissions the letter is about.
        """
        before = BEFORE_QUEUEING.one(self.connection, {"key": letter.key, "number": message})
        if before.queued or before.letters is False:
            return False
        conversation = f"letter:{letter.key}" if message is None else before.conversation
        number = self._add_numbered(
            LetterRow,
            {
                "key": letter.key,
                "kind": str(letter.kind),
                "to_address": letter.to,
                "to_key": bounded(letter.to.lower()),
                "envelope_sender": letter.envelope_sender,
                "subject": letter.subject,
                "language": letter.language,
                "state": LetterState.HELD if letter.hold else LetterState.QUEUED,
                "message_id": letter.message_id,
                "in_reply_to": letter.in_reply_to,
                "message": message,
                "conversation": bounded(conversation),
                "raw": letter.raw,
                "created": at,
                "attempts": 0,
                "next_attempt_at": None if letter.hold else at,
                "error": letter.hold,
            },
        )
        if references:
            TELL_OF.change(self.connection, {"letter": number, "references": references})
        return True

    def sent_since(self, since: datetime) -> int:
        """How many letters went out after that instant."""
        return int(SENT_SINCE.one(self.connection, {"since": since})[0])

    def undelivered_since(self, since: datetime) -> int:
        """How many letters that were queued after an instant have failed, came back, or wait for a person."""
        return self.connection.execute(
            select(func.count())
            .select_from(LetterRow)
            .where(
                LetterRow.state.in_((LetterState.HELD, LetterState.FAILED, LetterState.BOUNCED)),
                LetterRow.created > since,
                LetterRow.forgotten.is_(None),
                LetterRow.dropped.is_(None),
            )
        ).scalar_one()

    def letter_counts(self) -> dict[LetterState, int]:
        """How many letters stand in each state."""
        rows = self.connection.execute(select(LetterRow.state, func.count()).group_by(LetterRow.state))
        return dict.fromkeys(LetterState, 0) | {LetterState(state): count for state, count in rows}

    def uncopied(self, limit: int = 50) -> tuple[Uncopied, ...]:
        """Letters that went out and have no copy in the folder of sent mail yet, oldest first."""
        rows = self.connection.execute(
            select(LetterRow.id, LetterRow.key, LetterRow.message_id, LetterRow.sent_at, LetterRow.raw)
            .where(LetterRow.sent_at.is_not(None), LetterRow.copied_at.is_(None))
            .order_by(LetterRow.id)
            .limit(limit)
        )
        return tuple(Uncopied(row.id, row.key, row.message_id, row.sent_at, row.raw) for row in rows if row.sent_at)

    def copied(self, letter_id: int, at: datetime) -> None:
        """The letter's copy is in its folder, or will never be."""
        self.connection.execute(update(LetterRow).where(LetterRow.id == letter_id).values(copied_at=at))

"""To whom a letter about a submission goes that answers no single mail."""

from typing import Any

from sqlalchemy import select

from mailbot.call import Desk
from mailbot.intake.plan import Submission
from mailbot.message.addresses import valid
from mailbot.message.model import Address
from mailbot.register.schema import LetterRow, MessageRow, SubmissionMessageRow
from mailbot.register.unit import Unit, listed

# The mails of submissions, in order, each once for every letter that answered it.
SENDERS = (
    select(
        SubmissionMessageRow.submission,
        MessageRow.sender_name,
        MessageRow.sender_address,
        MessageRow.message_id,
        LetterRow.to_address,
    )
    .join(MessageRow, MessageRow.id == SubmissionMessageRow.message)
    .outerjoin(LetterRow, LetterRow.message == MessageRow.id)
    .where(SubmissionMessageRow.submission.in_(listed("numbers")))
    .order_by(SubmissionMessageRow.submission, MessageRow.id, LetterRow.id)
)


class Writers(Unit):
    """Looking up who has written."""

    def writers(self, submissions: dict[int, Submission], desk: Desk) -> dict[int, tuple[Address | None, str]]:
        """To whom a letter about each submission goes, and the Message-ID of the mail it answers.

        The submitter where he or she has written; else who sent the mail, since an address in a forwarded text proves
        nothing; the submitter again where a colleague at the desk passed it on. Where an answer to that mail went, a
        decision goes too (its Reply-To was found good).
        """
        mails: dict[int, list[Any]] = {}
        for row in self.connection.execute(SENDERS, {"numbers": list(submissions)}):
            mails.setdefault(row.submission, []).append(row)
        found: dict[int, tuple[Address | None, str]] = {}
        for number, rows in mails.items():
            submitter = submissions[number].submitter
            own = (row for row in rows if row.sender_address.lower() == submitter.address.lower())
            row = next(own, rows[0])
            writer = Address(row.sender_name, row.to_address or row.sender_address)
            if desk.owns(row.sender_address):
                writer = submitter
            found[number] = (writer if valid(writer.address) else None, row.message_id)
        return found

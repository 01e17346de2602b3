"""What the register knows that matters for one message: submissions it may belong to, and what was answered."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased

from mailbot.call import Desk
from mailbot.intake.calendar_reply import calendar_reply
from mailbot.intake.plan import History, LetterKind, Tie
from mailbot.intake.ties import explicit
from mailbot.intake.told import Acceptance
from mailbot.message.model import Envelope, Message
from mailbot.register.conversations import MOST_CITED, Conversations, cited_ids, own
from mailbot.register.decisions import Decisions
from mailbot.register.pulses import RESTORED
from mailbot.register.schema import (
    LetterRow,
    LetterState,
    MessageRow,
    PulseRow,
    ReportFileRow,
    SightingRow,
    SubmissionRow,
)
from mailbot.register.statement import Statement
from mailbot.register.ties import Ties
from mailbot.register.types import bounded
from mailbot.register.unit import given, listed
from mailbot.understanding.model import Verdict

LETTERS_WITHIN = timedelta(hours=24)
# Letters of the day before, but those held or dropped before any attempt: nobody has got them; nor those that a person
# had sent, once each: the caps are against machines that answer each other.
BY_PERSONS = (LetterKind.DECISION.value, LetterKind.CORRECTION.value)
RECENT = select(func.count()).where(
    LetterRow.created > given("since"),
    LetterRow.kind.not_in(BY_PERSONS),
    or_(LetterRow.state != LetterState.HELD, LetterRow.attempts > 0),
    or_(LetterRow.dropped.is_(None), LetterRow.attempts > 0),
)
# The flag; a colleague's mail to the conversation after the message arrived; a letter to it that went out after the
# message arrived and before it was first seen here (later it cannot have been written knowing the message).
ASKED = aliased(MessageRow)
SOMEBODY_ANSWERED = or_(
    exists().where(SightingRow.message == ASKED.id, SightingRow.answered.is_(True)),
    exists().where(
        MessageRow.conversation == given("conversation"),
        MessageRow.sender_key.in_(listed("own")),
        MessageRow.received > ASKED.received,
    ),
    exists().where(
        LetterRow.conversation == given("conversation"),
        LetterRow.sent_at > ASKED.received,
        LetterRow.sent_at <= ASKED.first_seen,
    ),
)
LETTERS = Statement(
    select(
        RECENT.where(LetterRow.to_key.in_(listed("addresses"))).scalar_subquery().label("to_sender"),
        RECENT.where(LetterRow.conversation == given("conversation")).scalar_subquery().label("in_conversation"),
        SOMEBODY_ANSWERED.label("answered"),
        select(PulseRow.at).where(PulseRow.name == RESTORED).scalar_subquery().label("restored"),
    ).where(ASKED.id == given("number"))
)
FILED_BEFORE = Statement(
    select(ReportFileRow.sha256, SubmissionRow.reference)
    .join(SubmissionRow, SubmissionRow.id == ReportFileRow.submission)
    .where(ReportFileRow.sha256.in_(listed("hashes")))
    .distinct()
    .order_by(SubmissionRow.reference, ReportFileRow.sha256)
)

BY_CLOCK = Statement(
    select(LetterRow.subject).where(
        LetterRow.message_id.in_(listed("cited")), LetterRow.kind == LetterKind.REMINDER.value
    )
)
FIRST_SUBJECT = Statement(
    select(MessageRow.subject)
    .where(
        MessageRow.conversation == given("conversation"),
        MessageRow.sender_key.not_in(listed("own")),
        MessageRow.id < given("number"),
    )
    .order_by(MessageRow.id)
    .limit(1)
)


class Histories(Decisions, Ties, Conversations):
    """Looking back from one message."""

    def history_of(
        self, message_id: int, message: Message, verdict: Verdict | None, at: datetime, desk: Desk
    ) -> History:
        """What is known about a kept message before it is decided. verdict: None where it was not understood.

        Letters are counted from 24 hours before `at`, also those waiting to go out; for the sender those to From or
        Reply-To. Who merely answers the desk's own invitation shares no conversation with others who do.
        """
        envelope = message.envelope
        conversation = self.conversation_of(message_id, envelope, desk)
        known_files = self._known_files(message)
        counted = LETTERS.one(
            self.connection,
            {
                "addresses": _addresses(envelope),
                "conversation": conversation,
                "since": at - LETTERS_WITHIN,
                "number": message_id,
                "own": own(desk),
            },
        )
        ties = self.ties(message_id, envelope, verdict, conversation, at, known_files)
        return History(
            ties=ties,
            letters_to_sender=counted.to_sender,
            letters_in_conversation=counted.in_conversation,
            answered=bool(counted.answered),
            restored=counted.restored,
            known_files=known_files,
            accepted=self._accepted(message, ties),
            began_as=self._began_as(message_id, envelope, conversation, desk),
        )

    def _began_as(self, message_id: int, envelope: Envelope, conversation: str, desk: Desk) -> str:
        """What a conversation was about before the clock wrote: a reminder's subject tells nothing of an answer."""
        if not envelope.in_reply_to:
            return ""
        reminders = BY_CLOCK.column(self.connection, {"cited": envelope.in_reply_to[:MOST_CITED]})
        if not any(subject and str(subject) in envelope.subject for subject in reminders):
            return ""
        values = {"conversation": conversation, "number": message_id, "own": own(desk)}
        return next((str(subject) for subject in FIRST_SUBJECT.column(self.connection, values)), "")

    def _accepted(self, message: Message, ties: Sequence[Tie]) -> tuple[Acceptance, ...]:
        """The acceptances a message may speak of: it names the submission, or cites the letter, or its calendar entry.

        A calendar entry bears the Message-ID of the letter it came with.
        """
        named = tuple(dict.fromkeys(tie.submission.reference or "" for tie in explicit(ties)))
        reply = calendar_reply(message)
        if not named and reply is None:
            return ()
        entry = (f"<{reply.uid}>",) if reply is not None else ()
        return self.acceptances(named, (*cited_ids(message.envelope), *entry))

    def _known_files(self, message: Message) -> tuple[tuple[str, str], ...]:
        hashes = {attachment.sha256 for attachment in message.attachments if attachment.size}
        if not hashes:
            return ()
        rows = FILED_BEFORE.rows(self.connection, {"hashes": sorted(hashes)})
        return tuple((row.sha256, row.reference) for row in rows)


def _addresses(envelope: Envelope) -> list[str]:
    named = (*((envelope.sender,) if envelope.sender else ()), *envelope.reply_to)
    return sorted({bounded(address.address.lower()) for address in named if address.address})

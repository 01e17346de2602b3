"""What the register knows that matters for one message: submissions it may belong to, and what was answered."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased

from mailbot.call import Desk
from mailbot.intake.calendar_reply import calendar_reply
from mailbot.intake.plan import History, LetterKind, Submission, Tie
from mailbot.intake.ties import explicit
from mailbot.intake.told import Acceptance
from mailbot.message.model import Envelope, Message
from mailbot.register.conversations import Conversations, cited_ids, own
from mailbot.register.decisions import Decisions
from mailbot.register.pulses import RESTORED
from mailbot.register.schema import (
    LetterRow,
    LetterState,
    LetterSubmissionRow,
    MessageRow,
    PulseRow,
    ReportFileRow,
    SightingRow,
    SubmissionMessageRow,
    SubmissionRow,
)
from mailbot.register.statement import Statement
from mailbot.register.types import bounded
from mailbot.register.unit import given, listed
from mailbot.understanding.model import Verdict

REFERENCE = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{1,8})\s?[-‐‑–]\s?([0-9]{4,9})(?![0-9])")
BY_SENDER = timedelta(days=90)  # older submissions of a sender are not what a bare "correction" speaks of
LETTERS_WITHIN = timedelta(hours=24)
MOST_TIES = 50

TOLD_OF = Statement(
    select(LetterSubmissionRow.submission)
    .join(LetterRow, LetterRow.id == LetterSubmissionRow.letter)
    .where(LetterRow.message_id.in_(listed("cited")))
    .order_by(LetterRow.id.desc())
)
IN_CONVERSATION = Statement(
    select(SubmissionMessageRow.submission)
    .join(MessageRow, MessageRow.id == SubmissionMessageRow.message)
    .where(MessageRow.conversation == given("conversation"), MessageRow.id != given("number"))
    .order_by(SubmissionMessageRow.submission.desc())
)
BY_REFERENCE = Statement(
    select(SubmissionRow.id).where(SubmissionRow.reference.in_(listed("references"))).order_by(SubmissionRow.id)
)
BECAME = aliased(SubmissionRow)
INTO = Statement(
    select(SubmissionRow.id)
    .join(BECAME, BECAME.merged_into == SubmissionRow.reference)
    .where(BECAME.id == given("number"), BECAME.status == "merged")
)
OF_SENDER = Statement(
    select(SubmissionRow.id)
    .where(
        SubmissionRow.submitter_key.in_(listed("senders")),
        SubmissionRow.status == "active",
        SubmissionRow.created > given("since"),
    )
    .order_by(SubmissionRow.id.desc())
    .limit(MOST_TIES)
)
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


def references_in(subject: str) -> tuple[str, ...]:
    """References such as R-0007 that stand in a subject, in order, in their proper form. Pure."""
    return tuple(dict.fromkeys(f"{prefix.upper()}-{number}" for prefix, number in REFERENCE.findall(subject)))


class Histories(Decisions, Conversations):
    """Looking back from one message."""

    def history_of(
        self, message_id: int, message: Message, verdict: Verdict | None, at: datetime, desk: Desk
    ) -> History:
        """What is known about a kept message before it is decided. verdict: None where it was not understood.

        Ties, each submission once, surest first: file (a report file of it is attached again), thread (it cites a
        letter of the desk about the submission, or stands in the conversation of a mail that belongs to it), subject
        (its reference stands there), sender (the sender's or submitter's active ones of the 90 days before `at`),
        same (the same nominee or report title, sent by others). Letters are counted from 24 hours before `at`, also
        those waiting to go out; for the sender those to From or Reply-To. Who merely answers the desk's own invitation
        shares no conversation with others who do.
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
        ties = self._ties(message_id, envelope, verdict, conversation, at, known_files)
        return History(
            ties=ties,
            letters_to_sender=counted.to_sender,
            letters_in_conversation=counted.in_conversation,
            answered=bool(counted.answered),
            restored=counted.restored,
            known_files=known_files,
            accepted=self._accepted(message, ties),
        )

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

    def _ties(
        self,
        message_id: int,
        envelope: Envelope,
        verdict: Verdict | None,
        conversation: str,
        at: datetime,
        known_files: tuple[tuple[str, str], ...],
    ) -> tuple[Tie, ...]:
        how: dict[int, str] = {}
        for manner, numbers in (
            ("file", self._by_reference([reference for _, reference in known_files])),
            ("thread", self._by_thread(message_id, cited_ids(envelope), conversation)),
            ("subject", self._by_reference(references_in(envelope.subject))),
            ("sender", self._by_sender(envelope, verdict, at)),
        ):
            for number in numbers:
                how.setdefault(number, manner)
        found = self.submissions(tuple(how)[:MOST_TIES])
        if any(submission.status == "merged" for submission in found.values()):
            how = self._where_they_went(how, found)
            found = self.submissions(tuple(how)[:MOST_TIES])
        ties = [Tie(how[number], submission) for number, submission in found.items()]
        tied = {submission.reference for submission in found.values()}
        same = (submission for submission in self._same(verdict) if submission.reference not in tied)
        return (*ties, *(Tie("same", submission) for submission in same))

    def _where_they_went(self, how: dict[int, str], found: dict[int, Submission]) -> dict[int, str]:
        """The same with that one in the place of what became part of it: both references are written and answered."""
        went: dict[int, str] = {}
        for number, manner in how.items():
            merged = number in found and found[number].status == "merged"
            went.setdefault(self._where_it_went(number) if merged else number, manner)
        return went

    def _where_it_went(self, number: int) -> int:
        seen: set[int] = set()
        while number not in seen:
            seen.add(number)
            number = next(iter(INTO.column(self.connection, {"number": number})), number)
        return number

    def _same(self, verdict: Verdict | None) -> tuple[Submission, ...]:
        """What others have sent of the persons and the report this message names."""
        if verdict is None:
            return ()
        names = [speaker.name for speaker in (*verdict.speakers, *verdict.amends)]
        title = verdict.report.title if verdict.report else None
        return self.find_same(names, title)[:MOST_TIES]

    def _by_thread(self, message_id: int, cited: tuple[str, ...], conversation: str) -> tuple[int, ...]:
        if not cited:
            return ()
        mails = {"conversation": conversation, "number": message_id}
        return (
            *TOLD_OF.column(self.connection, {"cited": cited}),
            *IN_CONVERSATION.column(self.connection, mails),
        )

    def _by_reference(self, references: Sequence[str]) -> tuple[int, ...]:
        if not references:
            return ()
        return BY_REFERENCE.column(self.connection, {"references": references})

    def _by_sender(self, envelope: Envelope, verdict: Verdict | None, at: datetime) -> tuple[int, ...]:
        people = (envelope.sender, verdict.submitter if verdict else None)
        keys = sorted({bounded(person.address.lower()) for person in people if person and person.address})
        if not keys:
            return ()
        return OF_SENDER.column(self.connection, {"senders": keys, "since": at - BY_SENDER})

    def _known_files(self, message: Message) -> tuple[tuple[str, str], ...]:
        hashes = {attachment.sha256 for attachment in message.attachments if attachment.size}
        if not hashes:
            return ()
        rows = FILED_BEFORE.rows(self.connection, {"hashes": sorted(hashes)})
        return tuple((row.sha256, row.reference) for row in rows)


def _addresses(envelope: Envelope) -> list[str]:
    named = (*((envelope.sender,) if envelope.sender else ()), *envelope.reply_to)
    return sorted({bounded(address.address.lower()) for address in named if address.address})

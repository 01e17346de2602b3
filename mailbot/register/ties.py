"""The submissions that a message may belong to, each with what ties the message to it."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import aliased

from mailbot.intake.plan import Submission, Tie
from mailbot.message.model import Envelope
from mailbot.register.conversations import cited_ids
from mailbot.register.finding import Finding
from mailbot.register.schema import LetterRow, LetterSubmissionRow, MessageRow, SubmissionMessageRow, SubmissionRow
from mailbot.register.statement import Statement
from mailbot.register.types import bounded
from mailbot.register.unit import given, listed
from mailbot.understanding.model import Verdict

REFERENCE = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{1,8})\s?[-‐‑–]\s?([0-9]{4,9})(?![0-9])")
BY_SENDER = timedelta(days=90)  # older submissions of a sender are not what a bare "correction" speaks of
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


def references_in(subject: str) -> tuple[str, ...]:
    """References such as R-0007 that stand in a subject, in order, in their proper form. Pure."""
    return tuple(dict.fromkeys(f"{prefix.upper()}-{number}" for prefix, number in REFERENCE.findall(subject)))


class Ties(Finding):
    """Looking for what a message may belong to."""

    def ties(
        self,
        message_id: int,
        envelope: Envelope,
        verdict: Verdict | None,
        conversation: str,
        at: datetime,
        known_files: tuple[tuple[str, str], ...],
    ) -> tuple[Tie, ...]:
        """Each submission once, surest first: file (a report file of it is attached again), thread (it cites a letter
        of the desk about the submission, or stands in the conversation of a mail that belongs to it), subject (its
        reference stands there), sender (the sender's or submitter's active ones of the 90 days before `at`), same (the
        same nominee or report title, sent by others).

        verdict: None where the message was not understood. known_files: (sha256, reference) of what it brings again.
        """
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

"""What is open: incomplete submissions and what was announced, each with the mail that a letter about it answers."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, or_, select

from mailbot.call import Call, Kind
from mailbot.intake.deadlines import Subject
from mailbot.intake.plan import Action, Item, Missing, Submission
from mailbot.message.model import Address
from mailbot.reasons import taken_apart
from mailbot.register.announcements import Announcements
from mailbot.register.decided import Decided
from mailbot.register.events import ids
from mailbot.register.looking import missing_of
from mailbot.register.schema import AttentionRow, MessageRow, SpeakerRow, State, SubmissionMessageRow, SubmissionRow
from mailbot.register.writers import SENDERS

MAILS = SENDERS.add_columns(MessageRow.id.label("message"))  # of a submission, in order
NOBODY = frozenset({("conversation", ""), ("sender", "")})
MESSAGE = "message:"  # how the key of something announced begins
# What stands on the attention list of mail that was understood: nobody need read it before its writer is reminded.
UNDERSTOOD = frozenset(
    {
        *("changed", "changed_late", "asks_question", "asks_registration", "asks_survey", "held", "not_answerable"),
        *("in_junk", "stranger", "over_cap", "letter_in_doubt", "letter_interrupted", "speaker_cancels"),
        *("decision_stuck", "wish_no", "wish_unnamed", "wish_looser"),
    }
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something open: what it is, the row of the mail that a letter answers, the address it goes to."""

    subject: Subject
    mail: Row[Any]
    address: Address


class OpenSubjects(Decided, Announcements):
    """Reading what is open; writes nothing."""

    def incomplete_submissions(self, kinds: Collection[str]) -> tuple[int, ...]:
        """Numbers of the active submissions of these kinds that lack something, oldest first."""
        nobody = ~select(SpeakerRow.submission).where(SpeakerRow.submission == SubmissionRow.id).exists()
        return ids(
            self.connection.execute(
                select(SubmissionRow.id)
                .where(
                    SubmissionRow.kind.in_(tuple(kinds)),
                    SubmissionRow.status == "active",
                    SubmissionRow.forgotten.is_(None),
                    or_(SubmissionRow.complete.is_(False), SubmissionRow.has_report.is_(False) & nobody),
                )
                .order_by(SubmissionRow.id)
            )
        )

    def open_submissions(self, numbers: Collection[int], call: Call) -> list[Waiting]:
        """Those of these submissions that a letter may follow; not where the writer has declined since."""
        if not numbers:
            return []
        found = self.submissions(numbers)
        rows = {
            row.id: row
            for row in self.connection.execute(
                select(SubmissionRow.id, SubmissionRow.missing, SubmissionRow.updated).where(
                    SubmissionRow.id.in_(tuple(numbers))
                )
            )
        }
        mails: dict[int, list[Row[Any]]] = defaultdict(list)
        for row in self.connection.execute(MAILS, {"numbers": list(numbers)}):
            mails[row.submission].append(row)
        answered = self._messages({row.message for of in mails.values() for row in of})
        said = self.last_words()
        subjects = []
        for number, submission in found.items():
            own = [row for row in mails[number] if row.sender_address.lower() == submission.submitter.address.lower()]
            mail = next(iter(own or mails[number]), None)
            if mail is None or (message := answered.get(mail.message)) is None:
                continue
            word = said.get((message.sender_key, submission.kind))
            if word is not None and not word.coming and word.received > message.received:
                continue  # declined since
            asked = call.kinds.get(submission.kind)
            if asked is None:
                continue
            row = rows[number]
            item = _item(submission, missing_of(row.missing), asked)
            subject = Subject(str(submission.reference), submission.kind, submission.received, row.updated, item)
            to = Address(mail.sender_name, mail.to_address or mail.sender_address)
            subjects.append(Waiting(subject, message, to))
        items = self.with_decisions(tuple(one.subject.item for one in subjects if one.subject.item is not None))
        return [
            replace(one, subject=replace(one.subject, item=item)) for one, item in zip(subjects, items, strict=True)
        ]

    def unread(self, numbers: Collection[int]) -> frozenset[int]:
        """Those of these submissions of which a later mail waits on the attention list to be read by a person.

        What seems missing may stand in it. Later: behind the mail that brought the submission, in its conversation or
        from one of its senders.
        """
        waiting = self.connection.execute(
            select(MessageRow.id, MessageRow.conversation, MessageRow.sender_key, AttentionRow.reason)
            .join(AttentionRow, AttentionRow.message == MessageRow.id)
            .where(AttentionRow.closed.is_(None), MessageRow.forgotten.is_(None))
        ).all()
        later = [row for row in waiting if (taken_apart(row.reason) or ("", {}))[0] not in UNDERSTOOD]
        if not later or not numbers:
            return frozenset()
        first: dict[int, int] = {}
        known: dict[int, set[tuple[str, str]]] = defaultdict(set)
        for row in self.connection.execute(
            select(SubmissionMessageRow.submission, MessageRow.id, MessageRow.conversation, MessageRow.sender_key)
            .join(MessageRow, MessageRow.id == SubmissionMessageRow.message)
            .where(SubmissionMessageRow.submission.in_(tuple(numbers)))
            .order_by(MessageRow.id)
        ):
            first.setdefault(row.submission, row.id)
            known[row.submission] |= {("conversation", row.conversation), ("sender", row.sender_key)} - NOBODY
        return frozenset(
            number
            for number, of in known.items()
            if any(
                row.id > first[number] and {("conversation", row.conversation), ("sender", row.sender_key)} & of
                for row in later
            )
        )

    def open_announcements(self, kinds: Collection[str]) -> list[Waiting]:
        """What was announced last and has not come from that sender."""
        said = {
            key: word for key, word in self.last_words().items() if word.coming and word.kind in kinds and word.reply
        }
        if not said:
            return []
        messages = self._messages({word.id for word in said.values()})
        came = self.submitted_by({sender for sender, _ in said})
        return [
            Waiting(
                Subject(f"{MESSAGE}{word.id}", word.kind, word.received, word.first_seen),
                messages[word.id],
                Address(word.sender_name, word.sender_address),
            )
            for (sender, kind), word in said.items()
            if word.id in messages and (sender, kind) not in came
        ]

    def submitted_by(self, senders: Collection[str]) -> set[tuple[str, str]]:
        """(sender, kind) of everything these have submitted, whatever became of it."""
        submitted = select(SubmissionRow.submitter_key, SubmissionRow.kind).where(
            SubmissionRow.submitter_key.in_(tuple(senders))
        )
        sent = (
            select(MessageRow.sender_key, SubmissionRow.kind)
            .join(SubmissionMessageRow, SubmissionMessageRow.message == MessageRow.id)
            .join(SubmissionRow, SubmissionRow.id == SubmissionMessageRow.submission)
            .where(MessageRow.sender_key.in_(tuple(senders)))
        )
        run = self.connection.execute
        return {(row[0], row[1]) for row in (*run(submitted), *run(sent))}

    def _messages(self, numbers: Collection[int]) -> dict[int, Row[Any]]:
        """Those of some messages that a letter may follow: written by people, answerable, understood surely."""
        rows = self.connection.execute(
            select(
                MessageRow.id,
                MessageRow.message_id,
                MessageRow.sender_key,
                MessageRow.received,
                MessageRow.language,
                MessageRow.verdict,
            ).where(
                MessageRow.id.in_(tuple(numbers)),
                MessageRow.state == State.FILED,
                MessageRow.forgotten.is_(None),
                MessageRow.letters.is_(True),
                MessageRow.reply.is_(True),
                MessageRow.needs_review.is_(False),
            )
        )
        return {row.id: row for row in rows}


def _item(submission: Submission, lacking: Collection[tuple[str, str]], asked: Kind) -> Item:
    """A submission as a letter shows it. lacking: (of which part, what), as missing_of gives it."""
    return Item(
        action=Action.DUPLICATE,
        submission=submission,
        missing=tuple(Missing(what) for of, what in lacking if of == "report"),
        missing_of=tuple(
            tuple(Missing(what) for of, what in lacking if of == f"speakers.{place}")
            for place in range(1, len(submission.speakers) + 1)
        ),
        files_received=(),
        closes=asked.closes,
        last_day=asked.last_day,
        exact=asked.exact,
    )

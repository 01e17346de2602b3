"""Whom the clock's letters may go to: everybody with something open, what it is, and what they were told of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, or_, select

from mailbot.call import Call, Desk, Kind
from mailbot.intake.deadlines import DAY, Person, Subject
from mailbot.intake.plan import Action, Item, LetterKind, Missing, Submission
from mailbot.message.addresses import valid
from mailbot.message.model import Address
from mailbot.register.announcements import Announcements
from mailbot.register.decided import SENDERS, Decided
from mailbot.register.events import ids
from mailbot.register.looking import missing_of
from mailbot.register.schema import (
    LetterRow,
    LetterState,
    MessageRow,
    ReminderRow,
    SpeakerRow,
    State,
    SubmissionMessageRow,
    SubmissionRow,
)
from mailbot.register.types import bounded

MAILS = SENDERS.add_columns(MessageRow.id.label("message"))  # of a submission, in order
UNREACHED = (LetterState.HELD, LetterState.FAILED, LetterState.BOUNCED)
TO_ORGANISERS = (LetterKind.DIGEST.value, LetterKind.ALARM.value)
MESSAGE = "message:"  # how the key of something announced begins


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something open: what it is, the row of the mail that a letter answers, the address it goes to."""

    subject: Subject
    mail: Row[Any]
    address: Address


class People(Decided, Announcements):
    """Reading who waits for what; writes nothing."""

    def people_with(self, kinds: Collection[str], call: Call, desk: Desk, at: datetime) -> tuple[Person, ...]:
        """Everybody who may be written to and has something open of these kinds, in the order of what came first."""
        open_ones = self._open_submissions(self._incomplete(kinds), call)
        undecided = [one for one in open_ones if one.subject.item is None or not one.subject.item.decided]
        return self._people([*undecided, *self._announcements(kinds)], desk, at)

    def people_of(self, numbers: Collection[int], call: Call, desk: Desk, at: datetime) -> tuple[Person, ...]:
        """Who may be written to about these submissions (numbers of rows), complete or not."""
        return self._people(self._open_submissions(numbers, call), desk, at)

    def _incomplete(self, kinds: Collection[str]) -> tuple[int, ...]:
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

    def _open_submissions(self, numbers: Collection[int], call: Call) -> list[Waiting]:
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

    def _announcements(self, kinds: Collection[str]) -> list[Waiting]:
        """What was announced last and has not come from that sender."""
        said = {
            key: word for key, word in self.last_words().items() if word.coming and word.kind in kinds and word.reply
        }
        if not said:
            return []
        messages = self._messages({word.id for word in said.values()})
        came = self._submitted({sender for sender, _ in said})
        return [
            Waiting(
                Subject(f"{MESSAGE}{word.id}", word.kind, word.received, word.first_seen),
                messages[word.id],
                Address(word.sender_name, word.sender_address),
            )
            for (sender, kind), word in said.items()
            if word.id in messages and (sender, kind) not in came
        ]

    def _submitted(self, senders: Collection[str]) -> set[tuple[str, str]]:
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

    def _people(self, waiting: Iterable[Waiting], desk: Desk, at: datetime) -> tuple[Person, ...]:
        grouped: dict[str, list[Waiting]] = defaultdict(list)
        for one in waiting:
            address = one.address.address
            if valid(address) and not desk.owns(address):
                grouped[bounded(address.lower())].append(one)
        told = self._told({one.subject.key for of in grouped.values() for one in of})
        letters = self._letters_to(grouped, at)
        return tuple(
            Person(
                address=of[0].address,
                message=of[0].mail.id,
                message_id=of[0].mail.message_id,
                languages=_languages(of[0], desk),
                subjects=tuple(_with_told(one.subject, told) for one in of),
                written=letters[key][0],
                recent=letters[key][1],
                out_of_reach=letters[key][2],
            )
            for key, of in grouped.items()
        )

    def _told(self, keys: Collection[str]) -> dict[str, dict[str, frozenset[tuple[datetime, int]]]]:
        found: dict[str, dict[str, frozenset[tuple[datetime, int]]]] = defaultdict(dict)
        for row in self.connection.execute(select(ReminderRow.__table__).where(ReminderRow.subject.in_(tuple(keys)))):
            known = found[row.subject].get(row.kind, frozenset())
            found[row.subject][row.kind] = known | {(row.closes, row.days)}
        return found

    def _letters_to(self, keys: Collection[str], at: datetime) -> dict[str, tuple[datetime | None, int, bool]]:
        """Of each address: when it was last written to, how many letters within a day, whether one did not arrive."""
        rows = self.connection.execute(
            select(LetterRow.to_key, LetterRow.created, LetterRow.sent_at, LetterRow.state).where(
                LetterRow.to_key.in_(tuple(keys)),
                LetterRow.kind.not_in(TO_ORGANISERS),
                LetterRow.dropped.is_(None),
                LetterRow.forgotten.is_(None),
            )
        )
        found: dict[str, tuple[datetime | None, int, bool]] = dict.fromkeys(keys, (None, 0, False))
        for row in rows:
            written, recent, away = found[row.to_key]
            last = max(moment for moment in (written, row.created, row.sent_at) if moment is not None)
            found[row.to_key] = (last, recent + (at - row.created < DAY), away or row.state in UNREACHED)
        return found


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


def _with_told(subject: Subject, told: Mapping[str, Mapping[str, frozenset[tuple[datetime, int]]]]) -> Subject:
    known = told.get(subject.key, {}).get(subject.kind, frozenset())
    return replace(subject, told=known)


def _languages(first: Waiting, desk: Desk) -> tuple[str, ...]:
    """The submission's language, or the message's; all of the desk's where that was not sure."""
    item, verdict = first.subject.item, first.mail.verdict
    language = item.submission.language if item is not None else first.mail.language or desk.languages[0]
    certain = not isinstance(verdict, dict) or verdict.get("language_certain", True)
    others = tuple(other for other in desk.languages if other != language)
    return (language,) if certain else (language, *others)

"""What the clock of the call needs from the register: who has something open, what was told, which closings held."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select

from mailbot.call import Call, Desk, Kind, Standing, standing
from mailbot.intake.deadlines import DAY, Due, Person, Subject
from mailbot.intake.plan import Action, Item, LetterKind, Missing
from mailbot.intake.recipient import valid
from mailbot.message.model import Address
from mailbot.register.announcements import Announcements
from mailbot.register.decided import SENDERS, Decided
from mailbot.register.events import Event, ids
from mailbot.register.looking import missing_of
from mailbot.register.schema import (
    ClosingRow,
    EventRow,
    LetterRow,
    LetterState,
    LetterSubmissionRow,
    MessageRow,
    ReminderRow,
    SpeakerRow,
    State,
    SubmissionMessageRow,
    SubmissionRow,
)
from mailbot.register.types import bounded
from mailbot.understanding.model import Publication

MAILS = SENDERS.add_columns(MessageRow.id.label("message"))  # of a submission, in order
UNREACHED = (LetterState.HELD, LetterState.FAILED, LetterState.BOUNCED)
TO_ORGANISERS = (LetterKind.DIGEST.value, LetterKind.ALARM.value)
BETTER = {standing: place for place, standing in enumerate((Standing.ON_TIME, Standing.GRACE, Standing.LATE))}
PUBLISHED = "published"  # in the log of a document, by `mailbot publish`
MESSAGE = "message:"  # how the key of something announced begins


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind's closing as it was gone by."""

    id: int
    kind: str
    closes: datetime
    grace: timedelta
    last_day: date
    at: datetime  # since when


@dataclass(frozen=True, slots=True)
class Better:
    """A submission that stands better since its closing was extended. number: of its row."""

    number: int
    before: Standing
    after: Standing


class Deadlines(Decided, Announcements):
    """Reading and writing for the letters that the clock brings."""

    # ---- closings

    def closings(self) -> dict[str, Kept]:
        """The closings that were gone by last, by kind."""
        rows = self.connection.execute(select(ClosingRow.__table__))
        return {
            row.kind: Kept(
                row.id, row.kind, row.closes, timedelta(seconds=row.grace), date.fromisoformat(row.last_day), row.at
            )
            for row in rows
        }

    def keep_closing(self, kind: Kind, at: datetime, actor: str, reason: str = "") -> None:
        """Goes by this closing from here on, and says in the log what it was before."""
        values = {
            "closes": kind.closes,
            "grace": int(kind.grace.total_seconds()),
            "last_day": kind.last_day.isoformat(),
            "at": at,
        }
        kept = self.closings().get(kind.key)
        if kept is None:
            self._add(ClosingRow, {"kind": kind.key, **values})
            return
        self._set(ClosingRow, kept.id, values)
        detail = {"closes": [kept.closes.isoformat(), kind.closes.isoformat()]}
        self.record(Event(at, actor, "closing moved", "closings", kept.id, reason, detail))

    def told_closing(self, kind: str) -> int:
        """How many active submissions of a kind were told their closing: a letter about them went out."""
        told = (
            select(LetterSubmissionRow.letter)
            .join(LetterRow, LetterRow.id == LetterSubmissionRow.letter)
            .where(
                LetterSubmissionRow.submission == SubmissionRow.id,
                LetterRow.state.in_((LetterState.SENT, LetterState.SENDING)),
            )
        )
        return self.connection.execute(
            select(func.count())
            .select_from(SubmissionRow)
            .where(SubmissionRow.kind == kind, SubmissionRow.status == "active", told.exists())
        ).scalar_one()

    def unpublished(self, kind: str, *, complete: bool) -> int:
        """How many active documents of a kind may be published and were not. complete: of those that lack nothing."""
        published = select(EventRow.id).where(
            EventRow.subject_table == "submissions", EventRow.subject_id == SubmissionRow.id,
            EventRow.action == PUBLISHED,
        )  # fmt: skip
        wanted = select(func.count()).where(
            SubmissionRow.kind == kind,
            SubmissionRow.status == "active",
            SubmissionRow.publication != Publication.NO.value,
            ~published.exists(),
        )
        if complete:
            wanted = wanted.where(SubmissionRow.complete.is_(True))
        return self.connection.execute(wanted).scalar_one()

    def restand(
        self, before: Kind, after: Kind, call: Call, at: datetime, actor: str, reason: str
    ) -> tuple[Better, ...]:
        """Lets every submission of a kind stand by its new, later closing; those that stand better now.

        A standing that a person gave stays.
        """
        rows = self.connection.execute(
            select(SubmissionRow.id, SubmissionRow.received, SubmissionRow.standing, SubmissionRow.status)
            .where(SubmissionRow.kind == after.key, SubmissionRow.received >= before.closes)
            .order_by(SubmissionRow.id)
        ).all()
        found = []
        for row in rows:
            was, now = _standing(before, row.received), standing(after.key, row.received, call)
            if row.standing != was or BETTER[now] >= BETTER[was]:
                continue
            self._set(SubmissionRow, row.id, {"standing": now.value})
            detail = {"standing": [was.value, now.value]}
            self.record(Event(at, actor, "extended", "submissions", row.id, reason, detail))
            if row.status == "active":
                found.append(Better(row.id, was, now))
        return tuple(found)

    # ---- people

    def people_with(self, kinds: Collection[str], call: Call, desk: Desk, at: datetime) -> tuple[Person, ...]:
        """Everybody who may be written to and has something open of these kinds, in the order of what came first."""
        numbers = self._incomplete(kinds)
        subjects = [*self._open_submissions(numbers, call), *self._announcements(kinds)]
        return self._people(subjects, desk, at)

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

    def _open_submissions(self, numbers: Collection[int], call: Call) -> list[tuple[Subject, Any, Address]]:
        """Each as (what is open, the row of the mail that a letter answers, the address it goes to)."""
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
        mails: dict[int, list[Any]] = defaultdict(list)
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
            lacking = missing_of(rows[number].missing)
            item = Item(
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
            subject = Subject(
                str(submission.reference), submission.kind, submission.received, rows[number].updated, item
            )
            subjects.append((subject, message, Address(mail.sender_name, mail.to_address or mail.sender_address)))
        return subjects

    def _announcements(self, kinds: Collection[str]) -> list[tuple[Subject, Any, Address]]:
        """What was announced last and has not come from that sender."""
        said = {
            key: word for key, word in self.last_words().items() if word.coming and word.kind in kinds and word.reply
        }
        if not said:
            return []
        messages = self._messages({word.id for word in said.values()})
        came = self._submitted({sender for sender, _ in said})
        return [
            (
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

    def _messages(self, numbers: Collection[int]) -> dict[int, Any]:
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

    def _people(self, subjects: Iterable[tuple[Subject, Any, Address]], desk: Desk, at: datetime) -> tuple[Person, ...]:
        grouped: dict[str, list[tuple[Subject, Any, Address]]] = defaultdict(list)
        for subject in subjects:
            address = subject[2].address
            if valid(address) and not desk.owns(address):
                grouped[bounded(address.lower())].append(subject)
        told = self._told({subject.key for of in grouped.values() for subject, _, _ in of})
        letters = self._letters_to(grouped, at)
        return tuple(
            Person(
                address=of[0][2],
                message=of[0][1].id,
                message_id=of[0][1].message_id,
                languages=_languages(of[0], desk),
                subjects=tuple(_with_told(subject, told) for subject, _, _ in of),
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

    # ---- letters

    def note_reminded(self, due: Due, key: str) -> None:
        """Keeps what a queued letter is about."""
        number = self._letter_number(key)
        self._add(
            ReminderRow,
            [
                {
                    "subject": subject.key,
                    "kind": subject.kind,
                    "closes": due.occasions[subject.key].closes,
                    "days": due.occasions[subject.key].days,
                    "letter": number,
                }
                for subject in due.subjects
                if subject.key in due.occasions
            ],
        )

    def letters_named(self, beginning: str) -> int:
        """How many letters have a key that begins so."""
        named = LetterRow.key.startswith(beginning, autoescape=True)
        return self.connection.execute(select(func.count()).select_from(LetterRow).where(named)).scalar_one()

    def outlived(self, letter: int, at: datetime) -> str:
        """Why a letter that the clock brought is no longer true, in words; "" where it is, or is no such letter.

        Closings are those that are gone by: `mailbot extend` may be ahead of a process that has not been reloaded.
        """
        created = select(LetterRow.created).where(LetterRow.id == letter).scalar_subquery()
        rows = self.connection.execute(
            select(ReminderRow.__table__, created.label("created")).where(ReminderRow.letter == letter)
        ).all()
        told_of = select(SubmissionRow.__table__).where(
            SubmissionRow.reference.in_([row.subject for row in rows if not row.subject.startswith(MESSAGE)])
        )
        submissions = {row.reference: row for row in self.connection.execute(told_of)} if rows else {}
        closings = self.closings()
        for row in rows:
            kept = closings.get(row.kind)
            if kept is None or kept.closes != row.closes:
                return "the closing was moved"
            if row.days > 0 and at >= row.closes:
                return "the closing has passed"
            found = submissions.get(row.subject)
            if found is not None and (found.status != "active" or found.forgotten is not None):
                return f"{row.subject} is {found.status} since"
            if found is not None and row.days >= 0 and found.updated >= row.created:
                return f"{row.subject} was changed since"
            if found is None and not self._still_awaited(row):
                return "what was announced has come, or will not"
        return ""

    def give_up(self, letter: int, at: datetime, actor: str, reason: str) -> None:
        """Drops a letter of the clock that is no longer true; what of it still is will be told by another."""
        self.drop(letter, at, actor, reason)
        self.connection.execute(delete(ReminderRow).where(ReminderRow.letter == letter))

    def _still_awaited(self, row: Any) -> bool:
        number = int(row.subject.removeprefix(MESSAGE))
        sender = self.connection.execute(select(MessageRow.sender_key).where(MessageRow.id == number)).scalar_one()
        word = self.last_words().get((sender, row.kind))
        return word is not None and word.id == number and (sender, row.kind) not in self._submitted([sender])

    def _letter_number(self, key: str) -> int:
        return self.connection.execute(select(LetterRow.id).where(LetterRow.key == key)).scalar_one()


def _standing(kind: Kind, received: datetime) -> Standing:
    """By a closing that no longer holds."""
    if received < kind.closes:
        return Standing.ON_TIME
    return Standing.GRACE if received < kind.closes + kind.grace else Standing.LATE


def _with_told(subject: Subject, told: Mapping[str, Mapping[str, frozenset[tuple[datetime, int]]]]) -> Subject:
    known = told.get(subject.key, {}).get(subject.kind, frozenset())
    return Subject(subject.key, subject.kind, subject.received, subject.touched, subject.item, known)


def _languages(first: tuple[Subject, Any, Address], desk: Desk) -> tuple[str, ...]:
    """The submission's language, or the message's; all of the desk's where that was not sure."""
    subject, message, _ = first
    language = subject.item.submission.language if subject.item is not None else message.language or desk.languages[0]
    certain = not isinstance(message.verdict, dict) or message.verdict.get("language_certain", True)
    others = tuple(other for other in desk.languages if other != language)
    return (language,) if certain else (language, *others)

"""Decisions about people put forward, read back: what is prepared, what was told, what is still open."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from mailbot.call import Desk
from mailbot.intake.decision import Case, Decision, DecisionState, Undecided, person_at
from mailbot.intake.plan import Item, Submission
from mailbot.intake.summary import PersonLine
from mailbot.intake.told import Acceptance, Choice, Presence, Target
from mailbot.message.addresses import valid
from mailbot.message.model import Address
from mailbot.register.events import ids
from mailbot.register.outbox import Outboxes
from mailbot.register.schema import (
    DecisionRow,
    LetterRow,
    LetterState,
    MessageRow,
    SubmissionMessageRow,
    SubmissionRow,
)
from mailbot.register.statement import Statement
from mailbot.register.submissions import Submissions
from mailbot.register.unit import listed
from mailbot.understanding.model import Speaker

# In these states a letter may have reached somebody; one that failed or came back has not.
MAY_HAVE_ARRIVED = (LetterState.SENDING, LetterState.SENT, LetterState.HELD)

DECISIONS = (
    select(
        DecisionRow.__table__,
        SubmissionRow.reference.label("reference"),
        SubmissionRow.kind.label("kind"),
        LetterRow.key.label("letter_key"),
        LetterRow.to_address.label("letter_to"),
        LetterRow.state.label("letter_state"),
        LetterRow.attempts.label("letter_attempts"),
        LetterRow.sent_at.label("letter_sent"),
        LetterRow.created.label("letter_created"),
    )
    .join(SubmissionRow, SubmissionRow.id == DecisionRow.submission)
    .outerjoin(LetterRow, LetterRow.id == DecisionRow.letter)
    .order_by(SubmissionRow.reference, DecisionRow.place, DecisionRow.id)
)
ACCEPTED = DECISIONS.where(DecisionRow.state == DecisionState.SENT, DecisionRow.choice == Choice.ACCEPT)
CITED = (
    select(DecisionRow.first)
    .join(LetterRow, LetterRow.id == DecisionRow.letter)
    .where(LetterRow.message_id.in_(listed("cited")))
)
SPOKEN_OF = Statement(
    ACCEPTED.where(or_(SubmissionRow.reference.in_(listed("references")), DecisionRow.first.in_(CITED)))
)
TOLD = Statement(
    DECISIONS.where(SubmissionRow.reference.in_(listed("references")), DecisionRow.state == DecisionState.SENT)
)
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


class Decided(Submissions, Outboxes):
    """Looking decisions up."""

    def decisions_by_id(self, decisions: Collection[int]) -> tuple[Decision, ...]:
        """Decisions by their ids, in the order of references."""
        rows = self.connection.execute(DECISIONS.where(DecisionRow.id.in_(tuple(decisions))))
        return tuple(_decision(row) for row in rows)

    def prepared(self, desk: Desk, due: datetime | None = None) -> tuple[Case, ...]:
        """Decisions whose letters are to be sent, each with what its letter needs. due: only those set for by then."""
        wanted = DECISIONS.where(DecisionRow.state == DecisionState.PREPARED)
        if due is not None:
            wanted = wanted.where(DecisionRow.send_at <= due)
        rows = self.connection.execute(wanted).all()
        if not rows:
            return ()
        submissions = self.submissions([row.submission for row in rows])
        writers = self._writers(submissions, desk)
        before = {one.id: one for one in self.decisions_by_id({row.replaces for row in rows if row.replaces})}
        threads = self._threads({row.first for row in rows})
        cases = []
        for row in rows:
            decision, submission = _decision(row), submissions[row.submission]
            recipient, answers = writers.get(row.submission, (None, ""))
            replaces = before.get(row.replaces)
            place = person_at(row.name, row.place, submission.speakers)
            cases.append(
                Case(decision, submission, place, recipient, answers, replaces, threads.get(decision.first, ""))
            )
        return tuple(cases)

    def any_decision_due(self, at: datetime) -> bool:
        """Whether the letter of a prepared decision was set for a time that has come."""
        due = select(DecisionRow.id).where(DecisionRow.state == DecisionState.PREPARED, DecisionRow.send_at <= at)
        return self.connection.execute(due.limit(1)).first() is not None

    def undecided(self) -> tuple[Undecided, ...]:
        """Everybody put forward in an active submission about whom nothing is decided, oldest submission first."""
        active = select(SubmissionRow.id).where(SubmissionRow.status == "active", SubmissionRow.has_report.is_(False))
        submissions = self.submissions(ids(self.connection.execute(active.order_by(SubmissionRow.id))))
        wanted = DECISIONS.where(DecisionRow.state != DecisionState.SUPERSEDED)
        decided: dict[int, set[int]] = {}
        for row in self.connection.execute(wanted):
            if row.submission in submissions:
                place = person_at(row.name, row.place, submissions[row.submission].speakers)
                decided.setdefault(row.submission, set()).add(place or 0)
        return tuple(
            Undecided(Target(submission.reference or "", place), speaker, submission)
            for number, submission in submissions.items()
            for place, speaker in enumerate(submission.speakers, 1)
            if place not in decided.get(number, set())
        )

    def with_decisions(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """What a letter is about to tell, knowing whether everybody in a submission has been told a decision."""
        references = tuple(reference for item in items if (reference := item.submission.reference) is not None)
        told: dict[str, set[int | None]] = {}
        if references:
            speakers = {item.submission.reference: item.submission.speakers for item in items}
            for row in TOLD.rows(self.connection, {"references": references}):
                place = person_at(row.name, row.place, speakers[row.reference])
                told.setdefault(row.reference, set()).add(place)
        return tuple(
            replace(item, decided=set(range(1, len(item.submission.speakers) + 1)) <= known)
            if (known := told.get(item.submission.reference or "")) and item.submission.speakers
            else item
            for item in items
        )

    def undecided_lines(self) -> tuple[PersonLine, ...]:
        """Who is undecided, as the organisers are told."""
        return tuple(PersonLine(str(one.target), one.submission.kind, one.speaker) for one in self.undecided())

    def prepared_lines(self) -> tuple[PersonLine, ...]:
        """Whose letter is prepared and has not been sent."""
        rows = self.connection.execute(DECISIONS.where(DecisionRow.state == DecisionState.PREPARED))
        return tuple(PersonLine(f"{row.reference}.{row.place}", row.kind, Speaker(row.name), row.role) for row in rows)

    def unconfirmed_lines(self) -> tuple[PersonLine, ...]:
        """Who were told that they are to speak and have not said whether they come."""
        return tuple(
            PersonLine(str(one.target), one.kind, one.speaker, one.role, one.when)
            for one in self.accepted()
            if one.presence is Presence.UNKNOWN
        )

    def accepted(self) -> tuple[Acceptance, ...]:
        """Every acceptance that holds and was told, with what is known of the person's coming."""
        return self._acceptances(self.connection.execute(ACCEPTED).all(), frozenset())

    def acceptances(self, references: Sequence[str], cited: Sequence[str]) -> tuple[Acceptance, ...]:
        """The acceptances a message may speak of: of these submissions, or told by letters it cites."""
        rows = SPOKEN_OF.rows(self.connection, {"references": references, "cited": cited})
        if not rows:
            return ()
        firsts = frozenset(ids(self.connection.execute(CITED, {"cited": list(cited)})))
        return self._acceptances(rows, firsts)

    def _acceptances(self, rows: Iterable[Any], cited: Collection[int]) -> tuple[Acceptance, ...]:
        found = list(rows)
        submissions = self.submissions([row.submission for row in found])
        standing = []
        for row in found:
            submission = submissions[row.submission]
            place = person_at(row.name, row.place, submission.speakers)
            if submission.status != "active" or place is None:
                continue
            standing.append(
                Acceptance(
                    decision=row.id,
                    target=Target(row.reference, place),
                    kind=row.kind,
                    speaker=submission.speakers[place - 1],
                    role=row.role,
                    to=row.letter_to or "",
                    cited=row.first in cited,
                    presence=Presence(row.presence),
                    when=row.letter_sent,
                    language=submission.language,
                )
            )
        return tuple(standing)

    def _standing(self, submission: Submission, place: int) -> dict[DecisionState, Decision]:
        """What is prepared and what was told about a person."""
        wanted = DECISIONS.where(
            SubmissionRow.reference == submission.reference, DecisionRow.state != DecisionState.SUPERSEDED
        )
        return {
            (decision := _decision(row)).state: decision
            for row in self.connection.execute(wanted)
            if person_at(row.name, row.place, submission.speakers) == place
        }

    def _writers(self, submissions: dict[int, Submission], desk: Desk) -> dict[int, tuple[Address | None, str]]:
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

    def _threads(self, firsts: Collection[int]) -> dict[int, str]:
        """The Message-ID of the first letter about a person, by the first decision."""
        rows = self.connection.execute(
            select(DecisionRow.id, LetterRow.message_id)
            .join(LetterRow, LetterRow.id == DecisionRow.letter)
            .where(DecisionRow.id.in_(tuple(firsts)))
        )
        return {row.id: row.message_id for row in rows}


def _decision(row: Any) -> Decision:
    gone = row.letter_sent is not None or (row.letter_attempts or 0) > 0
    arrived = gone and row.letter_state in MAY_HAVE_ARRIVED
    return Decision(
        id=row.id,
        target=Target(row.reference, row.place),
        name=row.name,
        choice=Choice(row.choice),
        role=row.role,
        note=row.note,
        tell=row.tell,
        by=row.by,
        at=row.at,
        state=DecisionState(row.state),
        send_at=row.send_at,
        replaces=row.replaces,
        first=row.first,
        number=row.number,
        letter=row.letter_key or "",
        told_at=(row.letter_sent or row.letter_created) if arrived else None,
        presence=Presence(row.presence),
    )

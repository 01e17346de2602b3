"""Decisions about people put forward, read back: what is prepared, what was told, what is still open."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from mailbot.call import Desk
from mailbot.intake.decision import Case, Decision, DecisionState, Undecided, person_at
from mailbot.intake.plan import Item, Submission
from mailbot.intake.summary import PersonLine
from mailbot.intake.told import Target
from mailbot.register.acceptances import Acceptances
from mailbot.register.decision_rows import DECISIONS, decision_of
from mailbot.register.events import ids
from mailbot.register.outbox import Outboxes
from mailbot.register.schema import DecisionRow, LetterRow, SubmissionRow
from mailbot.register.statement import Statement
from mailbot.register.submissions import Submissions
from mailbot.register.unit import listed
from mailbot.register.writers import Writers
from mailbot.understanding.model import Speaker

TOLD = Statement(
    DECISIONS.where(SubmissionRow.reference.in_(listed("references")), DecisionRow.state == DecisionState.SENT)
)


class Decided(Submissions, Outboxes, Acceptances, Writers):
    """Looking decisions up."""

    def decisions_by_id(self, decisions: Collection[int]) -> tuple[Decision, ...]:
        """Decisions by their ids, in the order of references."""
        rows = self.connection.execute(DECISIONS.where(DecisionRow.id.in_(tuple(decisions))))
        return tuple(decision_of(row) for row in rows)

    def prepared(self, desk: Desk, due: datetime | None = None) -> tuple[Case, ...]:
        """Decisions whose letters are to be sent, each with what its letter needs. due: only those set for by then."""
        wanted = DECISIONS.where(DecisionRow.state == DecisionState.PREPARED)
        if due is not None:
            wanted = wanted.where(DecisionRow.send_at <= due)
        rows = self.connection.execute(wanted).all()
        if not rows:
            return ()
        submissions = self.submissions([row.submission for row in rows])
        writers = self.writers(submissions, desk)
        before = {one.id: one for one in self.decisions_by_id({row.replaces for row in rows if row.replaces})}
        threads = self._threads({row.first for row in rows})
        cases = []
        for row in rows:
            decision, submission = decision_of(row), submissions[row.submission]
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

    def _standing(self, submission: Submission, place: int) -> dict[DecisionState, Decision]:
        """What is prepared and what was told about a person."""
        wanted = DECISIONS.where(
            SubmissionRow.reference == submission.reference, DecisionRow.state != DecisionState.SUPERSEDED
        )
        return {
            (decision := decision_of(row)).state: decision
            for row in self.connection.execute(wanted)
            if person_at(row.name, row.place, submission.speakers) == place
        }

    def _threads(self, firsts: Collection[int]) -> dict[int, str]:
        """The Message-ID of the first letter about a person, by the first decision."""
        rows = self.connection.execute(
            select(DecisionRow.id, LetterRow.message_id)
            .join(LetterRow, LetterRow.id == DecisionRow.letter)
            .where(DecisionRow.id.in_(tuple(firsts)))
        )
        return {row.id: row.message_id for row in rows}

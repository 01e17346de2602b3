"""Acceptances: who was told that they are to speak, and whether they have said that they come."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import or_, select

from mailbot.intake.decision import DecisionState, person_at
from mailbot.intake.summary import PersonLine
from mailbot.intake.told import Acceptance, Choice, Presence, Target
from mailbot.register.decision_rows import DECISIONS
from mailbot.register.events import ids
from mailbot.register.finding import Finding
from mailbot.register.schema import DecisionRow, LetterRow, SubmissionRow
from mailbot.register.statement import Statement
from mailbot.register.unit import listed

ACCEPTED = DECISIONS.where(DecisionRow.state == DecisionState.SENT, DecisionRow.choice == Choice.ACCEPT)
CITED = (
    select(DecisionRow.first)
    .join(LetterRow, LetterRow.id == DecisionRow.letter)
    .where(LetterRow.message_id.in_(listed("cited")))
)
SPOKEN_OF = Statement(
    ACCEPTED.where(or_(SubmissionRow.reference.in_(listed("references")), DecisionRow.first.in_(CITED)))
)


class Acceptances(Finding):
    """Looking acceptances up."""

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

    def unconfirmed_lines(self) -> tuple[PersonLine, ...]:
        """Who were told that they are to speak and have not said whether they come."""
        return tuple(
            PersonLine(str(one.target), one.kind, one.speaker, one.role, one.when)
            for one in self.accepted()
            if one.presence is Presence.UNKNOWN
        )

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

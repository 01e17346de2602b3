"""The closings that were gone by: kept, moved later, with what becomes of the submissions that came in between."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from mailbot.call import Call, Kind, Standing, standing
from mailbot.intake.plan import LetterKind
from mailbot.register.events import Event, Events
from mailbot.register.schema import (
    ClosingRow,
    EventRow,
    LetterRow,
    LetterState,
    LetterSubmissionRow,
    SubmissionRow,
)
from mailbot.understanding.model import Publication

BETTER = {standing: place for place, standing in enumerate((Standing.ON_TIME, Standing.GRACE, Standing.LATE))}
PUBLISHED = "published"  # in the log of a document, by `mailbot publish`


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


class Closings(Events):
    """Reading and writing closings, and counting what an extension or a closing concerns."""

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

    def told_standing(self, numbers: Collection[int]) -> frozenset[int]:
        """Those of some submissions (numbers of rows) of which a letter tells, or will tell, how they stand."""
        rows = self.connection.execute(
            select(LetterSubmissionRow.submission)
            .join(LetterRow, LetterRow.id == LetterSubmissionRow.letter)
            .where(
                LetterSubmissionRow.submission.in_(tuple(numbers)),
                LetterRow.kind != LetterKind.RECEIPT.value,
                LetterRow.dropped.is_(None),
            )
        )
        return frozenset(row.submission for row in rows)

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


def _standing(kind: Kind, received: datetime) -> Standing:
    """By a closing that no longer holds."""
    if received < kind.closes:
        return Standing.ON_TIME
    return Standing.GRACE if received < kind.closes + kind.grace else Standing.LATE

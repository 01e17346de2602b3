"""Decisions about people put forward: taken, replaced, told by letter, and what was answered to them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from mailbot.call import Call
from mailbot.intake.decision import Case, Choosing, Decision, DecisionState, choice_fault, person_fault, same_letter
from mailbot.intake.told import Acceptance, Presence
from mailbot.register.decided import Decided
from mailbot.register.events import Event
from mailbot.register.schema import DecisionRow, LetterRow, LetterState, SubmissionMessageRow, SubmissionRow
from mailbot.register.submissions import TIED

REPLACED = "replaced by a later decision before it went out"
NOT_GONE = (LetterState.QUEUED, LetterState.HELD)


class Decisions(Decided):
    """Taking decisions and reading them back. None of it sends anything; letters are queued by daemon/deciding.py."""

    def decision_fault(self, choosing: Choosing, call: Call) -> str:
        """Why a decision cannot be taken, in one line; "" where it can."""
        submission = self.submission(choosing.target.reference)
        if submission is None:
            return f"{choosing.target.reference}: the register has no such submission"
        if fault := person_fault(choosing.target, submission.status, submission.speakers):
            return fault
        place = choosing.target.place or 1
        if fault := choice_fault(choosing, submission.speakers[place - 1], call.roles_of(submission.kind)):
            return fault
        told = self._standing(submission, place).get(DecisionState.SENT)
        if told is not None and told.told_at is not None and same_letter(choosing, told):
            return f"{choosing.target}: the letter of {told.told_at:%Y-%m-%d} said so already"
        return ""

    def decide(self, choosing: Choosing, at: datetime, actor: str, reason: str = "") -> Decision:
        """Takes a decision that has no fault; its letter is not written yet. A prepared one about the person gives way.

        A letter that had been queued but has not gone out never will; one that went out is replaced by a new letter.
        """
        target = choosing.target
        submission = self.submission(target.reference)
        assert submission is not None, "decision_fault is asked first"
        place = target.place or 1
        standing = self._standing(submission, place)
        if (waiting := standing.get(DecisionState.PREPARED)) is not None:
            self._set(DecisionRow, waiting.id, {"state": DecisionState.SUPERSEDED})
        told = standing.get(DecisionState.SENT)
        replaces = told.id if told is not None else None
        if told is not None and self._take_back(told, at, actor):
            self._set(DecisionRow, told.id, {"state": DecisionState.SUPERSEDED})
            replaces = told.replaces
        number = self._number_of(target.reference)
        decision = self._add_numbered(
            DecisionRow,
            {
                "submission": number,
                "place": place,
                "name": submission.speakers[place - 1].name,
                "choice": choosing.choice,
                "role": choosing.role,
                "note": choosing.note,
                "tell": choosing.tell,
                "by": actor,
                "at": at,
                "state": DecisionState.PREPARED,
                "replaces": replaces,
                "first": 0,
                "number": 0 if told is None else told.number + (replaces == told.id),
                "presence": Presence.UNKNOWN,
            },
        )
        self._set(DecisionRow, decision, {"first": told.first if told is not None else decision})
        before = told or waiting
        self._log(
            number,
            "decided",
            place,
            at,
            actor,
            reason,
            {
                "decision": [before.choice if before else None, choosing.choice],
                "role": [before.role if before else None, choosing.role],
                "note": choosing.note,
                "tell": choosing.tell,
            },
        )
        return self.decisions_by_id([decision])[0]

    def take_back(self, case: Case, at: datetime, actor: str, reason: str = "") -> None:
        """Drops what was prepared about a person; what was told before, if anything, holds."""
        self._set(DecisionRow, case.decision.id, {"state": DecisionState.SUPERSEDED})
        detail = {"decision": [case.decision.choice, None]}
        number = self._number_of(case.target.reference)
        self._log(number, "decision taken back", case.target.place or 1, at, actor, reason, detail)

    def schedule(self, cases: Iterable[Case], when: datetime, at: datetime, actor: str, reason: str = "") -> None:
        """Sets when the letters of prepared decisions go out by themselves."""
        for case in cases:
            self._set(DecisionRow, case.decision.id, {"send_at": when})
            number = self._number_of(case.target.reference)
            detail = {"send_at": when.isoformat()}
            self._log(number, "decision scheduled", case.target.place or 1, at, actor, reason, detail)

    def put_off(self, case: Case, at: datetime, why: str) -> None:
        """A letter that was set for a time cannot go out: it waits for a person."""
        self._set(DecisionRow, case.decision.id, {"send_at": None})
        self.open_attention([why], at, submission=self._number_of(case.target.reference))

    def told(self, case: Case, letter_key: str, at: datetime, actor: str, reason: str = "") -> None:
        """The letter of a decision is in the outbox: it is what holds now, and what it replaces no longer does."""
        letter = self.connection.execute(select(LetterRow.id).where(LetterRow.key == letter_key)).scalar_one()
        if case.decision.replaces is not None:
            self._set(DecisionRow, case.decision.replaces, {"state": DecisionState.SUPERSEDED})
        self._set(DecisionRow, case.decision.id, {"state": DecisionState.SENT, "letter": letter})
        number = self._number_of(case.target.reference)
        detail = {"letter": letter_key, "to": case.recipient.address if case.recipient else ""}
        self._log(number, "decision told", case.target.place or 1, at, actor, reason, detail)

    def note_presence(
        self,
        acceptance: Acceptance,
        presence: Presence,
        at: datetime,
        actor: str,
        reason: str = "",
        message: int | None = None,
    ) -> None:
        """An accepted person comes, or does not; by a message, or as the organisers heard otherwise."""
        values = {"presence": presence, "heard": at, "message": message}
        self._set(DecisionRow, acceptance.decision, values)
        number = self._number_of(acceptance.target.reference)
        if message is not None and not TIED.rows(self.connection, {"submission": number, "message": message}):
            tie = {"submission": number, "message": message, "action": presence.value, "reason": reason, "at": at}
            self._add(SubmissionMessageRow, tie)
        detail = {"presence": [acceptance.presence, presence], "message": message}
        self._log(number, presence.value, acceptance.target.place or 1, at, actor, reason, detail)

    def _take_back(self, told: Decision, at: datetime, actor: str) -> bool:
        """Keeps a letter in that was queued and has not gone out; False where it has, or never will."""
        letter = self.letter_entry(told.letter)
        if letter is None or letter.state not in NOT_GONE or letter.attempts:
            return False
        return self.drop(letter.id, at, actor, REPLACED)

    def _number_of(self, reference: str) -> int:
        wanted = select(SubmissionRow.id).where(SubmissionRow.reference == reference)
        return self.connection.execute(wanted).scalar_one()

    def _log(
        self, number: int, action: str, place: int, at: datetime, actor: str, reason: str, detail: dict[str, Any]
    ) -> None:
        self.record(Event(at, actor, action, "submissions", number, reason, {"speaker": place, **detail}))

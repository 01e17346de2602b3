"""A letter's way out: due, claimed by one, and moved by what the relay, or a bounce, said of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select, update

from mailbot.intake.plan import LetterKind
from mailbot.register.attention import Attention
from mailbot.register.events import Event
from mailbot.register.letter_states import LONGEST_WAIT, Outcome, step
from mailbot.register.schema import LetterRow, LetterState
from mailbot.register.statement import Statement
from mailbot.register.unit import given
from mailbot.register.values import Due, IssuedLetter

DUE = (
    select(LetterRow.__table__)
    .where(
        LetterRow.state == LetterState.QUEUED,
        or_(LetterRow.next_attempt_at <= given("at"), LetterRow.next_attempt_at > given("impossible")),
    )
    .order_by(LetterRow.next_attempt_at, LetterRow.id)
    .limit(1)
)
DUE_RELEASED = DUE.where(LetterRow.released.is_not(None))
IS_ALARM = LetterRow.kind == LetterKind.ALARM.value
# By whether only what a person released, and only alarms, may go out now.
DUES = {
    (False, False): Statement(DUE),
    (True, False): Statement(DUE_RELEASED),
    (False, True): Statement(DUE.where(IS_ALARM)),
    (True, True): Statement(DUE_RELEASED.where(IS_ALARM)),
}
STANDING = Statement(
    select(
        LetterRow.state, LetterRow.attempts, LetterRow.first_attempt_at, LetterRow.message, LetterRow.forgotten
    ).where(LetterRow.id == given("number"))
)


class Deliveries(Attention):
    """What becomes of queued letters."""

    def due(self, at: datetime, *, only_released: bool = False, only_alarms: bool = False) -> Due | None:
        """The letter that has been due longest; None where none is due.

        only_released: of those that a person released; the others wait, because letters.mode is hold. only_alarms: of
        those that no cap may keep back.
        A due time further ahead than any wait means that the clock was set back: due.
        """
        row = DUES[only_released, only_alarms].first(self.connection, {"at": at, "impossible": at + LONGEST_WAIT})
        if row is None:
            return None
        return Due(row.id, row.key, row.kind, row.to_address, row.envelope_sender, row.attempts, row.message, row.raw)

    def next_due(self) -> datetime | None:
        """When the next queued letter is due; None where none waits."""
        return self.connection.execute(
            select(func.min(LetterRow.next_attempt_at)).where(LetterRow.state == LetterState.QUEUED)
        ).scalar_one()

    def claim(self, letter_id: int, at: datetime) -> bool:
        """Makes a queued letter `sending`: from here it may have arrived. False where it is no longer queued.

        To be committed before the end of the message goes over the line; of two who claim one letter, one gets it.
        """
        claimed = self.connection.execute(
            update(LetterRow)
            .where(LetterRow.id == letter_id, LetterRow.state == LetterState.QUEUED)
            .values(
                state=LetterState.SENDING,
                next_attempt_at=None,
                first_attempt_at=func.coalesce(LetterRow.first_attempt_at, at),
            )
        )
        return bool(claimed.rowcount)

    def sent(self, letter_id: int, detail: str, at: datetime, actor: str = "mailbot") -> bool:
        """The relay has taken the letter. These four count an attempt each; False: no such move, no change."""
        return self._note(letter_id, Outcome.SENT, detail, at, actor)

    def later(
        self, letter_id: int, detail: str, at: datetime, actor: str = "mailbot", *, unreachable: bool = False
    ) -> bool:
        """Not now: it is queued again by the back-off of letter_states; given up after five days.

        unreachable: the relay was away, which is not the letter's fault; asked again within a minute.
        """
        return self._note(letter_id, Outcome.LATER, detail, at, actor, unreachable=unreachable)

    def refused(self, letter_id: int, detail: str, at: datetime, actor: str = "mailbot") -> bool:
        """The relay will never take it."""
        return self._note(letter_id, Outcome.REFUSED, detail, at, actor)

    def unknown(self, letter_id: int, detail: str, at: datetime, actor: str = "mailbot") -> bool:
        """It may have arrived: held, and on the attention list."""
        return self._note(letter_id, Outcome.UNKNOWN, detail, at, actor)

    def hold_interrupted(self, at: datetime, actor: str = "mailbot") -> int:
        """Holds every letter that is still `sending`, and says how many.

        For the only deliverer, before it begins a round: what is in flight then was interrupted, by the death of a
        process or because its outcome could not be noted.
        """
        flying = select(LetterRow.id).where(LetterRow.state == LetterState.SENDING)
        letters = [row.id for row in self.connection.execute(flying)]
        return sum(self._note(letter, Outcome.INTERRUPTED, "", at, actor) for letter in letters)

    def bounced(self, cited: str, status: str, at: datetime, actor: str = "mailbot") -> IssuedLetter | None:
        """A DSN cites a letter, by Message-ID or key (VERP): the letter it was, now bounced.

        status: the DSN's code and words. None where the citation is not of a letter of ours that went out: then
        nobody may believe it.
        """
        letter = self.issued(cited)
        if letter is None or not self._note(letter.id, Outcome.BOUNCED, status, at, actor):
            return None
        return letter

    def issued(self, cited: str) -> IssuedLetter | None:
        """The letter of ours with this Message-ID (with or without brackets) or key; None where there is none."""
        bare = cited.strip().strip("<>")
        row = self.connection.execute(
            select(
                LetterRow.id,
                LetterRow.key,
                LetterRow.kind,
                LetterRow.to_address,
                LetterRow.state,
                LetterRow.message,
            ).where(or_(LetterRow.message_id == f"<{bare}>", LetterRow.key == bare))
        ).first()
        if row is None:
            return None
        return IssuedLetter(row.id, row.key, row.kind, row.to_address, LetterState(row.state), row.message)

    def _note(
        self, letter_id: int, outcome: Outcome, detail: str, at: datetime, actor: str, *, unreachable: bool = False
    ) -> bool:
        """Moves a letter by the table of letter states; False where that table knows no move: nothing changed."""
        row = STANDING.one(self.connection, {"number": letter_id})
        if row.forgotten is not None:  # erased: what a server says of it names its addressee again
            return False
        attempts = row.attempts + (outcome is not Outcome.BOUNCED)
        result = step(
            LetterState(row.state),
            outcome,
            detail,
            at,
            attempts=attempts,
            first_attempt_at=row.first_attempt_at,
            unreachable=unreachable,
        )
        if result is None:
            return False
        values: dict[str, Any] = {"state": result.state, "next_attempt_at": result.next_attempt_at}
        values |= {"attempts": attempts, "first_attempt_at": row.first_attempt_at or at}
        values["error"] = "" if result.state is LetterState.SENT else result.error
        if result.state is LetterState.SENT:
            values["sent_at"] = at
        self._set(LetterRow, letter_id, values)
        self.record(Event(at, actor, str(outcome), "letters", letter_id, reason=detail or result.error))
        if result.attention:
            self.open_attention([result.attention], at, message=row.message, letter=letter_id)
        return True

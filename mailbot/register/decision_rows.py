"""How decisions are read: each row with its submission's reference and its letter's state."""

from typing import Any

from sqlalchemy import select

from mailbot.intake.decision import Decision, DecisionState
from mailbot.intake.told import Choice, Presence, Target
from mailbot.register.schema import DecisionRow, LetterRow, LetterState, SubmissionRow

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


def decision_of(row: Any) -> Decision:
    """A row of DECISIONS as a decision; told_at: None where its letter cannot have reached anybody. Pure."""
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

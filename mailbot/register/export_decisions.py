"""The rows of `export decisions`: what was decided about whom, how it was told, and what came back."""

from collections.abc import Iterator
from typing import Any

from mailbot.register.decision_rows import DECISIONS
from mailbot.register.plain import instant
from mailbot.register.register import Register

DECISION_COLUMNS = (
    "reference",
    "speaker",
    "name",
    "decision",
    "role",
    "note",
    "tell",
    "by",
    "at",
    "state",
    "send_at",
    "letter",
    "presence",
    "heard",
)


def decisions(register: Register) -> Iterator[dict[str, Any]]:
    """Every decision, those that were superseded too, by reference and person."""
    for row in register.connection.execute(DECISIONS):
        yield {
            "reference": row.reference,
            "speaker": row.place,
            "name": row.name,
            "decision": row.choice,
            "role": row.role or None,
            "note": row.note or None,
            "tell": row.tell or None,
            "by": row.by,
            "at": instant(row.at),
            "state": row.state,
            "send_at": instant(row.send_at) if row.send_at else None,
            "letter": row.letter_key,
            "presence": row.presence,
            "heard": instant(row.heard) if row.heard else None,
        }

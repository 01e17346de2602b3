"""Records of the register as JSON for scripts: the contract's names of columns where there is one."""

from typing import Any

from mailbot.intake.decision import Decision
from mailbot.message.model import APART
from mailbot.register.events import Event
from mailbot.register.export import message_row
from mailbot.register.files import Files
from mailbot.register.outbox import LetterEntry
from mailbot.register.plain import instant, plain
from mailbot.register.records import Entry, MessageRecord, Open, Whole


def entry_json(entry: Entry) -> dict[str, Any]:
    """A submission in a list."""
    submission = entry.submission
    return {
        "reference": submission.reference,
        "kind": submission.kind,
        "standing": submission.standing.value,
        "status": submission.status,
        "merged_into": entry.merged_into,
        "received": instant(submission.received),
        "sender": submission.submitter.address,
        "sender_name": submission.submitter.name,
        "language": submission.language,
        "speakers": plain(submission.speakers),
        "report": plain(submission.report),
        "missing": [{"of": of, "what": what} for of, what in entry.missing],
        "attention": [open_json(item) for item in entry.attention],
    }


def whole_json(whole: Whole) -> dict[str, Any]:
    """A submission with everything that belongs to it."""
    return entry_json(whole.entry) | {
        "files": [plain(file) for file in whole.files],
        "messages": [plain(message) for message in whole.messages],
        "letters": [letter_json(letter) for letter in whole.letters],
        "decisions": [decision_json(decision) for decision in whole.decisions],
        "events": [event_json(event) for event in whole.events],
    }


def message_json(record: MessageRecord, files: Files) -> dict[str, Any]:
    """A message with its verdict, its files' places and everything that belongs to it."""
    row = record.row
    return message_row(row, record.references) | {
        "path": str(files.path(row.sha256)) if row.sha256 else None,
        "verdict": row.verdict,
        "attachments": [
            {
                "name": file.name,
                "media_type": file.media_type,
                "size": file.size,
                "sha256": file.sha256,
                "text": file.text,
                "path": None if file.text in APART else str(files.path(file.sha256)),
            }
            for file in record.attachments
        ],
        "letters": [letter_json(letter) for letter in record.letters],
        "attention": [open_json(item) for item in record.attention],
        "events": [event_json(event) for event in record.events],
    }


def letter_json(letter: LetterEntry, events: tuple[Event, ...] = ()) -> dict[str, Any]:
    """A letter without its text."""
    found: dict[str, Any] = {
        "key": letter.key,
        "kind": letter.kind,
        "to": letter.to,
        "subject": letter.subject,
        "language": letter.language,
        "state": letter.state.value,
        "message_id": letter.message_id,
        "message": letter.message,
        "references": list(letter.references),
        "created": instant(letter.created),
        "sent": instant(letter.sent_at) if letter.sent_at else None,
        "attempts": letter.attempts,
        "error": letter.error or None,
        "in_doubt": letter.in_doubt,
        "released": letter.released is not None,
    }
    return found | ({"events": [event_json(event) for event in events]} if events else {})


def open_json(item: Open) -> dict[str, Any]:
    """An entry of the attention list; reason: as mailbot.reasons keeps it."""
    return {"id": item.id, "reason": item.reason, "opened": instant(item.opened), "about": item.about}


def decision_json(decision: Decision) -> dict[str, Any]:
    """A decision about a person."""
    return {
        "speaker": decision.target.place,
        "name": decision.name,
        "decision": decision.choice.value,
        "role": decision.role or None,
        "note": decision.note,
        "by": decision.by,
        "at": instant(decision.at),
        "state": decision.state.value,
        "letter": decision.letter or None,
        "presence": decision.presence.value,
    }


def event_json(event: Event) -> dict[str, Any]:
    """An entry of the event log."""
    return {
        "at": instant(event.at),
        "by": event.actor,
        "action": event.action,
        "reason": event.reason,
        "detail": event.detail,
    }

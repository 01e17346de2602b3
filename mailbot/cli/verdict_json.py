"""One object of `classify --json`, exactly as the contract names its keys."""

from datetime import UTC, datetime
from typing import Any

from mailbot.message.model import Message
from mailbot.understanding.model import Verdict


def instant(moment: datetime | None) -> str | None:
    """An aware instant in UTC with seconds and Z; None stays None."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def verdict_json(file: str, message: Message, verdict: Verdict) -> dict[str, Any]:
    """The verdict on one file. received: the topmost Received field's time, else Date, else null."""
    names = [attachment.name for attachment in message.attachments]
    report = verdict.report
    return {
        "file": file,
        "received": instant(message.envelope.received or message.envelope.date),
        "language": verdict.language,
        "kinds": list(verdict.kinds),
        "other": verdict.other.value if verdict.other else None,
        "confidence": round(verdict.confidence, 3),
        "needs_review": verdict.needs_review,
        "reply": verdict.screening.answer,
        "reply_reason": verdict.screening.reason,
        "speakers": [
            {
                "name": speaker.name,
                "title": speaker.title,
                "affiliation": speaker.affiliation,
                "roles": list(speaker.roles),
            }
            for speaker in verdict.speakers
        ],
        "report": report
        and {
            "title": report.title,
            "organisations": list(report.organisations),
            "collective": report.collective,
            "files": [names[index] for index in report.files],
        },
        "attachments": [
            {
                "name": attachment.name,
                "media_type": attachment.media_type,
                "size": attachment.size,
                "sha256": attachment.sha256,
                "text": attachment.document.state.value,
            }
            for attachment in message.attachments
        ],
        "why": [
            {"rule": hit.rule, "zone": hit.zone.value, "text": hit.text, "weight": round(hit.weight, 3)}
            for hit in verdict.why
        ],
    }

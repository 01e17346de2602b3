"""What is left of rows that were erased: numbers, instants and what is counted; no word of or about anybody."""

from typing import Any

from mailbot.register.schema import State

# A message that is erased is decided: nobody reads it again, and nothing waits for it.
ERASED_MESSAGE: dict[str, Any] = {
    "sha256": "",
    "message_id": "",
    "message_key": "",
    "sender_name": "",
    "sender_address": "",
    "sender_key": "",
    "subject": "",
    "state": State.FILED,
    "error": "",
    "needs_review": False,
    "review": [],
    "reply_reason": "",
    "submitter_name": "",
    "submitter_address": "",
    "verdict": None,
    "scans": "",
}
ERASED_SUBMISSION: dict[str, Any] = {
    "submitter_name": "",
    "submitter_address": "",
    "submitter_key": "",
    "title": None,
    "title_key": "",
    "organisations": [],
    "links": [],
    "publication_said": "",
    "complete": True,  # nobody is asked for what is missing
}
ERASED_SPEAKER: dict[str, Any] = {"name": None, "name_key": "", "ends_key": "", "title": None, "affiliation": None}
ERASED_DECISION: dict[str, Any] = {"name": None, "note": "", "tell": ""}
ERASED_LETTER: dict[str, Any] = {
    "to_address": "",
    "to_key": "",
    "subject": "",
    "in_reply_to": "",
    "raw": b"",
    "next_attempt_at": None,
    "error": "",
}
REDACTED = {"forgotten": True}  # the one value that the event log's trigger lets take the place of an entry's detail

"""Delivery status notifications (RFC 3464): which message they are about, what they say. Believes nothing by itself."""

import re
from dataclasses import dataclass

from mailbot.message.header import envelope, header_end, read_fields
from mailbot.message.model import Attachment, Message

ORIGINAL = ("message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers")
STATUS = ("message/delivery-status", "message/global-delivery-status")
FIELD = re.compile(rb"(?im)^(action|status|diagnostic-code):[ \t]*([^\r\n]{1,300})")
MESSAGE_ID = re.compile(r"(?im)^Message-ID:[ \t]*(<[^<>\s]{1,250}>)")
MOST = 20


@dataclass(frozen=True, slots=True)
class Report:
    """A notification that something was not delivered. cited: Message-IDs of originals; status: its code and words."""

    cited: tuple[str, ...]
    status: str


def failure_in(message: Message) -> Report | None:
    """The failure a message reports, None where it reports none (a success, a delay, or no notification at all)."""
    parts = [part for part in message.attachments if part.declared_type in STATUS or part.media_type in STATUS]
    fields = [
        (name.decode("ascii").lower(), value.decode("utf-8", "replace").strip())
        for part in parts[:MOST]
        for name, value in FIELD.findall(part.content[:100_000])
    ]
    actions = [value.lower() for name, value in fields if name == "action"]
    said = [value for name, value in fields if name in ("status", "diagnostic-code")]
    if parts and "failed" not in actions:
        return None
    if not parts and message.report_type != "delivery-status" and message.envelope.return_path != "":
        return None
    cited = [identifier for part in message.attachments for identifier in _original_ids(part)]
    quoted = MESSAGE_ID.findall(f"{message.zones.body}\n{message.zones.signature}\n{message.zones.quoted}"[:200_000])
    known = (*cited, *quoted, *message.envelope.in_reply_to)
    return Report(
        tuple(dict.fromkeys(known))[:MOST], " ".join(dict.fromkeys(said))[:300] or "returned by a mail server"
    )


def _original_ids(part: Attachment) -> tuple[str, ...]:
    """The Message-ID of a returned message or of its header."""
    if part.declared_type not in ORIGINAL and part.media_type not in ORIGINAL:
        return ()
    stop, _ = header_end(part.content, 0, len(part.content))
    identifier = envelope(read_fields(part.content[: min(stop, 100_000)]))[0].message_id
    return (identifier,) if identifier else ()

"""Delivery status notifications (RFC 3464): which message they are about, what they say. Believes nothing by itself."""

import re
from dataclasses import dataclass

from mailbot.message.header import envelope, header_end, read_fields
from mailbot.message.model import Attachment, Message

ORIGINAL = ("message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers")
STATUS = ("message/delivery-status", "message/global-delivery-status")
FIELD = re.compile(rb"(?im)^(action|status|diagnostic-code):[ \t]*([^\r\n]{1,300})")
MESSAGE_ID = re.compile(r"(?im)^[> \t|]{0,8}Message-ID:[ \t]*(<[^<>\s]{1,250}>)")
# Words of mail systems that still try; of programs that send no report parts (sendmail, Exim, Postfix, Exchange).
STILL_TRIED = re.compile(
    r"(?i)warning only|do not need to resend|has not yet been delivered|hasn't been delivered yet|still being retried"
    r"|will be retried|will (?:continue to )?(?:try|retry)|\bdelay(?:ed)?\b|en cours de nouvelle tentative|retard[ée]"
)
MOST = 20


@dataclass(frozen=True, slots=True)
class Report:
    """A notification that something was not delivered. cited: Message-IDs of originals; status: its code and words."""

    cited: tuple[str, ...]
    status: str


def failure_in(message: Message, returned: bool = False) -> Report | None:
    """The failure a message reports, None where it reports none (a success, a delay, or no notification at all).

    returned: whether its words are those of a mail system that gives a message back; asked where it has no report
    parts. An absence notice has a null return path and cites the letter too, and says nothing of a failure.
    """
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
    if not parts and (not returned or STILL_TRIED.search(f"{message.envelope.subject}\n{message.zones.body[:4000]}")):
        return None
    cited = [identifier for part in message.attachments for identifier in _original_ids(part)]
    texts = [part.content[:100_000].decode("utf-8", "replace") for part in message.attachments if _is_text(part)]
    zones = (message.zones.body, message.zones.signature, message.zones.quoted)
    quoted = MESSAGE_ID.findall("\n".join((*zones, *texts[:MOST]))[:200_000])
    known = (*cited, *quoted, *message.envelope.in_reply_to)
    return Report(
        tuple(dict.fromkeys(known))[:MOST], " ".join(dict.fromkeys(said))[:300] or "returned by a mail server"
    )


def _is_text(part: Attachment) -> bool:
    """A returned message that a server of another make attached as plain text."""
    return part.declared_type.startswith("text/") and part.declared_type not in ORIGINAL


def _original_ids(part: Attachment) -> tuple[str, ...]:
    """The Message-ID of a returned message or of its header."""
    if part.declared_type not in ORIGINAL and part.media_type not in ORIGINAL:
        return ()
    stop, _ = header_end(part.content, 0, len(part.content))
    identifier = envelope(read_fields(part.content[: min(stop, 100_000)]))[0].message_id
    return (identifier,) if identifier else ()

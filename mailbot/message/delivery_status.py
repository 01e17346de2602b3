"""Delivery status notifications (RFC 3464): which message they are about, what they say. Believes nothing by itself."""

import re
from dataclasses import dataclass

from mailbot.message.header import envelope, header_end, read_fields
from mailbot.message.model import Attachment, Message

ORIGINAL = ("message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers")
STATUS = ("message/delivery-status", "message/global-delivery-status")
SAID = ("status", "diagnostic-code")
FOLD = re.compile(rb"\r?\n[ \t]+(?=\S)")
GROUP = re.compile(rb"\n[ \t]*\r?\n")
# A server's answer as old reports quote it: after a mark of the dialogue, a colon or at the start of a line.
REPLY = re.compile(r"(?m)(?:^[ \t>|*-]{0,12}|<<<[ \t]?|[:(\[][ \t]?)#?((?:[45][0-9]{2})[ -][^\r\n]{3,200})")
CODE = re.compile(r"(?<![\w.])([45]\.[0-7]\.[0-9]{1,3})(?![\w.]*[0-9])")
# Where such a report gives the message back: codes below are not its own.
RETURNED_BELOW = re.compile(r"(?im)^(?:received|return-path|message-id):[ \t]")
FIELD = re.compile(rb"(?im)^(action|status|diagnostic-code):[ \t]*([^\r\n]{1,300})")
MESSAGE_ID = re.compile(r"(?im)^[> \t|]{0,8}Message-ID:[ \t]*(<[^<>\s]{1,250}>)")
# Words of mail systems that still try; of programs that send no report parts (sendmail, Exim, Postfix, Exchange).
STILL_TRIED = re.compile(
    r"(?i)warning only|do not need to resend|has not yet been delivered|hasn't been delivered yet|still being retried"
    r"|will be retried|will (?:continue to )?(?:try|retry)|\bdelay(?:ed)?\b|en cours de nouvelle tentative|retard[ée]"
)
MOST = 20
MOST_RECIPIENTS = 200


@dataclass(frozen=True, slots=True)
class Report:
    """A notification that something was not delivered. cited: Message-IDs of originals; status: its code and words."""

    cited: tuple[str, ...]
    status: str


def failure_in(message: Message, returned: bool = False) -> Report | None:
    """The failure a message reports, None where it reports none (a success, a delay, or no notification at all).

    returned: whether its words are those of a mail system that gives a message back; asked where it has no report
    parts, or none that tells of a recipient. An absence notice has a null return path and cites the letter too, and
    says nothing of a failure.
    """
    parts = [part for part in message.attachments if part.declared_type in STATUS or part.media_type in STATUS]
    groups = [group for part in parts[:MOST] for group in _recipients(part)]
    if groups:
        failed = [group for group in groups if _failed(group)]
        if not failed:
            return None
        said = [value for group in failed for name in SAID for value in group.get(name, ())]
    elif returned and not STILL_TRIED.search(f"{message.envelope.subject}\n{message.zones.body[:4000]}"):
        said = _diagnosed(message)
    else:
        return None
    cited = [identifier for part in message.attachments for identifier in _original_ids(part)]
    texts = [part.content[:100_000].decode("utf-8", "replace") for part in message.attachments if _is_text(part)]
    zones = (message.zones.body, message.zones.signature, message.zones.quoted)
    quoted = MESSAGE_ID.findall("\n".join((*zones, *texts[:MOST]))[:200_000])
    known = (*cited, *quoted, *message.envelope.in_reply_to) or message.envelope.references[-1:]
    return Report(
        tuple(dict.fromkeys(known))[:MOST], " ".join(dict.fromkeys(said))[:300] or "returned by a mail server"
    )


def _recipients(part: Attachment) -> list[dict[str, list[str]]]:
    """What a report says of each recipient: action, status and diagnostic of every group of fields (RFC 3464 §2.3)."""
    text = FOLD.sub(b" ", part.content[:100_000])
    found: list[dict[str, list[str]]] = []
    for group in GROUP.split(text)[:MOST_RECIPIENTS]:
        fields: dict[str, list[str]] = {}
        for name, value in FIELD.findall(group):
            fields.setdefault(name.decode("ascii").lower(), []).append(value.decode("utf-8", "replace").strip())
        if found and "action" not in fields and not fields.keys() & found[-1].keys():
            found[-1].update(fields)  # parted from its action by an empty line too many
        elif fields:
            found.append(fields)
    return found


def _failed(group: dict[str, list[str]]) -> bool:
    """A recipient who was not reached: by the action, without its comment; where there is none, by the status class.

    OpenSMTPD writes "error" where RFC 3464 §2.3.3 has "failed".
    """
    if actions := group.get("action"):
        return any(action.lower().split("(")[0].strip() in ("failed", "error") for action in actions)
    return any(status.startswith("5") for status in group.get("status", ()))


def _diagnosed(message: Message) -> list[str]:
    """What a server of before RFC 3464 says of the failure: a reply of SMTP, else a code (RFC 3463) in the words."""
    texts = [part.content[:6000].decode("utf-8", "replace") for part in message.attachments if _is_text(part)]
    for text in (message.zones.body, message.zones.signature, message.zones.quoted, *texts[:MOST]):
        above = RETURNED_BELOW.split(text[:6000], maxsplit=1)[0]
        for pattern in (REPLY, CODE):
            if found := pattern.search(above):
                return [" ".join(found[1].split())]
    return []


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

"""What a calendar program answers to the file of an acceptance: METHOD:REPLY (RFC 5546 §3.2.3)."""

import re
from dataclasses import dataclass

from mailbot.intake.told import Presence
from mailbot.message.documents.vcard import properties
from mailbot.message.model import Message

PARTSTAT = re.compile(r";PARTSTAT=\"?([A-Z-]+)", re.IGNORECASE)
# The others (TENTATIVE, DELEGATED, NEEDS-ACTION) settle nothing.
SETTLES = {"ACCEPTED": Presence.CONFIRMED, "DECLINED": Presence.CANCELLED}


@dataclass(frozen=True, slots=True)
class CalendarReply:
    """One answer: the entry's UID, and what it says of coming."""

    uid: str
    presence: Presence


def calendar_reply(message: Message) -> CalendarReply | None:
    """The answer in a message; None for other messages, and for answers that name no entry. Pure."""
    if message.calendar_method != "REPLY":
        return None
    for attachment in message.attachments:
        if "text/calendar" not in (attachment.media_type, attachment.declared_type):
            continue
        uid, said = "", ""
        for name, parameters, value in properties(attachment.content):
            if name == "UID":
                uid = uid or value.decode("ascii", "ignore").strip()
            elif name == "ATTENDEE" and (found := PARTSTAT.search(parameters)):
                said = said or found[1].upper()
        if uid:
            return CalendarReply(uid, SETTLES.get(said, Presence.UNKNOWN))
    return None

"""A notification of non-delivery marks the letter it is about; believed only where it cites what this desk issued."""

from datetime import datetime

from mailbot.call import MESSAGE_ID_MARK, Desk
from mailbot.message.delivery_status import failure_in
from mailbot.message.model import Message
from mailbot.register.register import Register
from mailbot.understanding.model import Other, Verdict


def note_bounces(register: Register, message: Message, verdict: Verdict, desk: Desk, at: datetime) -> int:
    """Marks the letters a notification cites as bounced, and says how many. Repeatable.

    Cited by the Message-ID of a returned original, or by the envelope sender it came back to (VERP: name+KEY@).
    """
    failure = failure_in(message, returned=verdict.other is Other.BOUNCE)
    if failure is None:
        return 0
    delivered_to = (*message.envelope.to, *message.envelope.cc)
    keys = [address.local.rpartition("+")[2] for address in delivered_to if "+" in address.local]
    domain = desk.address.rpartition("@")[2].lower()
    verp = tuple(f"<{MESSAGE_ID_MARK}{key}@{domain}>" for key in keys)
    return sum(register.bounced(cited, failure.status, at) is not None for cited in (*failure.cited, *verp))

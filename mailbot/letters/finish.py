"""The last step of every letter, digests too: header, body and identity become one finished e-mail."""

from datetime import datetime

from mailbot.call import LOOP_HEADER, Desk
from mailbot.intake.letter import OutgoingLetter
from mailbot.intake.plan import LetterKind, LetterOrder
from mailbot.letters import identity
from mailbot.letters.errors import UnusableAddress
from mailbot.letters.header import encoded, phrase
from mailbot.letters.mime import Enclosure, Fields, build, date_field
from mailbot.letters.sent import clean
from mailbot.letters.shorten import shortened
from mailbot.message.domain import ascii_domain
from mailbot.message.model import Address

# RFC 3834 §5: answers to one message are auto-replied; what the clock or an organiser's command sets off is generated.
ANSWERS = frozenset(
    {LetterKind.ACKNOWLEDGEMENT, LetterKind.RECEIPT, LetterKind.ANSWER, LetterKind.FOLLOWUP, LetterKind.TOO_LARGE}
)
NAME_LIMIT = 100  # characters of a display name


def finish(
    order: LetterOrder,
    subject: str,
    text: str,
    html: str,
    desk: Desk,
    at: datetime,
    *,
    references: tuple[str, ...] = (),
    bounce_address: str = "",
    enclosures: tuple[Enclosure, ...] = (),
) -> OutgoingLetter:
    """A letter ready for the outbox. The same arguments give the same bytes. Raises UnusableAddress."""
    token = identity.token(order, desk)
    in_reply_to, chain = identity.threading(order)
    message_id = identity.message_id(token, desk)
    local_time = at.astimezone(desk.timezone)
    fields: Fields = (
        ("Date", date_field(local_time)),
        ("From", mailbox(Address(desk.name, desk.address))),
        ("To", mailbox(order.recipient)),
        ("Subject", encoded(subject)),
        ("Message-ID", message_id),
        *((("In-Reply-To", in_reply_to), ("References", chain)) if in_reply_to else ()),
        ("Auto-Submitted", "auto-replied" if order.kind in ANSWERS else "auto-generated"),
        ("X-Auto-Response-Suppress", "All"),  # MS-OXCMAIL 2.2.3.2.14
        (LOOP_HEADER, desk.address),
        ("Content-Language", ", ".join(order.languages)),
    )
    return OutgoingLetter(
        key=order.key,
        kind=order.kind,
        to=order.recipient.address,
        subject=subject,
        language=order.languages[0],
        message_id=message_id,
        in_reply_to=in_reply_to,
        raw=build(fields, text, html, token, enclosures),
        hold=order.hold,
        envelope_sender=identity.envelope_sender(token, desk, bounce_address),
        references=references,
    )


def mailbox(address: Address) -> str:
    """A mailbox as a finished field value: the name encoded as needed, the domain in ASCII (RFC 5890).

    A local part beyond ASCII stays as it is (RFC 6532; the relay must offer SMTPUTF8). Raises UnusableAddress.
    """
    local, at_sign, _ = address.address.rpartition("@")
    bare = f"{local}@{ascii_domain(address.address)}"
    if not (local and at_sign) or clean(bare) != bare or any(character in bare for character in ' <>,;:"()[]\\'):
        raise UnusableAddress(address.address)
    name = phrase(shortened(clean(address.name), NAME_LIMIT))
    return f"{name} <{bare}>" if name else bare

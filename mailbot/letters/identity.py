"""What ties a letter to its key and to the mail it answers: Message-ID, envelope sender, References."""

import hashlib
import re

from mailbot.call import MESSAGE_ID_MARK, Desk
from mailbot.intake.plan import LetterOrder
from mailbot.message.domain import ascii_domain

MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,248}>")  # one word of printable ASCII between angle brackets (RFC 5322 §3.6.4)
MOST_REFERENCES = 20
TOKEN = 26  # characters of base 32: 130 bits


def token(order: LetterOrder, desk: Desk) -> str:
    """Lower-case letters and digits that stand for one letter; who has not seen its original cannot guess them."""
    about = "\0".join((order.key, desk.address.lower(), order.recipient.address.lower(), order.in_reply_to))
    digest = int.from_bytes(hashlib.sha256(about.encode("utf-8", "replace")).digest())
    alphabet = "abcdefghijklmnopqrstuvwxyz234567"
    return "".join(alphabet[(digest >> (5 * place)) & 31] for place in range(TOKEN))


def message_id(token_of_letter: str, desk: Desk) -> str:
    """The letter's Message-ID, in the desk's domain."""
    return f"<{MESSAGE_ID_MARK}{token_of_letter}@{ascii_domain(desk.address)}>"


def envelope_sender(token_of_letter: str, desk: Desk, bounce_address: str) -> str:
    """MAIL FROM: bounces+TOKEN@domain (VERP), or the desk's own address where no bounce address is set."""
    if not bounce_address:
        return desk.address
    local, _, domain = bounce_address.rpartition("@")
    return f"{local}+{token_of_letter}@{domain}"


def threading(order: LetterOrder) -> tuple[str, str]:
    """(In-Reply-To, References) after RFC 5322 §3.6.4: the original's references and its Message-ID, the oldest kept.

    What is not a plain message identifier is left out: it cannot be folded safely, and ties to nothing. Of a long
    thread the first and the latest ones stay.
    """
    if not MESSAGE_ID.fullmatch(order.in_reply_to):
        return "", ""
    known = [reference for reference in order.references if MESSAGE_ID.fullmatch(reference)]
    chain = [*dict.fromkeys(reference for reference in known if reference != order.in_reply_to), order.in_reply_to]
    if len(chain) > MOST_REFERENCES:
        chain = [chain[0], *chain[-(MOST_REFERENCES - 1) :]]
    return order.in_reply_to, " ".join(chain)

"""To whom a letter goes: exactly one address, taken from the header alone (an address in a body proves nothing)."""

from mailbot.call import Desk
from mailbot.message.addresses import valid
from mailbot.message.model import Address, Envelope

# Domains where everybody has a mailbox: sharing one is no sign of the same organisation.
PUBLIC_PROVIDERS = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "hotmail.fr",
        "live.com",
        "live.fr",
        "msn.com",
        "yahoo.com",
        "yahoo.fr",
        "ymail.com",
        "icloud.com",
        "me.com",
        "aol.com",
        "gmx.com",
        "gmx.net",
        "proton.me",
        "protonmail.com",
        "mail.ru",
        "yandex.com",
        "yandex.ru",
        "orange.fr",
        "free.fr",
        "wanadoo.fr",
        "laposte.net",
        "sfr.fr",
        "zoho.com",
        "maktoob.com",
    ]
)


def same_organisation(first: Address, second: Address) -> bool:
    """Whether two addresses stand under one organisation's domain (equal, or one a subdomain of the other)."""
    one, other = first.domain, second.domain
    if one in PUBLIC_PROVIDERS or other in PUBLIC_PROVIDERS:
        return first.address.lower() == second.address.lower()
    return one == other or one.endswith("." + other) or other.endswith("." + one)


def recipient_of(envelope: Envelope, desk: Desk) -> Address | None:
    """Reply-To where it is one valid address of the sender's own organisation, else From; None where there is neither.

    RFC 3834 §4 sends responses to the return path; a service responder's readers expect them at the address they show.
    """
    sender = envelope.sender
    if sender is None or not valid(sender.address) or desk.owns(sender.address):
        return None
    if len(envelope.reply_to) == 1:
        wanted = envelope.reply_to[0]
        if valid(wanted.address) and not desk.owns(wanted.address) and same_organisation(wanted, sender):
            return wanted
    return sender

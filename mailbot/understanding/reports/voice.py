"""Whose words submit a report: the sender's own, or those of a message that was passed on."""

from dataclasses import dataclass

from mailbot.message.model import Address, Forwarded, Message
from mailbot.understanding.fold import fold
from mailbot.understanding.organisations.lexicon import Lexicon
from mailbot.understanding.reports.mentions import named_in, untitled


@dataclass(frozen=True, slots=True)
class Voice:
    """What is said by whoever submits: new text, signature, display name; subject and quoted text of the message."""

    body: str
    signature: str
    sender: str
    subject: str
    quoted: str
    domain: str = ""  # of the sender's address

    def said(self, lexicon: Lexicon) -> str:
        """Subject and new text, folded, without quoted titles: a line of a cover that repeats one is no name."""
        return fold(untitled(f"{self.subject}\n{self.body}"[:8000], lexicon))


def voice_of(message: Message, lexicon: Lexicon) -> Voice:
    """The inner message's voice where one was passed on that speaks of a report, else the sender's own.

    A sender who names the submitting organisations, and forwards something besides, speaks for himself.
    """
    sender = message.envelope.sender.name if message.envelope.sender else ""
    subject, zones = message.envelope.subject, message.zones
    quoted = "" if _invitation(zones.quoted, lexicon) else zones.quoted
    own = Voice(zones.body, zones.signature, sender, subject, quoted, _domain(message.envelope.sender))
    others = [inner for inner in message.forwarded if not _own(inner, message)]
    speaking = [inner for inner in others if _speaks(inner, lexicon)]
    if not speaking or named_in(zones.body, lexicon, {}):
        return own
    inner = speaking[-1]
    name = inner.sender.name if inner.sender else ""
    subject = inner.subject or subject
    return Voice(inner.zones.body, inner.zones.signature, name, subject, inner.zones.quoted, _domain(inner.sender))


def _domain(sender: Address | None) -> str:
    return sender.domain if sender else ""


def _own(inner: Forwarded, message: Message) -> bool:
    """Whether an inner message is the outer sender's own earlier mail."""
    outer = message.envelope.sender
    if not inner.sender or not outer:
        return False
    same = inner.sender.name and fold(inner.sender.name) == fold(outer.name)
    return bool(same) or bool(inner.sender.address and inner.sender.address.lower() == outer.address.lower())


def _invitation(quoted: str, lexicon: Lexicon) -> bool:
    """Whether what is quoted is the desk's own letter."""
    return any(
        hit.rule.means == "invitation" for hit in lexicon.rules.group("documents", "opening").hits(fold(quoted[:6000]))
    )


def _speaks(inner: Forwarded, lexicon: Lexicon) -> bool:
    """Whether an inner message, not the desk's own invitation, speaks of a report."""
    domain = inner.sender.domain if inner.sender else ""
    hosts = lexicon.words.listed("desk_links")
    if any(domain == host or domain.endswith("." + host) for host in hosts):
        return False
    return bool(lexicon.words.group("spoken").hits(fold(f"{inner.subject}\n{inner.zones.body}"[:8000])))

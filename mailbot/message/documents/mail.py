"""Messages as files (eml, mht) to text: subject, sender, own words; attachments too where nobody else lists them."""

from mailbot.message.documents.formats import MAX_DEPTH, Budget, read_document
from mailbot.message.documents.media_types import EMAIL
from mailbot.message.documents.outcome import found
from mailbot.message.model import Address, Document, Zones
from mailbot.message.parse import parse


def read(content: bytes, budget: Budget) -> Document:
    """The text of a message without what it quotes.

    The parts of a message attached to a message are listed as attachments of the outer one; only those of a message
    packed in an archive are read here, each after a line with its name.
    """
    message = parse(content)
    lines = [f"Subject: {message.envelope.subject}"] if message.envelope.subject else []
    lines += [f"From: {_written(message.envelope.sender)}"] if message.envelope.sender else []
    lines += ["", *_words(message.zones)]
    for forwarded in message.forwarded:
        lines += ["", f"From: {_written(forwarded.sender)}"] if forwarded.sender else [""]
        lines += [f"Subject: {forwarded.subject}", *_words(forwarded.zones)]
    if budget.depth < MAX_DEPTH - 1:
        for attachment in message.attachments:
            if attachment.media_type == EMAIL:
                continue  # its words stand above, its parts follow
            budget.spend(attachment.size)
            text = read_document(attachment.content, attachment.media_type, budget).text
            lines += ["", attachment.name, text] if text else []
    return found("\n".join(lines))


def _words(zones: Zones) -> list[str]:
    return [zones.body, zones.signature]


def _written(address: Address) -> str:
    return f"{address.name} <{address.address}>" if address.name else address.address

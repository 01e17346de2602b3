"""The virus check: every attachment is given to clamd before any is opened; what it finds is kept apart."""

from collections.abc import Collection
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from mailbot.message.model import Attachment, Document, Message, TextState
from mailbot.reasons import reason
from mailbot.register.files import Files
from mailbot.transport.clamd import Clamd, Found, Scan

MOST_NAMES = 5
STATES = {Found.VIRUS: TextState.INFECTED, Found.UNCHECKED: TextState.UNCHECKED}
REASONS = ((TextState.INFECTED, "virus_found"), (TextState.UNCHECKED, "virus_unchecked"))


def checked(message: Message, scanner: Clamd | None, files: Files) -> Message:
    """The message, its attachments as they are where nothing was found; the others apart, without their content.

    Equal content is checked once. Raises ScannerAway: nothing of the message may be opened then; FileDamaged, OSError.
    """
    if scanner is None:
        return message
    known: dict[str, Scan] = {}
    parts = []
    for attachment in message.attachments:
        if attachment.sha256 not in known:
            with _content(attachment, files) as file:
                known[attachment.sha256] = scanner.scan(file, attachment.size, attachment.sha256)
        parts.append(_marked(attachment, known[attachment.sha256]))
    return replace(message, attachments=tuple(parts))


def may_be_tried(sha256: str, size: int, scanner: Clamd | None, files: Files) -> bool:
    """Whether a whole message may be read outside of its usual order: clamd has looked into it and found nothing.

    Raises ScannerAway, FileDamaged.
    """
    if scanner is None:
        return True
    with files.opened(sha256) as file:
        return scanner.scan(file, size, sha256).found is Found.NOTHING


def kept_apart(message: Message) -> tuple[str, ...]:
    """Why a person should look at a message of which something was kept apart. Pure."""
    found = []
    for state, key in REASONS:
        apart = [attachment for attachment in message.attachments if attachment.document.state is state]
        if apart:
            names = _listed([attachment.name or attachment.media_type for attachment in apart])
            found.append(reason(key, files=names, found=_listed([attachment.document.error for attachment in apart])))
    return tuple(found)


def _content(attachment: Attachment, files: Files) -> BinaryIO:
    return BytesIO(attachment.content) if attachment.length is None else files.opened(attachment.sha256)


def _marked(attachment: Attachment, scan: Scan) -> Attachment:
    if scan.found is Found.NOTHING:
        return attachment
    document = Document(STATES[scan.found], error=scan.says)
    return replace(attachment, content=b"", length=attachment.size, document=document)


def _listed(words: Collection[str]) -> str:
    every = tuple(dict.fromkeys(words))
    return ", ".join(every[:MOST_NAMES]) + (" ..." if len(every) > MOST_NAMES else "")

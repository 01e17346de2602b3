"""From raw bytes to what the register keeps of a new message: identity, sender and subject, nothing understood yet."""

from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from mailbot.daemon import journal
from mailbot.message import header
from mailbot.message.fingerprint import fingerprint_of
from mailbot.message.model import Envelope
from mailbot.register.values import Arrival, Sighting

LONGEST_HEADER = 1 << 20  # bytes looked at for the header; fewer of them are read


def envelope_of(raw: bytes) -> Envelope:
    """The header alone, decoded; never raises."""
    return header.envelope(fields_of(raw))[0]


def fields_of(raw: bytes) -> header.Fields:
    """The fields of the header."""
    stop, _ = header.header_end(raw, 0, len(raw))
    return header.read_fields(raw[:stop])


def arrival_of(
    raw: bytes | BinaryIO,
    sha256: str,
    received: datetime | None,
    fallback: datetime,
    *,
    sighting: Sighting | None = None,
    size: int = 0,
    partial: bool = False,
    letters: bool = True,
) -> Arrival:
    """What is kept of a message whose bytes lie in the file store under sha256. Never raises for what is in them.

    raw: its bytes, or a file of them, to be read from its beginning; size: then, how many. received: the server's time
    of arrival; without it the topmost Received field's, else Date, else `fallback`.
    """
    file = BytesIO(raw) if isinstance(raw, bytes) else raw
    try:
        fields = fields_of(file.read(LONGEST_HEADER))
        sender, subject, message_id = header.sender(fields), header.subject(fields), header.message_id(fields)
        if received is None:
            sent, arrived, _ = header.dates(fields)
            received = arrived or sent
        file.seek(0)
        content = fingerprint_of(file)
    except Exception as error:  # it is kept all the same, and fails where only it can: when it is filed
        journal.crashed("reading a header", error)
        sender, subject, message_id, content = None, "", "", sha256
    return Arrival(
        sha256=sha256,
        fingerprint=content,
        size=max(size, len(raw)) if isinstance(raw, bytes) else size,
        received=received or fallback,
        sighting=sighting,
        sender=sender,
        subject=subject,
        message_id=message_id,
        partial=partial,
        letters=letters,
    )

"""From raw bytes to what the register keeps of a new message: identity, sender and subject, nothing understood yet."""

from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from mailbot.daemon import journal
from mailbot.message.fingerprint import fingerprint_of
from mailbot.message.header import envelope, header_end, read_fields
from mailbot.message.model import Envelope
from mailbot.register.values import Arrival, Sighting


def envelope_of(raw: bytes, *, dated: bool = True) -> Envelope:
    """The header alone, decoded; never raises. dated: False leaves out its dates, which take the longest."""
    stop, _ = header_end(raw, 0, len(raw))
    return envelope(read_fields(raw[:stop]), dated=dated)[0]


LONGEST_HEADER = 1 << 20  # bytes looked at for the header; fewer of them are read


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
        head = envelope_of(file.read(LONGEST_HEADER), dated=received is None)
        file.seek(0)
        content = fingerprint_of(file)
    except Exception as error:  # it is kept all the same, and fails where only it can: when it is filed
        journal.crashed("reading a header", error)
        head, content = envelope_of(b""), sha256
    return Arrival(
        sha256=sha256,
        fingerprint=content,
        size=max(size, len(raw)) if isinstance(raw, bytes) else size,
        received=received or head.received or head.date or fallback,
        sighting=sighting,
        sender=head.sender,
        subject=head.subject,
        message_id=head.message_id,
        partial=partial,
        letters=letters,
    )

"""What an IMAP server tells of a folder and of its messages before any body is read: values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Position:
    """What SELECT tells of a folder (RFC 3501 §2.3.1.1). writable: False where the account may only read it."""

    uidvalidity: int
    uidnext: int
    exists: int
    writable: bool = True


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of a message before its body is read.

    size: bytes as the server counts them (0 where it will not say). internaldate: aware, UTC, the server's time of
    arrival; None where it gives none that is a date.
    """

    uid: int
    size: int
    internaldate: datetime | None
    flags: frozenset[str] = frozenset()


def header_of(uid: int, told: Mapping[bytes, Any]) -> Header:
    """A message's header from the items of a FETCH reply as imapclient reads them; what is missing is left out."""
    return Header(
        uid=uid,
        size=int(told.get(b"RFC822.SIZE") or 0),
        internaldate=_utc(told.get(b"INTERNALDATE")),
        flags=frozenset(flag.decode("utf-8", "replace") for flag in told.get(b"FLAGS", ())),
    )


def _utc(moment: object) -> datetime | None:
    """An INTERNALDATE in UTC; one without a zone is taken as UTC."""
    if not isinstance(moment, datetime):
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None

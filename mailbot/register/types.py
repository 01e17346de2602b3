"""Column types that keep what was put in: instants with their zone, text that any database takes, JSON values."""

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

LONGEST_KEY = 500  # bytes of UTF-8
COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))  # made once: dumps makes one for every value
# PostgreSQL refuses U+0000 in text, and neither driver encodes a lone surrogate; strange mail holds both.
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def keepable(text: str) -> str:
    """The text with every character that no database takes replaced by U+FFFD."""
    if "\x00" not in text:
        try:
            text.encode()  # which is many times quicker than to look for lone surrogates
        except UnicodeEncodeError:
            pass
        else:
            return text
    return UNKEEPABLE.sub("\ufffd", text)


def bounded(text: str) -> str:
    """A key for looking up `text`: itself where short, else its hash. PostgreSQL indexes at most 2,700 bytes."""
    kept = keepable(text)
    encoded = kept.encode()
    return kept if len(encoded) <= LONGEST_KEY else f"sha256:{hashlib.sha256(encoded).hexdigest()}"


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC: aware in, aware (UTC) out. A naive one is refused with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite drops the zone without converting, so the conversion stands here."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"a datetime without a zone cannot be kept: {value!r}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Aware again; PostgreSQL answers in the session's zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text of any length, made keepable."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Replace what databases refuse."""
        return None if value is None else keepable(value)


class Json(TypeDecorator[Any]):
    """A JSON value in a text column: equal bytes on every database, no U+0000 trouble (it is escaped)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Compact JSON, characters as themselves."""
        return None if value is None else keepable(COMPACT.encode(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """The value again; tuples come back as lists."""
        return None if value is None else json.loads(value)

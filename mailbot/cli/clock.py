"""The only place where a clock is read: the machine's, or one that starts at --as-of and runs on from there."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from mailbot.errors import ConfigurationError
from mailbot.settings.values import YEARS


@dataclass(frozen=True, slots=True)
class Clock:
    """Gives the present instant, aware and in UTC. start: of --as-of, None for the machine's own clock."""

    start: datetime | None = None
    began: float = 0.0  # time.monotonic() at start

    def now(self) -> datetime:
        """The present instant in UTC."""
        if self.start is None:
            return datetime.now(UTC)
        return self.start + timedelta(seconds=time.monotonic() - self.began)


def clock_from(text: str | None, option: str = "--as-of") -> Clock:
    """The clock for --as-of TEXT (ISO 8601 with an offset); None: the machine's. Raises ConfigurationError."""
    if text is None:
        return Clock()
    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        start = None
    if start is None or start.tzinfo is None or start.year not in YEARS:
        raise ConfigurationError([f'{option}: found "{text}"; expected an instant such as 2021-02-04T12:00+02:00'])
    return Clock(start.astimezone(UTC), time.monotonic())

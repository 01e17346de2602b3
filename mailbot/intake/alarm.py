"""An alarm as a value: something that keeps mailbot from its work, since when, and whether it is over."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Cause(StrEnum):
    """What organisers are told of at once, and not only in the next digest."""

    MAILBOX = "mailbox"  # it cannot be read
    TOKEN = "token"  # noqa: S105 - the provider refuses the OAuth2 access
    RELAY = "relay"  # the mail server takes no letters
    REGISTER = "register"  # database or files cannot be used
    DISK = "disk"  # nearly full
    VIRUS = "virus"  # the virus check does not answer
    UNFILED = "unfiled"  # a message waits to be filed
    CAP = "cap"  # letters.per_hour is reached
    BROKEN = "broken"  # messages that could not be processed


# Each case of these is told by itself; the others last, and have an end that is told too.
HAPPENING = frozenset({Cause.CAP, Cause.BROKEN})
# While these last no letter can tell of them: `status`, log and figures do, and a letter when it is over.
AFTERWARDS = frozenset({Cause.RELAY})


@dataclass(frozen=True, slots=True)
class Alarm:
    """One case of trouble. details: lines for who mends it, nobody's mail. until: when it was over, None: it lasts."""

    cause: Cause
    since: datetime
    details: tuple[str, ...] = ()
    until: datetime | None = None

    def key(self, address: str) -> str:
        """The letter's key: one for the beginning and one for the end, however often it is asked for."""
        end = ":over" if self.until is not None else ""
        return f"alarm:{self.cause}:{self.since:%Y%m%dT%H%M%SZ}{end}:{address}"

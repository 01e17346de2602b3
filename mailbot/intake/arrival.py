"""How a message reached the desk, and the policy of answering: what decide needs besides the message itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message's coming in.

    number: its row in the register. received: aware, the mailbox server's time (INTERNALDATE). seen: aware, when
    mailbot first saw it. junk: it lay in the junk folder. silent: filed on request without any letter, now or later.
    """

    number: int
    received: datetime
    seen: datetime
    junk: bool = False
    silent: bool = False


@dataclass(frozen=True, slots=True)
class LetterPolicy:
    """`[letters]` of the configuration, as far as it decides about a letter.

    hold_when_unsure: a message that needs a look gets a held letter instead of a neutral receipt.
    reads_scans: pictures of pages are read after the first answer (tesseract is installed).
    """

    max_age: timedelta = timedelta(hours=72)
    per_sender_per_day: int = 5
    hold_when_unsure: bool = False
    reads_scans: bool = False

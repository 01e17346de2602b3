"""What the workers last said of themselves: well, or since when and why not. Forgotten with the process."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from mailbot.errors import OutOfReach, RegisterBusy, RegisterUnavailable
from mailbot.intake.alarm import Cause
from mailbot.transport.failures import LoginRefused, Refused
from mailbot.transport.oauth2_answer import NoToken

# Workers without which nothing is registered: where both are well, the register is.
REGISTRARS = ("filing", "delivery")
# What a token end-point says of itself and not of the permission (RFC 6749 §4.1.2.1); "" where it said nothing.
PASSING = frozenset({"", "temporarily_unavailable", "server_error", "slow_down"})


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is wrong now. details: lines for who mends it. last: of several cases, when the last came up."""

    cause: Cause
    since: datetime
    details: tuple[str, ...] = ()
    last: datetime | None = None


class Health:
    """For all threads. now: the present instant, aware; with_token: the mailbox is opened by OAuth2."""

    def __init__(self, now: Callable[[], datetime], *, with_token: bool = False) -> None:
        self._now = now
        self._with_token = with_token
        self._lock = threading.Lock()
        self._said: dict[str, Trouble | None] = {}
        self.last_poll: datetime | None = None
        self.capped: Trouble | None = None
        self._relay: Trouble | None = None
        self._relay_tried = False

    def note(self, worker: str, error: BaseException | None) -> None:
        """A worker's job has gone well (None), or failed with an error."""
        now = self._now()
        with self._lock:
            cause = None if error is None else cause_of(worker, error, with_token=self._with_token)
            before = self._said.get(worker)
            if error is None:
                self._said[worker] = None
                if worker == "mailbox":
                    self.last_poll = now
            elif cause is not None:
                since = before.since if before is not None and before.cause is cause else now
                self._said[worker] = Trouble(cause, since, (str(error) or type(error).__name__,))

    def note_relay(self, unreachable: str) -> None:
        """A letter was tried. unreachable: why the mail server could not be used, "" where it could."""
        with self._lock:
            self._relay_tried = True
            if not unreachable:
                self._relay = None
            else:
                since = self._relay.since if self._relay is not None else self._now()
                self._relay = Trouble(Cause.RELAY, since, (unreachable,))

    def note_round(self, capped: bool, per_hour: int) -> None:
        """A round of deliveries; capped: it ended because as many letters went out within an hour as may."""
        if not capped:
            self.capped = None
        elif self.capped is None:
            self.capped = Trouble(Cause.CAP, self._now(), (f"letters.per_hour = {per_hour}",))

    def troubles(self) -> tuple[Trouble, ...]:
        """What the workers meet with now, one of each cause, the earliest."""
        with self._lock:
            said = (*self._said.values(), self._relay)
            found = sorted((trouble for trouble in said if trouble is not None), key=lambda trouble: trouble.since)
        earliest: dict[Cause, Trouble] = {}
        for trouble in found:
            earliest.setdefault(trouble.cause, trouble)
        return tuple(earliest.values())

    def well(self) -> frozenset[Cause]:
        """Causes of which it is known that nothing is wrong with them; what nobody has tried yet is not among them."""
        with self._lock:
            said = dict(self._said)
            relay_well = self._relay_tried and self._relay is None
        found = {Cause.MAILBOX, Cause.TOKEN} if "mailbox" in said and said["mailbox"] is None else set()
        failing = any(trouble is not None and trouble.cause is Cause.REGISTER for trouble in said.values())
        if not failing and all(name in said for name in REGISTRARS):
            found.add(Cause.REGISTER)
        if relay_well:
            found.add(Cause.RELAY)
        return frozenset(found)


def cause_of(worker: str, error: BaseException, *, with_token: bool) -> Cause | None:
    """What kind of trouble a worker's error is; None for what no alarm tells of. Pure."""
    if isinstance(error, (RegisterUnavailable, RegisterBusy)):
        return Cause.REGISTER
    if worker != "mailbox" or not isinstance(error, (OutOfReach, Refused, OSError)):
        return None
    refused = isinstance(error, NoToken) and error.code not in PASSING
    return Cause.TOKEN if refused or (with_token and isinstance(error, LoginRefused)) else Cause.MAILBOX

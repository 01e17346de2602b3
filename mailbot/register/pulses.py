"""Signs of life: when something that repeats itself last went well."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from mailbot.register.schema import PulseRow
from mailbot.register.unit import Unit

POLL = "poll"  # every folder was read
RESTORED = "restored"  # what arrived until then may have been answered by the register that was lost
TOKENS = {"mailbox": "token:mailbox", "smtp": "token:smtp"}  # when the access token at hand expires
RETENTION = "retention"  # what had been kept long enough was erased
DEADLINES = "deadlines"  # who is to be reminded was looked for
CHECKED = "checked"  # every file filed by then was given to the virus check; gone while that is off
SELDOM = timedelta(minutes=1)  # what is asked for every few seconds is written down no more often


class Pulses(Unit):
    """Noting and reading signs of life."""

    def pulse(self, name: str) -> datetime | None:
        """When it last went well; None where it never did."""
        return self.connection.execute(select(PulseRow.at).where(PulseRow.name == name)).scalar_one_or_none()

    def note_pulse(self, name: str, at: datetime) -> None:
        """It went well at this instant."""
        changed = self.connection.execute(update(PulseRow).where(PulseRow.name == name).values(at=at))
        if not changed.rowcount:
            self._add(PulseRow, {"name": name, "at": at})

    def end_pulse(self, name: str) -> None:
        """As if it had never gone well."""
        self.connection.execute(delete(PulseRow).where(PulseRow.name == name))


def is_stale(noted: datetime | None, now: datetime) -> bool:
    """Whether the present is worth writing down: SELDOM has passed, or the clock was set back. Pure."""
    return noted is None or not timedelta() <= now - noted < SELDOM

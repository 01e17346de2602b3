"""Which days have had their digest: one a day, whatever becomes of its letters."""

from datetime import datetime

from sqlalchemy import func, select

from mailbot.register.schema import DigestRow
from mailbot.register.unit import Unit


class Digests(Unit):
    """Reading and writing the days of digests."""

    def last_digest(self) -> datetime | None:
        """The instant up to which the last digest told; None before the first."""
        return self.connection.execute(select(func.max(DigestRow.at))).scalar_one()

    def begin_digest(self, day: str, at: datetime) -> bool:
        """Makes this the digest of a day (2021-02-04, in the desk's zone). False where that day has one already.

        To be called in the transaction that queues the digest's letters.
        """
        if self.connection.execute(select(DigestRow.day).where(DigestRow.day == day)).first() is not None:
            return False
        self._add(DigestRow, {"day": day, "at": at})
        return True

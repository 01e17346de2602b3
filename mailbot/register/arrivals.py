"""Arrivals: a message is kept once, wherever it is seen, and what was erased does not come back."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, select

from mailbot.register.blank import ERASED_MESSAGE
from mailbot.register.schema import ErasureRow, MessageRow, State
from mailbot.register.sightings import MESSAGE_AT, Sightings, place_of
from mailbot.register.statement import Statement
from mailbot.register.types import bounded
from mailbot.register.unit import given
from mailbot.register.values import Arrival

OF_FINGERPRINT = select(MessageRow.id).where(MessageRow.fingerprint == given("fingerprint"))
BY_FINGERPRINT = Statement(OF_FINGERPRINT)
SEEN_OR_KNOWN = Statement(
    select(
        MESSAGE_AT.scalar_subquery().label("seen"),
        OF_FINGERPRINT.scalar_subquery().label("known"),
        select(exists(select(ErasureRow.id))).scalar_subquery().label("erasures"),
    )
)
# Clocks of mail servers differ: what may have been written after somebody asked to be forgotten is new mail.
CLOCKS_DIFFER = timedelta(minutes=10)
LAST_ERASED = Statement(select(func.max(ErasureRow.at)).where(ErasureRow.mark == given("mark")))


class Arrivals(Sightings):
    """Keeping messages."""

    def keep(self, arrival: Arrival, at: datetime) -> tuple[int, bool]:
        """The message's number, and whether it is new. Repeatable.

        A place that was seen before gives its message; a fingerprint that is known adds only the place. What was
        erased is known by its mark, and mail that its sender had sent before asking to be forgotten comes in erased:
        neither is new, and their files are for the caller to drop. The raw bytes must be durable in the file store
        before.
        """
        sighting = arrival.sighting
        known = self._known(arrival)
        if known.seen is not None:
            return known.seen, False
        message = known.known
        if message is None and known.erasures:
            message = self._known_as_erased(arrival, at)
        is_new = message is None
        if message is None:
            message = self._insert(arrival, at)
        if sighting is not None:
            self._add_sighting(message, sighting, at)
        return message, is_new

    def has_erasures(self) -> bool:
        """Whether anything was ever erased: then the marks' key is needed."""
        return self.connection.execute(select(ErasureRow.id).limit(1)).first() is not None

    def _known_as_erased(self, arrival: Arrival, at: datetime) -> int | None:
        """The erased message that this one is; None where it is none."""
        mark = self.marks.of_message(arrival.fingerprint)
        known = BY_FINGERPRINT.first(self.connection, {"fingerprint": mark})
        if known is not None:
            return int(known.id)
        address = arrival.sender.address if arrival.sender else ""
        asked = {"mark": self.marks.of_address(address) if address else None}
        erased = LAST_ERASED.one(self.connection, asked)[0]
        if erased is None or arrival.received > erased - CLOCKS_DIFFER:
            return None
        number = self._insert(arrival, at)
        self._set(MessageRow, number, ERASED_MESSAGE | {"fingerprint": mark, "forgotten": erased})
        return number

    def _known(self, arrival: Arrival) -> Any:
        """The messages that were seen at its place, and that have its fingerprint; None each where there is none."""
        asked = {"fingerprint": arrival.fingerprint, **place_of(arrival.sighting)}
        return SEEN_OR_KNOWN.one(self.connection, asked)

    def _insert(self, arrival: Arrival, at: datetime) -> int:
        sender = arrival.sender
        address = sender.address if sender else ""
        return self._add_numbered(
            MessageRow,
            {
                "sha256": arrival.sha256,
                "fingerprint": arrival.fingerprint,
                "size": arrival.size,
                "partial": arrival.partial,
                "letters": arrival.letters,
                "message_id": arrival.message_id,
                "message_key": bounded(arrival.message_id),
                "sender_name": sender.name if sender else "",
                "sender_address": address,
                "sender_key": bounded(address.lower()),
                "subject": arrival.subject,
                "conversation": f"message:{arrival.fingerprint}",  # until filing finds the thread it belongs to
                "received": arrival.received,
                "first_seen": at,
                "state": State.STORED,
                "attempts": 0,
                "attempted_by": "",
                "error": "",
                "kinds": [],
                "needs_review": False,
                "review": [],
                "reply_reason": "",
                "submitter_name": "",
                "submitter_address": "",
                "scans": "",
            },
        )

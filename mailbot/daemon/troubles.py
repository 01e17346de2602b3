"""Messages on which the connection broke again and again: left aside for a while, so that nothing waits behind them."""

from datetime import datetime, timedelta

TOO_OFTEN = 3
ASIDE = timedelta(minutes=10)

Place = tuple[str, int]  # folder, UID


class Troubles:
    """How often the connection broke while a message was read. Forgotten with the process: it only orders work."""

    def __init__(self) -> None:
        self._broken: dict[Place, tuple[int, datetime]] = {}

    def broke(self, place: Place, at: datetime) -> None:
        """The connection broke while this message was being read."""
        times, _ = self._broken.get(place, (0, at))
        self._broken[place] = (times + 1, at)

    def avoided(self, place: Place, at: datetime) -> bool:
        """Whether to read on without it for now: it broke TOO_OFTEN, the last time within ASIDE."""
        times, last = self._broken.get(place, (0, at))
        return times >= TOO_OFTEN and abs(at - last) < ASIDE

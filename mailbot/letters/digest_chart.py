"""The digest's small picture: submissions a day of each kind against its closing, as values to draw columns from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mailbot.call import Desk, Kind
from mailbot.intake.summary import Arrived
from mailbot.letters.words import Words, word

MOST_DAYS = 20  # columns that a phone shows side by side
AHEAD = 7  # days before it from which the closing day is in the picture
TALLEST = 44  # pixels
MOST_MARKS = 40  # of one day's row in plain text
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Column:
    """One day. height: in pixels, at least 1. tone: good, or ask for what came after the closing day."""

    day: date
    count: int
    height: int
    tone: str
    closing: bool

    @property
    def marks(self) -> str:
        """The day's row in plain text."""
        return "■" * min(self.count, MOST_MARKS)


@dataclass(frozen=True, slots=True)
class Chart:
    """A kind's days, oldest first. count: of what is in the picture. closing: the closing day is in it."""

    name: str
    columns: tuple[Column, ...]
    count: int
    last_day: date
    closing: bool

    @property
    def busy(self) -> tuple[Column, ...]:
        """The days on which something came."""
        return tuple(column for column in self.columns if column.count)


def charts(
    arrived: Sequence[Arrived], kinds: Sequence[Kind], desk: Desk, words: Words, today: date
) -> tuple[Chart, ...]:
    """A picture for each kind of which something came in the days it shows. Pure; days are the desk's."""
    found = (_chart(arrived, kind, desk, words, today) for kind in kinds)
    return tuple(chart for chart in found if chart.count)


def _chart(arrived: Sequence[Arrived], kind: Kind, desk: Desk, words: Words, today: date) -> Chart:
    days = Counter(one.received.astimezone(desk.timezone).date() for one in arrived if one.kind == kind.key)
    end = kind.last_day if today <= kind.last_day <= today + AHEAD * DAY else today
    start = max(min((day for day in days if day <= end), default=end), end - (MOST_DAYS - 1) * DAY)
    shown = [start + number * DAY for number in range((end - start).days + 1)]
    highest = max((days[day] for day in shown), default=0)
    columns = tuple(
        Column(
            day,
            days[day],
            max(1, round(TALLEST * days[day] / highest)) if highest else 1,
            "good" if day <= kind.last_day else "ask",
            day == kind.last_day,
        )
        for day in shown
    )
    return Chart(
        word(words, "kinds", kind.key),
        columns,
        sum(column.count for column in columns),
        kind.last_day,
        any(column.closing for column in columns),
    )

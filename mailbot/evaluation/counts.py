"""Shares, and precision with recall, counted one by one."""

from dataclasses import dataclass


@dataclass(slots=True)
class Share:
    """How many of so many."""

    hits: int = 0
    of: int = 0

    def count(self, hit: bool) -> None:
        """One more, a hit or not."""
        self.hits += hit
        self.of += 1

    @property
    def value(self) -> float:
        """Between 0 and 1; 1 where there was nothing to hit."""
        return self.hits / self.of if self.of else 1.0

    @property
    def percent(self) -> str:
        """For people: 97.2%, or "-" where there was nothing to hit."""
        return f"{100 * self.hits / self.of:.1f}%" if self.of else "-"


@dataclass(slots=True)
class Found:
    """What was found, what should have been, and what is in both."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """How much of what was found is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """How much of what was wanted was found; 1 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

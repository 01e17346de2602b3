"""What a message does to an earlier submission: withdraws, corrects, replaces, renews or adds to it."""

from collections.abc import Callable
from dataclasses import dataclass

from mailbot.call import Shape
from mailbot.understanding.model import Change, Other
from mailbot.understanding.terms import Terms

FURTHER = "further"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the message does (the readings of its sentences, the roles of its files), and what it was decided to be."""

    does: frozenset[str]
    kinds: tuple[str, ...]
    other: Other | None
    terms: Terms

    def any(self, name: str) -> bool:
        """Whether something of a list of readings.toml was said."""
        return self.terms.any(name, self.does)

    @property
    def besides(self) -> bool:
        """What it submits stands beside something earlier, which stays as it is."""
        return besides(self.does, self.kinds)

    def submits(self, shape: Shape) -> bool:
        """It submits a kind of this shape."""
        return any(self.terms.kinds.get(kind) is shape for kind in self.kinds)

    @property
    def followup(self) -> bool:
        """It submits nothing and speaks of an earlier submission."""
        return self.other is Other.FOLLOWUP


# The first line that holds decides.
TABLE: tuple[tuple[Change, Callable[[Seen], bool]], ...] = (
    (Change.REPLACEMENT, lambda s: s.submits(Shape.PERSONS) and s.any("replaces")),
    (Change.VERSION, lambda s: s.submits(Shape.DOCUMENT) and s.any("renews") and not s.besides),
    (Change.REPLACEMENT, lambda s: s.followup and s.any("withdraws") and s.any("replaces")),
    (Change.WITHDRAWAL, lambda s: s.followup and s.any("withdraws")),
    (Change.CORRECTION, lambda s: s.followup and s.any("corrects")),
    (Change.VERSION, lambda s: s.followup and s.any("renews")),
    (Change.ADDITION, lambda s: s.followup),
    (Change.ADDITION, lambda s: bool(s.kinds) and {"already", "add"} <= s.does and not s.besides),
)


def change_of(does: frozenset[str], kinds: tuple[str, ...], other: Other | None, terms: Terms) -> Change | None:
    """The change a message makes to an earlier submission; None where it makes none."""
    seen = Seen(does, kinds, other, terms)
    return next((change for change, holds in TABLE if holds(seen)), None)


def besides(does: frozenset[str], kinds: tuple[str, ...]) -> bool:
    """Whether a message says that what it submits stands beside something earlier, which stays as it is."""
    return bool(kinds) and FURTHER in does

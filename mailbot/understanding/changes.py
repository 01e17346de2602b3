"""What a message does to an earlier submission: withdraws, corrects, replaces, renews or adds to it."""

from collections.abc import Callable
from dataclasses import dataclass

from mailbot.understanding.model import Change, Other


@dataclass(frozen=True, slots=True)
class Seen:
    """What the message does (the readings of its sentences, the roles of its files), and what it was decided to be."""

    does: frozenset[str]
    kinds: tuple[str, ...]
    other: Other | None

    def any(self, *names: str) -> bool:
        """Whether one of these was said."""
        return not self.does.isdisjoint(names)

    @property
    def followup(self) -> bool:
        """It submits nothing and speaks of an earlier submission."""
        return self.other is Other.FOLLOWUP


# The first line that holds decides.
TABLE: tuple[tuple[Change, Callable[[Seen], bool]], ...] = (
    (Change.REPLACEMENT, lambda s: "speaker" in s.kinds and s.any("replace.speaker", "replace")),
    (Change.VERSION, lambda s: "report" in s.kinds and s.any("version.report")),
    (Change.WITHDRAWAL, lambda s: s.followup and s.any("withdraw.report", "withdraw.speaker", "withdraw")),
    (Change.CORRECTION, lambda s: s.followup and s.any("correct.report", "correct.speaker", "correct", "role.erratum")),
    (Change.VERSION, lambda s: s.followup and s.any("version.report")),
    (Change.ADDITION, lambda s: s.followup),
    (Change.ADDITION, lambda s: bool(s.kinds) and s.any("already") and s.any("add")),
)


def change_of(does: frozenset[str], kinds: tuple[str, ...], other: Other | None) -> Change | None:
    """The change a message makes to an earlier submission; None where it makes none."""
    seen = Seen(does, kinds, other)
    return next((change for change, holds in TABLE if holds(seen)), None)

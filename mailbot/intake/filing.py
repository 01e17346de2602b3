"""What filing one kind gives: changes to the register, and what could not be tied surely."""

from dataclasses import dataclass

from mailbot.intake.plan import Filing


@dataclass(frozen=True, slots=True)
class Sorted:
    """The changes, and the reasons why a person should look."""

    filings: tuple[Filing, ...] = ()
    attention: tuple[str, ...] = ()

    def __add__(self, other: "Sorted") -> "Sorted":
        return Sorted(self.filings + other.filings, self.attention + other.attention)

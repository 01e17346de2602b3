"""What a sentence comes to by what it does and what it speaks of: an ordered table, one line a reading.

The table stands in rules/readings.toml; terms.py makes it out for the kinds of a call.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mailbot.call import Shape


@dataclass(frozen=True, slots=True)
class Said:
    """The acts and topics that the rules saw in one sentence."""

    acts: frozenset[str]
    topics: frozenset[str]

    @property
    def asks(self) -> bool:
        """A question that wants an answer; "could you confirm receipt?" is none."""
        return "ask" in self.acts and "confirm" not in self.acts


@dataclass(frozen=True, slots=True)
class Row:
    """One reading as rules/readings.toml gives it. shape: it is made out once for every kind of that shape.

    subject, does, about and never_about may hold {kind}, {siblings}, {document}, {persons} and {role}.
    """

    shape: Shape | None
    subject: str
    does: str
    about: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    never_about: tuple[str, ...] = ()
    asks: bool | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One line: a sentence that fits comes to `does`. Readings of one subject exclude each other.

    about: it speaks of one of these; acts: it does one of these, also: and one of these; empty sets ask for nothing.
    never, never_about: it does none of these, speaks of none of these. asks: whether it must (True) or must not (False)
    be a question.
    """

    subject: str
    does: str
    about: frozenset[str]
    acts: frozenset[str]
    also: frozenset[str]
    never: frozenset[str]
    never_about: frozenset[str]
    asks: bool | None

    def fits(self, said: Said) -> bool:
        """Whether a sentence is read so."""
        return (
            (not self.about or not self.about.isdisjoint(said.topics))
            and (not self.acts or not self.acts.isdisjoint(said.acts))
            and (not self.also or not self.also.isdisjoint(said.acts))
            and self.never.isdisjoint(said.acts)
            and self.never_about.isdisjoint(said.topics)
            and (self.asks is None or self.asks == said.asks)
        )


def readings(said: Said, table: Sequence[Reading]) -> tuple[str, ...]:
    """What a sentence with these acts and topics comes to: for each subject the first line of the table that fits."""
    if "nobody" in said.acts:
        said = Said(said.acts - {"replace"}, said.topics)  # "without a substitute", "nobody takes her place"
    settled: dict[str, str] = {}
    for reading in table:
        if reading.subject not in settled and reading.fits(said):
            settled[reading.subject] = reading.does
    return tuple(settled.values())

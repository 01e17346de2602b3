"""A rule, its hits in a text, and groups of rules that are asked together in one linear pass."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import re2

from mailbot.message.model import Zone
from mailbot.understanding.fold import Folded
from mailbot.understanding.model import Evidence
from mailbot.understanding.patterns import compile_pattern, options


@dataclass(frozen=True)
class Rule:
    """One reason to believe something: its patterns hit whole words of folded text.

    means: what a hit says, in the vocabulary of its file (an act, a topic, a role, a kind of message).
    """

    name: str
    group: str
    language: str
    means: str
    zones: frozenset[Zone]
    weight: float
    expressions: tuple[str, ...]
    unless: tuple[str, ...] = ()

    @cached_property
    def _found(self) -> Any:
        """One RE2 of all patterns; group 1.. are the words. Only where a hit stands is looked up with it."""
        return compile_pattern("|".join(self.expressions))

    @cached_property
    def _forbidden(self) -> Any | None:
        return compile_pattern("|".join(self.unless)) if self.unless else None

    def span(self, folded: str) -> tuple[int, int] | None:
        """Where the first hit stands in folded text; None where there is none, whatever `unless` says."""
        match = self._found.search(folded)
        return None if match is None else _words(match)

    def spans(self, folded: str) -> Iterator[tuple[int, int]]:
        """Every hit in folded text, in order; nothing where `unless` forbids the rule."""
        if self._forbidden is not None and self._forbidden.search(folded):
            return
        for match in self._found.finditer(folded):
            yield _words(match)


def _words(match: Any) -> tuple[int, int]:
    """Where the words of a hit stand, without what was looked at before and behind them."""
    start, end = match.span(match.lastindex or 0)
    return (start, end)


@dataclass(frozen=True)
class Hit:
    """A rule that holds in a folded text. Where it does is looked for when somebody asks: most hits only count."""

    rule: Rule
    folded: str = field(repr=False)

    @cached_property
    def _place(self) -> tuple[int, int]:
        return self.rule.span(self.folded) or (0, 0)

    @property
    def start(self) -> int:
        """Where the words that hit begin."""
        return self._place[0]

    @property
    def end(self) -> int:
        """The place behind them."""
        return self._place[1]

    def evidence(self, text: Folded, zone: Zone, weight: float | None = None) -> Evidence:
        """This hit for people: the original words."""
        words = " ".join(text.source(self.start, self.end).split())
        return Evidence(self.rule.name, zone, words, self.rule.weight if weight is None else weight)


class Group:
    """The rules of one file that are asked together: one linear pass finds which of them hit.

    RE2's filter first looks for the letters that a pattern cannot do without, all patterns at once, and then asks only
    those patterns whose letters are there. One automaton of all patterns would take seconds to learn the language.
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules

    @cached_property
    def _filter(self) -> tuple[Any, tuple[int, ...]]:
        """All expressions of all rules, and whose each is: the rule's index, or its complement for its `unless`."""
        chosen, owners = re2.Filter(), []
        for index, rule in enumerate(self.rules):
            for owner, sources in ((index, rule.expressions), (~index, rule.unless)):
                for source in sources:
                    chosen.Add(source, options())
                    owners.append(owner)
        chosen.Compile()
        return chosen, tuple(owners)

    def may_hit(self, folded: str) -> bool:
        """Whether a rule may hold in any part of a folded text: False saves asking about each of them."""
        return bool(self.rules) and bool(self._filter[0].Match(folded.encode("utf-8", "replace"), potential=True))

    def hits(self, folded: str, zone: Zone | None = None) -> list[Hit]:
        """The rules that hold in a folded text, in the order of the file."""
        if not folded or not self.rules:
            return []
        chosen, owners = self._filter
        found = chosen.Match(folded.encode("utf-8", "replace"))
        if not found:
            return []
        met = {owners[index] for index in found}
        return [
            Hit(self.rules[index], folded)
            for index in sorted(met)
            if index >= 0 and ~index not in met and (zone is None or zone in self.rules[index].zones)
        ]

    def evidence(self, text: str, zone: Zone) -> tuple[Evidence, ...]:
        """The hits in an (unfolded) text as evidence."""
        folded = Folded(text)
        return tuple(hit.evidence(folded, zone) for hit in self.hits(folded.text, zone))


EMPTY = Group(())

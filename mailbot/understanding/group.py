"""A rule, its hits in a text, and groups of rules that are asked together in one linear pass."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
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
        """One RE2 of all patterns; group 1.. are the words. Only where all hits stand is looked up with it."""
        return compile_pattern(*self.expressions)

    @cached_property
    def _forbidden(self) -> Any | None:
        return compile_pattern(*self.unless) if self.unless else None

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
    """A rule that holds in a folded text. Where it does is looked for when somebody asks: most hits only count.

    found: those of the rule's expressions that hit, compiled, in their order.
    """

    rule: Rule
    folded: str = field(repr=False)
    found: Callable[[], Iterable[Any]] = field(repr=False, compare=False)

    @cached_property
    def _place(self) -> tuple[int, int]:
        first = [one.search(self.folded) for one in self.found()]
        return _words(min(first, key=lambda match: match.start()))

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
    def _added(self) -> tuple[Any, tuple[int, ...], tuple[str, ...]]:
        """All expressions of all rules; whose each is: the rule's index, or its complement for its `unless`; and those
        that RE2 refuses.
        """
        chosen, owners, refused = re2.Filter(), [], []
        settings = options()
        for index, rule in enumerate(self.rules):
            for owner, sources in ((index, rule.expressions), (~index, rule.unless)):
                for source in sources:
                    try:
                        chosen.Add(source, settings)
                    except re2.error:
                        refused.append(source)
                    else:
                        owners.append(owner)
        return chosen, tuple(owners), tuple(refused)

    @property
    def refused(self) -> tuple[str, ...]:
        """The expressions that are none; nothing may be asked of a group with such."""
        return self._added[2]

    @cached_property
    def _filter(self) -> tuple[Any, tuple[int, ...]]:
        chosen, owners, _ = self._added
        chosen.Compile()
        return chosen, owners

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
        met: dict[int, list[int]] = {}
        for number in sorted(found):
            met.setdefault(owners[number], []).append(number)
        hits = [
            Hit(self.rules[index], folded, partial(map, chosen.re, met[index]))
            for index in sorted(met)
            if index >= 0 and ~index not in met
        ]
        return hits if zone is None else [hit for hit in hits if zone in hit.rule.zones]

    def evidence(self, text: str, zone: Zone) -> tuple[Evidence, ...]:
        """The hits in an (unfolded) text as evidence."""
        folded = Folded(text)
        return tuple(hit.evidence(folded, zone) for hit in self.hits(folded.text, zone))


EMPTY = Group(())

"""A rule, its hits in a text, and groups of rules that are asked together in few linear passes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import re2

from mailbot.message.model import Zone
from mailbot.understanding.fold import Folded
from mailbot.understanding.model import Evidence
from mailbot.understanding.patterns import options, scripts

SET_SIZE = 40  # patterns asked in one pass
ARABIC = re.compile(r"[\u0600-\u06ff]")
LATIN = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
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
    found: Any = field(repr=False, compare=False)  # one RE2 of all patterns; group 1.. are the words
    forbidden: Any = field(repr=False, compare=False, default=None)  # RE2 or None

    def span(self, folded: str) -> tuple[int, int] | None:
        """Where the first hit stands in folded text; None where there is none, or `unless` forbids it."""
        match = self.found.search(folded)
        if match is None or (self.forbidden is not None and self.forbidden.search(folded)):
            return None
        start, end = match.span(match.lastindex or 0)
        return (start, end)

    def spans(self, folded: str) -> Iterator[tuple[int, int]]:
        """Every hit in folded text, in order; nothing where `unless` forbids the rule."""
        if self.forbidden is not None and self.forbidden.search(folded):
            return
        for match in self.found.finditer(folded):
            start, end = match.span(match.lastindex or 0)
            yield (start, end)


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that holds, and the place in the folded text where it does."""

    rule: Rule
    start: int
    end: int

    def evidence(self, text: Folded, zone: Zone, weight: float | None = None) -> Evidence:
        """This hit for people: the original words."""
        words = " ".join(text.source(self.start, self.end).split())
        return Evidence(self.rule.name, zone, words, self.rule.weight if weight is None else weight)


class Group:
    """The rules of one file that are asked together: few linear passes find which of them hit.

    RE2 builds its automaton while it reads; many small sets learn much faster than one with hundreds of patterns, and
    the patterns of the other script need not be asked at all.
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules

    @cached_property
    def _arabic(self) -> tuple[tuple[Any, tuple[int, ...]], ...]:
        return self._sets(0)

    @cached_property
    def _latin(self) -> tuple[tuple[Any, tuple[int, ...]], ...]:
        return self._sets(1)

    def _sets(self, script: int) -> tuple[tuple[Any, tuple[int, ...]], ...]:
        """Compiled sets of the expressions that may hit a script, each with the rules' indexes by expression."""
        asked = [
            (index, source)
            for index, rule in enumerate(self.rules)
            for source in rule.expressions
            if scripts(source)[script]
        ]
        sets = []
        for start in range(0, len(asked), SET_SIZE):
            chosen = re2.Set.SearchSet(options())
            for _, source in asked[start : start + SET_SIZE]:
                chosen.Add(source)
            chosen.Compile()
            sets.append((chosen, tuple(index for index, _ in asked[start : start + SET_SIZE])))
        return tuple(sets)

    def hits(self, folded: str, zone: Zone | None = None) -> list[Hit]:
        """The rules that hold in a folded text, each with its first place, in the order of the file."""
        if not folded or not self.rules:
            return []
        met: set[int] = set()
        encoded = folded.encode("utf-8", "replace")  # once, for every set
        sets = (self._arabic if ARABIC.search(folded) else ()) + (self._latin if LATIN.search(folded) else ())
        for chosen, owners in sets or self._latin:
            met.update(owners[index] for index in chosen.Match(encoded) or ())
        found = []
        for index in sorted(met):
            rule = self.rules[index]
            if (zone is None or zone in rule.zones) and (place := rule.span(folded)):
                found.append(Hit(rule, *place))
        return found

    def evidence(self, text: str, zone: Zone) -> tuple[Evidence, ...]:
        """The hits in an (unfolded) text as evidence."""
        folded = Folded(text)
        return tuple(hit.evidence(folded, zone) for hit in self.hits(folded.text, zone))


EMPTY = Group(())

"""The rules made out for a call: rules/readings.toml speaks of shapes, a call has kinds, each of one shape."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mailbot.call import Call, Shape
from mailbot.understanding.readings import Reading, Row, Said, readings
from mailbot.understanding.rules import Rules

FILE = "readings"
MOST_KNOWN = 4096  # different sets of acts and topics whose reading is remembered
LISTS = (
    "submits", "own_doing", "puts_forward", "takes_back", "puts_off", "replaces", "renews", "withdraws", "corrects",
)  # fmt: skip


@dataclass(frozen=True)
class Terms:
    """What sentences come to in one call, and what of it the code goes by.

    kinds: the call's, in its order, with their shapes. lists: what readings.toml calls by these names (LISTS).
    """

    kinds: Mapping[str, Shape]
    table: tuple[Reading, ...]
    lists: Mapping[str, frozenset[str]]
    _known: dict[Said, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    def read(self, said: Said) -> tuple[str, ...]:
        """What a sentence with these acts and topics comes to."""
        found = self._known.get(said)
        if found is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            found = self._known[said] = readings(said, self.table)
        return found

    def any(self, name: str, does: Iterable[str]) -> bool:
        """Whether any of these doings stands in a list of readings.toml."""
        return not self.lists[name].isdisjoint(does)

    def of(self, shape: Shape) -> tuple[str, ...]:
        """The kinds of a shape, in the call's order."""
        return tuple(kind for kind, its in self.kinds.items() if its is shape)

    def siblings(self, kind: str) -> tuple[str, ...]:
        """The call's other kinds of the same shape."""
        return tuple(other for other in self.of(self.kinds[kind]) if other != kind)


_MADE: dict[tuple[int, int], tuple[Rules, Call, Terms]] = {}


def terms_of(rules: Rules, call: Call) -> Terms:
    """The terms of these rules in this call, made once; those made last are kept, for a process has one call."""
    kept = _MADE.get((id(rules), id(call)))
    if kept is not None and kept[0] is rules and kept[1] is call:
        return kept[2]
    made = _made(rules, call)
    _MADE.clear()
    _MADE[(id(rules), id(call))] = (rules, call, made)
    return made


def _made(rules: Rules, call: Call) -> Terms:
    file = rules.file(FILE)
    shapes = {key: kind.shape for key, kind in call.kinds.items()}
    table = [
        reading
        for row in file.readings
        for kind in ([key for key, shape in shapes.items() if shape is row.shape] if row.shape else [""])
        if (reading := _reading(row, kind, call)) is not None
    ]
    lists = {name: frozenset(_filled(file.listed(name), "", call)) for name in LISTS}
    return Terms(shapes, tuple(table), lists)


def _reading(row: Row, kind: str, call: Call) -> Reading | None:
    """A row made out for a kind ("" for rows of no shape); None where it speaks of what this kind does not have."""
    about = frozenset(_filled(row.about, kind, call))
    if row.about and not about:
        return None
    never_about = frozenset(_filled(row.never_about, kind, call))
    subject, does = (text.replace("{kind}", kind) for text in (row.subject, row.does))
    acts, also, never = (frozenset(listed) for listed in (row.acts, row.also, row.never))
    return Reading(subject, does, about, acts, also, never, never_about, row.asks)


def _filled(words: Iterable[str], kind: str, call: Call) -> Iterable[str]:
    """Words with their places filled: one word for each thing that a place stands for. kind "": every kind."""
    shape = call.kinds[kind].shape if kind else None
    stands_for = {
        "{kind}": (kind,) if kind else tuple(call.kinds),
        "{siblings}": tuple(key for key, other in call.kinds.items() if other.shape is shape and key != kind),
        "{document}": call.of(Shape.DOCUMENT),
        "{persons}": call.of(Shape.PERSONS),
        "{role}": ("role",) if kind and call.roles_of(kind) else (),
    }
    for word in words:
        place = next((place for place in stands_for if place in word), None)
        yield from (word,) if place is None else (word.replace(place, name) for name in stands_for[place])

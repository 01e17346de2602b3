"""Which rules hit on labelled mail, and how well each tells the kind of message: for `mailbot rules test`."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mailbot.evaluation.labels import Label
from mailbot.evaluation.rulebook import Entry, mark_of
from mailbot.message.model import Zone
from mailbot.understanding.group import Group, Hit, Rule
from mailbot.understanding.rules import RuleFile, Rules

Mark = tuple[str, str, str, str]
Kinds = tuple[str, ...]
SHOWN = 3  # examples kept of each rule


class Listening(Group):
    """A group that tells of every hit."""

    def __init__(self, rules: tuple[Rule, ...], heard: Callable[[Hit, str], None]) -> None:
        super().__init__(rules)
        self._heard = heard

    def hits(self, folded: str, zone: Zone | None = None) -> list[Hit]:
        """As every group's; each hit is told with the folded text it stands in."""
        found = super().hits(folded, zone)
        for hit in found:
            self._heard(hit, folded)
        return found


@dataclass
class Hits:
    """What was heard of one rule: the messages it hit, and a few of the words."""

    messages: set[str] = field(default_factory=set)
    examples: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a rule did. speaks_for: the kind that is commoner among the messages it hits than in all mail, by the most;
    precision: the share of that kind among them, share: in all mail; both 0 and "" where it never hit.
    """

    entry: Entry
    messages: int
    speaks_for: str = ""
    precision: float = 0.0
    share: float = 0.0
    examples: tuple[str, ...] = ()


class Record:
    """Hears the rules while messages are understood, and knows which message is being read."""

    def __init__(self) -> None:
        self.reading = ""
        self._hits: dict[Mark, Hits] = {}

    def listening(self, rules: Rules) -> Rules:
        """The same rules; this record hears whatever they hit."""
        return Rules({name: self._file(file) for name, file in rules.files.items()})

    def _file(self, file: RuleFile) -> RuleFile:
        def heard(hit: Hit, folded: str) -> None:
            hits = self._hits.setdefault(mark_of(file.name, hit.rule), Hits())
            if self.reading not in hits.messages and len(hits.examples) < SHOWN:
                hits.examples.append(folded[hit.start : hit.end])
            hits.messages.add(self.reading)

        return replace(
            file,
            groups={name: Listening(group.rules, heard) for name, group in file.groups.items()},
            whole=Listening(file.whole.rules, heard),
        )

    def judgements(self, entries: Sequence[Entry], labels: Iterable[Label]) -> tuple[Judgement, ...]:
        """One for each rule, in order."""
        kinds = {label["id"]: kinds_of(label) for label in labels}
        return tuple(judged(entry, self._hits.get(entry.mark, Hits()), kinds) for entry in entries)


def kinds_of(label: Label) -> Kinds:
    """What a message should be understood as: the kinds it submits, else its other kind."""
    expect = label["expect"]
    return tuple(expect["kinds"]) or (expect["other"],)


def judged(entry: Entry, hits: Hits, kinds: Mapping[str, Kinds]) -> Judgement:
    """How one rule did on messages of known kinds."""
    if not hits.messages:
        return Judgement(entry, 0)
    everywhere = Counter(kind for of in kinds.values() for kind in of)
    met = Counter(kind for ident in hits.messages for kind in kinds[ident])

    def precision(kind: str) -> float:
        return met[kind] / len(hits.messages)

    def share(kind: str) -> float:
        return everywhere[kind] / len(kinds)

    best = max(sorted(everywhere), key=lambda kind: precision(kind) - share(kind))
    return Judgement(entry, len(hits.messages), best, precision(best), share(best), tuple(hits.examples))

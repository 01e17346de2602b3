"""Decides what a message is: signs are weighed for each kind, and an ordered table turns scores into a decision."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from mailbot.understanding.model import Evidence, Other
from mailbot.understanding.rules import RuleFile
from mailbot.understanding.signs import Sign

SUBMITTED = ("report", "speaker")
OTHERS = ("followup", "survey", "registration", "question", "thanks")


@dataclass(frozen=True, slots=True)
class Scores:
    """How much speaks for each kind, and what."""

    of: Mapping[str, float]
    why: tuple[Evidence, ...] = ()

    def __getitem__(self, kind: str) -> float:
        return self.of.get(kind, 0.0)


def weigh(signs: Iterable[Sign], weights: RuleFile) -> Scores:
    """Adds up the signs for each kind; the same sign again counts only a part (`again`)."""
    again = weights.weight("again", 0.25)
    totals = dict.fromkeys((*SUBMITTED, *OTHERS), 0.0)
    met: dict[tuple[str, str], float] = {}
    why = []
    for sign in sorted(signs, key=lambda sign: -sign.factor):
        for kind in totals:
            weight = weights.weight(f"{kind}.{sign.name}")
            if not weight:
                continue
            share = sign.factor * (again if (kind, sign.name) in met else 1.0)
            met[kind, sign.name] = weight
            totals[kind] += weight * share
            why.append(Evidence(f"{kind}: {sign.name}", sign.zone, sign.words, round(weight * share, 2)))
    return Scores(totals, tuple(why))


@dataclass(frozen=True, slots=True)
class Facts:
    """What the table looks at. spam, newsletter: weights of such wording; machine: screening's suggestion, if any."""

    scores: Scores
    threshold: float
    machine: Other | None = None
    proven: bool = False  # a machine sign stands behind the suggestion
    spam: float = 0.0
    newsletter: float = 0.0
    spam_sure: float = 4.0
    newsletter_sure: float = 4.0
    spam_bulk: float = 2.0
    by_file: frozenset[str] = frozenset()  # kinds of which a file of the message is the submission itself

    def submits(self, kind: str) -> bool:
        """Enough speaks for a submission of this kind."""
        return self.scores[kind] >= self.threshold

    @property
    def best_other(self) -> str:
        """The other kind with the most behind it; the first of OTHERS wins a tie."""
        return max(OTHERS, key=lambda kind: self.scores[kind])


@dataclass(frozen=True, slots=True)
class Decision:
    """What a message is. runner_up: what it would be next, and how far away that is; line: the line that decided."""

    kinds: tuple[str, ...]
    other: Other | None
    line: str
    margin: float
    runner_up: str = ""
    review: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the decision table: its name, when it holds, and what the message is then (None: its kinds)."""

    name: str
    when: Callable[[Facts], bool]
    other: Callable[[Facts], Other | None]


def _submits_surely(facts: Facts) -> bool:
    return any(facts.scores[kind] >= facts.threshold + 1.5 for kind in SUBMITTED)


def _is(machine: Other) -> Callable[[Facts], bool]:
    """A machine sign says that it is this; only a submission that stands in its files says otherwise."""
    return lambda facts: facts.machine is machine and facts.proven and not facts.by_file


TABLE: tuple[Line, ...] = (
    Line("a mail system returned a message", lambda f: f.machine is Other.BOUNCE and f.proven, lambda f: Other.BOUNCE),
    Line("spam by a bulk sender", lambda f: _is(Other.NEWSLETTER)(f) and f.spam >= f.spam_bulk and f.newsletter < f.newsletter_sure, lambda f: Other.SPAM),
    Line("list mail", _is(Other.NEWSLETTER), lambda f: Other.NEWSLETTER),
    Line("spam by the server's mark", lambda f: f.machine is Other.SPAM and not _submits_surely(f), lambda f: Other.SPAM),
    Line("spam by what it says", lambda f: f.spam >= f.spam_sure and not _submits_surely(f), lambda f: Other.SPAM),
    Line("newsletter by what it says", lambda f: f.newsletter >= f.newsletter_sure and not f.by_file, lambda f: Other.NEWSLETTER),
    Line("automatic answer", lambda f: f.machine is Other.AUTOMATIC and f.proven and not _submits_surely(f), lambda f: Other.AUTOMATIC),
    Line("absence or bounce by what it says", lambda f: f.machine is not None and not any(map(f.submits, SUBMITTED)), lambda f: f.machine),
    Line("submits", lambda f: any(map(f.submits, SUBMITTED)), lambda f: None),
    Line("the most speaks for it", lambda f: f.scores[f.best_other] > 0, lambda f: Other(f.best_other)),
    Line("nothing understood", lambda f: True, lambda f: Other.QUESTION),
)


def decide(facts: Facts) -> Decision:
    """What the message is: the first line of the table that holds. Pure and total."""
    line = next(line for line in TABLE if line.when(facts))
    other = line.other(facts)
    if other is None:
        kinds = tuple(kind for kind in SUBMITTED if facts.submits(kind))
        return Decision(kinds, None, line.name, _margin(facts), _runner_up(facts, kinds))
    return Decision((), other, line.name, _other_margin(facts, other), _runner_up(facts, ()))


def _margin(facts: Facts) -> float:
    """Distance of the kinds' scores from the threshold: the smallest decides how sure the decision is."""
    return min(abs(facts.scores[kind] - facts.threshold) for kind in SUBMITTED)


def _other_margin(facts: Facts, other: Other) -> float:
    short = min(facts.threshold - facts.scores[kind] for kind in SUBMITTED)
    if other in OTHERS:
        rest = [facts.scores[kind] for kind in OTHERS if kind != other]
        return min(short, facts.scores[other] - max(rest) + 1.0)
    return max(short, 1.5)


def _runner_up(facts: Facts, kinds: tuple[str, ...]) -> str:
    rest = [kind for kind in (*SUBMITTED, *OTHERS) if kind not in kinds]
    return max(rest, key=lambda kind: facts.scores[kind])

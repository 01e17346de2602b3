"""Decides what a message is: signs are weighed for each kind, and an ordered table turns scores into a decision."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from mailbot.call import Shape
from mailbot.understanding.model import Evidence, Other
from mailbot.understanding.rules import RuleFile
from mailbot.understanding.siblings import meant
from mailbot.understanding.signs import Sign
from mailbot.understanding.terms import Terms

LIMIT = 30.0  # of a logarithm of odds
SURELY = 1.5  # logarithm of odds from which a submission outweighs the look of a machine
MOST = 1.5  # of one sign, however often it is met
CHASES = "asks whether something sent earlier arrived"  # a line of the table
OTHERS = ("followup", "survey", "registration", "question", "thanks")


@dataclass(frozen=True, slots=True)
class Scores:
    """How much speaks for each kind, and what. submitted: the call's kinds, in its order."""

    of: Mapping[str, float]
    why: tuple[Evidence, ...] = ()
    submitted: tuple[str, ...] = ()

    def __getitem__(self, kind: str) -> float:
        return self.of.get(kind, 0.0)


def values(signs: Iterable[Sign], again: float) -> dict[str, float]:
    """How much of each sign there is: the strongest fully, the same sign again only in part; at most MOST."""
    met: dict[str, list[float]] = {}
    for sign in signs:
        met.setdefault(sign.name, []).append(sign.factor)
    return {name: min(MOST, max(all_of) + again * (sum(all_of) - max(all_of))) for name, all_of in met.items()}


def weigh(signs: Iterable[Sign], weights: RuleFile, terms: Terms) -> Scores:
    """Adds up what the signs count for each kind, each sign once with how much of it there is.

    A kind without weights of its own takes those of its shape's model (`document` and `persons` in kinds.toml).
    """
    found = tuple(signs)
    again = weights.weight("again", 0.25)
    models = {kind: _model(kind, shape, weights) for kind, shape in terms.kinds.items()}
    alike = all(kind == model for kind, model in models.items()) and not any(map(terms.siblings, models))
    about = meant((sign.name for sign in found), terms)
    all_seen = {sign.name: sign for sign in sorted(found, key=lambda sign: sign.factor)}
    amounts = values(found, again)
    totals, why = {}, []
    for kind in (*terms.kinds, *OTHERS):
        counts = weights.weights_of(models.get(kind, kind))
        shown = all_seen
        if not alike:
            counted = _counted(kind, found, weights, terms, models, about)
            shown = dict(sorted(counted, key=lambda one: one[1].factor))
            amounts = values((replace(sign, name=name) for name, sign in counted), again)
        total = counts.get("bias", 0.0)
        for name in [name for name in amounts if name in counts]:
            if weight := counts[name]:
                sign, adds = shown[name], weight * amounts[name]
                total += adds
                why.append(Evidence(f"{kind}: {sign.name}", sign.zone, sign.words, round(adds, 2)))
        totals[kind] = total
    return Scores(totals, tuple(why), tuple(terms.kinds))


def _model(kind: str, shape: Shape, weights: RuleFile) -> str:
    """The kind whose weights hold for a kind: itself where it has any."""
    known = f"{kind}.bias" in weights.weights
    return kind if known else next(iter(weights.listed(shape)), kind)


def _counted(
    kind: str,
    found: Iterable[Sign],
    weights: RuleFile,
    terms: Terms,
    models: Mapping[str, str],
    about: frozenset[str],
) -> list[tuple[str, Sign]]:
    """The signs that count for a kind, each by the name under which its model's weight stands.

    Of kinds of one shape, what is said of one is nothing said of the other; and signs that name no kind speak only for
    the kinds that the message is about.
    """
    others = terms.siblings(kind) if kind in terms.kinds else ()
    counted = []
    for sign in found:
        does, _, subject = sign.name.rpartition(".")
        if subject in others:
            continue
        name = f"{does}.{models[subject]}" if subject in models else sign.name
        lifts = weights.weight(f"{models.get(kind, kind)}.{name}") > 0
        if not (others and kind not in about and subject != kind and lifts):
            counted.append((name, sign))
    return counted


@dataclass(frozen=True, slots=True)
class Facts:
    """What the table looks at. spam, newsletter: weights of such wording; machine: screening's suggestion, if any."""

    scores: Scores
    understood: bool = True  # some sign was found
    machine: Other | None = None
    proven: bool = False  # a machine sign stands behind the suggestion
    spam: float = 0.0
    newsletter: float = 0.0
    spam_sure: float = 4.0
    newsletter_sure: float = 4.0
    spam_bulk: float = 2.0
    by_file: frozenset[str] = frozenset()  # kinds of which a file, or a report typed below, is the submission itself
    chases: bool = False  # it asks whether something sent earlier arrived, and submits nothing

    def submits(self, kind: str) -> bool:
        """Enough speaks for a submission of this kind."""
        return self.scores[kind] > 0

    @property
    def best_other(self) -> str:
        """The other kind with the most behind it; the first of OTHERS wins a tie."""
        return max(OTHERS, key=lambda kind: self.scores[kind])


@dataclass(frozen=True, slots=True)
class Decision:
    """What a message is. likely: 0 to 1; runner_up: what it would be next; line: the line of the table that decided."""

    kinds: tuple[str, ...]
    other: Other | None
    line: str
    likely: float
    runner_up: str = ""


class Then(Enum):
    """What a line of the table concludes where it is no single other kind."""

    SUBMITTED = "the kinds it submits"
    MACHINE = "what screening suggests"
    BEST = "the other kind with the most behind it"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the decision table: its name, when it holds, and what the message is then."""

    name: str
    when: Callable[[Facts], bool]
    then: Other | Then


def _submits_surely(facts: Facts) -> bool:
    return any(facts.scores[kind] >= SURELY for kind in facts.scores.submitted)


def _submits(facts: Facts) -> bool:
    return any(facts.submits(kind) for kind in facts.scores.submitted)


def _bounce(facts: Facts) -> bool:
    return facts.machine is Other.BOUNCE and facts.proven


def _list_mail(facts: Facts) -> bool:
    """A list or bulk sender; only a submission that stands in its files says otherwise."""
    return facts.machine is Other.NEWSLETTER and facts.proven and not facts.by_file


def _bulk_spam(facts: Facts) -> bool:
    return _list_mail(facts) and facts.spam >= facts.spam_bulk and facts.newsletter < facts.newsletter_sure


def _marked_spam(facts: Facts) -> bool:
    return facts.machine is Other.SPAM and not _submits_surely(facts)


def _worded_spam(facts: Facts) -> bool:
    return facts.spam >= facts.spam_sure and not facts.by_file


def _worded_newsletter(facts: Facts) -> bool:
    return facts.newsletter >= facts.newsletter_sure and not facts.by_file


def _automatic(facts: Facts) -> bool:
    return facts.machine is Other.AUTOMATIC and facts.proven and not _submits_surely(facts)


def _worded_machine(facts: Facts) -> bool:
    return facts.machine is not None and not _submits(facts)


TABLE: tuple[Line, ...] = (
    Line("a mail system returned a message", _bounce, Other.BOUNCE),
    Line("spam by a bulk sender", _bulk_spam, Other.SPAM),
    Line("list mail", _list_mail, Other.NEWSLETTER),
    Line("spam by the server's mark", _marked_spam, Other.SPAM),
    Line("spam by what it says", _worded_spam, Other.SPAM),
    Line("newsletter by what it says", _worded_newsletter, Other.NEWSLETTER),
    Line("automatic answer", _automatic, Other.AUTOMATIC),
    Line("absence or bounce by what it says", _worded_machine, Then.MACHINE),
    Line(CHASES, lambda facts: facts.chases, Other.FOLLOWUP),
    Line("submits", _submits, Then.SUBMITTED),
    Line("the most speaks for it", lambda facts: facts.understood, Then.BEST),
)
LAST = Line("nothing understood", lambda facts: not facts.understood, Then.BEST)


def decide(facts: Facts) -> Decision:
    """What the message is: the first line of the table that holds. Pure and total."""
    line = next((line for line in TABLE if line.when(facts)), LAST)
    other: Other | None
    if isinstance(line.then, Other):
        other = line.then
    elif line.then is Then.SUBMITTED:
        other = None
    elif line.then is Then.MACHINE:
        other = facts.machine
    else:
        other = Other(facts.best_other)
    kinds = tuple(kind for kind in facts.scores.submitted if facts.submits(kind)) if other is None else ()
    # What is asked in so many words need not outweigh the other kinds.
    sure = likelihood(facts.scores, kinds, None if line.name == CHASES else other)
    return Decision(kinds, other, line.name, sure, _runner_up(facts, kinds, other))


def likelihood(scores: Scores, kinds: tuple[str, ...], other: Other | None) -> float:
    """How likely it is that a message is exactly this: the odds of each kind, and of the other kind among its like."""
    sure = 1.0
    for kind in scores.submitted:
        odds = scores[kind] if kind in kinds else -scores[kind]
        sure *= 1.0 / (1.0 + math.exp(-max(-LIMIT, min(LIMIT, odds))))
    if other in OTHERS:
        sure *= 1.0 / sum(math.exp(max(-LIMIT, min(LIMIT, scores[kind] - scores[other]))) for kind in OTHERS)
    return sure


def _runner_up(facts: Facts, kinds: tuple[str, ...], other: Other | None = None) -> str:
    rest = [kind for kind in (*facts.scores.submitted, *OTHERS) if kind not in kinds and kind != other]
    return max(rest, key=lambda kind: facts.scores[kind])

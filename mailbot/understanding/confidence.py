"""How sure a verdict is, and every reason why a person should look at it first."""

from collections.abc import Callable
from dataclasses import dataclass

from mailbot.reasons import reason
from mailbot.understanding.doubts import Doubted
from mailbot.understanding.kinds import Decision
from mailbot.understanding.model import Screening, Speaker

UNCLEAR = "unclear"
SURE_MACHINE = 0.98  # a message that bears a machine sign and submits nothing is what its sign says


@dataclass(frozen=True)
class Case:
    """Everything the reasons look at."""

    decision: Decision
    screening: Screening
    speakers: tuple[Speaker, ...]
    doubt: float  # likelihood of the kinds below which a person looks
    doubted: Doubted  # what may have been read wrong
    submitters: int = 1  # different persons who forward or submit in one message
    persons: bool = False  # it submits a kind of persons
    unshared: bool = False  # of several kinds of one shape, which one somebody or something is for
    failed: tuple[str, ...] = ()  # parts of understanding that failed on this message


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a person to look whatever else is sure. key: of mailbot.reasons. values: what its words name."""

    key: str
    holds: Callable[[Case], bool]
    values: Callable[[Case], dict[str, str]] = lambda _case: {}


def _other_kind(case: Case) -> dict[str, str]:
    return {"what": case.decision.runner_up or "something_else"}


REASONS: tuple[Reason, ...] = (
    Reason("part_failed", lambda c: bool(c.failed), lambda c: {"parts": ", ".join(c.failed)}),
    Reason(UNCLEAR, lambda c: confidence(c) < c.doubt, _other_kind),
    Reason("nothing_understood", lambda c: c.decision.line == "nothing understood"),
    Reason("nobody_named", lambda c: c.persons and not any(s.name for s in c.speakers)),
    Reason("kind_unsure", lambda c: c.unshared),
    Reason("looks_automatic", lambda c: bool(c.decision.kinds) and c.screening.machine),
    Reason("several_submitters", lambda c: bool(c.decision.kinds) and c.submitters > 1),
)


def confidence(case: Case) -> float:
    """The probability that the kinds are right, .01 to .99; a machine's own sign needs no weighing."""
    likely = SURE_MACHINE if case.screening.machine and not case.decision.kinds else case.decision.likely
    return round(min(0.99, max(0.01, likely)), 3)


def reasons(case: Case) -> tuple[str, ...]:
    """Why a person should look first, as mailbot.reasons keeps it; () where nobody needs to."""
    found = [reason(each.key, **each.values(case)) for each in REASONS if each.holds(case)]
    if case.doubted.flagged:
        found += [reason(key, **(_other_kind(case) if key == UNCLEAR else {})) for key in case.doubted.reasons]
    return tuple(dict.fromkeys(found))

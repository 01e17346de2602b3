"""How sure a verdict is, and every reason why a person should look at it first."""

from collections.abc import Callable
from dataclasses import dataclass

from mailbot.reasons import reason
from mailbot.understanding.kinds import Decision
from mailbot.understanding.model import Report, Screening, Speaker

SURE_MACHINE = 0.98  # a message that bears a machine sign and submits nothing is what its sign says


@dataclass(frozen=True)
class Case:
    """Everything the reasons look at."""

    decision: Decision
    screening: Screening
    speakers: tuple[Speaker, ...]
    report: Report | None
    doubt: float  # likelihood below which a person looks
    language_certain: bool = True
    readable: bool = True  # False: a file that may be the report could not be read
    announced: bool = False  # files are spoken of, none came
    submitters: int = 1  # different persons who forward or submit in one message
    empty: bool = False  # no words of the sender's own
    faint: bool = False  # somebody is told who is only mentioned
    untitled: bool = False  # somebody has no function though one is spoken of that nobody has
    unequal: bool = False  # some have a role, others none
    strange: bool = False  # a name in running text that no list of names knows
    ragged: bool = False  # a function that may not end where it should
    beside: bool = False  # somebody else is named with a function, who may be meant as well
    heard: Decision | None = None  # what it is by patterns alone, where meanings were asked for and may say otherwise
    persons: bool = False  # it submits a kind of persons
    unshared: bool = False  # of several kinds of one shape, which one somebody or something is for
    failed: tuple[str, ...] = ()  # parts of understanding that failed on this message


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a person to look. key: of mailbot.reasons. values: what its words name, by the case."""

    key: str
    holds: Callable[[Case], bool]
    values: Callable[[Case], dict[str, str]] = lambda _case: {}


REASONS: tuple[Reason, ...] = (
    Reason("part_failed", lambda c: bool(c.failed), lambda c: {"parts": ", ".join(c.failed)}),
    Reason("unclear", lambda c: confidence(c) < c.doubt, lambda c: {"what": c.decision.runner_up or "something_else"}),
    Reason("nothing_understood", lambda c: c.decision.line == "nothing understood"),
    Reason(
        "nobody_named",
        lambda c: c.persons and not any(s.name for s in c.speakers),
    ),
    Reason(
        "organisation_missing",
        lambda c: c.persons and any(s.name and not s.affiliation for s in c.speakers),
    ),
    Reason("only_mentioned", lambda c: c.persons and c.faint),
    Reason("title_untied", lambda c: c.persons and c.untitled),
    Reason("roles_untied", lambda c: c.persons and c.unequal),
    Reason("name_unsure", lambda c: c.persons and c.strange),
    Reason("title_unsure", lambda c: c.persons and c.ragged),
    Reason("others_named", lambda c: c.persons and c.beside),
    Reason("kind_unsure", lambda c: c.unshared),
    Reason(
        "looks_automatic",
        lambda c: bool(c.decision.kinds) and c.screening.machine,
    ),
    Reason("several_submitters", lambda c: bool(c.decision.kinds) and c.submitters > 1),
)


def confidence(case: Case) -> float:
    """The probability that the kinds are right, .01 to .99; a machine's own sign needs no weighing."""
    likely = SURE_MACHINE if case.screening.machine and not case.decision.kinds else case.decision.likely
    return round(min(0.99, max(0.01, likely)), 3)


def reasons(case: Case) -> tuple[str, ...]:
    """Why a person should look first, as mailbot.reasons keeps it; () where nobody needs to."""
    return tuple(reason(found.key, **found.values(case)) for found in REASONS if found.holds(case))

"""How sure a verdict is, and every reason why a person should look at it first."""

from collections.abc import Callable
from dataclasses import dataclass

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
    faint: bool = False  # somebody is told who is only mentioned, or hardly put forward
    heard: Decision | None = None  # what it is by patterns alone, where meanings were asked for and may say otherwise
    failed: tuple[str, ...] = ()  # parts of understanding that failed on this message

    def has(self, kind: str) -> bool:
        """Whether the message submits this kind."""
        return kind in self.decision.kinds


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a person to look, in plain words."""

    words: str
    holds: Callable[[Case], bool]


REASONS: tuple[Reason, ...] = (
    Reason("a part of understanding failed: {failed}", lambda c: bool(c.failed)),
    Reason("what it is remains unclear; it may be: {runner_up}", lambda c: confidence(c) < c.doubt),
    Reason("nothing in it was understood", lambda c: c.decision.line == "nothing understood"),
    Reason(
        "somebody is put forward, but no name was found",
        lambda c: c.has("speaker") and not any(s.name for s in c.speakers),
    ),
    Reason(
        "an organisation is missing of somebody put forward",
        lambda c: c.has("speaker") and any(s.name and not s.affiliation for s in c.speakers),
    ),
    Reason("somebody may be mentioned only, and not put forward", lambda c: c.has("speaker") and c.faint),
    Reason(
        "it bears the marks of an automatic sender, but holds a submission",
        lambda c: bool(c.decision.kinds) and c.screening.machine,
    ),
    Reason("several persons submit in one forwarded message", lambda c: bool(c.decision.kinds) and c.submitters > 1),
)


def confidence(case: Case) -> float:
    """The probability that the kinds are right, .01 to .99; a machine's own sign needs no weighing."""
    likely = SURE_MACHINE if case.screening.machine and not case.decision.kinds else case.decision.likely
    return round(min(0.99, max(0.01, likely)), 3)


def reasons(case: Case) -> tuple[str, ...]:
    """Why a person should look first; () where nobody needs to."""
    return tuple(
        reason.words.format(runner_up=case.decision.runner_up or "something else", failed=", ".join(case.failed))
        for reason in REASONS
        if reason.holds(case)
    )

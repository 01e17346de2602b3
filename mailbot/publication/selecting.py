"""Which documents are published, and why the others are not. Pure: one table.

Accepted is what was submitted, is complete and was not taken out by an organiser (`mailbot publication REF no`):
the call promises that all reports are published, so nobody has to accept each of them by hand.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mailbot.call import Call, Shape, Standing
from mailbot.intake.plan import FiledReport, Missing
from mailbot.message.model import TextState
from mailbot.publication.formats import FORMATS
from mailbot.register.records import Entry
from mailbot.understanding.model import Publication

LACKS = {Missing.FILE.value: "the report itself", Missing.READABLE_FILE.value: "a file that can be opened"}
READABLE = frozenset({TextState.READ, TextState.NONE})  # without text: a scan, or pictures
STATES = {
    TextState.ENCRYPTED: "it is protected by a password",
    TextState.FAILED: "it could not be opened",
    TextState.TOO_LARGE: "it was too large to be opened",
    TextState.INFECTED: "the virus check found something in it",
    TextState.UNCHECKED: "the virus check could not look into it",
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is not published, and why. file: its name as sent, "" for the whole submission."""

    reference: str
    reason: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A document that is published. places: of those of its files that are, in report.files."""

    entry: Entry
    report: FiledReport
    places: tuple[int, ...]

    @property
    def reference(self) -> str:
        """The submission's reference."""
        return str(self.entry.submission.reference)

    @property
    def unnamed(self) -> bool:
        """Whether nobody may see who submitted it."""
        return self.report.publication is Publication.UNNAMED


def _asked(_entry: Entry, report: FiledReport) -> str:
    said = f": “{report.publication_said}”" if report.publication_said else ""
    return f"it is not to be published{said}" if report.publication is Publication.NO else ""


def _lacking(entry: Entry, _report: FiledReport) -> str:
    return f"it lacks {' and '.join(LACKS.get(what, what) for _, what in entry.missing)}" if entry.missing else ""


def _no_file(_entry: Entry, report: FiledReport) -> str:
    return "" if report.files else "it came without a file, as the text of a message"


# The first reason that holds is told.
REASONS: tuple[Callable[[Entry, FiledReport], str], ...] = (_asked, _lacking, _no_file)


def chosen(
    entries: Iterable[Entry], call: Call, *, late: bool = True
) -> tuple[tuple[Chosen, ...], tuple[LeftOut, ...]]:
    """What is published, in the order of its kinds and references, and what is not although it is active.

    late: whether what arrived after the closing and its grace is published too. What was withdrawn, superseded,
    merged or erased is nobody's news here.
    """
    found: list[Chosen] = []
    left: list[LeftOut] = []
    kinds = call.of(Shape.DOCUMENT)
    open_ones = [one for one in entries if one.submission.status == "active" and not one.forgotten]
    for entry in sorted(open_ones, key=lambda one: (*_place(one, kinds), one.number)):
        submission, report = entry.submission, entry.submission.report
        if report is None or submission.kind not in kinds:
            continue
        reference = str(submission.reference)
        reason = next((said for reason in REASONS if (said := reason(entry, report))), "")
        if not reason and submission.standing is Standing.LATE and not late:
            reason = "it arrived after the closing (--no-late)"
        if reason:
            left.append(LeftOut(reference, reason))
            continue
        faults = [file_fault(file.state, file.media_type) for file in report.files]
        left += [
            LeftOut(reference, fault, file.name) for file, fault in zip(report.files, faults, strict=True) if fault
        ]
        places = tuple(place for place, fault in enumerate(faults) if not fault)
        if places:
            found.append(Chosen(entry, report, places))
        else:
            left.append(LeftOut(reference, "none of its files can be published"))
    return tuple(found), tuple(left)


def file_fault(state: TextState, media_type: str) -> str:
    """Why a file cannot be published; "" where it can."""
    if state not in READABLE:
        return STATES[state]
    return "" if media_type in FORMATS else f"files of its type are not published ({media_type})"


def _place(entry: Entry, kinds: tuple[str, ...]) -> tuple[int, ...]:
    kind = entry.submission.kind
    return (kinds.index(kind) if kind in kinds else len(kinds),)

"""An organiser's corrections: assignments such as speakers.1.title=Director, applied to a submission. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from mailbot.call import Call, Shape, Standing
from mailbot.errors import MailbotError
from mailbot.intake.correction import Changed
from mailbot.intake.plan import FiledReport, ReportFile, Submission
from mailbot.message.addresses import valid
from mailbot.message.model import Address
from mailbot.understanding.model import Speaker

OF_SPEAKER = re.compile(r"speakers\.([1-9][0-9]{0,3})(?:\.(name|title|affiliation|roles))?")
QUOTES = (('"', '"'), ("“", "”"))
SHORT = {
    "organisations": "report.organisations",
    "title": "report.title",
    "links": "report.links",
    "files": "report.files",
}
PERSONS_PATHS = ("speakers.N.name", "speakers.N.title", "speakers.N.affiliation", "speakers.N.roles", "speakers.N")
DOCUMENT_PATHS = ("report.title", "report.organisations", "report.collective", "report.links", "report.files")
OWN_PATHS = ("standing", "language", "submitter.name", "submitter.address")
YES_OR_NO = {"yes": True, "no": False, "true": True, "false": False}


class UnfitCorrection(MailbotError):
    """An assignment that cannot be carried out; the words name what is allowed."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One PATH=VALUE as given; value: in one line, "" empties."""

    path: str
    value: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that came with a submission's mail. message: the number of that mail."""

    message: int
    file: ReportFile

    @property
    def path(self) -> str:
        """How it is named where its name alone would not do: 17/report.pdf."""
        return f"{self.message}/{self.file.name}"


def assignments_of(given: Sequence[str]) -> tuple[Assignment, ...]:
    """Reads PATH=VALUE. Raises UnfitCorrection for what has no "="."""
    found = []
    for text in given:
        path, sign, value = text.partition("=")
        if not sign:
            raise UnfitCorrection(f'found {text!r}; expected PATH="VALUE", such as speakers.1.title="Director"')
        name = path.strip().lower()
        found.append(Assignment(SHORT.get(name, name), _unquoted(" ".join(value.split()))))
    return tuple(found)


def _unquoted(value: str) -> str:
    """A value without the pair of quotes that a shell has left round it (some keep them, pasted ones are curly)."""
    for opening, closing in QUOTES:
        inner = value[1:-1].strip()
        if len(value) > 1 and value[0] == opening and value[-1] == closing and not {opening, closing} & set(inner):
            return inner
    return value


def paths_of(shape: Shape) -> tuple[str, ...]:
    """What can be corrected of a kind's submissions."""
    return (*(PERSONS_PATHS if shape is Shape.PERSONS else DOCUMENT_PATHS), *OWN_PATHS)


def corrected(
    submission: Submission,
    given: Sequence[Assignment],
    call: Call,
    languages: Sequence[str],
    enclosed: Sequence[Enclosed] = (),
) -> Submission:
    """The submission with these values.

    speakers.N= without a value removes a person, the number after the last one adds a person. enclosed: the files that
    may be chosen as the report's.

    Raises UnfitCorrection for unknown paths and impossible values; nothing is half applied.
    """
    removed = []
    for assignment in given:
        if (found := OF_SPEAKER.fullmatch(assignment.path)) is not None:
            place = int(found[1])
            if found[2] is None:
                _removable(assignment, place, submission)
                removed.append(place)
            else:
                submission = _speaker(submission, place, found[2], assignment, call)
            continue
        setter = SETTERS.get(assignment.path)
        shape = call.kind(submission.kind).shape
        if assignment.path == "report.files" and shape is Shape.DOCUMENT:
            files = tuple(_chosen(name, enclosed) for name in _listed(assignment.value))
            submission = replace(submission, report=replace(_report(submission), files=files))
            continue
        if setter is None or assignment.path not in paths_of(shape):
            allowed = ", ".join(paths_of(shape))
            raise UnfitCorrection(
                f"{assignment.path}: a {submission.kind} has no such value; expected one of {allowed}"
            )
        submission = setter(submission, assignment, languages)
    people = (speaker for place, speaker in enumerate(submission.speakers, 1) if place not in removed)
    submission = replace(submission, speakers=tuple(people))
    if (report := submission.report) and any(each.path == "report.organisations" for each in given):
        told = any(each.path == "report.collective" for each in given)
        submission = replace(
            submission,
            report=replace(report, collective=report.collective if told else len(report.organisations) > 1),
        )
    return submission


def changes_between(before: Submission, after: Submission) -> tuple[Changed, ...]:
    """What a sender is told of a correction; language, submitter and the like are nobody's news."""
    found: list[Changed] = []
    several = max(len(before.speakers), len(after.speakers)) > 1
    if len(before.speakers) == len(after.speakers):
        for old, new in zip(before.speakers, after.speakers, strict=True):
            person = (new.name or old.name or "") if several else ""
            for what, one, other in (
                ("name", old.name, new.name),
                ("title", old.title, new.title),
                ("affiliation", old.affiliation, new.affiliation),
            ):
                if one != other:
                    found.append(Changed(what, _one(one), _one(other), person if what != "name" else ""))
            if old.roles != new.roles:
                found.append(Changed("roles", old.roles, new.roles, person))
    else:
        found.append(Changed("speakers", _names(before), _names(after)))
    if before.report is not None and after.report is not None:
        if before.report.title != after.report.title:
            found.append(Changed("heading", _one(before.report.title), _one(after.report.title)))
        for what, one_list, other_list in (
            ("organisations", before.report.organisations, after.report.organisations),
            ("links", before.report.links, after.report.links),
        ):
            if one_list != other_list:
                found.append(Changed(what, one_list, other_list))
    if before.standing is not after.standing:
        found.append(Changed("standing", (before.standing.value,), (after.standing.value,)))
    return tuple(found)


def files_changed(before: Submission, after: Submission) -> tuple[Changed, ...]:
    """Which files are the report's, where a correction chose other ones."""
    names = [tuple(file.name for file in _report(submission).files) for submission in (before, after)]
    return (Changed("files", names[0], names[1]),) if _report(before).files != _report(after).files else ()


def _chosen(name: str, enclosed: Sequence[Enclosed]) -> ReportFile:
    """The file of a name, or of a mail's number and its name. Raises UnfitCorrection for none and for several."""
    hits = [one for one in enclosed if name in (one.file.name, one.path)]
    if not hits:
        known = "; ".join(dict.fromkeys(one.file.name for one in enclosed)) or "none: no file came with its mail"
        raise UnfitCorrection(f"report.files: found {name!r}; expected some of {known}")
    if len({one.file.sha256 for one in hits}) > 1:
        several = " or ".join(one.path for one in hits)
        raise UnfitCorrection(f"report.files: several files are named {name!r}; expected {several}")
    return hits[-1].file


def _names(submission: Submission) -> tuple[str, ...]:
    return tuple(speaker.name or "–" for speaker in submission.speakers)


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _listed(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in value.split(";") if part.strip()))


def _removable(assignment: Assignment, place: int, submission: Submission) -> None:
    if assignment.value:
        raise UnfitCorrection(f"{assignment.path}: found a value; speakers.N= without one removes that person")
    if place > len(submission.speakers):
        raise UnfitCorrection(f"{assignment.path}: there are only {len(submission.speakers)} speakers")


def _speaker(submission: Submission, place: int, field: str, assignment: Assignment, call: Call) -> Submission:
    speakers = list(submission.speakers)
    if call.kind(submission.kind).shape is not Shape.PERSONS or place > len(speakers) + 1:
        allowed = f"expected a number up to {len(speakers) + 1}" if speakers else "this submission has no speakers"
        raise UnfitCorrection(f"{assignment.path}: {allowed}")
    if place > len(speakers):
        speakers.append(Speaker(None))
    roles = tuple(part.strip() for part in assignment.value.replace(";", ",").split(",") if part.strip())
    asked = call.roles_of(submission.kind)
    if field == "roles" and (unknown := [role for role in roles if role not in asked]):
        raise UnfitCorrection(f"{assignment.path}: found {', '.join(unknown)}; expected some of {', '.join(asked)}")
    old = speakers[place - 1]
    value = assignment.value or None
    speakers[place - 1] = {
        "name": replace(old, name=value),
        "title": replace(old, title=value),
        "affiliation": replace(old, affiliation=value),
        "roles": replace(old, roles=tuple(role for role in asked if role in roles)),
    }[field]
    return replace(submission, speakers=tuple(speakers))


def _report(submission: Submission) -> FiledReport:
    return submission.report or FiledReport(None, (), False)


def _collective(submission: Submission, assignment: Assignment, _languages: Sequence[str]) -> Submission:
    value = YES_OR_NO.get(assignment.value.lower())
    if value is None:
        raise UnfitCorrection(f"{assignment.path}: found {assignment.value!r}; expected yes or no")
    return replace(submission, report=replace(_report(submission), collective=value))


def _standing(submission: Submission, assignment: Assignment, _languages: Sequence[str]) -> Submission:
    if assignment.value not in tuple(Standing):
        raise UnfitCorrection(f"standing: found {assignment.value!r}; expected one of {', '.join(Standing)}")
    return replace(submission, standing=Standing(assignment.value))


def _language(submission: Submission, assignment: Assignment, languages: Sequence[str]) -> Submission:
    if assignment.value not in languages:
        raise UnfitCorrection(f"language: found {assignment.value!r}; expected one of {', '.join(languages)}")
    return replace(submission, language=assignment.value)


def _address(submission: Submission, assignment: Assignment, _languages: Sequence[str]) -> Submission:
    if not valid(assignment.value):
        raise UnfitCorrection(
            f"submitter.address: found {assignment.value!r}; expected an address such as a@example.org"
        )
    return replace(submission, submitter=Address(submission.submitter.name, assignment.value))


SETTERS: dict[str, Callable[[Submission, Assignment, Sequence[str]], Submission]] = {
    "report.title": lambda s, a, _l: replace(s, report=replace(_report(s), title=a.value or None)),
    "report.organisations": lambda s, a, _l: replace(s, report=replace(_report(s), organisations=_listed(a.value))),
    "report.links": lambda s, a, _l: replace(s, report=replace(_report(s), links=_listed(a.value))),
    "report.collective": _collective,
    "standing": _standing,
    "language": _language,
    "submitter.name": lambda s, a, _l: replace(s, submitter=Address(a.value, s.submitter.address)),
    "submitter.address": _address,
}

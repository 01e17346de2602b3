"""Two submissions that are one and the same: what the one that stays holds afterwards. Pure."""

from dataclasses import replace

from mailbot.intake.plan import FiledReport, Submission
from mailbot.intake.sameness import find_person, merged
from mailbot.understanding.publishing import stricter


def merged_into(target: Submission, other: Submission) -> Submission:
    """The target with everything of the other that it lacks; what it says itself stays as it is."""
    speakers = list(target.speakers)
    for speaker in other.speakers:
        place = find_person(speaker.name, speakers)
        if place is not None:
            speakers[place] = replace(merged(speaker, speakers[place]), name=speakers[place].name)
        elif speaker.name or not speakers:
            speakers.append(speaker)
    return replace(target, speakers=tuple(speakers), report=_report(target.report, other.report))


def _report(one: FiledReport | None, other: FiledReport | None) -> FiledReport | None:
    if one is None or other is None:
        return one or other
    held = {file.sha256 for file in one.files}
    asked = other if stricter(other.publication, one.publication) else one
    return replace(
        one,
        title=one.title or other.title,
        organisations=one.organisations or other.organisations,
        collective=one.collective if one.organisations else other.collective,
        files=(*one.files, *(file for file in other.files if file.sha256 not in held)),
        links=tuple(dict.fromkeys((*one.links, *other.links))),
        publication=asked.publication,
        publication_said=asked.publication_said,
    )

"""What stays where two things meet: two submissions that are one and the same, a file and what was said. Pure."""

from dataclasses import replace

from mailbot.intake.plan import FiledReport, Submission
from mailbot.intake.sameness import find_person, merged, other_house, same_text, words_of
from mailbot.understanding.model import Speaker
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


def filling(old: Speaker, new: Speaker, text: str) -> tuple[Speaker, bool]:
    """What a message with files may say anew of somebody, and whether a file contradicts what was said before.

    text: the sender's own words. A function or an organisation that only a file gives fills a gap: a curriculum vitae
    tells of former posts too, and the sender knows better.
    """
    title, affiliation = _in_file(old.title, new.title, text), _in_file(old.affiliation, new.affiliation, text)
    other = title and not _within(old.title, new.title)
    other_one = affiliation and other_house(old.affiliation, new.affiliation)
    kept = replace(new, title=None if title else new.title, affiliation=None if affiliation else new.affiliation)
    return kept, other or other_one


def _in_file(before: str | None, now: str | None, text: str) -> bool:
    """Whether a value is another one than before, and the sender's own words do not hold it."""
    if not before or not now or same_text(before, now):
        return False
    return " ".join(words_of(now)) not in " ".join(words_of(text))


def _within(one: str | None, other: str | None) -> bool:
    """Whether one value is the other with more words: the same said at length."""
    first, second = set(words_of(one)), set(words_of(other))
    return first <= second or second <= first


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

"""Filing speakers: new, said again with more or other values, or in an earlier one's place."""

from dataclasses import replace

from mailbot.intake.filing import Sorted
from mailbot.intake.plan import Action, Filing, History, Submission, Tie
from mailbot.intake.sameness import action_of, find_person, merged, named_in
from mailbot.intake.ties import active, because, only
from mailbot.reasons import reason as noted
from mailbot.understanding.model import Change, Speaker, Verdict


def file_speakers(fresh: Submission, verdict: Verdict, text: str, history: History) -> Sorted:
    """What becomes of the people put forward in one message, given what is known already. Pure."""
    # Somebody is offered but not named: an entry of its own, which lacks everything the call asks for.
    said = verdict.speakers_of(fresh.kind)
    fresh = replace(fresh, speakers=said or (Speaker(None),))
    ties = active(history, fresh.kind)
    overlapping = [
        tie.submission
        for tie in ties
        if any(find_person(speaker.name, tie.submission.speakers) is not None for speaker in said)
    ]
    if len(overlapping) == 1:
        return _said_again(fresh, overlapping[0], because(ties, overlapping[0]), ties)
    nameless = [
        tie.submission
        for tie in ties
        if tie.how != "same" and not any(speaker.name for speaker in tie.submission.speakers)
    ]
    if len(nameless) == 1 and said:
        named = replace(nameless[0], speakers=said)
        return Sorted((Filing(Action.ADDITION, named, because(ties, nameless[0])),))
    if verdict.change is Change.REPLACEMENT:
        return _replacement(fresh, text, ties)
    note = (noted("people_in_several"),) if overlapping else ()
    return Sorted((Filing(Action.NEW, fresh, "a new expression of interest"),), note)


def _said_again(fresh: Submission, earlier: Submission, reason: str, ties: tuple[Tie, ...]) -> Sorted:
    """The same people again, perhaps with more or other values, perhaps with further people."""
    after, added = list(earlier.speakers), []
    for speaker in fresh.speakers:
        place = find_person(speaker.name, earlier.speakers)
        if place is None:
            added.append(speaker)
        else:
            after[place] = merged(after[place], speaker)
    own = any(tie.how != "same" for tie in ties if tie.submission.reference == earlier.reference)
    if added and not own:
        note = noted("people_of_others", reference=str(earlier.reference))
        return Sorted((Filing(Action.NEW, fresh, "a new expression of interest"),), (note,))
    action = action_of(earlier.speakers, (*after, *added))
    if action is Action.CORRECTION and not own:
        note = noted("values_by_others", reference=str(earlier.reference))
        return Sorted((Filing(Action.DUPLICATE, earlier, reason),), (note,))
    return Sorted((Filing(action, replace(earlier, speakers=(*after, *added)), reason),))


def _replacement(fresh: Submission, text: str, ties: tuple[Tie, ...]) -> Sorted:
    """A new person for an earlier one; the earlier one is found by being named, or by being the only one."""
    earlier = only(ties)
    if earlier is not None and len(earlier.speakers) == 1:
        return Sorted((Filing(Action.REPLACEMENT, replace(earlier, speakers=fresh.speakers), because(ties, earlier)),))
    for tie in ties:
        named = [place for place, speaker in enumerate(tie.submission.speakers) if named_in(speaker.name, text)]
        if len(named) == 1:
            kept = tie.submission.speakers
            after = (*kept[: named[0]], *fresh.speakers, *kept[named[0] + 1 :])
            result = replace(tie.submission, speakers=after)
            return Sorted((Filing(Action.REPLACEMENT, result, because(ties, tie.submission)),))
    note = noted("replacement_untied")
    return Sorted((Filing(Action.NEW, fresh, "a replacement without a sure tie"),), (note,))

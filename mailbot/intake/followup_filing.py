"""Filing a follow-up: a correction, addition or withdrawal goes to the submission it surely belongs to."""

from dataclasses import replace

from mailbot.intake.filing import Sorted
from mailbot.intake.plan import Action, Filing, History, Submission
from mailbot.intake.sameness import action_of, find_person, merged, named_in
from mailbot.intake.ties import active, because, only
from mailbot.understanding.model import Change, Speaker, Verdict


def file_followup(verdict: Verdict, text: str, history: History) -> Sorted:
    """A correction, addition or withdrawal: applied where it is sure, else only added to what it belongs to."""
    ties = active(history)
    named = [
        tie.submission
        for tie in ties
        if any(named_in(speaker.name, text) for speaker in tie.submission.speakers)
        or any(find_person(speaker.name, tie.submission.speakers) is not None for speaker in verdict.amends)
    ]
    target = only(ties) or (named[0] if len(named) == 1 else None)
    if target is None:
        return Sorted((), ("a follow-up that could not be tied surely to one submission",))
    reason = because(ties, target)
    if verdict.change is Change.WITHDRAWAL:
        return _withdrawal(target, text, reason)
    if verdict.amends and target.speakers:
        after = list(target.speakers)
        for amended in verdict.amends:
            meant = len(after) == 1 and (amended.name is None or after[0].name is None)
            place = 0 if meant else find_person(amended.name, after)
            if place is not None:
                after[place] = merged(after[place], amended)
        action = action_of(target.speakers, after)
        if action is not Action.DUPLICATE:
            return Sorted((Filing(action, replace(target, speakers=tuple(after)), reason),))
    action = Action.CORRECTION if verdict.change is Change.CORRECTION else Action.ADDITION
    note = f"a follow-up to {target.reference} that a person should apply"
    return Sorted((Filing(action, target, reason),), (note,))


def _withdrawal(target: Submission, text: str, reason: str) -> Sorted:
    """The whole submission, or only those of its people whom the message names."""
    named = [speaker for speaker in target.speakers if named_in(speaker.name, text)]
    rest: tuple[Speaker, ...] = tuple(speaker for speaker in target.speakers if speaker not in named)
    if named and rest:
        return Sorted((Filing(Action.WITHDRAWAL, replace(target, speakers=rest), reason),))
    return Sorted((Filing(Action.WITHDRAWAL, replace(target, status="withdrawn"), reason),))

"""Filing a follow-up: a correction, addition or withdrawal goes to the submission it surely belongs to."""

from collections.abc import Sequence
from dataclasses import replace

from mailbot.intake.filing import Sorted
from mailbot.intake.plan import Action, Filing, History
from mailbot.intake.sameness import action_of, find_alike, find_person, in_full, merged, named_in
from mailbot.intake.ties import active, because, only
from mailbot.intake.withdrawing import file_withdrawal
from mailbot.reasons import reason
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
        return Sorted((), (reason("followup_untied"),))
    why = because(ties, target)
    if verdict.change is Change.WITHDRAWAL:
        others = [speaker for tie in ties if tie.submission is not target for speaker in tie.submission.speakers]
        return file_withdrawal(target, verdict, why, others)
    if verdict.amends and target.speakers:
        after, left = _amended(target.speakers, verdict.amends, verdict.adds)
        action = action_of(target.speakers, after)
        if action is not Action.DUPLICATE:
            notes = (reason("followup_by_hand", reference=str(target.reference)),) if left else ()
            return Sorted((Filing(action, replace(target, speakers=after), why),), notes)
        if not left:
            return Sorted((Filing(action, target, why),))
    action = Action.CORRECTION if verdict.change is Change.CORRECTION else Action.ADDITION
    note = reason("followup_by_hand", reference=str(target.reference))
    return Sorted((Filing(action, target, why, by_hand=True),), (note,))


def _amended(
    speakers: tuple[Speaker, ...], amends: tuple[Speaker, ...], adds: bool
) -> tuple[tuple[Speaker, ...], bool]:
    """The people of a submission with the values of a follow-up, and whether some value could be given to nobody.

    adds: its roles stand beside those that were given before.
    """
    after, left = list(speakers), False
    for amended in (in_full(amended, speakers) for amended in amends):
        place = _meant(amended, after)
        if place is None:
            left = True
        elif amended.name and after[place].name and find_person(amended.name, after) is None:
            named = replace(after[place], name=amended.name)
            after[place] = merged(named, amended, adds=adds)  # another spelling of the name
        else:
            after[place] = merged(after[place], amended, adds=adds)
    return tuple(after), left


def _meant(amended: Speaker, speakers: Sequence[Speaker]) -> int | None:
    """Whom values are for: who is named, in whatever spelling; without a name the only one, or who alone lacks them."""
    if amended.name:
        found = find_person(amended.name, speakers)
        if found is None:
            found = find_alike(amended.name, speakers)
        if found is None and len(speakers) == 1 and not speakers[0].name and "@" not in amended.name:
            return 0
        return found
    if len(speakers) == 1:
        return 0
    lacking = [
        place
        for place, speaker in enumerate(speakers)
        if (amended.title and not speaker.title)
        or (amended.affiliation and not speaker.affiliation)
        or (amended.roles and not speaker.roles)
    ]
    return lacking[0] if len(lacking) == 1 else None

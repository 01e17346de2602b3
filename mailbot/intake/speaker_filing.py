"""Filing speakers: new, said again with more or other values, or in an earlier one's place."""

from dataclasses import replace

from mailbot.intake.filing import Sorted
from mailbot.intake.merging import filling
from mailbot.intake.plan import Action, Filing, History, Submission, Tie
from mailbot.intake.sameness import (
    action_of,
    called,
    find_person,
    in_full,
    merged,
    named_in,
    other_house,
    same_house,
    same_text,
    slip_of_part,
    words_of,
)
from mailbot.intake.ties import EXPLICIT, active, because, explicit, only, own
from mailbot.reasons import reason as noted
from mailbot.understanding.model import Change, Speaker, Verdict


def file_speakers(fresh: Submission, verdict: Verdict, text: str, history: History, *, files: bool = False) -> Sorted:
    """What becomes of the people put forward in one message, given what is known already. Pure.

    files: it brings files, which may say something of these people too.
    """
    # Somebody is offered but not named: an entry of its own, which lacks everything the call asks for.
    ties = active(history, fresh.kind)
    heard = verdict.speakers_of(fresh.kind)
    said = _in_full(heard, ties, verdict.change)
    if said is None or (not said and verdict.needs_review and explicit(ties)):
        return _unclear(ties)
    fresh = replace(fresh, speakers=said or (Speaker(None),))
    met = [
        tie for tie in ties if any(find_person(speaker.name, tie.submission.speakers) is not None for speaker in said)
    ]
    overlapping = _their_own([tie for tie in met if _same_people(tie, fresh, verdict.change)])
    if len(overlapping) == 1:
        said_in = text if files else None
        result = _said_again(fresh, overlapping[0], because(ties, overlapping[0]), ties, said_in)
        changed = any(filing.action is Action.CORRECTION for filing in result.filings)
        return _unclear(ties) if said != heard and changed and verdict.needs_review else result
    nameless = [
        tie.submission
        for tie in ties
        if tie.how != "same" and not any(speaker.name for speaker in tie.submission.speakers)
    ]
    if len(nameless) == 1 and said:
        named = replace(nameless[0], speakers=said)
        return Sorted((Filing(Action.ADDITION, named, because(ties, nameless[0])),))
    if verdict.change is Change.REPLACEMENT:
        return _replacement(fresh, text, tuple(tie for tie in ties if own(tie, fresh)))
    return Sorted((Filing(Action.NEW, fresh, "a new expression of interest"),), _namesakes(met, fresh, overlapping))


def _in_full(said: tuple[Speaker, ...], ties: tuple[Tie, ...], change: Change | None) -> tuple[Speaker, ...] | None:
    """The people of an answer to our letter with the names they stand under; None where a part of a name is not clear.

    Such an answer says "Ms Deeb" or "Hala" of people we know. Nowhere else does a part of a name mean anybody.
    """
    people = {words_of(speaker.name): speaker for tie in explicit(ties) for speaker in tie.submission.speakers}
    known = tuple(people.values())
    named = tuple(in_full(speaker, known) for speaker in said)
    if change is Change.REPLACEMENT and any(find_person(speaker.name, known) is None for speaker in named):
        return said  # whoever is called by a part of the name may be the one who goes
    unclear = [speaker.name for speaker in named if find_person(speaker.name, known) is None]
    if any(len(called(name, known)) > 1 or slip_of_part(name, known) for name in unclear):
        return None
    return named


def _unclear(ties: tuple[Tie, ...]) -> Sorted:
    """Nothing is changed: a person must say who or what is meant."""
    target = only(ties)
    if target is None:
        return Sorted((), (noted("followup_untied"),))
    filing = Filing(Action.CORRECTION, target, because(ties, target), by_hand=True)
    return Sorted((filing,), (noted("followup_by_hand", reference=str(target.reference)),))


def _their_own(ties: list[Tie]) -> list[Submission]:
    """The submissions tied by more than their content, where there are any; else all."""
    return [tie.submission for tie in ties if tie.how != "same"] or [tie.submission for tie in ties]


def _same_people(tie: Tie, fresh: Submission, change: Change | None) -> bool:
    """Whether those of the same name are the same people, and not namesakes whom another organisation puts forward.

    Who answers our letter or names the reference has said whom he means. The sender of an earlier message may put
    forward a namesake, if he gives both another organisation and another title; of others the organisation must agree.
    """
    if tie.how in EXPLICIT or tie.how == "file":
        return True
    for speaker in fresh.speakers:
        place = find_person(speaker.name, tie.submission.speakers)
        known = tie.submission.speakers[place] if place is not None else None
        if known is None:
            continue
        apart = other_house(speaker.affiliation, known.affiliation)
        if own(tie, fresh):
            other = bool(speaker.title and known.title) and not same_text(speaker.title, known.title)
            if apart and other and change is None:
                return False
        elif not same_house(speaker.affiliation, known.affiliation):
            return False
    return True


def _namesakes(met: list[Tie], fresh: Submission, overlapping: list[Submission]) -> tuple[str, ...]:
    """The note on people of the same name in other submissions."""
    if overlapping or any(own(tie, fresh) for tie in met):
        return (noted("people_in_several"),)
    references = ", ".join(str(tie.submission.reference) for tie in met)
    return (noted("people_of_others", reference=references),) if met else ()


def _said_again(fresh: Submission, earlier: Submission, reason: str, ties: tuple[Tie, ...], text: str | None) -> Sorted:
    """The same people again, perhaps with more or other values, perhaps with further people.

    text: the sender's own words where files came with them, else None.
    """
    after, added, contradicted = list(earlier.speakers), [], False
    for speaker in fresh.speakers:
        place = find_person(speaker.name, earlier.speakers)
        if place is None:
            added.append(speaker)
        else:
            filled, other = (speaker, False) if text is None else filling(after[place], speaker, text)
            after[place], contradicted = merged(after[place], filled), contradicted or other
    own = any(tie.how != "same" for tie in ties if tie.submission.reference == earlier.reference)
    if added and not own:
        note = noted("people_of_others", reference=str(earlier.reference))
        return Sorted((Filing(Action.NEW, fresh, "a new expression of interest"),), (note,))
    action = action_of(earlier.speakers, (*after, *added))
    if contradicted and own:
        note = noted("followup_by_hand", reference=str(earlier.reference))
        changed = replace(earlier, speakers=(*after, *added))
        by_hand = action is Action.DUPLICATE
        return Sorted((Filing(Action.ADDITION if by_hand else action, changed, reason, by_hand=by_hand),), (note,))
    if action is Action.CORRECTION and not own:
        note = noted("values_by_others", reference=str(earlier.reference))
        return Sorted((Filing(Action.DUPLICATE, earlier, reason),), (note,))
    return Sorted((Filing(action, replace(earlier, speakers=(*after, *added)), reason),))


def _replacement(fresh: Submission, text: str, ties: tuple[Tie, ...]) -> Sorted:
    """A new person for an earlier one; the earlier one is found by being named, or by being the only one."""
    earlier = only(ties)
    if earlier is not None and len(earlier.speakers) == 1:
        return Sorted((Filing(Action.REPLACEMENT, _in_place(earlier, 0, fresh), because(ties, earlier)),))
    for tie in ties:
        named = [place for place, speaker in enumerate(tie.submission.speakers) if named_in(speaker.name, text)]
        if len(named) == 1:
            result = _in_place(tie.submission, named[0], fresh)
            return Sorted((Filing(Action.REPLACEMENT, result, because(ties, tie.submission)),))
    note = noted("replacement_untied")
    return Sorted((Filing(Action.NEW, fresh, "a replacement without a sure tie"),), (note,))


def _in_place(earlier: Submission, place: int, fresh: Submission) -> Submission:
    """The earlier submission with somebody new in one's place: for the same organisation and in the same role, where
    the message says no other."""
    kept, gone = earlier.speakers, earlier.speakers[place]
    new = tuple(
        replace(speaker, affiliation=speaker.affiliation or gone.affiliation, roles=speaker.roles or gone.roles)
        for speaker in fresh.speakers
    )
    return replace(earlier, speakers=(*kept[:place], *new, *kept[place + 1 :]))

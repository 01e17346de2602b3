"""What an organiser changed by hand, as templates see it in one language."""

from dataclasses import dataclass

from mailbot.intake.correction import Changed, Correction
from mailbot.letters.sent import Sent, clean, sent
from mailbot.letters.words import Words, word

# Values that are keys, and the groups of words that name them; all others are what people wrote.
NAMED_IN = {"roles": "roles", "standing": "standings"}


@dataclass(frozen=True, slots=True)
class ChangedView:
    """One value before and after; person: whose it is, empty where that is plain."""

    label: str
    before: tuple[Sent | str, ...]
    after: tuple[Sent | str, ...]
    person: Sent


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """act: a key (corrected, withdrawn, reinstated, merged, refiled). gone: references that hold no more."""

    act: str
    changed: tuple[ChangedView, ...]
    gone: tuple[Sent, ...]
    into: Sent


def correction_view(correction: Correction | None, direction: str, words: Words) -> CorrectionView | None:
    """What was changed, in one language; None for letters that tell of no change."""
    if correction is None:
        return None
    return CorrectionView(
        act=correction.act.value,
        changed=tuple(changed_view(each, direction, words) for each in correction.changed),
        gone=tuple(sent(reference, direction) for reference in correction.gone),
        into=sent(correction.into, direction),
    )


def changed_view(changed: Changed, direction: str, words: Words) -> ChangedView:
    """One value before and after, in one language."""
    group = NAMED_IN.get(changed.what)

    def told(values: tuple[str, ...]) -> tuple[Sent | str, ...]:
        if group is not None:
            return tuple(word(words, group, value) for value in values)
        if changed.what == "links":  # not cut short, and not clickable
            return tuple(Sent(clean(value), direction) for value in values)
        return tuple(sent(value, direction) for value in values)

    return ChangedView(
        label=word(words, "fields", changed.what),
        before=told(changed.before),
        after=told(changed.after),
        person=sent(changed.person, direction),
    )

"""When two entries mean the same person or the same report, and what becomes of values said twice."""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from mailbot.intake.plan import Action
from mailbot.understanding.fold import fold_word
from mailbot.understanding.model import Speaker

WORD = re.compile(r"[^\W_]+")
SLIP = 0.72  # likeness of one word of a name from which it may be the same, spelt otherwise
ALIKE = 0.85  # ... of the whole name


def words_of(text: str | None) -> tuple[str, ...]:
    """The folded words of a name or title, without punctuation: what is compared."""
    return tuple(WORD.findall(fold_word(text))) if text else ()


def same_text(one: str | None, other: str | None) -> bool:
    """Whether two titles or organisations are the same but for case, marks, spelling variants and punctuation."""
    return bool(words_of(one)) and words_of(one) == words_of(other)


def same_person(one: str | None, other: str | None) -> bool:
    """Whether two names mean one person: the same words in any order, or one with a middle name or initial left out.

    Needs two words at least, so that a given name alone ties nobody to anybody.
    """
    first, second = words_of(one), words_of(other)
    if len(first) < 2 or len(second) < 2:
        return False
    if sorted(first) == sorted(second):
        return True
    shorter, longer = sorted((first, second), key=len)
    return (shorter[0], shorter[-1]) == (longer[0], longer[-1]) and set(shorter) <= set(longer)


def find_person(name: str | None, speakers: Sequence[Speaker]) -> int | None:
    """The place of a person among speakers; None where nobody or more than one fits."""
    hits = [place for place, speaker in enumerate(speakers) if same_person(name, speaker.name)]
    return hits[0] if len(hits) == 1 else None


def find_alike(name: str, speakers: Sequence[Speaker]) -> int | None:
    """The place of the one person whose name differs from this one by a slip of spelling; None for none or several."""
    hits = [place for place, speaker in enumerate(speakers) if _alike(words_of(name), words_of(speaker.name))]
    return hits[0] if len(hits) == 1 else None


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """As many words, in the same order, all nearly the same, and most of their letters shared."""
    if len(one) != len(other) or len(one) < 2:
        return False
    likeness = [SequenceMatcher(None, first, second).ratio() for first, second in zip(one, other, strict=True)]
    return min(likeness) >= SLIP and sum(likeness) / len(likeness) >= ALIKE


def merged(old: Speaker, new: Speaker) -> Speaker:
    """One person's entry after something was said again: new values fill in and replace; nothing is emptied."""
    return replace(
        old,
        name=old.name or new.name,
        title=old.title if not new.title or same_text(old.title, new.title) else new.title,
        affiliation=(
            old.affiliation if not new.affiliation or same_text(old.affiliation, new.affiliation) else new.affiliation
        ),
        roles=new.roles or old.roles,
    )


def action_of(old: Sequence[Speaker], new: Sequence[Speaker]) -> Action:
    """What became of a submission's speakers: nothing new, values filled in or people added, or values changed."""
    if tuple(old) == tuple(new):
        return Action.DUPLICATE
    for before, after in zip(old, new, strict=False):
        changed = (
            (before.name and before.name != after.name)
            or (before.title and before.title != after.title)
            or (before.affiliation and before.affiliation != after.affiliation)
            or (before.roles and before.roles != after.roles)
        )
        if changed:
            return Action.CORRECTION
    return Action.ADDITION


def named_in(name: str | None, text: str) -> bool:
    """Whether all words of a name stand one after another in a text."""
    wanted, words = words_of(name), words_of(text)
    return len(wanted) > 1 and any(words[at : at + len(wanted)] == wanted for at in range(len(words)))

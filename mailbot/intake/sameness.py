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
BRACKETS = re.compile(r"\([^()]*\)")
ARTICLES = frozenset(["the", "le", "la", "les", "l"])
SMALL = ARTICLES | set(WORD.findall("of for and de du des d et pour"))  # they give a short form no letter
# What stands before or between the words of many names: alone it means nobody.
PARTICLES = frozenset(
    WORD.findall("al el ben bin ibn bint abu abou abd abdel umm de di da du van von ال بن ابن بنت ابو ابي عبد ام بو")
)


def words_of(text: str | None) -> tuple[str, ...]:
    """The folded words of a name or title, without punctuation: what is compared."""
    return tuple(WORD.findall(fold_word(text))) if text else ()


def same_text(one: str | None, other: str | None) -> bool:
    """Whether two titles or organisations are the same but for case, marks, spelling variants and punctuation."""
    return bool(words_of(one)) and words_of(one) == words_of(other)


def same_house(one: str | None, other: str | None) -> bool:
    """Whether two names of organisations are the same but for an article, a short form in brackets, and spelling."""
    return bool(_house(one)) and _house(one) == _house(other)


def other_house(one: str | None, other: str | None) -> bool:
    """Whether two names are those of two organisations: both known, and neither part nor short form of the other.

    Names in two languages count as two: that they mean the same is for a person to say.
    """
    first, second = _house(one), _house(other)
    if not first or not second or set(first) <= set(second) or set(second) <= set(first):
        return False
    return not (_short_form(first, second) or _short_form(second, first))


def _house(name: str | None) -> tuple[str, ...]:
    words = words_of(BRACKETS.sub(" ", name or "")) or words_of(name)
    return tuple(word for word in words if word not in ARTICLES)


def _short_form(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return len(short) == 1 and short[0] == "".join(word[0] for word in long if word not in SMALL)


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


def called(name: str | None, speakers: Sequence[Speaker]) -> tuple[int, ...]:
    """The places of the people whom a part of their name may mean: "Ms Deeb", "Hala", "الأستاذة هناء".

    Only who speaks of people put forward before calls them so; a part of a name ties no two messages to each other.
    """
    words = words_of(name)
    if all(word in PARTICLES or len(word) == 1 for word in words):
        return ()
    known = [words_of(speaker.name) for speaker in speakers]
    return tuple(place for place, whole in enumerate(known) if set(words) < set(whole))


def in_full(speaker: Speaker, known: Sequence[Speaker]) -> Speaker:
    """Somebody by the name that he stands under, where his own is a part of exactly one person's; else unchanged."""
    hits = called(speaker.name, known) if find_person(speaker.name, known) is None else ()
    return replace(speaker, name=known[hits[0]].name) if len(hits) == 1 else speaker


def slip_of_part(name: str | None, speakers: Sequence[Speaker]) -> bool:
    """Whether a name of one word is nearly a word of somebody's: that person, spelt otherwise, or somebody new."""
    words = words_of(name)
    return len(words) == 1 and any(
        SequenceMatcher(None, words[0], part).ratio() >= SLIP for speaker in speakers for part in words_of(speaker.name)
    )


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


def merged(old: Speaker, new: Speaker, *, adds: bool = False) -> Speaker:
    """One person's entry after something was said again: new values fill in and replace; nothing is emptied.

    adds: new roles stand beside the old ones.
    """
    return replace(
        old,
        name=old.name or new.name,
        title=old.title if not new.title or same_text(old.title, new.title) else new.title,
        affiliation=(
            old.affiliation if not new.affiliation or same_text(old.affiliation, new.affiliation) else new.affiliation
        ),
        roles=tuple(dict.fromkeys((*old.roles, *new.roles))) if adds else new.roles or old.roles,
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

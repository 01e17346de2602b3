"""One person from all that was read of him or her, and the choice of who is put forward."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from mailbot.message.model import Zone
from mailbot.understanding.model import Evidence, Speaker
from mailbot.understanding.speakers import names
from mailbot.understanding.speakers.people import Nominee, Origin, Person
from mailbot.understanding.words.tokens import ARABIC

MOST_READINGS = 600  # of one message that are told apart
SURE = 0.5  # strength from which a person counts as put forward
# Which shape is believed first for a field.
TRUST = {
    Origin.TABLE: 0,
    Origin.FORM: 0,
    Origin.LIST: 1,
    Origin.PROSE: 1,
    Origin.SELF: 2,
    Origin.CARD: 3,
    Origin.CV: 4,
    Origin.MENTION: 5,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A person with the place where he or she was read."""

    person: Person
    zone: Zone
    attachment: int | None = None
    within: int | None = None


def merge(readings: Iterable[Reading], arabic: bool = False) -> tuple[Nominee, ...]:
    """Readings of the same person made one, in the order in which persons first appear.

    arabic: the main text is in Arabic letters: of a name in two scripts that one is told.
    """
    groups: list[list[Reading]] = []
    for reading in islice(readings, MOST_READINGS):
        group = _group_of(reading, groups)
        if group is None:
            groups.append([reading])
        else:
            group.append(reading)
    return tuple(_one(group, arabic) for group in groups)


def _group_of(reading: Reading, groups: list[list[Reading]]) -> list[Reading] | None:
    fitting = [
        group for group in groups if any(names.same_person(reading.person.name, each.person.name) for each in group)
    ]
    if not fitting:
        return None
    # A family name alone may fit two persons: then the one named last is meant.
    return fitting[0] if len(fitting) == 1 or len(names.parts(reading.person.name)) > 1 else fitting[-1]


def _one(group: list[Reading], arabic: bool) -> Nominee:
    ranked = sorted(group, key=lambda reading: TRUST[reading.person.origin])
    strongest = max(group, key=lambda reading: reading.person.strength)
    ruled_out = (
        any(reading.person.strength <= 0.05 and reading.zone != Zone.SUBJECT for reading in group)
        and strongest.person.strength < 0.9
    )
    strength = 0.05 if ruled_out else strongest.person.strength
    speaker = Speaker(
        name=_name(ranked, arabic),
        title=next((each.person.title for each in ranked if each.person.title), None),
        affiliation=next((each.person.affiliation for each in ranked if each.person.affiliation), None),
        roles=_roles(ranked) or (),
    )
    evidence = tuple(
        Evidence(
            reading.person.rule or "speakers", reading.zone, reading.person.words, round(reading.person.strength * 4, 2)
        )
        for reading in group
    )
    best = strongest.person
    return Nominee(
        speaker,
        best.origin,
        strongest.zone,
        strength,
        strongest.attachment,
        strongest.within,
        best.row,
        evidence,
        shared=_roles(ranked) is None,
    )


def _name(ranked: Sequence[Reading], arabic: bool) -> str:
    """The fullest spelling in the script of the main text; of equally full ones the most trusted."""
    spelt = [each.person.name for each in ranked]
    main = [name for name in spelt if bool(ARABIC.search(name)) == arabic] or spelt
    return max(main, key=lambda name: sum(len(word) > 2 for word in name.split()))


def _roles(ranked: Sequence[Reading]) -> tuple[str, ...] | None:
    said = [each for each in ranked if each.person.roles is not None]
    if not said:
        return None
    placed = [each for each in said if each.person.origin in (Origin.TABLE, Origin.FORM) and each.person.roles]
    chosen = placed[:1] or said
    merged: dict[str, None] = {}
    for each in chosen:
        merged.update(dict.fromkeys(each.person.roles or ()))
    return tuple(merged)


def chosen(nominees: Sequence[Nominee]) -> tuple[Speaker, ...]:
    """The speakers of a message that is known to put somebody forward: all sure nominees, else the likeliest one."""
    sure = [each for each in nominees if each.strength >= SURE]
    if not sure:
        sure = sorted(nominees, key=lambda each: -each.strength)[:1]
        sure = [each for each in sure if each.strength > 0.1]
    return tuple(each.speaker for each in sure)


def with_roles(nominee: Nominee, roles: tuple[str, ...]) -> Nominee:
    """The nominee with roles said of all."""
    return replace(nominee, speaker=replace(nominee.speaker, roles=roles))

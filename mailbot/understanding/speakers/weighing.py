"""Settles the readings of a message against each other: who only passes on, signs or proposes others is no nominee."""

from collections.abc import Sequence
from dataclasses import replace

from mailbot.message.model import Zone
from mailbot.understanding.speakers import names, offering
from mailbot.understanding.speakers.letters import Scene
from mailbot.understanding.speakers.merge import Reading
from mailbot.understanding.speakers.people import Origin

CLEAR = 0.6  # strength from which somebody else being put forward leaves the writer out
OFFERED = 0.8  # strength of a writer who offers himself or herself
BESIDE = 0.7  # ... and puts others forward as well
DOUBTFUL = 0.3
HARDLY = 0.2
PASSING_ON = 0.15


def weighed(
    scene: Scene, readings: Sequence[Reading], documents: Sequence[Reading], signed: Sequence[Reading]
) -> list[Reading]:
    """All readings with their strength settled.

    readings: persons read in letters; documents: in attachments; signed: the writers of the letters.
    """
    own_names = [reading.person.name for reading in signed]
    found = _without_subject_guesses([_writer_named(reading, own_names) for reading in readings], documents)
    found = [_only_comes(reading, found) for reading in found]
    others = [reading for reading in (*found, *documents) if reading.person.strength >= CLEAR]
    named = [reading.person.name for reading in found if reading.person.strength > 0.05]
    found += [_document(reading, named, own_names, others) for reading in documents]
    return [*found, *(_writer(scene, reading, signed, others) for reading in signed)]


def _with_strength(reading: Reading, strength: float) -> Reading:
    return replace(reading, person=replace(reading.person, strength=strength))


def _only_comes(reading: Reading, found: Sequence[Reading]) -> Reading:
    """A row of a table without a role counts little where a sentence says that its person only comes."""
    person = reading.person
    aside = any(
        other.person.origin is Origin.MENTION
        and other.person.strength <= HARDLY
        and names.same_person(other.person.name, person.name)
        for other in found
    )
    if person.origin is Origin.TABLE and person.roles == () and aside:
        return _with_strength(reading, HARDLY)
    return reading


def _known(name: str, those: Sequence[str]) -> bool:
    return any(names.same_person(name, other) for other in those)


def _writer_named(reading: Reading, own_names: Sequence[str]) -> Reading:
    """The writer's own name in the text is data of the writer, no nomination by itself."""
    person = reading.person
    listed = person.roles and (person.rule == "speakers.block" or (person.origin is Origin.LIST and person.title))
    if person.origin in (Origin.PROSE, Origin.LIST, Origin.MENTION) and not listed and _known(person.name, own_names):
        return _with_strength(reading, min(person.strength, DOUBTFUL))
    return reading


def _without_subject_guesses(readings: Sequence[Reading], documents: Sequence[Reading]) -> list[Reading]:
    """Names that only a subject gives count little where the text puts somebody else forward."""
    bodily = [
        reading.person.name
        for reading in (*readings, *documents)
        if reading.person.strength >= CLEAR and reading.zone != Zone.SUBJECT
    ]
    return [
        _with_strength(reading, min(reading.person.strength, HARDLY))
        if reading.zone == Zone.SUBJECT and bodily and not _known(reading.person.name, bodily)
        else reading
        for reading in readings
    ]


def _document(reading: Reading, named: Sequence[str], own_names: Sequence[str], others: Sequence[Reading]) -> Reading:
    """A card or a CV belongs to whom the text names; the writer's own card is no nomination."""
    person = reading.person
    if person.origin not in (Origin.CV, Origin.CARD):
        return reading
    if _known(person.name, own_names):
        return _with_strength(reading, DOUBTFUL)
    if others and not _known(person.name, named):
        return _with_strength(reading, HARDLY)
    return reading


def _writer(scene: Scene, reading: Reading, signed: Sequence[Reading], others: Sequence[Reading]) -> Reading:
    """A writer beside others who are put forward is a speaker only by saying so; who forwards an offer is none."""
    strength = reading.person.strength
    if reading.within is None and strength < OFFERED and any(each.within is not None for each in signed):
        strength = PASSING_ON
    if others and not _known(reading.person.name, [other.person.name for other in others]):
        listed = any(other.person.origin in (Origin.TABLE, Origin.FORM, Origin.LIST) for other in others)
        offers = reading.person.strength >= OFFERED and offering.offers_beside(scene, reading, listed)
        strength = BESIDE if offers else HARDLY
    return _with_strength(reading, strength)

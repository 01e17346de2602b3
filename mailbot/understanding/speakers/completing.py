"""Affiliations completed: short forms written out, the writing house where nothing else is named."""

from dataclasses import replace
from typing import TYPE_CHECKING

from mailbot.understanding.speakers import (
    houses,
)
from mailbot.understanding.speakers.letters import Scene
from mailbot.understanding.speakers.people import Nominee, Origin

if TYPE_CHECKING:
    pass


def completed(scene: Scene, found: tuple[Nominee, ...]) -> tuple[Nominee, ...]:
    """Affiliations completed: short forms written out, and the writing house where nothing else is named."""
    scene.housed_table = any(each.origin is Origin.TABLE and each.speaker.affiliation for each in found)
    return tuple(_with_house(scene, each) for each in found)


def _with_house(scene: Scene, nominee: Nominee) -> Nominee:
    speaker = nominee.speaker
    if speaker.affiliation is None and nominee.origin is Origin.TABLE and scene.housed_table:
        return nominee
    if speaker.affiliation is None and nominee.strength >= 0.3:
        house = _writing_house(scene, nominee)
        return replace(nominee, speaker=replace(speaker, affiliation=house)) if house else nominee
    if speaker.affiliation and nominee.origin in (Origin.PROSE, Origin.LIST):
        whole = scene.directory.full(speaker.affiliation)
        if whole:
            return replace(nominee, speaker=replace(speaker, affiliation=whole))
    return nominee


def _writing_house(scene: Scene, nominee: Nominee) -> str | None:
    if nominee.within is not None:
        return scene.letters[nominee.within + 1].house
    inner = [letter.house for letter in scene.letters[1:] if letter.house]
    house = scene.letters[0].house or (inner[0] if inner else None)
    if house is None:
        house = next((name for name in scene.directory.names if not houses.is_host(scene, name)), None)
    return house

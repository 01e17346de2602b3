"""Affiliations completed: short forms written out, the writing house where nothing else is named."""

import re
from dataclasses import replace

from mailbot.understanding.fold import fold_word
from mailbot.understanding.speakers import housenames, houses, labelled, labels, letters, posts
from mailbot.understanding.speakers.letters import Scene
from mailbot.understanding.speakers.people import Nominee, Origin


def completed(scene: Scene, found: tuple[Nominee, ...]) -> tuple[Nominee, ...]:
    """Affiliations completed: short forms written out, and the writing house where nothing else is named."""
    scene.housed_table = any(each.origin is Origin.TABLE and each.speaker.affiliation for each in found)
    return tuple(_with_house(scene, each) for each in _labelled(scene, found))


def _labelled(scene: Scene, found: tuple[Nominee, ...]) -> tuple[Nominee, ...]:
    """The only person of a letter with what its labelled lines say, none of which names anybody.

    As in "We propose Ms X.", with "Function: ..." and "Employer: ..." below.
    """
    body = scene.letters[0].zones.body
    likely = [each for each in found if each.strength >= 0.5]
    if len(likely) != 1 or ":" not in body or likely[0].origin is not Origin.PROSE:
        return found
    name = likely[0].speaker.name
    if name is None:
        return found
    told: dict[str, str] = {}
    for _, kind, _, value in labelled.pairs(body.split("\n"), scene.lex):
        if value and name not in value:
            told.setdefault(kind, value)
        elif value:
            return found
    if told.keys() & {"name", "family", "given", "guess", "both", "aside"} or not told.get("title"):
        return found
    speaker = likely[0].speaker
    house = housenames.clean(told["affiliation"], scene.lex) if "affiliation" in told else speaker.affiliation
    whole = replace(speaker, title=speaker.title or labels.clean_title(told["title"]), affiliation=house)
    return tuple(replace(each, speaker=whole) if each is likely[0] else each for each in found)


def _with_house(scene: Scene, nominee: Nominee) -> Nominee:
    nominee = _within_house(scene, nominee)
    speaker = nominee.speaker
    if speaker.affiliation is None and nominee.origin is Origin.TABLE and scene.housed_table:
        return nominee
    if speaker.affiliation is None and nominee.strength >= 0.3:
        house = _writing_house(scene, nominee)
        if house is None and speaker.title and (cut := posts.comma_house(speaker.title, scene.lex)):
            return replace(nominee, speaker=replace(speaker, title=cut[0], affiliation=cut[1]))
        return replace(nominee, speaker=replace(speaker, affiliation=house)) if house else nominee
    if speaker.affiliation and nominee.origin in (Origin.PROSE, Origin.LIST):
        whole = scene.directory.full(speaker.affiliation)
        if whole:
            return replace(nominee, speaker=replace(speaker, affiliation=whole))
    return nominee


def _within_house(scene: Scene, nominee: Nominee) -> Nominee:
    """A committee or unit belongs to the function where the letter is written in the name of a house: "Chair of the
    Migrant Workers Committee" of "the Society"."""
    speaker = nominee.speaker
    part, title = speaker.affiliation, speaker.title
    if not part or not title or not housenames.is_part(part, scene.lex):
        return nominee
    house = _writing_house(scene, nominee)
    if not house or housenames.is_part(house, scene.lex) or fold_word(part) in fold_word(house):
        return nominee
    together = re.compile(rf"{re.escape(title)}\s+(?:[^\W\d_]{{1,4}}['’]?\s*){{0,3}}{re.escape(part)}")
    texts = [letter.zones.body for letter in scene.letters]
    texts += [each.document.text[: letters.LETTER_CAP] for each in scene.message.attachments if each.document.text]
    whole = next((match for text in texts if (match := together.search(text))), None)
    if whole is None:
        return nominee
    return replace(nominee, speaker=replace(speaker, title=" ".join(whole.group().split()), affiliation=house))


def _writing_house(scene: Scene, nominee: Nominee) -> str | None:
    if nominee.within is not None:
        return scene.letters[nominee.within + 1].house
    inner = [letter.house for letter in scene.letters[1:] if letter.house]
    house = scene.letters[0].house or (inner[0] if inner else None)
    if house is None:
        house = next((name for name in scene.directory.names if not houses.is_host(scene, name)), None)
    return house

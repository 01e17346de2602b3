"""Affiliations completed: short forms written out, the writing house where nothing else is named."""

import re
from dataclasses import replace

from mailbot.understanding.fold import fold_word
from mailbot.understanding.organisations import finding, housekinds, housenames
from mailbot.understanding.organisations.support import skeleton
from mailbot.understanding.speakers import houses, labelled, labels, letters, posts
from mailbot.understanding.speakers.letters import Scene
from mailbot.understanding.speakers.people import Nominee, Origin
from mailbot.understanding.words.tokens import ARABIC


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


def _in_script(scene: Scene, nominee: Nominee) -> Nominee:
    """Of a house named in two scripts, the name in that of the nominee's own: "صندوق سلوى" beside "Salwa Fund"."""
    speaker = nominee.speaker
    if not speaker.affiliation or not speaker.name:
        return nominee
    arabic = bool(ARABIC.search(speaker.name))
    if bool(ARABIC.search(speaker.affiliation)) == arabic:
        return nominee
    bones = {skeleton(word) for word in speaker.affiliation.split()} - {""}
    for name in scene.directory.names:
        shared = {skeleton(word) for word in name.split()} & bones
        if bool(ARABIC.search(name)) == arabic and any(len(bone) > 1 for bone in shared):
            return replace(nominee, speaker=replace(speaker, affiliation=name))
    return nominee


def _without_seat(scene: Scene, nominee: Nominee) -> Nominee:
    """Of a name with its town, the name alone where the message gives it so too: "جمعية النوبة بأسوان" beside
    "جمعية النوبة", "Madinat Care Cooperative of Ajman"."""
    name = nominee.speaker.affiliation or ""
    short, _, last = name.rpartition(" ")
    attached = last.startswith("ب") and scene.lex.is_place(last[1:])
    linked = short.endswith(" of") and scene.lex.is_place(last)
    short = short.rpartition(" ")[0] if linked else short
    if not (attached or linked) or len(short.split()) < 2:
        return nominee
    named = any(fold_word(short) == fold_word(each) for each in scene.directory.names)
    return replace(nominee, speaker=replace(nominee.speaker, affiliation=short)) if named else nominee


def _with_house(scene: Scene, nominee: Nominee) -> Nominee:
    return _without_seat(scene, _in_script(scene, _housed(scene, nominee)))


def _housed(scene: Scene, nominee: Nominee) -> Nominee:
    nominee = _within_house(scene, nominee)
    speaker = nominee.speaker
    if speaker.affiliation is None and nominee.origin is Origin.TABLE and scene.housed_table:
        return nominee
    if speaker.affiliation is None and nominee.strength >= 0.3:
        house = _writing_house(scene, nominee)
        if house is None and speaker.title and (cut := posts.comma_house(speaker.title, scene.lex)):
            return replace(nominee, speaker=replace(speaker, title=cut[0], affiliation=cut[1]))
        if house is None:
            return nominee
        return replace(nominee, speaker=replace(speaker, affiliation=house), borrowed=True)
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
    told = nominee.origin in (Origin.TABLE, Origin.FORM)
    if told or not part or not title:
        return nominee
    house = _writing_house(scene, nominee)
    faculty = housekinds.is_unit(part, scene.lex) and house is not None and housekinds.is_university(house)
    body = " ".join(scene.letters[0].zones.body.split())
    field = housekinds.is_field(part, scene.lex) and any(
        f"{title} {link} {part}" in body for link in ("for", "of")
    )  # "Director for International Cooperation"
    if not (faculty or field or housekinds.is_part(part, scene.lex)):
        return nominee
    if not house or housekinds.is_part(house, scene.lex) or fold_word(part) in fold_word(house):
        return nominee
    together = re.compile(rf"{re.escape(title)},?\s+(?:[^\W\d_]{{1,4}}['’]?\s*){{0,3}}{re.escape(part)}")
    texts = [letter.zones.body for letter in scene.letters]
    texts += [each.document.text[: letters.LETTER_CAP] for each in scene.message.attachments if each.document.text]
    whole = next((match for text in texts if (match := together.search(text))), None)
    if whole is None:
        return nominee
    return replace(nominee, speaker=replace(speaker, title=" ".join(whole.group().split()), affiliation=house))


def _letterhead(scene: Scene, nominee: Nominee) -> str | None:
    """The house on the first lines of the document that puts somebody forward."""
    if nominee.attachment is None or nominee.origin not in (Origin.PROSE, Origin.LIST):
        return None
    lines = scene.message.attachments[nominee.attachment].document.text[:600].split("\n")
    for line in [line for line in lines if line.strip()][:2]:
        for each in finding.find(line, scene.lex):
            if not (houses.is_host(scene, each.name) or housekinds.is_unit(each.name, scene.lex)):
                seated = re.fullmatch(rf"{re.escape(each.name)}\s+(?:في|in|à)\s+\S+", line.strip())
                return line.strip() if seated else each.name  # as the house writes itself
    return None


def _writing_house(scene: Scene, nominee: Nominee) -> str | None:
    if headed := _letterhead(scene, nominee):
        return headed
    if nominee.within is not None:
        return scene.letters[nominee.within + 1].house
    inner = [letter.house for letter in scene.letters[1:] if letter.house]
    house = scene.letters[0].house or (inner[0] if inner else None)
    if house is None:
        house = next((name for name in scene.directory.names if not houses.is_host(scene, name)), None)
    return house

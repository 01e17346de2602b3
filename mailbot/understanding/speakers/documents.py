"""Persons in attachments: forms, lists, cards, CVs, letters of nomination, the last page of a report."""

from dataclasses import replace
from typing import TYPE_CHECKING

from mailbot.message.model import Attachment, TextState, Zone, Zones
from mailbot.understanding.organisations import finding
from mailbot.understanding.speakers import blocks as cards_in_text
from mailbot.understanding.speakers import (
    cards,
    houses,
    labels,
    letters,
    names,
    offering,
    prose,
    signatures,
    tables,
    writers,
)
from mailbot.understanding.speakers.letters import Letter, Scene
from mailbot.understanding.speakers.merge import Reading
from mailbot.understanding.speakers.people import Person
from mailbot.understanding.speakers.sentence_ends import sentences
from mailbot.understanding.words.tokens import tokens

if TYPE_CHECKING:
    pass


def reading(person: Person, letter: Letter, zone: Zone | None = None) -> Reading:
    """A person with the place of the letter; who is said to be "ours" belongs to the house that writes."""
    if person.house and person.affiliation is None and letter.house:
        person = replace(person, affiliation=letter.house)
    return Reading(person, zone or letter.zone, letter.attachment, letter.within)


def read(scene: Scene, index: int, attachment: Attachment) -> list[Reading]:
    """The persons of one attachment, with the strength its shape gives them."""
    lex = scene.lex
    if attachment.media_type in (
        "text/vcard",
        "text/x-vcard",
        "text/directory",
    ) or attachment.name.lower().endswith(".vcf"):
        return [
            Reading(person, Zone.FILE_TEXT, index)
            for person in cards.vcards(attachment.document.text, attachment.content, lex)
        ]
    if attachment.document.state != TextState.READ or attachment.media_type == "message/rfc822":
        return []
    text = attachment.document.text[: letters.DOCUMENT_CAP]
    if cards.is_cv(text, attachment.name, lex):
        person = cards.cv(text, lex, scene.directory)
        return [Reading(person, Zone.FILE_TEXT, index, attachment.within)] if person else []
    tabled = tables.read(text, lex, scene.directory)
    report = letters.is_report(text)
    if report:
        # Those who wrote a report, or are members: nominees only where a role stands beside them.
        rows = (person if person.roles else replace(person, strength=tables.LISTENS) for person in tabled.persons)
        tabled = replace(tabled, persons=tuple(rows))
    labelled = labels.persons(text, lex, scene.directory, tabled.lines)
    found = [
        *tabled.persons,
        *(each for each in labelled if not tabled.persons or (each.title and each.affiliation)),
    ]
    if not any(each.title or each.affiliation for each in found) and not report:
        # Without labels only blocks that name a role are sure to be no signature.
        carded = [each for each in cards_in_text.persons(text, lex, scene.directory) if each.roles]
        found = carded or found
    readings = [Reading(person, Zone.FILE_TEXT, index) for person in found]
    if any(each.strength >= 0.5 for each in found):
        return readings
    if report:
        if tail := _speakers_page(scene, text):
            readings += _attached_letter(scene, index, tail)
    elif len(text) < letters.LETTER_CAP:
        run = tokens(text)
        if lex.cues["nominate"].has(run) or lex.roles.has(run):
            readings += _attached_letter(scene, index, text)
    return readings


def _speakers_page(scene: Scene, text: str) -> str:
    """What stands below a heading about the speakers at the end of a report; "" where there is none."""
    lines = text.split("\n")
    for number in range(len(lines) - 1, max(-1, len(lines) - 40), -1):
        line = lines[number].rstrip()
        if not 0 < len(line.split()) <= 9 or line.endswith("."):
            continue
        run = tokens(line)
        if len(run) <= 9 and scene.lex.cues["heading_speaker"].has(run):
            tail = "\n".join(lines[number:])
            return tail if len(tail) <= 2500 else ""
    return ""


def _attached_letter(scene: Scene, index: int, text: str) -> list[Reading]:
    """The persons put forward in a letter of nomination; its signatory is none of them."""
    lex = scene.lex
    letter = Letter(Zones(body=text), None, Zone.FILE_TEXT, attachment=index, run=tokens(text))
    letter.signature = signatures.read(letter.zones, None, lex, scene.directory)
    head = [
        each.name for each in finding.find("\n".join(text.split("\n")[:4]), lex) if not houses.is_host(scene, each.name)
    ]
    letter.house = head[0] if head else letter.signature.organisation or scene.letters[0].house
    letter.pieces = sentences(letter.run, text, lex.abbreviations)
    letter.named = list(finding.found(letter.run, text, lex))
    persons = prose.persons(letter.run, text, lex, scene.directory, (), letter.named, letter.pieces)
    signed = letter.signature.name
    forward = [
        person
        for person in persons
        if person.strength >= 0.5 and not (signed and names.same_person(signed, person.name))
    ]
    if signed and not forward and offering.offers(scene, letter) and (writer := writers.writer(scene, letter)):
        # A letter in which its writer offers himself or herself.
        return [writer]
    return [
        reading(person, letter)
        for person in persons
        if person.strength >= 0.5 and not (signed and names.same_person(signed, person.name))
    ]

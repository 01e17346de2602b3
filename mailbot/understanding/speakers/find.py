"""Everybody a message may put forward, from its body, signature, forwarded messages and documents."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mailbot.message.model import Message, Zone
from mailbot.understanding.organisations.directory import Directory
from mailbot.understanding.speakers import (
    asked,
    completing,
    documents,
    houses,
    labelled,
    labels,
    letters,
    names,
    pieces,
    prose,
    tables,
    weighing,
    writers,
)
from mailbot.understanding.speakers import (
    blocks as cards_in_text,
)
from mailbot.understanding.speakers.letters import Letter, Scene
from mailbot.understanding.speakers.merge import Reading, merge
from mailbot.understanding.speakers.people import Nominee
from mailbot.understanding.speakers.sentence_ends import NARROW
from mailbot.understanding.words.compiling import lexicon
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token, tokens

if TYPE_CHECKING:
    from mailbot.understanding.context import Context


def find(message: Message, context: "Context") -> tuple[Nominee, ...]:
    """The persons a message may put forward, the sure ones with strength 0.5 and more. Pure; never raises.

    Fields hold the message's own words. Roles are those said of the person, else those said of all (`shared`).
    """
    lex = lexicon(context.rules)
    return _nominees(Scene(message, lex, Directory((), lex)))


def _nominees(scene: Scene) -> tuple[Nominee, ...]:
    """Everything, in order: read the letters, then the documents, weigh, merge, complete."""
    scene.letters += _letters(scene)
    houses.fill(scene)
    filed = [
        reading
        for index, attachment in enumerate(scene.message.attachments)
        for reading in documents.read(scene, index, attachment)
    ]
    known = tuple(reading.person.name for reading in filed)
    written: list[Reading] = []
    signed: list[Reading] = []
    for letter in scene.letters:
        written += _letter(scene, letter, known)
        if (writer := writers.writer(scene, letter)) is not None:
            signed.append(writer)
    main = letters.mostly_arabic(scene.message.zones.body or scene.message.envelope.subject)
    found = merge(weighing.weighed(scene, written, filed, signed), main)
    return asked.with_shared_roles(scene, completing.completed(scene, found))


def _letters(scene: Scene) -> list[Letter]:
    message = scene.message
    outer = Letter(message.zones, message.envelope.sender, Zone.BODY, message.envelope.subject)
    inner = [
        Letter(each.zones, each.sender, Zone.FORWARDED, each.subject, within=index)
        for index, each in enumerate(message.forwarded)
    ]
    return [outer, *inner]


def _letter(scene: Scene, letter: Letter, known: tuple[str, ...]) -> list[Reading]:
    """The persons a letter names, in its tables, forms, cards, sentences and subject."""
    lex, body = scene.lex, letter.zones.body[: letters.BODY_CAP]
    found: list[Reading] = []
    signed = letter.zones.signature
    if pieces.names_roles(signed, lex):
        # What was taken for a signature is the end of a list: nobody signs with a role of the call.
        body = f"{body}\n\n{signed}"
    tabled = tables.read(body, lex, scene.directory)
    rows = tabled.persons
    if rows and not any(person.affiliation for person in rows):
        rows = tuple(replace(person, affiliation=houses.leading(scene, letter, tabled.lines)) for person in rows)
    # The last labelled line of a letter, or all of them, may have been taken for its signature.
    whole = f"{body}\n{signed}" if labelled.label_lines(body, lex) or labelled.describes(signed, lex) else body
    blocks = labels.persons(whole, lex, scene.directory, tabled.lines)
    found += [documents.reading(person, letter) for person in (*rows, *blocks)]
    if not (rows or blocks):
        carded = [documents.reading(person, letter) for person in cards_in_text.persons(body, lex, scene.directory)]
    else:
        carded = []
    found += [reading for reading in carded if reading.person.strength >= weighing.CLEAR]
    names_known = (*known, *(person.name for person in (*rows, *blocks)))
    taken = tabled.lines | (labelled.label_lines(body, lex) if blocks else frozenset())
    run = letters.without_lines(letter.run, body, taken)
    subject = tokens(letter.subject)
    sentences = letter.pieces if run is letter.run and body == letter.zones.body else None
    heard = prose.persons(run, body, lex, scene.directory, names_known, letter.named, sentences)
    titled = prose.persons(subject, letter.subject, lex, scene.directory) if letter.subject else []
    sure = bool(rows or blocks) or any(person.strength >= 0.5 for person in heard)
    if letter.subject and not sure and (taken or names_known or titled or _leads(subject, letter.subject, body, lex)):
        # "Nomination of Ms. X" as subject, "She is ..." as text.
        kept = "\n".join("" if number in taken else line for number, line in enumerate(body.split("\n")))
        joined = f"{letter.subject}.\n\n{kept}"
        together = prose.persons(tokens(joined), joined, lex, scene.directory, names_known)
        heard = [
            person for person in together if not any(names.same_person(person.name, each.name) for each in heard)
        ] + heard
    for person in heard:
        found.append(documents.reading(person, letter))
    found += [reading for reading in carded if reading.person.strength < weighing.CLEAR]
    for person in titled:
        found.append(documents.reading(replace(person, strength=min(person.strength, 0.6)), letter, Zone.SUBJECT))
    return found


def _leads(run: Sequence[Token], subject: str, body: str, lex: Lexicon) -> bool:
    """Whether a subject that names nobody may still say something about the text below it: a word of proposing, or a
    line so long that others seem broken beside it."""
    longest = max(len(line) for line in body.split("\n"))
    return lex.cues["nominate"].has(run) or len(subject) >= max(NARROW, longest)

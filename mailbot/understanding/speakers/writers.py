"""The writer of a letter as a speaker: from the signature, the display name and what the letter says itself."""

import re
from dataclasses import replace

from mailbot.understanding.speakers import first_person, names, offering, posts
from mailbot.understanding.speakers.letters import Letter, Scene
from mailbot.understanding.speakers.merge import Reading
from mailbot.understanding.speakers.people import Origin, Person
from mailbot.understanding.words.tokens import ARABIC, tokens

OFFERS, STATED, SIGNS = 0.8, 0.35, 0.3  # strength of a writer who offers, who states the own name, who only signs


def _display(name: str) -> tuple[str, str]:
    """A display name cut at its first comma, bar, dash or bracket: (what stands before, what stands behind)."""
    match = re.search(r"\s*[,،|(]\s*|\s[-–—/]\s", name)
    return (name[: match.start()].strip(), name[match.end() :].strip(" )")) if match else (name, "")


def writer(scene: Scene, letter: Letter) -> Reading | None:
    """The writer of a letter as a possible speaker."""
    signature = letter.signature
    named = signature.name
    sender = letter.sender.name if letter.sender else ""
    stated, title, house = first_person.stated(scene, letter)
    named_post = posts.Post(None, None)
    front, rest = _display(sender)
    if rest and names.is_name(front, scene.lex):
        # "Lina Shami, Programme Director"
        sender, named_post = front, posts.split(rest, scene.lex, scene.directory)
        if not any(scene.lex.is_title(token) for token in tokens(named_post.title or "")):
            named_post = posts.Post(None, named_post.organisation)
    if sender and names.is_name(sender, scene.lex):
        bare = names.clean(sender, scene.lex)
        if named is None or (names.same_person(named, bare) and len(names.parts(bare)) > len(names.parts(named))):
            named = bare
    if stated and (named is None or names.parts(named) & names.parts(stated)):
        named = max((stated, named or ""), key=lambda name: len(names.parts(name)))
    elif stated and named and (signature.name is None or bool(ARABIC.search(stated)) != bool(ARABIC.search(named))):
        # One person in two scripts: the main text's counts. Nor does a display name such as "أبو يزن" say more.
        named = stated
    if named is None:
        return None
    offered = offering.offers(scene, letter)
    person = Person(
        named,
        signature.title or title or named_post.title,
        signature.organisation or house or named_post.organisation,
        offering.own_roles(scene, letter) if offered else None,
        Origin.SELF,
        OFFERS if offered else STATED if stated else SIGNS,
        letter.signature.text.replace("\n", " / ")[:160] or named,
        house=True,
        rule="speakers.writer",
        full=False,
    )
    if person.affiliation is None:
        person = replace(person, affiliation=letter.house)
    elif len(person.affiliation.split()) == 1 and (whole := scene.directory.full(person.affiliation)):
        person = replace(person, affiliation=whole)
    return Reading(person, letter.zone, letter.attachment, letter.within)

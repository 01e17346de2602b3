"""Persons put forward in sentences and list items, with what the words around the name say of them."""

from collections.abc import Sequence
from dataclasses import replace

from mailbot.understanding.speakers import (
    apposition,
    mentioned,
    organisations,
    roles,
    sharing,
    standing,
)
from mailbot.understanding.speakers.lexicon import Lexicon
from mailbot.understanding.speakers.people import Origin, Person
from mailbot.understanding.speakers.standing import Found
from mailbot.understanding.speakers.words import Token, sentences

MOST_PERSONS = 150  # named in the sentences of one text
BULLETS = frozenset("-*•·▪►●○◦–—☐☒☑✓>+")


def persons(
    run: Sequence[Token],
    text: str,
    lex: Lexicon,
    directory: organisations.Directory,
    known: tuple[str, ...] = (),
    houses: Sequence[organisations.Organisation] | None = None,
) -> list[Person]:
    """Every person named in running text; strength says how clearly he or she is put forward.

    known: names that stand elsewhere in the message (a CV, a form), found here without an honorific too. houses: the
    organisations of the text where they are known already.
    """
    places = [(each.start, each.end) for each in (organisations.found(run, text, lex) if houses is None else houses)]
    pieces = sentences(run, text, lex.abbreviations)
    found: list[Found] = []
    lead = ""
    lead_roles: tuple[str, ...] = ()
    for number, sentence in enumerate(pieces):
        if len(found) >= MOST_PERSONS:
            break
        item = _is_item(sentence)
        mentions = mentioned.mentions(sentence, text, lex, known, places, sure_start=item and bool(lead))
        here = [apposition.around(sentence, mention, mentions, number, text, lex, directory) for mention in mentions]
        standing.share_posts(sentence, here)
        standing.judge(sentence, here, lex, lead if item else "")
        sharing.give_roles(sentence, here, lex)
        for each in here:
            each.item = item
            if lead_roles and each.asked is None and not each.gone and each.mention.first <= 3:
                each.asked, each.put_forward, each.aside = lead_roles, True, False
        sharing.go_on(sentence, here, found, pieces, number, text, lex, directory)
        found += here
        if not item and sentence:
            lead = _lead(sentence, lex)
            if sentence[-1].text == ":":
                lead_roles = roles.in_text(sentence, lex)
            elif not here:
                lead_roles = ()
    return [_person(each, pieces[each.sentence], text) for each in found]


def _lead(sentence: Sequence[Token], lex: Lexicon) -> str:
    """What a sentence says of the items of a list below it: that they are put forward, that they are not, or
    nothing."""
    if sentence[-1].text == ":" and lex.cues["aside"].has(sentence) and not lex.roles.has(sentence):
        return "aside"
    if lex.cues["nominate"].has(sentence) or sentence[-1].text == ":":
        return "forward"
    return ""


def _is_item(sentence: Sequence[Token]) -> bool:
    if not sentence:
        return False
    first = sentence[0]
    if first.text in BULLETS:
        return True
    return (
        len(sentence) > 2
        and (first.text.isdigit() or len(first.key) <= 2)
        and sentence[1].text in ").-/:"
        and len(first.text) <= 2
    )


def _person(each: Found, sentence: Sequence[Token], text: str) -> Person:
    strength = 0.05 if each.gone else 0.2 if each.aside else 0.8 if each.put_forward else 0.3
    words = " ".join(text[sentence[0].start : sentence[-1].end].split())[:160] if sentence else each.mention.name
    origin = Origin.LIST if each.item and each.put_forward else Origin.PROSE if each.put_forward else Origin.MENTION
    single = each.mention.end - each.mention.start == 1
    return Person(
        each.mention.name,
        each.title,
        each.organisation,
        each.asked,
        origin,
        strength if not single else min(strength, 0.6),
        words,
        house=each.house,
        rule="speakers.prose",
        full=False,
        partial=single,
    )


def with_roles(person: Person, asked: tuple[str, ...]) -> Person:
    """The same person with roles."""
    return replace(person, roles=asked)

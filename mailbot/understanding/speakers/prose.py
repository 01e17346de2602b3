"""Persons put forward in sentences and list items, with what the words around the name say of them."""

from collections.abc import Sequence

from mailbot.understanding.fold import fold_word
from mailbot.understanding.organisations import finding
from mailbot.understanding.organisations.directory import Directory, Organisation
from mailbot.understanding.speakers import (
    apposition,
    going_on,
    letters,
    list_items,
    mentioned,
    roles,
    sending_houses,
    shared_posts,
    sharing,
    standing,
)
from mailbot.understanding.speakers.found import Found
from mailbot.understanding.speakers.names import Mention
from mailbot.understanding.speakers.people import Origin, Person
from mailbot.understanding.speakers.sentence_ends import sentences
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Run, Token

MOST_PERSONS = 150  # named in the sentences of one text


def persons(
    run: Sequence[Token],
    text: str,
    lex: Lexicon,
    directory: Directory,
    known: tuple[str, ...] = (),
    houses: Sequence[Organisation] | None = None,
    pieces: Sequence[Run] | None = None,
) -> list[Person]:
    """Every person named in running text; strength says how clearly he or she is put forward.

    known: names that stand elsewhere in the message (a CV, a form), found here without an honorific too. houses: the
    organisations of the text where they are known already; pieces: its sentences, likewise.
    """
    places = [(each.start, each.end) for each in (finding.found(run, text, lex) if houses is None else houses)]
    pieces = sentences(run, text, lex.abbreviations) if pieces is None else pieces
    named = tuple(fold_word(name) for name in directory.names)
    found: list[Found] = []
    lead = ""
    lead_roles: tuple[str, ...] = ()
    within = False  # an item of a list, or a sentence that goes on behind it on its line
    lead_house: str | None = None  # "From House X, an old hand:" and the person on the next line
    for number, sentence in enumerate(pieces):
        if len(found) >= MOST_PERSONS:
            break
        item = list_items.is_item(sentence)
        mentions = mentioned.mentions(sentence, text, lex, known, places, sure_start=item and bool(lead))
        mentions = [
            each
            for each in mentions
            if each.honorific or not any(f"{house} ".startswith(f"{fold_word(each.name)} ") for house in named)
        ]
        mentions = sending_houses.without_houses(sentence, mentions, lex)
        here = _told(sentence, mentions, number, text, lex, directory, lead if item else "") if mentions else []
        told_by_name = bool(here) and sharing.as_named(sentence, here, found)
        if here and not told_by_name:
            sharing.as_before(sentence, here, pieces[max(0, number - 2) : number], lex)
        for each in here:
            each.item = item
            if (
                item
                and each.asked is None
                and not told_by_name
                and found
                and found[-1].item
                and found[-1].asked
                and list_items.takes_role(sentence, each)
            ):
                each.asked = found[-1].asked
            if item and found and found[-1].item and found[-1].organisation and list_items.takes_house(sentence, each):
                each.organisation = found[-1].organisation
            if each.organisation is None:
                each.organisation = sending_houses.in_front(sentence, each, text, lex)
            if lead_house and each.organisation is None and each is here[0]:
                each.organisation = lead_house
            if number and _asks_who(pieces[number - 1], lex) and each.mention.first <= 1 and not each.gone:
                each.put_forward, each.aside = True, False
            if lead_roles and each.asked is None and not each.gone and each.mention.first <= 3:
                each.asked, each.put_forward, each.aside = lead_roles, True, False
        going_on.go_on(sentence, here, found, pieces, number, text, lex, directory)
        found += here
        goes_on = number > 0 and "\n" not in text[pieces[number - 1][-1].end : sentence[0].start] if sentence else False
        within = item or (within and goes_on)
        if not item and not within and sentence:
            lead = list_items.lead(sentence, lex)
            above = sentence[-1].text == ":" and not here
            lead_house = list_items.lead_house(sentence, text, lex) if above else None
            if sentence[-1].text == ":":
                lead_roles = roles.in_text(sentence, lex)
            elif not here:
                lead_roles = ()
    for at, each in enumerate(found):
        if each.stepped_back and any(later.put_forward for later in found[at + 1 :]):
            each.gone, each.put_forward = True, False
    return [_person(each, pieces[each.sentence], text) for each in found]


def _told(
    sentence: Run,
    mentions: list[Mention],
    number: int,
    text: str,
    lex: Lexicon,
    directory: Directory,
    lead: str,
) -> list[Found]:
    """What a sentence says of the persons it names. lead: what the words that introduce a list say of its items."""
    here = [apposition.around(sentence, mention, mentions, number, text, lex, directory) for mention in mentions]
    shared_posts.share_posts(sentence, here)
    standing.judge(sentence, here, lex, lead)
    for each in here:
        if letters.greeted(text, sentence[each.mention.first].start):
            each.aside, each.put_forward = True, False
    here = sending_houses.sent(sentence, here, text, lex)
    sharing.give_roles(sentence, here, lex)
    return here


def _asks_who(sentence: Sequence[Token], lex: Lexicon) -> bool:
    """Whether a sentence is the writer's own question who is to speak: "Qui parle ?", "Our speaker?"."""
    return (
        bool(sentence)
        and sentence[-1].text in "?؟"
        and (
            lex.role_words["speaking"].has(sentence)
            or lex.roles.has(sentence)
            or lex.cues["nominate"].has(sentence)
            or (len(sentence) <= 5 and any(token.key in ("who", "qui", "من", "مين", "شكون") for token in sentence))
        )
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

"""Persons put forward in sentences and list items, with what the words around the name say of them."""

from collections.abc import Sequence
from dataclasses import replace

from mailbot.understanding.fold import fold_word
from mailbot.understanding.organisations import extents, finding, housenames, unheaded
from mailbot.understanding.organisations.directory import Directory, Organisation
from mailbot.understanding.speakers import (
    apposition,
    grammar,
    latin,
    letters,
    mentioned,
    names,
    roles,
    sharing,
    standing,
)
from mailbot.understanding.speakers.lexicon import Lexicon
from mailbot.understanding.speakers.names import Mention
from mailbot.understanding.speakers.people import Origin, Person
from mailbot.understanding.speakers.sentence_ends import sentences
from mailbot.understanding.speakers.standing import Found
from mailbot.understanding.speakers.words import Run, Token

MOST_PERSONS = 150  # named in the sentences of one text
ROMAN = frozenset(("ii", "iv", "vi", "ix", "xi"))  # numbers of items; "Ms." and "Dr." number none
HOUSES = frozenset(("organisation", "organization", "association", "house", "union", "network", "structure"))
BULLETS = frozenset("-*•·▪►●○◦–—☐☒☑✓>+")


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
        item = _is_item(sentence)
        mentions = mentioned.mentions(sentence, text, lex, known, places, sure_start=item and bool(lead))
        mentions = [
            each
            for each in mentions
            if each.honorific or not any(f"{house} ".startswith(f"{fold_word(each.name)} ") for house in named)
        ]
        mentions = _without_houses(sentence, mentions, lex)
        here = [apposition.around(sentence, mention, mentions, number, text, lex, directory) for mention in mentions]
        standing.share_posts(sentence, here)
        standing.judge(sentence, here, lex, lead if item else "")
        for each in here:
            if letters.greeted(text, sentence[each.mention.first].start):
                each.aside, each.put_forward = True, False
        here = _sent_by_house(sentence, here, text, lex)
        sharing.give_roles(sentence, here, lex)
        sharing.as_before(sentence, here, pieces[max(0, number - 2) : number], lex)
        for each in here:
            each.item = item
            if (
                item
                and each.asked is None
                and found
                and found[-1].item
                and found[-1].asked
                and _likewise(sentence, each)
            ):
                each.asked = found[-1].asked
            if item and found and found[-1].item and found[-1].organisation and _same_house(sentence, each):
                each.organisation = found[-1].organisation
            if each.organisation is None:
                each.organisation = _from_house(sentence, each, text, lex)
            if lead_house and each.organisation is None and each is here[0]:
                each.organisation = lead_house
            if number and _asks_who(pieces[number - 1], lex) and each.mention.first <= 1 and not each.gone:
                each.put_forward, each.aside = True, False
            if lead_roles and each.asked is None and not each.gone and each.mention.first <= 3:
                each.asked, each.put_forward, each.aside = lead_roles, True, False
        sharing.go_on(sentence, here, found, pieces, number, text, lex, directory)
        found += here
        going_on = (
            number > 0 and "\n" not in text[pieces[number - 1][-1].end : sentence[0].start] if sentence else False
        )
        within = item or (within and going_on)
        if not item and not within and sentence:
            lead = _lead(sentence, lex)
            lead_house = None
            if sentence[-1].text == ":" and not here:
                fronted = list(finding.found(sentence, text, lex))
                lead_house = fronted[-1].name if fronted else None
            if not lead_house and not here and sentence[-1].text == ":":
                starts = [
                    at + 1 for at, token in enumerate(sentence) if token.key in ("cote", "part", "from", "pour", "for")
                ]
                told = [apposition.spoken_for(sentence, at, len(sentence), text, lex) for at in starts]
                lead_house = next((house for house in told if house), None)
            if sentence[-1].text == ":":
                lead_roles = roles.in_text(sentence, lex)
            elif not here:
                lead_roles = ()
    for at, each in enumerate(found):
        if each.stepped_back and any(later.put_forward for later in found[at + 1 :]):
            each.gone, each.put_forward = True, False
    return [_person(each, pieces[each.sentence], text) for each in found]


def _likewise(sentence: Sequence[Token], each: Found) -> bool:
    """Whether an item ends by taking over the role above it: "X (prioress, House) – likewise", "– même rôle"."""
    last = sentence[each.mention.end :][-4:]
    return bool(sharing.same_role(Run(last))) or any(
        token.key in grammar.LIKEWISE and not (at + 1 < len(last) and last[at + 1].key in grammar.OUR_HOUSE | HOUSES)
        for at, token in enumerate(last)
    )


def _same_house(sentence: Sequence[Token], each: Found) -> bool:
    """Whether an item takes over the house above it: "X, médiatrice, idem : table ronde"."""
    run = sentence[each.mention.end :]
    return each.organisation is None and any(
        run[at].key in grammar.REPEATS
        and run[at - 1].text in ",،;(|-–—"
        and (at + 1 == len(run) or not run[at + 1].word or run[at + 1].key in grammar.OUR_HOUSE)
        for at in range(1, len(run))
    )


def _from_house(sentence: Sequence[Token], each: Found, text: str, lex: Lexicon) -> str | None:
    """The house in front of a colon that a person is from: "From House X: our chair, NAME", "Pour X : Mme Y"."""
    colon = next((at for at in range(1, each.mention.first) if sentence[at].text == ":"), 0)
    for at in range(min(colon, 5)):
        if sentence[at].key in grammar.FROM_HOUSE:
            told = apposition.spoken_for(sentence, at + 1, colon, text, lex)
            if told or not sentence[at + 1].arabic:
                return told
            end = extents.extent(sentence, at + 1, lex)
            return housenames.value(sentence, at + 1, end, text, lex) if 0 < end <= colon else None
    return None


def _bare(sentence: Sequence[Token], mention: Mention, lex: Lexicon) -> bool:
    """Whether nothing but capitals calls a mention a person: no word of address, no known name."""
    return (
        not mention.honorific
        and not sentence[mention.start].arabic
        and not latin.known_names(sentence, mention.start, mention.end, lex)
    )


def _without_houses(sentence: Sequence[Token], mentions: Sequence[Mention], lex: Lexicon) -> list[Mention]:
    """Mentions without capitals that stand where a house does: "NAME, caseworker, Homeward Bound Suez"."""
    kept: list[Mention] = []
    for each in mentions:
        if kept and _bare(sentence, each, lex) and sentence[each.first - 1].text in ",-–—/|":
            between = sentence[kept[-1].end : each.first]
            words = [token for token in between if token.word]
            if (
                0 < len(words) <= 8
                and any(lex.is_title(token) for token in words)
                and between[0].text in ",-–—/|("
                and not any(lex.is_title(token) for token in sentence[each.end + 1 : each.end + 4])
            ):
                continue
        kept.append(each)
    return kept


def _sent_by_house(sentence: Sequence[Token], here: list[Found], text: str, lex: Lexicon) -> list[Found]:
    """Capitals in front of a verb of proposing whose object is a person are the house that proposes."""
    verb = next((at for at, _, _ in lex.cues["active"].all(sentence)), -1)
    if verb > 0 and here and here[0].mention.first > verb and (sender := _subject(sentence, verb, text, lex)):
        for each in here:
            each.organisation = each.organisation or sender
    if verb < 0 or len(here) < 2:
        return here
    first, others = here[0], here[1:]
    if not _bare(sentence, first.mention, lex) or first.title or not first.mention.end <= verb <= first.mention.end + 3:
        return here
    if others[0].mention.first < verb or any(sentence[at].text in ",;" for at in range(first.mention.end, verb)):
        return here
    for each in others:
        if each.organisation is None:
            each.organisation = _whole_house(sentence, first.mention, text)
    return others


def _subject(sentence: Sequence[Token], verb: int, text: str, lex: Lexicon) -> str | None:
    """The capitals a sentence begins with, up to its verb of proposing: "Youth for Safe Sailing nominates"."""
    start = 1 if sentence[0].key in ("the", "la", "le", "l'", "les") else 0
    words = sentence[start:verb]
    if words and words[-1].key.endswith(("'s", "s'")):
        return None
    joined = all(token.capital or token.key in unheaded.JOINING | {"for", "pour"} for token in words)
    if (
        len(words) < 2
        or words[0].key in lex.determiners | lex.never_first
        or not joined
        or not words[0].capital
        or not words[-1].capital
    ):
        return None
    if any(lex.is_title(token) or lex.roles.at(words, at) for at, token in enumerate(words)):
        return None
    if lex.honorifics.at(words, 0) or latin.known_names(sentence, start, verb, lex) * 2 >= len(words):
        return None
    return " ".join(text[words[0].start : words[-1].end].split())


def _whole_house(sentence: Sequence[Token], mention: Mention, text: str) -> str:
    """A house taken for a person, with the capitals that small words join to it: "Youth for Safe Sailing"."""
    start = mention.first
    while start > 1 and sentence[start - 1].key in unheaded.JOINING | {"for"} and sentence[start - 2].capital:
        start -= 2
    end = mention.end
    while end < len(sentence) and sentence[end].capital:
        end += 1
    return names.POSSESSIVE.sub("", " ".join(text[sentence[start].start : sentence[end - 1].end].split()))


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
        and (first.text.isdigit() or len(first.key) == 1 or first.key in ROMAN)
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

"""Where a sentence names persons: by capitals, by words of address, by what stands before the name."""

from collections.abc import Sequence

from mailbot.understanding.fold import fold_word
from mailbot.understanding.speakers import arabic, grammar, latin, name_ends, names
from mailbot.understanding.speakers.lexicon import Lexicon
from mailbot.understanding.speakers.names import Mention
from mailbot.understanding.speakers.sentence_ends import ENDS
from mailbot.understanding.speakers.words import Run, Token


def mentions(
    sentence: Run,
    text: str,
    lex: Lexicon,
    known: tuple[str, ...],
    places: Sequence[tuple[int, int]],
    sure_start: bool,
) -> list[Mention]:
    """The persons of a sentence, left to right.

    known: names that stand elsewhere; places: (start, end) of organisations in the text; sure_start: a list says that
    its items begin with names.
    """
    start, end = sentence[0].start, sentence[-1].end
    houses = [place for place in places if place[0] < end and start < place[1]]
    taken = [
        each
        for each in names.mentions(sentence, text, lex)
        if each.honorific
        or not (
            not latin.plausible(sentence, each.start, each.end, lex)
            or _of_something(sentence, each, lex)
            or any(start < sentence[each.end - 1].end and sentence[each.start].start < end for start, end in houses)
        )
    ]
    if any(each.honorific for each in taken):
        # Beside prose.persons properly addressed bare capitals are houses, unless "and" joins them or they open an
        # item.
        taken = [
            each
            for each in taken
            if each.honorific
            or sentence[each.start].arabic
            or each.first <= 2
            or sentence[each.first - 1].key in ("and", "et", "&", ";", ":", "و")
            or (sentence[each.first - 1].word and sentence[each.first - 1].text.islower())
            or _presented(sentence, each.first, lex)
        ]
    extra = [
        *(_small_letters(sentence, text, lex) if not taken else ()),
        *(_bare_arabic(sentence, text, lex, houses) if sentence.arabic else ()),
        *(_cued(sentence, text, lex, sure_start) if sentence.arabic else ()),
        *_known(sentence, text, known),
    ]
    for each in extra:
        if all(each.end <= other.first or each.first >= other.end for other in taken):
            taken.append(each)
    taken = [
        each
        for each in taken
        if not (
            each.first > 1
            and sentence[each.first - 1].key in grammar.NOT_THIS
            and sentence[each.first - 2].text in "(,،"
        )
    ]
    taken.sort(key=lambda mention: mention.start)
    return [each for number, each in enumerate(taken) if not (number and _same_name(sentence, taken[number - 1], each))]


def _presented(sentence: Sequence[Token], first: int, lex: Lexicon) -> bool:
    """Whether a function with its determiner stands before the comma: "it will be our youth officer, Jad Rahme"."""
    before = sentence[max(0, first - 6) : first - 1]
    return (
        sentence[first - 1].text in ",:"
        and any(lex.is_title(token) for token in before[-3:])
        and any(token.key in lex.determiners for token in before)
    )


def _same_name(sentence: Sequence[Token], before: Mention, each: Mention) -> bool:
    """Whether a name in brackets or behind a bar only says the name before it in the other script."""
    return (
        each.first <= before.end + 1
        and (each.first == before.end or sentence[before.end].text in "(/|–-")
        and sentence[each.start].arabic != sentence[before.start].arabic
    )


def _bare_arabic(
    sentence: Sequence[Token], text: str, lex: Lexicon, houses: Sequence[tuple[int, int]]
) -> list[Mention]:
    """Arabic names that only their words give away: "مديرة البرامج عندنا رانيا هلال المهنّدي"."""
    found: list[Mention] = []
    at = 0
    while at < len(sentence):
        hit = arabic.name_at(sentence, at, lex)
        if hit is None:
            at += 1
            continue
        first, skip, end = hit
        start = sentence[first].start
        inside = next((house for house in houses if house[0] < sentence[end - 1].end and start < house[1]), None)
        if first and sentence[first - 1].key in ("في", "بمدينه", "مدينه"):
            at = end  # "في غازي عنتاب": a town
            continue
        if (
            inside is None
            or start < inside[0]
            or (start > inside[0] and at and arabic.is_definite(sentence[at - 1].key))
        ):
            found.append(Mention(first, first, end, False, names.spell(sentence, first, end, text)[skip:]))
        at = end
    return found


def _of_something(sentence: Sequence[Token], each: Mention, lex: Lexicon) -> bool:
    """Whether capitals only say of what something is ("Head of Field Inspection", "at Open Doors Banjul"), and name
    nobody."""
    if sentence[each.end - 1].key.endswith("'s") and any(
        lex.is_title(token) for token in sentence[each.end : each.end + 4]
    ):
        # "Waystation Zarqa's shelter manager": a house.
        return not latin.known_names(sentence, each.start, each.end, lex)
    at = each.first - 1
    if (
        at > 1
        and sentence[at].key in ("and", "&")
        and sentence[at - 1].capital
        and sentence[at - 2].key in ("of", "at", "for", "with", "from")
        and latin.known_names(sentence, each.start, each.end, lex) < 2
    ):
        # "board member of Hands and Signs Lebanon"
        return True
    if (
        at > 0
        and sentence[at].capital
        and sentence[at].key in lex.never_first | lex.never
        and not lex.is_title(sentence[at])
        and sentence[at - 1].text not in ENDS | {".", ":"}
        and not latin.known_names(sentence, each.start, each.end, lex)
    ):
        # "/ Open Doors Banjul": capitals that began before.
        return True
    while (
        at >= 0
        and sentence[at].capital
        and sentence[at].key not in grammar.OF_SOMETHING
        and not lex.is_title(sentence[at])
        and at > each.first - 4
    ):
        at -= 1
    if any(stop == each.first for _, stop, _ in lex.cues["nominate"].all(sentence)):
        return False
    if at < 0 or (sentence[at].key not in grammar.OF_SOMETHING and sentence[at].text not in ("à", "À", "pour")):
        return False
    if (sentence[at].key in ("with", "avec", "pour", "for") or sentence[at].text == "à") and at == each.first - 1:
        strange = not latin.known_names(sentence, each.start, each.end, lex)
        if at and (
            lex.is_title(sentence[at - 1]) or (sentence[at].text == "à" and strange and _stands(sentence[at - 1]))
        ):
            return True
        # "voyez avec Awa Sarr, la présidente": a person, where a function follows or the name is known.
        behind = sentence[each.end + 1 : each.end + 6] if each.end < len(sentence) else ()
        if any(lex.is_title(token) for token in behind):
            return False
        return not latin.known_names(sentence, each.start, each.end, lex)
    return not (at > 0 and sentence[at - 1].key in grammar.NAMED_BY)


def _stands(before: Token) -> bool:
    """Whether "à" behind a word tells where: not behind a verb of giving or thinking of somebody."""
    return not before.key.endswith(("er", "ons", "ez", "ie", "ient", "ent", "place", "parole"))


def _cued(sentence: Sequence[Token], text: str, lex: Lexicon, sure_start: bool) -> list[Mention]:
    """Arabic names without an honorific: behind a word of proposing, "هو", or at the head of an item."""
    found = []
    starts: set[int] = set()
    if _states_post(sentence, lex):
        starts.add(0)
    if sure_start:
        starts.add(
            next(
                (
                    at
                    for at, token in enumerate(sentence)
                    if token.word and not token.text[0].isdigit() and len(token.key) > 1
                ),
                0,
            )
        )
    for _, end, _ in lex.cues["names"].all(sentence):
        starts.add(_past_filler(sentence, end))
    for at, token in enumerate(sentence):
        if token.text == ":" and at:
            starts.add(_past_filler(sentence, at + 1))
        elif (
            token.key in ("هو", "هي")
            and at > 1
            and (lex.role_words["speaking"].has(sentence[:at]) or lex.cues["nominate"].has(sentence[:at]))
        ):
            starts.add(at + 1)
        if (
            token.text in "،,(–-"
            and 2 <= at < len(sentence) - 1
            and sentence[at - 1].arabic
            and lex.is_title(sentence[at + 1])
            and (before := arabic.name_before(sentence, at, lex)) is not None
            and not lex.is_title(sentence[at - 1])
        ):
            starts.add(before)
        if token.text in ",،" and at and _titled_before(sentence, at, lex):
            starts.add(at + 1)
    for start in sorted(starts):
        if start >= len(sentence) or not sentence[start].arabic or lex.is_title(sentence[start]):
            continue
        mention = names.mention_at(sentence, start, lex, sure=True)
        if mention and (mention.honorific or name_ends.plausible(sentence, mention.start, mention.end, lex)):
            found.append(
                Mention(
                    mention.first,
                    mention.start,
                    mention.end,
                    mention.honorific,
                    names.spell(sentence, mention.start, mention.end, text),
                )
            )
    return found


def _states_post(sentence: Sequence[Token], lex: Lexicon) -> bool:
    """Whether a sentence is "NAME، TITLE ORGANISATION" in Arabic: a name, a mark, a function."""
    if not sentence or not sentence[0].arabic:
        return False
    mark = next((at for at, token in enumerate(sentence[:8]) if not token.word), 0)
    return (
        2 <= mark <= 6
        and sentence[mark].text in ",،-–(/|"
        and mark + 1 < len(sentence)
        and lex.is_title(sentence[mark + 1])
    )


def _small_letters(sentence: Sequence[Token], text: str, lex: Lexicon) -> list[Mention]:
    """A Latin name typed in small letters behind a word of proposing, with a function behind a mark."""
    if any(token.capital for token in sentence[1:]) and sum(1 for token in sentence if token.capital) > 2:
        return []
    for _, end, _ in lex.cues["nominate"].all(sentence):
        start = end
        while start < len(sentence) and (sentence[start].key in lex.honorific_words or sentence[start].text == "."):
            start += 1
        stop = next((at for at in range(start, min(start + 6, len(sentence))) if not sentence[at].word), 0)
        piece = sentence[start:stop]
        if 2 <= len(piece) <= 4 and all(
            token.word
            and not token.arabic
            and token.key not in lex.never
            and token.key not in lex.stops
            and token.key not in lex.links
            and token.text.isalpha()
            for token in piece
        ):
            behind = sentence[stop + 1 : stop + 5]
            if any(lex.is_title(token) for token in behind) and not any(lex.is_title(token) for token in piece):
                return [Mention(start, start, stop, False, names.spell(sentence, start, stop, text))]
    return []


def _titled_before(sentence: Sequence[Token], at: int, lex: Lexicon) -> bool:
    back = at - 1
    while back >= 0 and at - back <= 8 and sentence[back].word:
        if lex.is_title(sentence[back]):
            return sentence[back].key.startswith("ال") or sentence[back].key.endswith("نا")
        back -= 1
    return False


def _past_filler(sentence: Sequence[Token], at: int) -> int:
    while at < len(sentence) and (
        sentence[at].text in (":", "،", ",", "-", "–", "«") or sentence[at].key in grammar.FILLERS
    ):
        at += 1
    return at


def _known(sentence: Run, text: str, known: tuple[str, ...]) -> list[Mention]:
    """Names given elsewhere, found by their words."""
    found = []
    for name in known:
        words = fold_word(name).split()
        if len(words) < 2 or not sentence.keys.issuperset(words[1:]):
            continue
        for at in range(len(sentence) - len(words) + 1):
            first = sentence[at].key
            if (first == words[0] or (sentence[at].arabic and first[1:] == words[0])) and all(
                sentence[at + offset].key == words[offset] for offset in range(1, len(words))
            ):
                found.append(Mention(at, at, at + len(words), False, names.spell(sentence, at, at + len(words), text)))
                break
    return found

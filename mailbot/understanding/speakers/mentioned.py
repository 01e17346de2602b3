"""Where a sentence names persons: by capitals, by words of address, by what stands before the name."""

from collections.abc import Sequence

from mailbot.understanding.fold import fold_word
from mailbot.understanding.speakers import capitals, names, unaddressed
from mailbot.understanding.speakers.names import Mention
from mailbot.understanding.words import grammar, latin
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Run, Token


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
            or capitals.of_something(sentence, each, lex)
            or any(start < sentence[each.end - 1].end and sentence[each.start].start < end for start, end in houses)
        )
    ]
    if any(each.honorific for each in taken):
        # Beside persons properly addressed bare capitals are houses, unless "and" joins them or they open an item.
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
        *(unaddressed.bare(sentence, text, lex, houses) if sentence.arabic else ()),
        *(unaddressed.cued(sentence, text, lex, sure_start) if sentence.arabic else ()),
        *_known(sentence, text, known),
    ]
    for each in extra:
        inside = [other for other in taken if each.first < other.end and other.first < each.end]
        if all(_ends_alike(each, other) for other in inside):
            taken = [other for other in taken if other not in inside]
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


def _ends_alike(each: Mention, other: Mention) -> bool:
    """Whether a name is another one with more given names before it: "مهدي الجبوري" is a part of "رعد مهدي الجبوري"."""
    return each.end == other.end and each.start < other.start and not other.honorific


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


def _small_letters(sentence: Sequence[Token], text: str, lex: Lexicon) -> list[Mention]:
    """A Latin name typed in small letters behind a word of proposing, with a function behind a mark."""
    cues = list(lex.cues["nominate"].all(sentence))
    if not cues or (any(token.capital for token in sentence[1:]) and sum(token.capital for token in sentence) > 2):
        return []
    for _, end, _ in cues:
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

"""Houses in a sentence that puts persons forward: the one that proposes or sends them, and those that look like one."""

from collections.abc import Sequence

from mailbot.understanding.organisations import extents, housenames, unheaded
from mailbot.understanding.speakers import apposition, list_items, names
from mailbot.understanding.speakers.found import Found
from mailbot.understanding.speakers.names import Mention
from mailbot.understanding.words import grammar, latin
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token


def in_front(sentence: Sequence[Token], each: Found, text: str, lex: Lexicon) -> str | None:
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


def _column(sentence: Sequence[Token], mention: Mention) -> bool:
    """Whether a mention fills a column of its own in an item of a list, between two marks of the same sort: there a
    house stands behind the function, whatever its words are: "1) NAME - Bureau Member - Hooyo Berbera - plenary"."""
    if mention.honorific or sentence[mention.start].arabic or not list_items.is_item(sentence):
        return False
    mark = sentence[mention.first - 1].text
    behind = sentence[mention.end].text if mention.end < len(sentence) else mark
    return mark in "-–—/|" and (behind == mark or behind in ".;")


def without_houses(sentence: Sequence[Token], mentions: Sequence[Mention], lex: Lexicon) -> list[Mention]:
    """Mentions without capitals that stand where a house does: "NAME, caseworker, Homeward Bound Suez"."""
    kept: list[Mention] = []
    for each in mentions:
        alone = _bare(sentence, each, lex) or _column(sentence, each)
        if kept and alone and sentence[each.first - 1].text in ",-–—/|":
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


def sent(sentence: Sequence[Token], here: list[Found], text: str, lex: Lexicon) -> list[Found]:
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

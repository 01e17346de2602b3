"""What stands beside a name, piece by piece: a function or a house that no word gives away, a former post, the name
in the other script, a function without what does not belong to it."""

import re
from collections.abc import Sequence

from mailbot.understanding.fold import fold_word
from mailbot.understanding.organisations import extents, housenames
from mailbot.understanding.organisations.directory import Directory
from mailbot.understanding.speakers import sounds
from mailbot.understanding.speakers.found import Found
from mailbot.understanding.speakers.posts import Post
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token, arabic_stems


def verb_first(piece: Sequence[Token], lex: Lexicon) -> bool:
    """Whether a piece behind a name begins with a verb of speaking or proposing: ", parlera pour House X"."""
    return any(lex.cues[name].at(piece, 0) for name in ("nominate", "self", "aside", "gone", "is_a"))


def more_of_title(
    sentence: Sequence[Token], piece: Sequence[Token], at: int, end: int, found: Found, lex: Lexicon
) -> bool:
    """Whether a bracket behind a function says more of it: "Assistant Secretary (Labour Migration), House"."""
    return bool(
        found.title
        and at > 1
        and sentence[at - 1].text == "("
        and sentence[at - 2].end == sentence[found.after - 1].end
        and end + 1 < len(sentence)
        and sentence[end].text == ")"
        and sentence[end + 1].text == ","
        and end + 2 < len(sentence)
        and sentence[end + 2].capital
        and all(token.word for token in piece)
        and not any(token.shout for token in piece)
        and not extents.extent(piece, 0, lex)
        and not lex.roles.has(piece)
        and not lex.is_place(" ".join(token.text for token in piece))
    )


def only_unit(organisation: str, post: Post) -> bool:
    """Whether what was read so far is a unit whose house follows: "the Department of X, University of Y"."""
    first = fold_word(organisation).split(" ")[0]
    return post.title is None and first in grammar.UNIT_WORDS | grammar.ARABIC_UNITS


def former(piece: Sequence[Token]) -> bool:
    """Whether a piece tells what somebody was: "a former nurse", "ancien ouvrier", "once a tailor"."""
    at = next((at for at, token in enumerate(piece[:3]) if token.key in grammar.PAST_POSTS), None)
    return at is not None and not any(
        token.key in grammar.PRESENT | {"since", "depuis", "منذ"} for token in piece[at + 1 :]
    )


def trained(piece: Sequence[Token]) -> bool:
    """Whether a piece tells what somebody learned, not what he or she is: "surgeon by training", "juriste de
    formation"."""
    end = len(piece)
    while end and not piece[end - 1].word:
        end -= 1
    return end > 2 and piece[end - 1].key in grammar.TRAINING and piece[end - 2].key in ("by", "de", "par")


_CLOSERS = frozenset(",،;؛.()–—-|/:!")


def _closed(sentence: Sequence[Token], end: int) -> bool:
    return end >= len(sentence) or sentence[end].text in _CLOSERS


def plain_post(sentence: Sequence[Token], piece: Sequence[Token], end: int, lex: Lexicon) -> bool:
    """Whether a short piece between marks behind a name is its function though no known word says so: ",
    logisticien,"."""
    words = [token for token in piece if token.word]
    if not 1 <= len(words) <= 4 or len(words) != len(piece) or not _closed(sentence, end):
        return False
    first = words[0]
    if (
        first.key in grammar.LINKS
        or first.key in lex.stops
        or any(token.key in grammar.POINTING for token in words)
        or lex.roles.has(piece)
        or lex.near_roles.has(piece)
        or any(
            cue.at(piece, 0)
            for cue in (
                lex.cues["nominate"],
                lex.cues["self"],
                lex.cues["aside"],
                lex.cues["gone"],
                lex.cues["pronouns"],
            )
        )
    ):
        return False
    if first.arabic:
        return (
            first.key not in lex.name_ends
            and first.key[0] not in "وف"
            and not any(token.key in lex.ordinary for token in words)
            and not lex.is_place(first.text)
            and len(words) <= 3
            and end < len(sentence)
        )
    if (
        len(words) <= 3
        and first.capital
        and end + 1 < len(sentence)
        and sentence[end].text in ",–-(/|"
        and extents.extent(sentence, end + 1, lex)
    ):
        return first.key not in lex.never_first
    return (
        all(token.text[0].islower() for token in words)
        and not lex.places.at(piece, 0)
        and not any(token.text[0].isdigit() for token in words)
    )


def plain_house(sentence: Sequence[Token], piece: Sequence[Token], end: int, lex: Lexicon) -> bool:
    """Whether a piece of capitals behind a name's function is its house though no known word says so: ", Himal
    Sisters Kuwait"."""
    words = [token for token in piece if token.word]
    if len(words) < 2 or not _closed(sentence, end) or not words[0].capital or words[0].key in lex.never_first:
        return False
    if (
        sum(1 for token in words if token.capital) < 2
        or lex.roles.has(piece)
        or lex.is_place(" ".join(token.text for token in words))
    ):
        return False
    return not any(lex.is_title(token) for token in words) and all(
        token.capital or token.key in lex.links for token in words
    )


def bare_house(piece: Sequence[Token], text: str, lex: Lexicon) -> str | None:
    """The organisation right behind a name though no known word says so: "Ghassan Zoud of Latakia Fishing Families"."""
    at = 0
    while at < len(piece) and piece[at].key in grammar.BEFORE_HOUSE:
        at += 1
    place = lex.places.at(piece, at) if at < len(piece) else None
    if not at or at >= len(piece) or (place and place[0] >= len(piece)):
        return None
    end = extents.extent(piece, at, lex, loose=True)
    capitals = sum(1 for token in piece[at:end] if token.capital)
    return housenames.value(piece, at, end, text, lex) if end >= len(piece) and capitals > 1 else None


def past_other_script(sentence: Sequence[Token], at: int, limit: int) -> int:
    """Behind a bracket that only repeats the name in the other script."""
    if at + 2 < limit and sentence[at].text == "(" and sentence[at + 1].key in grammar.NOT_THIS:
        close = next((ahead for ahead in range(at + 1, min(at + 9, limit)) if sentence[ahead].text == ")"), 0)
        return close + 1 if close else at  # "Hani Odeh (not Sami Odeh!), manager"
    if at + 2 < limit and sentence[at].text == "(" and at:
        close = next((ahead for ahead in range(at + 1, min(at + 9, limit)) if sentence[ahead].text == ")"), 0)
        inside = sentence[at + 1 : close]
        if close and inside and all(token.arabic != sentence[at - 1].arabic for token in inside if token.word):
            return close + 1
    if at + 2 < limit and at and sentence[at].text in "/|–-" and sentence[at + 1].arabic != sentence[at - 1].arabic:
        end = at + 1
        while end < limit and sentence[end].word and sentence[end].arabic == sentence[at + 1].arabic:
            end += 1
        name = sounds.alike(_written(sentence[max(0, at - 4) : at]), _written(sentence[at + 1 : end]))
        return end if name else at
    return at


def _written(run: Sequence[Token]) -> str:
    return " ".join(token.text for token in run if token.word)


# What a function is of, where that is told elsewhere: "Treasurer of the thing we built".
VAGUE = re.compile(r"\s+(?:of|de|du)\s+(?:the\s+|la\s+|l['’])?(?:thing|one|place|chose|truc|machin)$")


def own_title(title: str, found: Found, lex: Lexicon) -> str | None:
    """A function as it stands behind a name, without our/the and without words of time before it."""
    title = VAGUE.sub("", title)
    title = re.sub(r"\s+(?:et|and|&)\s+(?:the|la|le|celle|celui|someone)\b.*$", "", title)
    words = re.sub(
        r"\s+(?:et|and|&|و\s?)(?:\s+(?:a|an|un|une))?\s*(?:membre|member|عضو|عضوة)\b(?! fonda| hono| مؤسس).*$",
        "",
        title,
    ).split()
    if len(words) > 1 and fold_word(words[0]) in grammar.KIN and words[1].startswith("و"):
        words = [words[1][1:], *words[2:]]  # "زوجتي ومسؤولة العيادة"
    if len(words) > 1 and fold_word(words[0]) in grammar.IN_PERSON and words[1].startswith("ب"):
        words = words[1:]  # "ممثلة بأمينها العام"
    if words and words[0].startswith("ب") and not lex.title_heads.isdisjoint(arabic_stems(fold_word(words[0])[1:])):
        words[0] = words[0][1:]  # "نعرفكم براعي الكنيسة"
    if len(words) > 1 and words[0].startswith("و") and fold_word(words[0])[1:] in lex.title_heads:
        words[0] = words[0][1:]
    if len(words) > 1 and fold_word(words[0]) in grammar.WITH_US:
        words, found.house = words[1:], True  # "التي تعمل لدينا مديرة"
    while len(words) > 1 and (fold_word(words[0]) in lex.determiners or fold_word(words[0]) in grammar.BEFORE_TITLE):
        if fold_word(words[0]) in ("our", "notre"):
            found.house = True
        words = words[1:]
    return " ".join(words)


def short(piece: Sequence[Token], lex: Lexicon, directory: Directory) -> str | None:
    """An organisation named shortly ("at the Council", "في المركز") by what it stands for in the message."""
    said = " ".join(token.key for token in piece)
    for at, token in enumerate(piece):
        if not token.word:
            continue
        form = lex.organisation_form(token)
        after_link = (at > 0 and piece[at - 1].key in grammar.LINKS) or (token.arabic and token.key[:1] in "بل")
        if (
            form
            and form != "barreau"
            and (after_link or at == 0)
            and (whole := directory.full(form))
            and fold_word(whole) not in said
        ):
            return whole
        if token.shout and after_link and (whole := directory.full(token.text)):
            return whole
    return None


def only_words(title: str, lex: Lexicon) -> bool:
    """Whether a title only says that somebody is a member, a candidate or the like: no function."""
    return fold_word(title) in grammar.NO_POSTS or fold_word(title) in lex.modifiers

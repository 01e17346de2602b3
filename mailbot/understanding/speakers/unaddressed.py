"""Arabic names without a word of address: given away by their own words, or by what stands before them."""

from collections.abc import Sequence
from dataclasses import replace

from mailbot.understanding.speakers import names
from mailbot.understanding.speakers.names import Mention
from mailbot.understanding.words import arabic, grammar, name_ends
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token


def bare(sentence: Sequence[Token], text: str, lex: Lexicon, houses: Sequence[tuple[int, int]]) -> list[Mention]:
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


def cued(sentence: Sequence[Token], text: str, lex: Lexicon, sure_start: bool) -> list[Mention]:
    """Arabic names without an honorific: behind a word of proposing, "هو", or at the head of an item."""
    found = []
    for start in sorted(_starts(sentence, lex, sure_start)):
        if start >= len(sentence) or not sentence[start].arabic or lex.is_title(sentence[start]):
            continue
        mention = names.mention_at(sentence, start, lex, sure=True)
        if mention and (mention.honorific or name_ends.plausible(sentence, mention.start, mention.end, lex)):
            found.append(replace(mention, name=names.spell(sentence, mention.start, mention.end, text)))
    return found


def _starts(sentence: Sequence[Token], lex: Lexicon, sure_start: bool) -> set[int]:
    """Where what stands before, or the post that follows, says that a name begins."""
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
    return starts


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


def _titled_before(sentence: Sequence[Token], at: int, lex: Lexicon) -> bool:
    """Whether a definite function, or one of the writer's house, ends before a comma: "منسقتنا، ..."."""
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

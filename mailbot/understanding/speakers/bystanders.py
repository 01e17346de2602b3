"""Persons whom a sentence only mentions: who proposes, writes, owns or is an example, while another is put forward."""

from collections.abc import Sequence

from mailbot.understanding.speakers.found import Found
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token


def before_verb(sentence: Sequence[Token], each: Found, here: list[Found], lex: Lexicon) -> bool:
    """Whether a person stands before a verb of proposing whose object is somebody else: the one who proposes, or
    a third."""
    for at, end, _ in lex.cues["active"].all(sentence):
        if at >= each.mention.end and any(other.mention.first >= end for other in here):
            passive = {token.key for token in sentence[max(0, at - 4) : at]} & grammar.PASSIVE
            return not passive
    return False


def others_named(each: Found, here: list[Found], cues: list[tuple[int, int]], asked: list[int]) -> bool:
    """Whether a person stands before the words that put somebody else forward: "Present: X, Y. It was decided to
    nominate Y", "حضر س و ص وتقرر ترشيح ص"."""
    first_cue, stop = min(cues, default=(0, 0))
    if not stop or each.mention.end > first_cue:
        return False
    named = any(0 <= other.mention.first - stop <= 3 for other in here)
    return named and not any(at < first_cue for at in asked)


def apart(sentence: Sequence[Token], back: int, first: int, on: int, told: Sequence[int]) -> bool:
    """Whether a semicolon parts a person from the nominee before, and nothing of proposing stands on this side."""
    mark = next((at for at in range(first - 1, back - 1, -1) if sentence[at].text in ";؛"), -1)
    return mark > 0 and back > 0 and not any(mark < at < on for at in told) and any(at < mark for at in told)


def agent(sentence: Sequence[Token], first: int) -> bool:
    """Whether a person only did something: "chaired by X", "rédigé par X"; who represents or replaces is meant."""
    if not first or sentence[first - 1].key not in ("by", "par"):
        return False
    before = [token.key for token in sentence[max(0, first - 18) : first - 1]]
    return any(key.endswith(grammar.PARTICIPLES) for key in before[-5:]) and not any(
        key.startswith(grammar.CARRIED) for key in before
    )


def possessor(sentence: Sequence[Token], end: int) -> bool:
    """Whether a person only owns something: "Mr. Yusuf's team"; whose candidacy it is, is meant."""
    return sentence[end - 1].key.endswith("'s") and not any(
        token.key in grammar.NAMED_BY for token in sentence[end : end + 3]
    )


def example(sentence: Sequence[Token], first: int, lex: Lexicon) -> bool:
    """Whether a person is only an example: "كالأستاذة X", "مثل السيد Y"."""
    before = sentence[first - 1].key if first else ""
    return before == "مثل" or any(
        key.startswith("كال") and key[1:] in lex.honorific_words for key in (before, sentence[first].key)
    )


def contrasted(sentence: Sequence[Token], first: int, reach_back: int, reach_on: int, asked_at: Sequence[int]) -> bool:
    """Whether a person is only set against who is put forward: "X للجلسة العامة، أما الرئيس السابق Y فمسافر"."""
    turned = any(sentence[at].key in grammar.CONTRASTS for at in range(reach_back, first))
    return reach_back > 0 and turned and not any(first <= at < reach_on for at in asked_at)

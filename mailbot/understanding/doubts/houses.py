"""What makes an organisation's name doubtful: how it is written, and which other organisations the message names."""

from collections.abc import Iterator

from mailbot.understanding.doubts.words import Words
from mailbot.understanding.words import grammar
from mailbot.understanding.words.tokens import Token, tokens

LONG = 7  # words; a longer name has often run into the rest of its sentence
MOST_OTHERS = 3  # further organisations; more make it no more doubtful which one is meant
AND = frozenset(("and", "et", "&"))
IN = frozenset(("في", "de", "in", "a", "au", "of", "d", "du", "at", "من"))


def of_house(name: str, words: Words, field: str) -> Iterator[tuple[str, float]]:
    """The doubts about one organisation, each name beginning with the field it stands in."""
    run = [token for token in tokens(name) if token.word]
    for doubt in (*_written(name, run, words), *_in_message(name, words)):
        yield f"{field}.{doubt[0]}", doubt[1]


def _written(name: str, run: list[Token], words: Words) -> Iterator[tuple[str, float]]:
    lex = words.lex
    heads = {form for token in run if (form := lex.organisation_form(token))}
    if not heads:
        yield "headless", 1.0
    elif heads <= lex.weak_heads | lex.parts | lex.units:
        yield "weak_head", 1.0
    if len(run) > LONG:
        yield "long", 1.0
    if len(run) == 1:
        yield "one_word", 1.0
    if any(mark in name for mark in ",،;/"):
        yield "comma", 1.0
    if len(run) > 2 and _ends_in_place(run, words):
        yield "place", 1.0
    if run and (run[0].key in lex.units or run[0].key in lex.parts):
        yield "unit", 1.0
    if run and run[0].arabic and any(token.key.startswith("و") for token in run[1:]):
        yield "and", 1.0
    if run and not run[0].arabic:
        if any(token.key in AND for token in run[1:]):
            yield "and", 1.0
        small = (token for token in run if not token.capital and token.key not in lex.links | grammar.LINKS | AND)
        if any(token.key != "pour" for token in small):
            yield "small_letters", 1.0


def _ends_in_place(run: list[Token], words: Words) -> bool:
    """Whether a place ends the name, which may only say where the house is: "جمعية النوبة بأسوان"."""
    last = run[-1]
    if last.arabic and last.key.startswith("ب") and words.lex.is_place(last.text[1:]):
        return True
    return run[-2].key in IN and words.lex.is_place(last.text)


def _in_message(name: str, words: Words) -> Iterator[tuple[str, float]]:
    """Other organisations in the message, and the same one in other words; where the name stands."""
    key = words.key(name)
    others = overlapping = 0
    for house in words.houses:
        if not house or not key or house == key:
            continue
        if house <= key or key <= house:
            overlapping += len(house) > 1 and len(key) > 1
        else:
            others += 1
    if others:
        yield "others", min(MOST_OTHERS, others) / MOST_OTHERS
    if overlapping:
        yield "other_extent", 1.0
    stands = words.times(name)
    if stands == 0:
        yield "put_together", 1.0
    if stands == 1:
        yield "once", 1.0

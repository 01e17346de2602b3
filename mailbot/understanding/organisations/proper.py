"""Reads names that only their place tells: capitals or Arabic words, right behind words that call for a name."""

import re

from mailbot.understanding.fold import fold
from mailbot.understanding.organisations import unheaded
from mailbot.understanding.organisations.lexicon import ARABIC, TOKEN, Lexicon
from mailbot.understanding.words.tokens import tokens

QUOTED = re.compile(r"[«“\"]\s*([^«»“”\"\n]{2,60}?)\s*[»”\"]")
PRONOUNS = ("نا", "كم", "هم", "ته", "تها", "ناه", "ناها", "قه")
MOST_WORDS = 6


def proper_extent(text: str, lexicon: Lexicon, apart: bool = False) -> int:
    """How many characters at the beginning of a text are a name by their place alone; 0 where it cannot be one.

    The text begins right behind words such as "report by", "au nom de", "باسم". A person, a place, a date, a function
    and words everybody uses are no names. apart: an Arabic "and" joins two names rather than two words of one.
    """
    if quoted := QUOTED.match(text):
        return quoted.end() if is_proper(quoted.group(1), lexicon) else 0
    run, lex = tokens(text[:120]), lexicon.vocabulary
    if not run or not run[0].word or run[0].start > 0:
        return 0
    arabic = run[0].arabic
    end = (
        unheaded.arabic_end(run, 0, lex, apart)
        if arabic
        else unheaded.house_end(run, 0, lex, before_and=not apart, sure=True)
    )
    place = run[end - 1].end if end else 0
    return place if place and is_proper(text[:place], lexicon) else 0


def is_proper(name: str, lexicon: Lexicon) -> bool:
    """Whether words that stand where a name is called for may be one: no person, place, date or function."""
    words = TOKEN.findall(name)
    if not words or len(words) > MOST_WORDS + 2 or not any(len(word) > 2 for word in words):
        return False
    if lexicon.is_place(name) or lexicon.is_host(name) or lexicon.is_person(name):
        return False
    first = fold(words[0])
    if lexicon.is_post(name) or first in lexicon.verbs:
        return False
    if ARABIC.match(words[0]) and (
        lexicon.is_end(words[0]) or lexicon.says_nothing(words[0]) or first in lexicon.small or first.endswith(PRONOUNS)
    ):
        return False
    if re.search(r"\d\d\d|^\d", name) or (len(words) == 1 and lexicon.is_head(words[0], weak=False)):
        return False
    own = [word for word in words if not lexicon.says_nothing(word)]
    return bool(own) and (len(words) > 1 or len(own[0]) > 2)

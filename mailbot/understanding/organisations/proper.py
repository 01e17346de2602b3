"""Reads names that only their place tells: capitals or Arabic words, right behind words that call for a name."""

import re
from itertools import pairwise

from mailbot.understanding.fold import fold
from mailbot.understanding.organisations.lexicon import ARABIC, TOKEN, Lexicon

WORD = re.compile(r"[lLdD]['’](?=[^\W\d_])|[^\W_]+(?:[-'’ʼ.&][^\W_]+)*['’]?[\u064b-\u0652]*")
QUOTED = re.compile(r"[«“\"]\s*([^«»“”\"\n]{2,60}?)\s*[»”\"]")
BREAK = re.compile(r"[.,،;؛:()\[\]«»\"“”!?؟\n\t|/]|\s[–—-]\s|https?:")
# Small words that join two capitals of one name; "and" joins two names as often.
LINKS = frozenset(
    (
        "of",
        "for",
        "the",
        "in",
        "on",
        "al",
        "el",
        "de",
        "du",
        "des",
        "d'",
        "l'",
        "la",
        "le",
        "les",
        "pour",
        "sans",
        "n",
        "ou",
        "aux",
        "à",
        "a",
    )
)
PRONOUNS = ("نا", "كم", "هم", "ته", "تها", "ناه", "ناها", "قه")
WITHOUT = frozenset(("sans", "without"))
MOST_WORDS = 6
MOST_ARABIC = 5


def proper_extent(text: str, lexicon: Lexicon, apart: bool = False) -> int:
    """How many characters at the beginning of a text are a name by their place alone; 0 where it cannot be one.

    The text begins right behind words such as "report by", "au nom de", "باسم". A person, a place, a date, a function
    and words everybody uses are no names. apart: an Arabic "and" joins two names rather than two words of one.
    """
    if quoted := QUOTED.match(text):
        return quoted.end() if is_proper(quoted.group(1), lexicon) else 0
    words = list(WORD.finditer(text[:120]))
    if not words or words[0].start() > 0:
        return 0
    end = _arabic(text, words, lexicon, apart) if ARABIC.match(text) else _latin(text, words, lexicon, apart)
    return end if end and is_proper(text[:end], lexicon) else 0


def _latin(text: str, words: list[re.Match[str]], lexicon: Lexicon, apart: bool) -> int:
    end = capitals = 0
    previous = words[0]
    for count, word in enumerate(words):
        if count and (BREAK.search(text[previous.end() : word.start()]) or count > MOST_WORDS):
            break
        before, previous = fold(previous.group()), word
        written = word.group()
        if count and (written == "I" or fold(written) in lexicon.verbs):
            break
        if before in WITHOUT and written.islower():
            end = word.end()  # "Ponts sans frontières"
            continue
        if (written[0].isupper() or (count and written.isdigit() and len(written) < 3)) and not ARABIC.match(written):
            end, capitals = word.end(), capitals + 1
        elif capitals == 1 and count == 1 and not apart and written in ("and", "et", "&"):
            continue  # "Cedars and Tents"; longer names before an "and" are two
        elif not count or fold(written) not in LINKS:
            break
    return end


def _arabic(text: str, words: list[re.Match[str]], lexicon: Lexicon, apart: bool) -> int:
    first = words[0]
    if lexicon.is_end(first.group()):
        return 0
    end = first.end()
    for count, (previous, word) in enumerate(pairwise(words), 1):
        key = fold(word.group())
        if BREAK.search(text[previous.end() : word.start()]) or count >= MOST_ARABIC or lexicon.is_end(key):
            break
        if not ARABIC.match(word.group()) or (key.startswith("و") and (count > 1 or apart)):
            break
        end = word.end()
    return end


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

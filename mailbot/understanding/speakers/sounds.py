"""Whether two names sound alike: one person in Arabic and in Latin letters, or in two Latin spellings."""

import re
from functools import lru_cache

from mailbot.understanding.fold import fold_word
from mailbot.understanding.words.tokens import ARABIC

# Letters that are written alike across the two scripts; vowels, h, w, y and ع tell nothing.
_ARABIC = str.maketrans(
    {
        **dict.fromkeys("بپ", "b"),
        **dict.fromkeys("تط", "t"),
        **dict.fromkeys("جخغقكگ", "k"),
        **dict.fromkeys("دض", "d"),
        **dict.fromkeys("سصشزذظث", "s"),
        **dict.fromkeys("فڤ", "f"),
        "ر": "r",
        "ل": "l",
        "م": "m",
        "ن": "n",
        **dict.fromkeys("اأإآىيوؤئءةهحع", ""),
    }
)
_PAIRS = (
    *(("tch", "s"), ("kh", "k"), ("gh", "k"), ("dj", "k"), ("sh", "s")),
    *(("ch", "s"), ("th", "s"), ("dh", "s"), ("ph", "f")),
)
_LATIN = str.maketrans({**dict.fromkeys("gjqckx", "k"), "p": "b", "v": "f", "z": "s", **dict.fromkeys("aeiouhwy", "")})
_SMALL = frozenset(("al", "el", "ال", "bin", "ben", "بن", "ibn", "ould", "ولد", "abu", "abou", "ابو"))
CLOSE = 2  # words that must sound alike


def alike(one: str, other: str) -> bool:
    """Whether two names may be one person's: the shorter one's words sound like words of the longer, in their order."""
    if bool(ARABIC.search(one)) == bool(ARABIC.search(other)):
        return not ARABIC.search(one) and _respelled(one, other)
    first, second = sorted((_sounds(one), _sounds(other)), key=len)
    hits = at = 0
    for sound in first:
        place = next((place for place in range(at, len(second)) if _close(sound, second[place])), None)
        if place is not None:
            hits, at = hits + 1, place + 1
    return hits >= CLOSE and hits >= len(first) - (len(first) > CLOSE)


def _respelled(one: str, other: str) -> bool:
    """Whether one Latin spelling holds the other but for hyphens and doubled letters."""
    short, long = sorted((_letters(one), _letters(other)), key=len)
    return len(short) > 10 and len(one.split()) > 1 and long.startswith(short)


@lru_cache(maxsize=2048)
def _letters(name: str) -> str:
    return re.sub(r"(.)\1", r"\1", re.sub(r"[^a-z]", "", fold_word(name)))


@lru_cache(maxsize=2048)
def _sounds(name: str) -> tuple[str, ...]:
    """The consonants of each word; compound names ("عبد الكريم", "Abdel Karim") are one word."""
    folded = fold_word(name)
    folded = re.sub(r"عبد\s+ال", "عبدال", re.sub(r"\babd[aeiou]?[ls]?[\s-]+(?:[ae][lrsnd][\s-]+)?", "abdal", folded))
    words = [word for word in re.split(r"[\s\-'.]+", folded) if word and word not in _SMALL]
    return tuple(filter(None, (_sound(word) for word in words)))


def _sound(word: str) -> str:
    if ARABIC.search(word):
        bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
        sound = bare.translate(_ARABIC)
    else:
        bare = re.sub(r"^(?:al|el)(?=[^aeiou]{1,2}[aeiou])", "", word) if len(word) > 6 else word
        for pair, letter in _PAIRS:
            bare = bare.replace(pair, letter)
        sound = bare.translate(_LATIN)
    return re.sub(r"(.)\1+", r"\1", sound)


def _close(one: str, other: str) -> bool:
    """Equal, or one letter apart in longer words."""
    if one == other:
        return True
    if min(len(one), len(other)) < 3 or abs(len(one) - len(other)) > 1:
        return False
    shorter, longer = sorted((one, other), key=len)
    if len(one) == len(other):
        return sum(first != second for first, second in zip(one, other, strict=True)) == 1
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))

"""What speaks for a name besides the words around it: the domain of the sender's address."""

import re
from functools import lru_cache

from mailbot.understanding.fold import fold
from mailbot.understanding.organisations.lexicon import ARABIC, TOKEN

LEAST = 3  # consonants by which a word is recognised in another script
# Mail for everybody: such a domain says nothing of the sender's house.
PUBLIC = frozenset(
    (
        "gmail",
        "yahoo",
        "hotmail",
        "outlook",
        "live",
        "icloud",
        "proton",
        "protonmail",
        "courriel",
        "mail",
        "orange",
        "menara",
        "laposte",
        "wanadoo",
        "googlemail",
        "msn",
        "aol",
        "gmx",
        "ymail",
    )
)
_ARABIC = str.maketrans("بتثجحخدذرزسشصضطظغفقكلمنه", "bttg-kddrzsssdtzgfkklmn-", "اويءعىةآأإئؤ")
_LATIN = (("sch", "s"), ("sh", "s"), ("ch", "s"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"))
_LETTERS = str.maketrans("qcxjpv", "kkkgbf", "aeiouywh0123456789")


@lru_cache(maxsize=4096)
def skeleton(word: str) -> str:
    """The consonants of a word, alike for Arabic and Latin letters: سنبوك and "sanbouk" are both snbk."""
    key = fold(word)
    if ARABIC.match(key):
        key = key[2:] if key.startswith("ال") and len(key) > 4 else key
        letters = key.translate(_ARABIC).replace("-", "")
    else:
        for digraph, letter in _LATIN:
            key = key.replace(digraph, letter)
        letters = "".join(character for character in key.translate(_LETTERS) if "a" <= character <= "z")
    return re.sub(r"(.)\1+", r"\1", letters)


def in_domain(name: str, domain: str) -> bool:
    """Whether a name stands in a mail domain: squeezed ("dhowwatch.org"), or one of its words, in either script."""
    labels = [label for label in fold(domain).split(".")[:-1] if label not in PUBLIC]
    if not labels:
        return False
    whole = "".join(labels[-1:])
    words = [word for word in TOKEN.findall(fold(name)) if len(word) > 2]
    squeezed = "".join(words)
    if len(squeezed) > 4 and squeezed in re.sub(r"[^a-z]", "", whole):
        return True
    parts = [part for label in labels for part in re.split(r"[^a-z]+", label) if len(part) > 2]
    bones = {bone for part in parts if len(bone := skeleton(part)) >= LEAST}
    return any(word in parts or skeleton(word) in bones for word in words if len(word) > 3 or word in parts)

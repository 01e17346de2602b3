"""Which Arabic word goes on with a sentence rather than with the name of a house: for every finder of names."""

import re

# "و" before a verb of the present goes on with the sentence: "ويتابع", "وتعمل"; nouns made of verbs ("وتمكين",
# "وتنمية", "وتعاون") go on with the name.
_AND_HE = re.compile(r"^و(?:ي\w{3,}|سي\w{3,})$")
_AND_SHE = re.compile(r"^وت\w{3,}$")
_VERBAL_NOUN = re.compile(r"^وت(?:\w{2}ي\w|\w{2,3}يه|\w{2,3}ه|\wا\w{2}|\w{3})$")
_NOUNS_IN_YA = frozenset(["وينابيع", "ويتامي", "ويافعين", "ويافعه", "ويابسه", "ويمن"])
# Words for courtesies, behind a house that sends them: "تهدي وزارة X أطيب تحياتها".
_COURTESIES = frozenset(["اطيب", "خالص", "اسمي", "اصدق", "احر", "وافر", "فايق", "ازكي", "ارق", "اعطر"])
_THEIRS = ("ها", "ته", "تنا", "هم", "ات", "نا", "ه")


def goes_on(key: str, following: str) -> bool:
    """Whether a folded Arabic word can be no part of a name it follows: "ويتابع", "أطيب تحياتها", "إعلامكم".

    following: the folded word behind it, "" for none.
    """
    if _AND_HE.match(key):
        return key not in _NOUNS_IN_YA
    if key.startswith("وتت"):
        return True
    if _AND_SHE.match(key):
        return not _VERBAL_NOUN.match(key)
    if key.endswith("كم") and len(key) > 5:
        return True  # "السفارة إعلامكم": those are written to
    return key in _COURTESIES and following.endswith(_THEIRS)

"""When two values count as the same: without case, marks, Arabic spelling variants, punctuation, a leading article."""

import re
import unicodedata

# Courtesy titles before a name, in three languages, with or without a full stop.
HONORIFICS = re.compile(
    r"^(?:(?:dr|pr|prof|professor|professeur|professeure|mr|mrs|ms|miss|m|mme|mlle|me|sr|sra|eng|ing|h\.?e|s\.?e|he|se"
    r"|hon|sheikh|cheikh|maître|maitre|docteur|docteure|ambassador"
    r"|د|دكتور|الدكتور|دكتورة|الدكتورة|أ|ا|الأستاذ|الاستاذ|الأستاذة|الاستاذة|أستاذ|استاذ|السيد|السيدة|الآنسة|م|المهندس"
    r"|المهندسة|الشيخ|سعادة|معالي|المحامي|المحامية|أ\.د|ا\.د)\.?\s+)+",
    re.IGNORECASE,
)
ARABIC_VARIANTS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ؤ": "و", "ئ": "ي"})
TATWEEL = "\u0640"
BRACKETED = re.compile(r"\([^)]*\)")
ARTICLE = re.compile(r"^(the|la|le|les|l) ")


def _folded(text: str) -> str:
    """Without marks, case and Arabic spelling variants; full stops kept, other punctuation as spaces."""
    letters = (char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return "".join(letters).replace(TATWEEL, "").casefold().translate(ARABIC_VARIANTS)


def _words(text: str) -> str:
    """Words between single spaces, without a leading article."""
    return " ".join(ARTICLE.sub("", re.sub(r"[^\w\s]", " ", text).strip()).split())


def value_key(text: str | None) -> str:
    """The form in which functions and organisations are compared; what stands in round brackets does not count."""
    return _words(re.sub(r"[^\w\s.]", " ", BRACKETED.sub(" ", _folded(text)))) if text else ""


def name_key(text: str | None) -> str:
    """The form in which people's names are compared: also without honorifics."""
    return _words(HONORIFICS.sub("", re.sub(r"[^\w\s.]", " ", _folded(text)).strip())) if text else ""


def nearness(one: str | None, other: str | None) -> float:
    """F1 of the words two values have in common: 1.0 where their keys hold the same words, 0.0 where none is shared."""
    left, right = value_key(one).split(), value_key(other).split()
    if not left or not right:
        return float(left == right)
    shared = sum(min(left.count(word), right.count(word)) for word in set(left))
    return 2 * shared / (len(left) + len(right))

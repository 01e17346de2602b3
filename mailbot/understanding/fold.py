"""Folds text for matching: case, marks, Arabic spelling variants and typography; knows the way back to the original."""

import unicodedata
from bisect import bisect_right
from functools import cached_property, lru_cache
from itertools import accumulate

# Spelling variants that NFKD leaves apart. Hamza seats, madda and wasla fall by decomposition or stand here.
ALIKE = {
    "ٱ": "ا",
    "ة": "ه",
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ک": "ك",
    "ګ": "ك",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ـ": "",
    "،": ",",
    "؛": ";",
    "؟": "?",
    "٪": "%",
    "٫": ".",
    "٬": ",",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "ʻ": "'",
    "`": "'",
    "´": "'",
    "′": "'",
    "‛": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "―": "-",
    "−": "-",
    "…": "...",
    "œ": "oe",
    "æ": "ae",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ı": "i",
}
KEPT = "\n\t"


def _fold_character(character: str) -> str:
    """What one character becomes; "" for marks, bidi and other format or control characters."""
    if character in KEPT:
        return character
    folded = []
    for low in unicodedata.normalize("NFKD", character.casefold()):
        for part in ALIKE.get(low, low).casefold():
            kind = unicodedata.category(part)
            if kind in ("Mn", "Me", "Cf", "Cc", "Cs"):
                continue
            if kind == "Nd":
                folded.append(str(unicodedata.decimal(part)))
            elif kind[0] == "Z":
                folded.append(" ")
            else:
                folded.append(ALIKE.get(part, part))
    return "".join(folded)


class _Table(dict[int, str]):
    """str.translate's table, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        """Fold a character met for the first time and remember it."""
        # A vulgar page may hold every character there is; the table stays small against the text all the same.
        self[code] = folded = _fold_character(chr(code))
        return folded


_TABLE = _Table()


def fold(text: str) -> str:
    """The folded form alone: lower case, no marks, one spelling of Arabic letters, ASCII digits, quotes and dashes.

    Line breaks and tabs stay. Folding twice changes nothing. Linear in the text.
    """
    return _fold_long(text) if SHORT < len(text) <= LONG else text.translate(_TABLE)


SHORT, LONG = 200, 100_000  # characters; a text between, such as a body, is folded once for all who take turns with it


@lru_cache(maxsize=8)
def _fold_long(text: str) -> str:
    return text.translate(_TABLE)


@lru_cache(maxsize=8192)
def fold_word(text: str) -> str:
    """`fold` for short texts that come again and again (labels, names), trimmed and with single spaces."""
    return " ".join(fold(text).split())


class Folded:
    """A text with its folded form, and for every place in that the place in the original."""

    __slots__ = ("__dict__", "original", "text")

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = fold(original)

    @cached_property
    def _ends(self) -> list[int] | None:
        """Length of the folded form after each original character; None where nothing changed its length."""
        if len(self.text) == len(self.original) and all(len(_TABLE[ord(c)]) == 1 for c in set(self.original)):
            return None
        return list(accumulate(len(_TABLE[ord(character)]) for character in self.original))

    def place(self, index: int) -> int:
        """The place in the original of the folded character at `index` (its length for the end)."""
        ends = self._ends
        if ends is None:
            return index
        if index >= len(self.text):
            return len(self.original)
        return bisect_right(ends, index)

    def source(self, start: int, end: int) -> str:
        """The original words behind folded[start:end], with the marks that belong to them."""
        if end <= start:
            return ""
        last = self.place(end - 1) + 1
        while last < len(self.original) and not _TABLE[ord(self.original[last])]:
            last += 1
        return self.original[self.place(start) : last]

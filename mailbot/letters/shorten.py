"""Cutting text without ever cutting what a reader sees as one character."""

import unicodedata

JOINERS = {"\u200d", "\ufe0e", "\ufe0f", "\u20e3"}
LOOSE_ENDS = " ,;:،؛-–—"


def shortened(text: str, limit: int) -> str:
    """At most limit characters, an ellipsis included; at a word's end where one is near."""
    if len(text) <= limit:
        return text
    cut = max(limit - 1, 0)
    while cut > 0 and joined(text, cut):
        cut -= 1
    space = text.rfind(" ", 0, cut + 1)
    if space > cut * 2 // 3:
        cut = space
    return text[:cut].rstrip(LOOSE_ENDS) + "…"


def joined(text: str, place: int) -> bool:
    """Whether text[place] belongs to the same visible character as text[place - 1] (the main rules of UAX #29)."""
    before, here = text[place - 1], text[place]
    if unicodedata.category(here).startswith("M") or here in JOINERS:
        return True
    if before == "\u200d" and unicodedata.category(here) == "So":  # a family of pictures
        return True
    if 0x1F3FB <= ord(here) <= 0x1F3FF:  # a skin tone
        return True
    if not (_flag(here) and _flag(before)):
        return False
    run = 0  # regional indicators come in pairs
    while run < place and _flag(text[place - 1 - run]):
        run += 1
    return run % 2 == 1


def _flag(character: str) -> bool:
    """Whether a character is half a flag."""
    return 0x1F1E6 <= ord(character) <= 0x1F1FF

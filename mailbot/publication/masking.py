"""What may be shown of what senders wrote: no addresses, no telephone numbers, no sender's name in a title. Pure."""

import re
import unicodedata
from collections.abc import Iterable

from mailbot.letters.sent import clean
from mailbot.understanding.fold import fold

MASK = "[…]"
LONGEST = 300  # characters of a title or an organisation's name
# Addresses as they are written, and as they are written to be hidden from machines: name (at) example.org.
ADDRESS = re.compile(r"[^\s@＠<>()\[\]{},;:\"'«»]+\s?[@＠﹫]\s?[^\s@<>()\[\]{},;:\"'«»]+")
HIDDEN = re.compile(
    r"[\w.+-]+\s*[\[({<]\s*(?:at|arobase|chez|@)\s*[\])}>]\s*[\w-]+(?:\s*(?:\.|[\[({<]\s*(?:dot|point)\s*[\])}>])\s*\w+)*",
    re.IGNORECASE,
)
MAILTO = re.compile(r"mailto:\S+", re.IGNORECASE)
TELEPHONE = re.compile(r"(?:\+|(?<!\d)00)\s?\d(?:[\s().\-/]*\d){6,14}")
SLUG = 50  # characters of a title in a file's name


def masked(text: str, people: Iterable[str] = ()) -> str:
    """A value in one line, without addresses, telephone numbers and these people's names."""
    shown = clean(unicodedata.normalize("NFC", text))
    for pattern in (MAILTO, HIDDEN, ADDRESS, TELEPHONE):
        shown = pattern.sub(MASK, shown)
    for name in people:
        if len(name.split()) > 1:
            shown = re.sub(r"\s+".join(map(re.escape, name.split())), MASK, shown, flags=re.IGNORECASE)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1].rstrip() + "…"


def slug(title: str) -> str:
    """A title as part of a file's name: its Latin letters and digits, small, joined by hyphens; "" where too few."""
    words = re.findall("[a-z0-9]+", fold(title).replace("'", " "))
    kept = ""
    for word in words:
        if len(kept) + len(word) + 1 > SLUG:
            break
        kept = f"{kept}-{word}" if kept else word
    letters = sum(character.isalpha() for character in title)
    return kept if letters and sum(character.isalpha() for character in kept) * 2 >= letters / 2 else ""


def named_in(text: str, names: Iterable[str]) -> str:
    """The first of some names that stands in a text, in whatever spelling of case and marks; "" for none."""
    folded = f" {_words(text)} "
    return next((name for name in names if (words := _words(name)) and f" {words} " in folded), "")


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))

"""What a line of a cover says besides names: a date, that this is a voluntary report, that several write together."""

import re

from mailbot.understanding.organisations.lexicon import TOKEN, Lexicon


def joint(key: str, lexicon: Lexicon) -> bool:
    """Whether a folded line says that several write together."""
    return bool(lexicon.words.group("joint").hits(key))


def dated(key: str, lexicon: Lexicon) -> bool:
    """A line that tells a place and a date at most."""
    words = TOKEN.findall(key)
    months = lexicon.words.folded("months")
    has = any(word in months for word in words) or re.search(r"[0-3]?\d ?[/.-] ?[01]?\d ?[/.-] ?(?:20)?\d\d", key)
    return bool(has) and len(words) <= 7 and not any(lexicon.is_head(word, weak=False) for word in words)


def remainder(key: str, lexicon: Lexicon) -> list[str]:
    """The words of a folded line that say more than that this is a voluntary report to the review."""
    generic = lexicon.words.folded("generic")
    dated_off = (
        re.sub(r"(?:^|[–—،,-])\s*[^–—،,-]{0,30}[،,]\s*[^،,]*\b(?:19|20)\d\d.*$", " ", key) if ":" not in key else key
    )
    return [word for word in TOKEN.findall(dated_off) if word not in generic and not word.isdigit() and len(word) > 1]

"""Tells the links under which a report may lie from those of footers, meetings, surveys and the desk itself."""

from urllib.parse import urlsplit

from mailbot.understanding.fold import fold
from mailbot.understanding.organisations.lexicon import Lexicon


def file_links(links: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """The addresses that may lead to a file, in order; a bare home page leads to none."""
    return tuple(link for link in links if _leads_to_file(link, lexicon))


def _leads_to_file(link: str, lexicon: Lexicon) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    host, path = (parts.hostname or "").lower(), fold(f"{parts.path}?{parts.query}")
    words = lexicon.words
    if any(host == own or host.endswith("." + own) for own in words.listed("desk_links")):
        return False
    if any(own in link.lower() for own in words.folded("link_words")):
        return False
    if any(store in fold(f"{host}{path}") for store in words.folded("stores")):
        return True
    return len(parts.path.strip("/")) >= 8

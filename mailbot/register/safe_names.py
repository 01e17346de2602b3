"""Names of files as people may see and save them: whatever a sender wrote, made harmless."""

import re
import unicodedata
from collections.abc import Sequence

LONGEST = 120  # characters
BYTES = 240  # of UTF-8: file systems take 255
LONGEST_EXTENSION = 12
NAMELESS = "file"
FORBIDDEN = re.compile(r'[<>:"|?*]')  # on Windows
# Device names of Windows, with any extension (learn.microsoft.com, "Naming Files, Paths, and Namespaces").
RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
UNSHOWN = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}
JOINERS = "\u200c\u200d"  # belong to Persian words and to emoji; every other format character goes


def safe_name(name: str) -> str:
    """A file name without path, control and direction characters, taken by every system, never empty. Pure.

    The last part of a path counts; reserved names get a leading "_"; at most 120 characters and 240 bytes, of which
    the extension is kept. Applying it again changes nothing.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name).rstrip("/\\"))[-1]
    shown = "".join(character for character in last if _may_stand(character))
    plain = FORBIDDEN.sub("_", " ".join(shown.split())).strip(" .")
    if RESERVED.match(plain):
        plain = "_" + plain
    return _shortened(plain)


def safe_names(names: Sequence[str]) -> tuple[str, ...]:
    """Safe names for files that go into one folder: the second of a name becomes "name (2).pdf". Pure.

    Names that differ only in case count as one: some systems take them for one.
    """
    taken: set[str] = set()
    given = []
    for name in names:
        plain = candidate = safe_name(name)
        number = 1
        while candidate.casefold() in taken:
            number += 1
            candidate = _shortened(plain, f" ({number})")
        taken.add(candidate.casefold())
        given.append(candidate)
    return tuple(given)


def _may_stand(character: str) -> bool:
    return character.isspace() or character in JOINERS or unicodedata.category(character) not in UNSHOWN


def _shortened(name: str, suffix: str = "") -> str:
    """The name within both limits, with its extension where that is a short one, `suffix` before it."""
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem or len(extension) > LONGEST_EXTENSION:
        stem, tail = name, suffix
    else:
        tail = suffix + dot + extension
    stem = stem[: LONGEST - len(tail)]
    while len((stem + tail).encode()) > BYTES:
        stem = stem[:-1]
    # Cutting may leave an end that Windows drops silently, or half of an emoji sequence.
    return (stem.rstrip(" ." + JOINERS) or NAMELESS) + tail

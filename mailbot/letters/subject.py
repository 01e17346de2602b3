"""The subject of a letter: references first, then what the original was about, shortened where it is long."""

import re

from mailbot.letters.sent import clean
from mailbot.letters.shorten import shortened

LIMIT = 120  # characters of the whole subject
LEAST = 24  # characters left to the original, however many references come first
SEPARATOR = ": "
# Marks of replies and forwards in the languages programs speak here, with Outlook's counts: "Re[2]:", "RE :".
REPLY_MARK = re.compile(
    r"^\s*(?:re|r[ée]f|rép|aw|fwd?|tr|wg|رد|الرد|إعادة توجيه|اعادة توجيه|تحويل|إعادة|اعادة)"
    r"\s*(?:\[\d+\])?\s*[:：]\s*",
    re.IGNORECASE,
)
REFERENCE = r"[A-Z]{1,4}-\d{4,}"
OWN_REFERENCES = re.compile(rf"^\s*\[?{REFERENCE}(?:\s*[,،]\s*{REFERENCE})*\]?\s*[:：]\s*")


def original(subject: str) -> str:
    """What a subject says without the marks of replies and forwards and without our own references in front."""
    text = clean(subject)
    while found := REPLY_MARK.match(text) or OWN_REFERENCES.match(text):
        text = text[found.end() :]
    return text.strip()


def subject_line(references: tuple[str, ...], words: str) -> str:
    """The whole subject: "S-0012, R-0007: words", at most LIMIT characters or so, cut at a word where one is near."""
    front = ", ".join(references)
    room = max(LIMIT - len(front) - len(SEPARATOR), LEAST)
    text = shortened(words, room)
    return f"{front}{SEPARATOR}{text}" if front and text else front or text

"""Finds the organisation in a signature, a letterhead or a sender's name."""

import re

from mailbot.understanding.fold import fold
from mailbot.understanding.organisations.lexicon import ARABIC, SMALL, Lexicon
from mailbot.understanding.organisations.names import clean, merged
from mailbot.understanding.organisations.pieces import pieces
from mailbot.understanding.organisations.rows import WORD, names_at
from mailbot.understanding.reports.mentions import segments
from mailbot.understanding.reports.voice import Voice

CONTACT = re.compile(r"[0-9@]|www\.|https?:|\b(?:tel|tél|fax|mob|gsm)\b|هاتف", re.IGNORECASE)
# Who signs for a house, in a line of a signature block.
SIGNED_FOR = re.compile(
    r"(?:^|[,،–-]\s*)(?:[Ff]or|[Pp]our|[Oo]n behalf of|[Aa]u nom (?:de|du|des)|عن|باسم|نيابة عن)\s+"
    r"(?:the |la |le |les |l['’])?(?=[A-ZÀ-Þ\u0621-\u064a])"
)
TAIL = 1200  # characters at the end of a document in which it is signed
LAST_LINES = 12
LINE = 110  # characters of a line that may be one of a signature


def names_in_line(line: str, lexicon: Lexicon) -> list[str]:
    """The names a line consists of: all of it, or the pieces between its commas, dashes and bars."""
    parts = segments(line)
    alike = [name for name in (clean(part, lexicon) for part in parts) if lexicon.like(name)]
    whole = clean(line, lexicon)
    if lexicon.like(whole) and (len(parts) < 2 or not alike or lexicon.like(clean(parts[0], lexicon))):
        return pieces(line, lexicon) or [whole]
    if alike:
        return [name for part in alike for name in pieces(part, lexicon)]
    value = clean(line.rpartition(":")[2], lexicon)
    if ":" in line and lexicon.like(value):
        return [value]
    return _behind_post(line, lexicon)


def _behind_post(line: str, lexicon: Lexicon) -> list[str]:
    """The house in a line that begins with a function: "présidente de l'association X", "مدير مؤسسة X"."""
    if not lexicon.is_post(line):
        return []
    for word in list(WORD.finditer(line))[1:]:
        token = word.group()
        if token.startswith("ال") and not line[word.end() :].lstrip().startswith("ال"):
            continue  # "المنظمة لشؤون ...": a house spoken of, no name
        if lexicon.is_head(token, weak=False) and (ARABIC.match(token) or token[0].isupper() or token.islower()):
            return [name for name in names_at(line[word.start() :], lexicon, {}) if lexicon.like(name)]
    return []


def own_lines(voice: Voice, lexicon: Lexicon) -> frozenset[str]:
    """Lines of the signature, their pieces and the sender's name, folded: what a cover repeats of them is a name."""
    lines = [line for line in voice.signature.split("\n") if len(line) < LINE]
    parts = {clean(part, lexicon) for line in (*lines, voice.sender) for part in (line, *segments(line))}
    return frozenset(fold(part) for part in parts if len(part) > 5 and " " in part)


def signed(voice: Voice, lexicon: Lexicon) -> tuple[str, ...]:
    """The organisation of a signature, else of a letterhead above the text, else of the sender's display name."""
    body = [line for line in voice.body.split("\n") if line.strip()]
    signature, end, head = voice.signature.split("\n"), body[-6:], body[:2]
    for lines in (signature, end, head):
        for line in lines:
            if len(line) > 140 or (line.rstrip()[-1:] in (".", "،", ",") and len(line.split()) > 8):
                continue  # running text
            for name in names_in_line(line, lexicon):
                if not lexicon.is_host(name):
                    return (name,)
    name = clean(voice.sender, lexicon)
    return (name,) if lexicon.like(name) and not lexicon.is_host(name) else ()


def signed_below(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The organisations for which people signed at the end of a document: "A. Maalouf, for Friends of the Litani"."""
    found: list[str] = []
    for line in [line.strip() for line in text[-TAIL:].split("\n") if line.strip()][-LAST_LINES:]:
        signs = SIGNED_FOR.search(line)
        if signs and len(line) < LINE and not re.search(r"[.!?؟]\s|\.$", line):
            found.extend(names_at(line[signs.end() :], lexicon, {}, bold=True, plain=True)[:1])
    own = [name for name in merged(found) if not lexicon.is_host(name)]
    return tuple(own) if len(own) > 1 or any(lexicon.like(name) for name in own) else ()


def below_post(voice: Voice, lexicon: Lexicon) -> str | None:
    """Where no word tells a name: the line or piece of a signature below a function, or behind the person's name."""
    lines = [line.strip() for line in voice.signature.split("\n")[:12] if line.strip()]
    parts = [part for line in lines for part in segments(line) if part]
    first = fold(parts[0]) if parts else ""
    for place, part in enumerate(parts[1:], 1):
        words = part.split()
        if CONTACT.search(part) or lexicon.is_place(part) or lexicon.is_post(part) or not 2 <= len(words) <= 8:
            continue
        capitals = sum(1 for word in words if word[0].isupper() or ARABIC.match(word))
        small = all(word[0].isupper() or ARABIC.match(word) or fold(word) in SMALL for word in words)
        if fold(part) in (first, fold(voice.sender)) or capitals < 2 or not small or not part[0].isalpha():
            continue
        if lexicon.is_post(parts[place - 1]) or place == 1:
            return clean(part, lexicon)
    return None

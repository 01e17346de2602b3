"""Header fields as they go over the wire: own code, the standard library folds long Arabic and French ones wrongly.

Values are finished ASCII first (RFC 2047 encoded-words where needed), and folding only ever breaks a line at a space
that stands between two of their words. So nothing can be lost or added on the way.
"""

import base64

from mailbot.message.words import tidy

LINE = 76  # characters; RFC 5322 §2.1.1 recommends 78, RFC 2047 §2 allows 76 for a line with encoded-words
WORD = LINE - len(
    "Subject: "
)  # characters of one encoded-word (RFC 2047 §2 allows 75): the first one fits its line too
# RFC 2047 §5 (3): what a Q-encoded word may hold unescaped also within a display name.
PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")
Q = tuple("_" if octet == 0x20 else chr(octet) if octet in PLAIN else f"={octet:02X}" for octet in range(256))
ATOM = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~ ")


def encoded(text: str) -> str:
    """Text of an unstructured field (Subject) as ASCII: itself where that is safe, else encoded-words one space apart.

    Control characters, line breaks and lone surrogates never get through. Every encoded-word holds whole characters
    (RFC 2047 §5), and the words hold the spaces too, so that joining them gives back exactly the text.
    """
    text = tidy(text)
    return text if _plain(text) else _words(text)


def phrase(name: str) -> str:
    """A display name (RFC 5322 §3.2.5) as ASCII: bare, quoted, or as encoded-words; "" for no name."""
    name = tidy(name)
    if not _plain(name):
        return _words(name)
    if set(name) <= ATOM:
        return name
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _plain(text: str) -> bool:
    """Whether text may stand in a header as it is: printable ASCII, no looks of an encoded-word, foldable."""
    return (
        text.isascii()
        and text.isprintable()
        and "=?" not in text
        and "  " not in text
        and all(len(word) <= LINE - len("Subject: ") for word in text.split(" "))
    )


def _words(text: str) -> str:
    """Text as encoded-words, whole characters each; the shorter of Q and B for the whole."""
    octets = text.encode("utf-8")
    escaped = sum(1 for octet in octets if octet not in PLAIN and octet != 0x20)
    q_is_shorter = len(octets) + 2 * escaped <= len(octets) * 4 / 3
    mark, encode = ("q", _q) if q_is_shorter else ("b", _b)
    room = WORD - len("=?utf-8?q??=")
    room = room if q_is_shorter else room // 4 * 3  # in octets: B makes four characters of three of them
    pieces: list[str] = []
    begin = taken = 0
    for place, character in enumerate(text):
        size = len(_q(character)) if q_is_shorter else len(character.encode("utf-8"))
        if taken + size > room and place > begin:
            pieces.append(text[begin:place])
            begin, taken = place, 0
        taken += size
    return " ".join(f"=?utf-8?{mark}?{encode(piece)}?=" for piece in [*pieces, text[begin:]] if piece)


def _q(text: str) -> str:
    """The Q encoding (RFC 2047 §4.2)."""
    return "".join([Q[octet] for octet in text.encode("utf-8")])


def _b(text: str) -> str:
    """The B encoding (RFC 2047 §4.1)."""
    return base64.b64encode(text.encode("utf-8")).decode("ascii")


def folded(name: str, value: str) -> str:
    """A header field with its line ends: broken at single spaces only, so that unfolding gives back the value.

    Raises ValueError for a line break or NUL in it: nothing of a sender's may ever start a field of its own.
    """
    whole = f"{name}: {value}"
    if "\r" in whole or "\n" in whole or "\x00" in whole:
        raise ValueError(f"{name}: a line break or NUL in a header field")
    if len(whole) <= LINE:
        return whole + "\r\n"
    lines: list[str] = []
    line = f"{name}:"
    for word in value.split(" "):
        if len(line) + 1 + len(word) > LINE and line != f"{name}:":
            lines.append(line)
            line = ""
        line += " " + word
    return "\r\n".join([*lines, line]) + "\r\n"

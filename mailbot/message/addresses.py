"""Address lists of From, To, Cc and Reply-To (RFC 5322 §3.4), as people and machines write them. Pure, linear."""

import re

from mailbot.message.model import Address
from mailbot.message.words import START, decoded

MAX_ADDRESSES = 500
ADDR_SPEC = re.compile(rb"[^\s<>\"(),;:\[\]\\]{1,200}@[^\s<>\"(),;:\\@]{1,250}")
SPECIAL = re.compile(rb"[\\=\"()<>,;:]")
COMMENT = re.compile(rb"\(([^()]*)\)")
# Dot-atoms and an internationalised domain (RFC 5321 §4.1.2, RFC 6531): no spaces, no quotes, no second @.
VALID = re.compile(
    r"[^\s@\"<>(),:;\\\[\]\x00-\x1f]+@[^\s@\"<>(),:;\\\[\]\x00-\x1f.]+(\.[^\s@\"<>(),:;\\\[\]\x00-\x1f.]+)+"
)


def addresses(value: bytes) -> tuple[Address, ...]:
    """Every mailbox of a raw address list, names decoded; groups are opened, an empty list gives ().

    What holds no usable address gives nothing: an invented one would be answered.
    """
    found: list[Address] = []
    waiting = b""  # the start of a name that holds a bare comma: "Ben Salah, Ahmed <a@b>"
    for piece in _pieces(value):
        whole = waiting + b", " + piece if waiting else piece
        address = _mailbox(whole)
        if address is None:
            waiting = whole
        else:
            found.append(address)
            waiting = b""
        if len(found) == MAX_ADDRESSES:
            break
    return tuple(found)


def valid(address: str) -> bool:
    """Whether an address can be written to: one @, a dot in the domain, 254 characters (RFC 5321 §4.5.3.1.3)."""
    return len(address) <= 254 and ".." not in address and VALID.fullmatch(address) is not None


def _pieces(value: bytes) -> list[bytes]:
    """The list cut at its commas and semicolons, but not within quotes, comments, <> or encoded-words."""
    pieces: list[bytes] = []
    begin = place = depth = 0
    quoted = angle = False
    while special := SPECIAL.search(value, place):
        place, byte = special.start(), special.group()
        if byte == b"\\" and (quoted or depth):
            place += 2
            continue
        if byte == b"=" and (word := START.match(value, place)):
            end = value.find(b"?=", word.end())
            place = end + 2 if end >= 0 else place + 1
            continue
        if quoted:
            quoted = byte != b'"'
        elif byte == b'"' and not depth and value.find(b'"', place + 1) >= 0:
            quoted = True
        elif byte == b"(":
            depth += 1
        elif byte == b")" and depth:
            depth -= 1
        elif depth:
            pass
        elif byte == b"<":
            angle = True
        elif byte == b">":
            angle = False
        elif byte in b",;" and not angle:
            pieces.append(value[begin:place])
            begin = place + 1
        elif byte == b":" and not angle:  # a group's name (RFC 5322 §3.4), or mailto:
            begin = place + 1
        place += 1
    pieces.append(value[begin:])
    return [piece.strip() for piece in pieces if piece.strip()]


def _mailbox(piece: bytes) -> Address | None:
    """One mailbox; None where the piece holds no address."""
    name, bracket, rest = piece.rpartition(b"<")
    if bracket:
        inner = rest.partition(b">")[0]
        spec = ADDR_SPEC.search(inner.replace(b" ", b"")) or ADDR_SPEC.search(name)
    else:
        name, spec = piece, ADDR_SPEC.search(COMMENT.sub(b" ", piece)) or ADDR_SPEC.search(piece)
    if spec is None:
        return None
    address = decoded(spec.group()).strip("'.").rstrip(".")
    if not bracket:
        comment = COMMENT.search(piece)
        name = comment[1] if comment else piece.replace(spec.group(), b" ")
    if "@" not in address.strip("@"):
        return None
    return Address(_name(name), address)


def _name(raw: bytes) -> str:
    """A display name without its quotes, escapes and comments' brackets."""
    text = decoded(raw).strip().strip("<>").strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    return re.sub(r"\\(.)", r"\1", text).strip().strip('"').strip()

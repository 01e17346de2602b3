"""Parameters of Content-Type and Content-Disposition (RFC 2045 §5.1, RFC 2231), also raw, encoded or broken. Pure."""

import re
from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from mailbot.message import charset
from mailbot.message.words import decoded, tidy

PARAMETER = re.compile(rb";\s*([^\s=;\"]{1,80}?)\s*=\s*(?:\"((?:[^\"\\]|\\.)*)(?:\"|$)|([^;]*))", re.DOTALL)
PIECE = re.compile(r"(.+?)(?:\*(\d{1,3}))?(\*)?", re.DOTALL)
MAX_PARAMETERS = 100


def parameters(value: bytes) -> tuple[str, Mapping[str, str]]:
    """(the value before the first ";", lower case; its parameters by lower-case name, decoded).

    Continuations (name*0*=, name*1=) are put together by their numbers, extended values decoded by their charset;
    a plain value may hold encoded-words (not allowed, usual) or raw 8-bit text.
    """
    head, more, _ = value.partition(b";")
    if not more:
        return head.decode("latin-1").strip().lower(), {}
    pieces: dict[str, list[tuple[int, bool, bytes]]] = {}
    for count, found in enumerate(PARAMETER.finditer(value, len(head))):
        if count == MAX_PARAMETERS:
            break
        match = PIECE.fullmatch(found[1].decode("latin-1").lower())
        if match is None:
            continue
        raw = re.sub(rb"\\([\"\\])", rb"\1", found[2]) if found[2] is not None else found[3].strip()
        pieces.setdefault(match[1], []).append((int(match[2]) if match[2] else -1, bool(match[3]), raw))
    return head.decode("latin-1").strip().lower(), {name: _joined(parts) for name, parts in pieces.items()}


def _joined(parts: list[tuple[int, bool, bytes]]) -> str:
    """One parameter's text from its pieces: an RFC 2231 form, where there is one, goes before a plain one."""
    numbered = sorted((part for part in parts if part[0] >= 0), key=lambda part: part[0])
    whole = [part for part in parts if part[0] < 0]
    extended = next((part for part in whole if part[1]), None)
    if numbered:
        chosen = numbered
    elif extended:
        chosen = [extended]
    else:
        return decoded(whole[0][2])
    if not any(part[1] for part in chosen):
        return decoded(b"".join(part[2] for part in chosen))
    name = ""
    content = b""
    for place, (_, is_extended, raw) in enumerate(chosen):
        if is_extended and place == 0 and raw.count(b"'") >= 2:
            label, _, rest = raw.split(b"'", 2)
            name = label.decode("latin-1")
            content += unquote_to_bytes(rest)
        else:
            content += unquote_to_bytes(raw) if is_extended else raw
    return decoded(content) if b"=?" in content else tidy(charset.decode(content, name))

"""Visiting cards (vcf) to lines "FN: name", of vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350)."""

import quopri
import re

from mailbot.message.charset import decode
from mailbot.message.documents.outcome import found
from mailbot.message.model import Document

SHOWN = ("FN", "N", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "ADR", "URL", "NOTE")
PARTS = {"N": (3, 1, 2, 0, 4)}  # prefix, given, additional, family, suffix: as people say a name
ESCAPED = re.compile(r"\\([nN,;:\\])")
SEPARATOR = re.compile(r"(?<!\\);")
LINE = re.compile(rb"(?:[A-Za-z0-9-]{1,40}\.)?([A-Za-z0-9-]{1,40})((?:;[^:]{0,300})?):(.*)", re.S)
MAX_BYTES = 2_000_000


def read(content: bytes) -> Document:
    """The names, functions and addresses of every card in the file, a line each, an empty line between cards;
    a file without any is read as plain text."""
    lines: list[str] = []
    for name, parameters, value in properties(content):
        if name == "BEGIN":
            lines.append("")
        elif name in SHOWN:
            text = readable(name, value_text(parameters, value))
            lines += [f"{name}: {text}"] if text else []
    return found("\n".join(lines) or decode(content[:MAX_BYTES]))


def properties(content: bytes) -> list[tuple[str, str, bytes]]:
    """(name, parameters, raw value) of every line, unfolded; both ways of folding, RFC's and quoted-printable's."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = decode(content[:MAX_BYTES]).encode()
    found_lines: list[tuple[str, str, bytes]] = []
    logical = bytearray()  # grows in place: a value may be folded into a million lines
    content = content[:MAX_BYTES].removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for line in [*content.split(b"\n"), b""]:
        if line[:1] in (b" ", b"\t") and logical:
            logical += line[1:]
        elif logical.endswith(b"=") and b"QUOTED-PRINTABLE" in logical[:300].upper():
            logical[-1:] = line
        else:
            match = LINE.fullmatch(bytes(logical))
            if match:
                found_lines.append((match.group(1).decode().upper(), match.group(2).decode("latin-1"), match.group(3)))
            logical = bytearray(line)
    return found_lines


def value_text(parameters: str, value: bytes) -> str:
    """A property's value, decoded as its parameters say (vCard 2.1: ENCODING and CHARSET)."""
    if "QUOTED-PRINTABLE" in parameters.upper():
        value = quopri.decodestring(value)
    charset = re.search(r"CHARSET=\"?([A-Za-z0-9_.:-]+)", parameters, re.I)
    return decode(value, charset.group(1) if charset else "")


def readable(name: str, value: str) -> str:
    """A value as one line: components in the order people say them, escapes undone (RFC 6350 §3.4)."""
    parts = [
        ESCAPED.sub(lambda m: " " if m.group(1) in "nN" else m.group(1), part).strip()
        for part in SEPARATOR.split(value)
    ]
    if name in PARTS:
        return " ".join(parts[index] for index in PARTS[name] if index < len(parts) and parts[index])
    return " ".join(", ".join(part for part in parts if part).split())

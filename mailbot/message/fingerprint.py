"""What makes a message the same message again: its content without what servers on the way add. Pure, linear."""

import hashlib
import re
from io import BytesIO
from typing import BinaryIO

from mailbot.message.header import header_end

CHUNK = 1 << 20
FIELD_NAME = re.compile(rb"^([!-9;-~]+)[ \t]*:", re.MULTILINE)
# Trace fields that servers add (RFC 5321 §4.4, RFC 7208 §9.1, RFC 8601, RFC 8617, local delivery agents).
ADDED = frozenset(
    b"return-path delivered-to received received-spf authentication-results dkim-filter envelope-to delivery-date "
    b"status content-length lines domainkey-status errors-to original-recipient".split()
)
ADDED_PREFIXES = (b"x-", b"arc-")


def fingerprint(raw: bytes) -> str:
    """sha256 (hex) of a message, equal for two copies that differ only in what servers add (contract, point 2).

    Return-Path, Delivered-To, Received, X- and the other trace fields do not count, nor do line ends, the case of
    field names, folding, an mbox "From " line, or empty lines at the end.
    """
    return fingerprint_of(BytesIO(raw))


def fingerprint_of(file: BinaryIO) -> str:
    """The fingerprint of a message in a file, read from where it stands in pieces of CHUNK bytes.

    Of a header longer than CHUNK, what comes after it counts as it is.
    """
    head = file.read(CHUNK)
    start = head.find(b"\n") + 1 if head.startswith((b"From ", b">From ")) else 0
    stop, body = header_end(head, start, len(head))
    digest = hashlib.sha256()
    for name, value in _fields(head[start:stop]):
        if name not in ADDED and not name.startswith(ADDED_PREFIXES):
            digest.update(name + b":" + b" ".join(value.split()) + b"\n")
    digest.update(b"\n")
    piece, ends = head[body:], b""  # ends: line ends that count only where something follows them
    while piece:
        whole = ends + piece
        words = whole.rstrip(b"\r\n")
        digest.update(b"\n".join(words.split(b"\r\n")))  # takes half as long as replacing
        ends = whole[len(words) :]
        piece = file.read(CHUNK)
    return digest.hexdigest()


def _fields(block: bytes) -> list[tuple[bytes, bytes]]:
    """(name in lower case, raw value) in order; a line that is no field belongs to the field above it."""
    found = list(FIELD_NAME.finditer(block))
    ends = [*(each.start() for each in found[1:]), len(block)][: len(found)]
    return [(each[1].lower(), block[each.end() : end]) for each, end in zip(found, ends, strict=True)]

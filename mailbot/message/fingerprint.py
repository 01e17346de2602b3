"""What makes a message the same message again: its content without what servers on the way add. Pure, linear."""

import hashlib
import re

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
    start = 0
    if raw.startswith((b"From ", b">From ")):
        start = raw.find(b"\n") + 1
    stop, body = header_end(raw, start, len(raw))
    digest = hashlib.sha256()
    for name, value in _fields(raw[start:stop]):
        if name not in ADDED and not name.startswith(ADDED_PREFIXES):
            digest.update(name + b":" + b" ".join(value.split()) + b"\n")
    digest.update(b"\n")
    end = len(raw)
    while end > body and raw[end - 1] in b"\r\n":
        end -= 1
    for begin in range(body, end, CHUNK):
        chunk = raw[begin : min(end, begin + CHUNK)]
        if chunk.endswith(b"\r") and raw.startswith(b"\n", begin + CHUNK):
            chunk = chunk[:-1]  # its line feed opens the next chunk
        digest.update(chunk.replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _fields(block: bytes) -> list[tuple[bytes, bytes]]:
    """(name in lower case, raw value) in order; a line that is no field belongs to the field above it."""
    found = list(FIELD_NAME.finditer(block))
    ends = [*(each.start() for each in found[1:]), len(block)][: len(found)]
    return [(each[1].lower(), block[each.end() : end]) for each, end in zip(found, ends, strict=True)]

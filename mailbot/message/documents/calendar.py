"""Calendar files (ics, RFC 5545) to lines: what, when, where, who."""

import re

from mailbot.message.charset import decode
from mailbot.message.documents.outcome import found
from mailbot.message.documents.vcard import properties, value_text
from mailbot.message.model import Document

SHOWN = ("SUMMARY", "DTSTART", "DTEND", "LOCATION", "DESCRIPTION", "ORGANIZER", "ATTENDEE", "COMMENT", "STATUS")
ESCAPED = re.compile(r"\\([nN,;\\])")
MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?")
COMMON_NAME = re.compile(r";CN=(?:\"([^\"]*)\"|([^;:]*))", re.I)
MAX_BYTES = 2_000_000


def read(content: bytes) -> Document:
    """The shown properties in order; a file without any is read as plain text."""
    lines: list[str] = []
    for name, parameters, value in properties(content):
        if name == "BEGIN":
            lines.append("")
        elif name in SHOWN:
            lines.append(f"{name}: {_readable(name, parameters, value_text(parameters, value))}")
    return found("\n".join(lines) or decode(content[:MAX_BYTES]))


def _readable(name: str, parameters: str, value: str) -> str:
    """A value as people write it: a date with dashes, an address with its holder's name."""
    value = ESCAPED.sub(lambda m: "\n" if m.group(1) in "nN" else m.group(1), value).strip()
    moment = MOMENT.fullmatch(value) if name.startswith("DT") else None
    if moment:
        year, month, day, hour, minute, utc = moment.groups()
        return f"{year}-{month}-{day}" + (f" {hour}:{minute}{' UTC' if utc else ''}" if hour else "")
    if name in ("ORGANIZER", "ATTENDEE"):
        holder = COMMON_NAME.search(parameters.encode("latin-1", "replace").decode("utf-8", "replace"))
        address = re.sub("^mailto:", "", value, flags=re.I)
        called = (holder.group(1) or holder.group(2) or "").strip() if holder else ""
        return f"{called} <{address}>" if called else address
    return value

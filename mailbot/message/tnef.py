"""winmail.dat (TNEF, MS-OXTNEF): the names and data of the attachments that Outlook packed into it. Pure, linear."""

import struct
from collections.abc import Iterator

from mailbot.message import charset
from mailbot.message.words import tidy

SIGNATURE = 0x223E9F78
ATT_TITLE, ATT_DATA, ATT_RENDER, ATT_PROPERTIES = 0x00018010, 0x0006800F, 0x00069002, 0x00069005
LONG_NAME, DISPLAY_NAME, DATA_BINARY = 0x3707, 0x3001, 0x3701
FIXED_SIZES = {
    0x0002: 4,
    0x0003: 4,
    0x0004: 4,
    0x000B: 4,
    0x000A: 4,
    0x0005: 8,
    0x0006: 8,
    0x0007: 8,
    0x0014: 8,
    0x0040: 8,
    0x0048: 16,
}
VARIABLE = frozenset((0x001E, 0x001F, 0x0102, 0x000D))
MAX_ATTACHMENTS = 200
MAX_PROPERTIES = 2_000


def unpack(content: bytes) -> list[tuple[str, bytes]]:
    """[(file name, data)] of a TNEF stream; [] where it is none. What is damaged ends the list, never raises."""
    if len(content) < 6 or struct.unpack_from("<I", content)[0] != SIGNATURE:
        return []
    found: list[list[object]] = []
    for attribute, start, size in _attributes(content):
        if attribute == ATT_RENDER:
            if len(found) == MAX_ATTACHMENTS:
                break
            found.append(["", b""])
        elif not found:
            continue
        elif attribute == ATT_TITLE and not found[-1][0]:
            found[-1][0] = charset.decode(content[start : start + size].split(b"\0", 1)[0], "")
        elif attribute == ATT_DATA:
            found[-1][1] = content[start : start + size]
        elif attribute == ATT_PROPERTIES:
            name, data = _properties(content, start, start + size)
            found[-1][0] = name or found[-1][0]
            found[-1][1] = found[-1][1] or data
    return [(tidy(str(name)), bytes(data)) for name, data in found if isinstance(data, bytes) and (name or data)]


def _attributes(content: bytes) -> Iterator[tuple[int, int, int]]:
    """(attribute, start of its data, size) of each attribute: level byte, id, length, data, checksum."""
    place = 6
    while place + 9 <= len(content):
        _, attribute, size = struct.unpack_from("<BII", content, place)
        start = place + 9
        if start + size > len(content):
            return
        yield attribute, start, size
        place = start + size + 2


def _properties(content: bytes, place: int, end: int) -> tuple[str, bytes]:
    """(long file name, embedded data) from an attachment's MAPI properties."""
    name, data = "", b""
    try:
        (count,) = struct.unpack_from("<I", content, place)
        place += 4
        for _ in range(min(count, MAX_PROPERTIES)):
            kind, key = struct.unpack_from("<HH", content, place)
            place += 4
            if key >= 0x8000:  # a named property: GUID, then a number or a name
                place += 16
                (form,) = struct.unpack_from("<I", content, place)
                (length,) = struct.unpack_from("<I", content, place + 4)
                place += 8 if form == 0 else 8 + _padded(length)
            values = 1
            if kind & 0x1000 or kind in VARIABLE:
                (values,) = struct.unpack_from("<I", content, place)
                place += 4
            for _ in range(min(values, MAX_PROPERTIES)):
                plain = kind & 0x0FFF
                if plain in VARIABLE:
                    (length,) = struct.unpack_from("<I", content, place)
                    value = content[place + 4 : min(end, place + 4 + length)]
                    place += 4 + _padded(length)
                    if (
                        key in (LONG_NAME, DISPLAY_NAME)
                        and plain in (0x001E, 0x001F)
                        and (key == LONG_NAME or not name)
                    ):
                        text = value.decode("utf-16-le", "replace") if plain == 0x001F else charset.decode(value, "")
                        name = text.split("\0", 1)[0]
                    elif key == DATA_BINARY:
                        data = value[16:] if plain == 0x000D else value
                else:
                    place += FIXED_SIZES.get(plain, 4)
            if place > end:
                break
    except struct.error:
        pass
    return name, data


def _padded(length: int) -> int:
    return length + (-length % 4)

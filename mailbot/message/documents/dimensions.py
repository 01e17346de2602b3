"""Width and height of a picture from its header alone: nothing is decoded, so no bomb goes off."""

import struct


def pixels(content: bytes) -> tuple[int, int]:
    """(width, height) in pixels of PNG, GIF, BMP, JPEG, WebP or TIFF; (0, 0) where they cannot be told."""
    try:
        return _pixels(content)
    except (struct.error, IndexError):
        return 0, 0


def _pixels(content: bytes) -> tuple[int, int]:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _pair(">II", content, 16)
    if content.startswith(b"GIF8"):
        return _pair("<HH", content, 6)
    if content.startswith(b"BM"):
        width, height = _pair("<ii", content, 18)
        return abs(width), abs(height)
    if content.startswith(b"\xff\xd8"):
        return _jpeg(content)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _webp(content)
    if content[:4] in (b"II*\0", b"MM\0*"):
        return _tiff(content)
    return 0, 0


def _pair(layout: str, content: bytes, offset: int) -> tuple[int, int]:
    first, second = struct.unpack_from(layout, content, offset)
    return first, second


def _jpeg(content: bytes) -> tuple[int, int]:
    """From the frame header, SOF0 to SOF15 without DHT, JPG and DAC (ITU T.81, B.2.2)."""
    position = 2
    for _ in range(1000):
        if content[position] != 0xFF:
            return 0, 0
        marker = content[position + 1]
        if marker == 0xFF:
            position += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = _pair(">HH", content, position + 5)
            return width, height
        if marker in (0xD8, 0x01) or 0xD0 <= marker <= 0xD7:
            position += 2
            continue
        position += 2 + struct.unpack_from(">H", content, position + 2)[0]
    return 0, 0


def _webp(content: bytes) -> tuple[int, int]:
    """From the first chunk (RFC 9649 §2)."""
    if content[12:16] == b"VP8X":
        width = int.from_bytes(content[24:27], "little") + 1
        return width, int.from_bytes(content[27:30], "little") + 1
    if content[12:16] == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = _pair("<HH", content, 26)
    return width & 0x3FFF, height & 0x3FFF


def _tiff(content: bytes) -> tuple[int, int]:
    """From the first directory (TIFF 6.0 §2), whose tags 256 and 257 are width and height."""
    order = "<" if content[:2] == b"II" else ">"
    (start,) = struct.unpack_from(f"{order}I", content, 4)
    (count,) = struct.unpack_from(f"{order}H", content, start)
    sides = {256: 0, 257: 0}
    for index in range(min(count, 200)):
        tag, kind = _pair(f"{order}HH", content, start + 2 + index * 12)
        if tag in sides:
            (sides[tag],) = struct.unpack_from(f"{order}{'H' if kind == 3 else 'I'}", content, start + 10 + index * 12)
    return sides[256], sides[257]

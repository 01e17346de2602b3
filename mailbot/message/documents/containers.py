"""Says what is in a zip or OLE2 container from its directory alone; nothing is unpacked."""

import re
import struct
from collections.abc import Iterator

from mailbot.message.documents.media_types import (
    DOC,
    DOCX,
    EPUB,
    MSG,
    ODP,
    ODS,
    ODT,
    OFFICE_ENCRYPTED,
    OLE,
    PAGES,
    PPT,
    PPTX,
    XLS,
    XLSB,
    XLSX,
    ZIP,
)

MAX_MEMBERS = 3000  # entries of a directory looked at


def zip_type(content: bytes) -> str:
    """What a zip is by the names of its members (ECMA-376 part 2, ODF 1.2 part 3 §3.3, EPUB OCF 3.3)."""
    if content[30:38] == b"mimetype" and content[8:10] == b"\0\0":
        length = struct.unpack_from("<H", content, 28)[0] if len(content) >= 30 else 0
        stated = re.match(rb"[a-z0-9.+/-]{3,80}", content[38 + length : 38 + length + 80])
        if stated:
            value = stated.group().decode()
            value = value.partition("PK")[0].removesuffix("-template").removesuffix("-master")
            for known in (ODT, ODS, ODP, EPUB):
                if value.startswith(known):
                    return known
            return value
    names = set(_zip_names(content))
    for member, media_type in (
        ("word/document.xml", DOCX),
        ("word/document2.xml", DOCX),
        ("xl/workbook.xml", XLSX),
        ("xl/workbook.bin", XLSB),
        ("ppt/presentation.xml", PPTX),
        ("Index/Document.iwa", PAGES),
    ):
        if member in names:
            return media_type
    if "[Content_Types].xml" in names:
        folders = {name.partition("/")[0] for name in names}
        for folder, media_type in (("word", DOCX), ("xl", XLSX), ("ppt", PPTX)):
            if folder in folders:
                return media_type
    return ZIP


def _zip_names(content: bytes) -> Iterator[str]:
    """Names of a zip's members: its central directory (APPNOTE 4.3.12), or the local headers where that is lost."""
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - 66_000))
    position = -1
    if 0 <= end <= len(content) - 22:
        size, offset = struct.unpack_from("<II", content, end + 12)
        position = end - size if content[end - size : end - size + 4] == b"PK\x01\x02" else offset
    whole = content[position : position + 4] == b"PK\x01\x02" if position >= 0 else end >= 0
    for _ in range(MAX_MEMBERS if whole else 0):
        if content[position : position + 4] != b"PK\x01\x02" or position + 46 > len(content):
            break
        name, extra, comment = struct.unpack_from("<HHH", content, position + 28)
        yield content[position + 46 : position + 46 + name].decode("utf-8", "replace").replace("\\", "/")
        position += 46 + name + extra + comment
    if whole:
        return
    position = content.find(b"PK\x03\x04")
    for _ in range(200):
        if position < 0 or position + 30 > len(content):
            return
        (name,) = struct.unpack_from("<H", content, position + 26)
        yield content[position + 30 : position + 30 + name].decode("utf-8", "replace").replace("\\", "/")
        position = content.find(b"PK\x03\x04", position + 30)


OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", OFFICE_ENCRYPTED),
    ("WordDocument", DOC),
    ("PowerPoint Document", PPT),
    ("Workbook", XLS),
    ("Book", XLS),
    ("__properties_version1.0", MSG),
)


def ole_type(content: bytes, claimed: str) -> str:
    """What an OLE2 file is by the streams in its root storage ([MS-CFB] 2.6)."""
    names = _ole_names(content)
    for stream, media_type in OLE_STREAMS:
        if stream in names:
            return media_type
    return claimed if claimed in (DOC, XLS, PPT, MSG) else OLE


def _ole_names(content: bytes) -> set[str]:
    """Names in the root storage of an OLE2 file; an empty set for a damaged one."""
    if len(content) < 512:
        return set()
    (shift,) = struct.unpack_from("<H", content, 30)
    if shift not in (9, 12):
        return set()
    sector_size = 1 << shift
    (sector,) = struct.unpack_from("<I", content, 48)
    fat_sectors = struct.unpack_from("<109I", content, 76)
    directory = bytearray()
    for _ in range(MAX_MEMBERS * 128 // sector_size):
        start = (sector + 1) * sector_size
        if sector >= 0xFFFFFFFA or start >= len(content):
            break
        directory += content[start : start + sector_size]
        table, entry = divmod(sector, sector_size // 4)
        place = (fat_sectors[table] + 1) * sector_size + entry * 4 if table < 109 else len(content)
        if place + 4 > len(content):
            break
        (sector,) = struct.unpack_from("<I", content, place)
    if len(directory) < 128:
        return set()
    names: set[str] = set()
    waiting, seen = [struct.unpack_from("<I", directory, 76)[0]], set[int]()
    while waiting:
        number = waiting.pop()
        if number in seen or (number + 1) * 128 > len(directory):
            continue
        seen.add(number)
        start = number * 128
        length, left, right = (
            *struct.unpack_from("<H", directory, start + 64),
            *struct.unpack_from("<II", directory, start + 68),
        )
        names.add(bytes(directory[start : start + max(0, min(length, 64) - 2)]).decode("utf-16-le", "replace"))
        waiting += [left, right]
    return names

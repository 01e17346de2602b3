"""Opens zip packages and XML of strangers with care: sizes capped, no entities, no network, no recursion."""

import io
import zipfile
import zlib

from lxml import etree

from mailbot.message.documents.outcome import encrypted, failed, too_large

MAX_MEMBER = 64 * 2**20  # bytes of one unpacked member
MAX_RATIO = 400  # unpacked to packed; office XML reaches about 60, a bomb 1,000
SMALL = 2**20  # below this a ratio proves nothing
MAX_ENTRIES = 5_000
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def opened(content: bytes) -> zipfile.ZipFile:
    """The zip in these bytes. Raises Refused for a damaged one."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except BROKEN as error:
        raise failed("the zip container is damaged or incomplete") from error
    if len(package.infolist()) > MAX_ENTRIES:
        raise too_large(f"more than {MAX_ENTRIES} entries")
    return package


def member(package: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int = MAX_MEMBER) -> bytes:
    """One member's bytes; what its header says about its size is not believed. Raises Refused."""
    if info.flag_bits & 0x1:
        raise encrypted("a password is needed to unpack it")
    if info.file_size > limit:
        raise too_large(f"a part unpacks to more than {limit // 2**20} MB")
    pieces: list[bytes] = []
    size = 0
    try:
        with package.open(info) as stream:
            while piece := stream.read(1 << 18):
                size += len(piece)
                if size > limit or (size > SMALL and size > MAX_RATIO * max(1, info.compress_size)):
                    raise too_large("a part unpacks to far more than it weighs")
                pieces.append(piece)
    except BROKEN as error:
        raise failed("a part of the zip container is damaged") from error
    return b"".join(pieces)


def xml(content: bytes) -> etree._Element:
    """The root of an XML document, damaged ones as far as they go. Entities stay unexpanded. Raises Refused."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True,
        remove_pis=True, collect_ids=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise failed("its XML is damaged") from error
    if root is None:
        raise failed("its XML is damaged")
    return root


def part(package: zipfile.ZipFile, name: str) -> etree._Element | None:
    """The XML of the member with this name; None where there is none."""
    try:
        info = package.getinfo(name)
    except KeyError:
        return None
    return xml(member(package, info))


def local(element: etree._Element) -> str:
    """An element's name without its namespace; "" for what is no element (an unexpanded entity)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""

"""Office documents (ECMA-376 and OpenDocument): properties, names of who commented or changed, dates in the zip."""

import re
import zipfile
from io import BytesIO

from mailbot.publication.stripping import NotStripped

MAX_UNPACKED = 300 * 2**20  # bytes of all parts together
MOMENT = (1980, 1, 1, 0, 0, 0)  # the first a zip can tell
XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PROPERTIES = {
    "docProps/core.xml": XML + b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    b'core-properties"/>',
    "docProps/app.xml": XML
    + b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": XML
    + b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
    "meta.xml": XML + b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'office:version="1.2"><office:meta/></office:document-meta>',
}
# Attributes and elements that name somebody: of comments, of changes, of the list of people who wrote.
ATTRIBUTES = re.compile(
    rb'(\s(?:w|w15|w16cid|p|p15|x|x15|xr)?:?(?:author|initials|name|displayName|userId|providerId|lastModifiedBy|userName))="[^"]*"'
)
NAMING = re.compile(r"(?:^|/)(?:people|persons?/person\d*|commentAuthors|authors|comments(?:Extended|Ids)?\d*)\.xml$")
CHANGED = re.compile(rb'(\sw\d*:(?:author|initials))="[^"]*"')
CREATORS = re.compile(
    rb"(<(dc:creator|meta:creator-initials|text:sender-[a-z-]+|text:author-[a-z]+)(?:\s[^>]*)?>)[^<]*(</\2>)"
)
AUTHORS = re.compile(rb"(<(?:\w+:)?author>)[^<]*(</(?:\w+:)?author>)")  # of comments in sheets
FOLDER = re.compile(rb'(\s(?:\w+:)?absPath\s[^>]*url)="[^"]*"')


def strip(content: bytes) -> bytes:
    """The document without them; what is seen on its pages stays. Raises NotStripped for one that is too large."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        if sum(part.file_size for part in source.infolist()) > MAX_UNPACKED:
            raise NotStripped("it is too large for its metadata to be taken out")
        for part in source.infolist():
            whole = PROPERTIES.get(part.filename) or source.read(part)
            if part.filename.endswith(".xml") and part.filename not in PROPERTIES:
                whole = _unnamed(part.filename, whole)
            entry = zipfile.ZipInfo(part.filename, MOMENT)
            entry.compress_type = zipfile.ZIP_STORED if part.filename == "mimetype" else zipfile.ZIP_DEFLATED
            out.writestr(entry, whole)
    return target.getvalue()


def _unnamed(name: str, xml: bytes) -> bytes:
    xml = CHANGED.sub(rb'\1=""', xml)
    xml = CREATORS.sub(rb"\1\3", xml)
    xml = AUTHORS.sub(rb"\1\2", xml)
    xml = FOLDER.sub(rb'\1=""', xml)
    return ATTRIBUTES.sub(rb'\1=""', xml) if NAMING.search(name) else xml

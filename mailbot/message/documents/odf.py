"""OpenDocument texts and slides (odt, odp) to lines: headers, paragraphs, tables, notes, form marks (ODF 1.2)."""

import zipfile

from lxml import etree

from mailbot.message.documents.blocks import CHECKED, UNCHECKED, paragraph, table_row
from mailbot.message.documents.outcome import encrypted, failed, found
from mailbot.message.documents.package import local, opened, part
from mailbot.message.model import Document

LEFT_OUT = frozenset({
    "tracked-changes", "annotation", "annotation-end", "hidden-text", "hidden-paragraph", "forms", "sequence-decls",
    "scripts", "notes", "note-citation", "object", "ruby-text", "title", "desc", "settings",
})  # fmt: skip
MAX_SPACES = 50


def read(content: bytes) -> Document:
    """The text of an odt or odp; pictures without any text make it a scan."""
    package = opened(content)
    if _is_encrypted(package):
        raise encrypted("the document needs a password")
    root = part(package, "content.xml")
    if root is None:
        raise failed("the document's main part is missing")
    heads: list[str] = []
    feet: list[str] = []
    styles = part(package, "styles.xml")
    for element in () if styles is None else styles.iter("{*}header", "{*}footer"):
        target = heads if local(element) == "header" else feet
        target += [line for line in _blocks(element, {}) if line not in target]
    text = "\n".join(heads + lines_of(root) + feet)
    pictures = any(name.startswith("Pictures/") for name in package.namelist())
    return found(text, scan=pictures and not text.strip())


def lines_of(root: etree._Element) -> list[str]:
    """The lines of content.xml, or of a single-file document (fodt)."""
    boxes = {
        str(identity): CHECKED if "checked" in (_value(box, "current-state"), _value(box, "state")) else UNCHECKED
        for box in root.iter("{*}checkbox", "{*}radio")
        if (identity := _value(box, "id"))
    }
    body = next(root.iter("{*}body"), root)
    return _blocks(body, boxes)


def _is_encrypted(package: zipfile.ZipFile) -> bool:
    manifest = part(package, "META-INF/manifest.xml")
    return manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None


def _blocks(parent: etree._Element, boxes: dict[str, str]) -> list[str]:
    """Lines of the paragraphs and tables in an element. boxes: sign of each check box by its id."""
    lines: list[str] = []
    for child in parent:
        name = local(child)
        if name in ("p", "h"):
            pieces: list[str] = []
            after: list[str] = []
            _inline(child, pieces, after, boxes)
            own = paragraph("".join(pieces))
            lines += after if after and not any(own) else own + after
        elif name == "table-row":
            cells = [_blocks(cell, boxes) for cell in child if local(cell) in ("table-cell", "covered-table-cell")]
            lines += table_row(cells)
        elif name == "control":
            lines += [sign] if (sign := boxes.get(_value(child, "control"), "")) else []
        elif name not in LEFT_OUT:
            lines += _blocks(child, boxes)
    return lines


def _inline(element: etree._Element, pieces: list[str], after: list[str], boxes: dict[str, str]) -> None:
    """Collects the text inside a paragraph; what floats (boxes, notes) goes into after."""
    pieces.append(element.text or "")
    for child in element:
        name = local(child)
        if name == "tab":
            pieces.append("\t")
        elif name == "line-break":
            pieces.append("\n")
        elif name == "s":
            count = _value(child, "c")
            pieces.append(" " * min(MAX_SPACES, int(count) if count.isdecimal() else 1))
        elif name == "control":
            pieces.append(boxes.get(_value(child, "control"), ""))
        elif name in ("text-box", "note-body", "table"):
            after += _blocks(child, boxes)
        elif name not in LEFT_OUT:
            _inline(child, pieces, after, boxes)
        pieces.append(child.tail or "")


def _value(element: etree._Element, name: str) -> str:
    """An attribute by its local name; "" where it is missing."""
    return next((str(v) for key, v in element.items() if str(key).rpartition("}")[2] == name), "")

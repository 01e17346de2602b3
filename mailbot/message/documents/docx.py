"""Word documents (docx) to lines: headers, paragraphs, tables, text boxes, form fields, notes (ECMA-376 part 1, §17).

Deleted and hidden text and the prompts of unfilled form fields are left out; names are compared without namespaces, so
that strict and transitional documents and single-file Word XML read alike.
"""

import re
import zipfile

from lxml import etree

from mailbot.message.documents.blocks import CHECKED, UNCHECKED, paragraph, sign, table_row, with_signs
from mailbot.message.documents.outcome import failed, found
from mailbot.message.documents.package import local, opened, part
from mailbot.message.model import Document

LEFT_OUT = frozenset({
    "del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid",
    "trPr", "tcPr", "sectPr", "rubyPr", "rt", "footnoteRef", "endnoteRef", "annotationRef", "commentReference",
    "binData",
})  # fmt: skip
SPACING = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
FALSE = ("0", "false", "off", "none")


def read(content: bytes) -> Document:
    """The text of a docx; pictures without any text make it a scan."""
    package = opened(content)
    names = package.namelist()
    main = next((name for name in _main_parts(package) if name in names), "")
    if not main:
        raise failed("the document's main part is missing")
    folder = main.rpartition("/")[0] + "/" if "/" in main else ""
    lines: list[str] = []
    for name in _matching(names, folder, r"header\d*\.xml"):
        lines += [line for line in _part_lines(package, name) if line not in lines]
    lines += _part_lines(package, main)
    for name in _matching(names, folder, r"(?:footnotes|endnotes)\.xml"):
        lines += _part_lines(package, name)
    for name in _matching(names, folder, r"footer\d*\.xml"):
        lines += [line for line in _part_lines(package, name) if line not in lines]
    text = "\n".join(lines)
    pictures = any(name.startswith(f"{folder}media/") for name in names)
    return found(text, scan=pictures and not text.strip())


def lines_of(root: etree._Element) -> list[str]:
    """The lines of a part: of the body where it has one."""
    body = next((child for child in root if local(child) == "body"), root)
    return _blocks(body)


def _part_lines(package: zipfile.ZipFile, name: str) -> list[str]:
    root = part(package, name)
    return [] if root is None else lines_of(root)


def _main_parts(package: zipfile.ZipFile) -> list[str]:
    """Where the main part may be: as the package's relationships say, else in the usual place."""
    relations = part(package, "_rels/.rels")
    stated = [
        relation.get("Target", "").lstrip("/")
        for relation in (() if relations is None else relations)
        if relation.get("Type", "").endswith("/officeDocument")
    ]
    return [*stated, "word/document.xml"]


def _matching(names: list[str], folder: str, pattern: str) -> list[str]:
    """Parts of one sort, in the order of their numbers."""
    wanted = re.compile(re.escape(folder) + pattern)
    return sorted((name for name in names if wanted.fullmatch(name)), key=lambda name: (len(name), name))


def _blocks(parent: etree._Element) -> list[str]:
    """Lines of the paragraphs and tables in an element."""
    lines: list[str] = []
    for child in parent:
        match local(child):
            case "p":
                lines += _paragraph(child)
            case "tbl":
                for line in child.iter("{*}tr"):
                    if next((a for a in line.iterancestors("{*}tbl")), None) is child:
                        lines += _row(line)
            case name if name in LEFT_OUT:
                pass
            case "footnote" | "endnote" if _value(child, "type") in ("separator", "continuationSeparator"):
                pass
            case "sdt" if (state := _control(child)) is not None:
                lines += [state] if state else []
            case "AlternateContent":
                lines += _alternative(child)
            case _:
                lines += _blocks(child)
    return lines


def _row(line: etree._Element) -> list[str]:
    """The lines of a table row; a row that was deleted with tracking on has none."""
    if line.find("{*}trPr/{*}del") is not None:
        return []
    cells = [
        _blocks(cell) for cell in line.iter("{*}tc") if next((a for a in cell.iterancestors("{*}tr")), None) is line
    ]
    return table_row(cells)


def _paragraph(element: etree._Element) -> list[str]:
    """The lines of a paragraph, then those of the text boxes anchored in it."""
    boxes: list[str] = []
    pieces: list[str] = []
    _inline(element, pieces, boxes)
    lines = paragraph("".join(pieces))
    return boxes if boxes and not any(lines) else lines + boxes


def _inline(element: etree._Element, pieces: list[str], boxes: list[str]) -> None:
    """Collects the text inside a paragraph into pieces, that of text boxes into boxes."""
    for child in element:
        name = local(child)
        if name == "t":
            pieces.append(with_signs(child.text or ""))
        elif name in SPACING:
            pieces.append(SPACING[name])
        elif name in LEFT_OUT:
            continue
        elif name == "r":
            if not _hidden(child):
                _inline(child, pieces, boxes)
        elif name == "sym":
            code = _value(child, "char")
            pieces.append(sign(_value(child, "font"), int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,8}", code) else "")
        elif name == "fldChar":
            pieces.append(_form_field(child))
        elif name == "sdt" and (state := _control(child)) is not None:
            pieces.append(state)
        elif name == "AlternateContent":
            _inline_alternative(child, pieces, boxes)
        elif name == "txbxContent":
            boxes += _blocks(child)
        elif name == "tbl":
            boxes += _blocks(element)
            return
        else:
            _inline(child, pieces, boxes)


def _inline_alternative(element: etree._Element, pieces: list[str], boxes: list[str]) -> None:
    """The first alternative that has text: programs write the same text box twice (ECMA-376 part 3, §10.2.1)."""
    for choice in element:
        before = len(pieces), len(boxes)
        _inline(choice, pieces, boxes)
        if (len(pieces), len(boxes)) != before:
            return


def _alternative(element: etree._Element) -> list[str]:
    return next((lines for choice in element if (lines := _blocks(choice))), [])


def _control(element: etree._Element) -> str | None:
    """What a content control shows by itself: a check box's sign, "" for a prompt; None where its content counts."""
    box = element.find("{*}sdtPr/{*}checkbox")
    if box is not None:
        return CHECKED if _on(box.find("{*}checked")) else UNCHECKED
    prompt = element.find("{*}sdtPr/{*}showingPlcHdr")
    return "" if prompt is not None and _on(prompt) else None


def _form_field(element: etree._Element) -> str:
    """What a legacy form field shows: the sign of FORMCHECKBOX, the choice of FORMDROPDOWN (§17.16)."""
    box = element.find("{*}ffData/{*}checkBox")
    if box is not None:
        state = box.find("{*}checked")
        return CHECKED if _on(state if state is not None else box.find("{*}default")) else UNCHECKED
    choices = element.find("{*}ffData/{*}ddList")
    if choices is None:
        return ""
    entries = [_value(entry, "val") for entry in choices.findall("{*}listEntry")]
    chosen = choices.find("{*}result")
    chosen = chosen if chosen is not None else choices.find("{*}default")
    number = _value(chosen, "val") if chosen is not None else "0"
    return entries[int(number)] if number.isdecimal() and int(number) < len(entries) else ""


def _hidden(run: etree._Element) -> bool:
    """Whether a run is marked as hidden or deleted text."""
    return any(_on(run.find(f"{{*}}rPr/{{*}}{mark}")) for mark in ("vanish", "webHidden"))


def _on(element: etree._Element | None) -> bool:
    """The value of an on/off property (§17.17.4): present means on, unless it says otherwise."""
    return element is not None and _value(element, "val").lower() not in FALSE


def _value(element: etree._Element, name: str) -> str:
    """An attribute by its local name; "" where it is missing."""
    return next((str(v) for key, v in element.items() if str(key).rpartition("}")[2] == name), "")

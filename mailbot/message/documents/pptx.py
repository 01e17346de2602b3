"""PowerPoint presentations (pptx) to lines: each slide's paragraphs and tables, in order (ECMA-376 part 1, §19)."""

import re

from lxml import etree

from mailbot.message.documents.blocks import paragraph, table_row, with_signs
from mailbot.message.documents.outcome import found
from mailbot.message.documents.package import local, opened, part
from mailbot.message.model import Document

SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")


def read(content: bytes) -> Document:
    """The text of a pptx in the order of its slide files; speaker notes are left out."""
    package = opened(content)
    slides = sorted(
        (int(match.group(1)), name) for name in package.namelist() if (match := SLIDE.fullmatch(name)) is not None
    )
    lines: list[str] = []
    for _, name in slides:
        root = part(package, name)
        lines += ["", *_blocks(root)] if root is not None else []
    text = "\n".join(lines)
    pictures = any(name.startswith("ppt/media/") for name in package.namelist())
    return found(text, scan=pictures and not text.strip())


def _blocks(parent: etree._Element) -> list[str]:
    """Lines of the paragraphs and table rows in an element."""
    lines: list[str] = []
    for child in parent:
        name = local(child)
        if name == "p":
            lines += paragraph(
                "".join(
                    "\n" if local(piece) == "br" else with_signs(piece.text or "")
                    for piece in child.iter("{*}t", "{*}br")
                )
            )
        elif name == "tr":
            lines += table_row([_blocks(cell) for cell in child if local(cell) == "tc"])
        elif name != "Fallback":
            lines += _blocks(child)
    return lines

"""HTML mail to lines: hidden text dropped, a table row a line with one tab between cells, quotes and signatures marked.

The marks of mail programs (html_marks.py) are read before the markup is gone: they are surer than any wording.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailbot.message.html_marks import (
    ATTRIBUTIONS,
    OPEN_TAILS,
    SIGNATURES,
    TAILS,
    Attributes,
    names_of,
    names_on,
    quotes,
)
from mailbot.message.html_writer import Writer
from mailbot.message.lines import MAX_LINES, Line, Mark

MAX_HTML = 2_000_000  # characters that are read
MAX_NODES = 200_000
MAX_TABLES = 5  # tables within tables that may still be tables of data
DROPPED = names_of("head style script title template noscript object embed svg math select textarea meta link button")
BLOCKS = names_of(
    "address article aside blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section summary table tbody tfoot thead tr ul caption"
)
SPACED = names_of("p h1 h2 h3 h4 h5 h6 ul ol table blockquote hr pre dl")  # an empty line around them
CELLS = frozenset(("td", "th"))
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|%)?\s*(?:;|$|!)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|max-height\s*:\s*0(?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)
MAX_TAG = 8_000
MAX_NESTING = 400
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:]{0,40})[^<>]*>")
# Void elements, and those that the next of their kind ends (HTML Living Standard §13.1.2.4).
CLOSED_BY_ITSELF = names_of(
    "area base br col embed hr img input link meta source wbr p li td th tr tbody thead tfoot dt dd option"
)
LINK = re.compile(r"https?://[^\s<>\"']{3,2000}", re.IGNORECASE)


def to_lines(html: str) -> list[Line]:
    """The visible text of an HTML body as lines. Never raises; linear; capped at MAX_HTML, MAX_NODES and MAX_LINES.

    Tables: a row is a line, cells are separated by one tab, line breaks within a cell become a space; a table that
    only arranges blocks (it holds another table, or one cell a row) is read as blocks.
    """
    tree = LexborHTMLParser(_tamed(html[:MAX_HTML].replace("\0", "")))
    root = tree.body or tree.root
    writer = Writer()
    if root is not None:
        _walk(root, writer)
    writer.end_line()
    writer.lines += [Line("", 0, mark) for mark in writer.marks]
    return writer.lines[:MAX_LINES]


def _tamed(html: str) -> str:
    """HTML that a parser reads in linear time: no tag longer than MAX_TAG, none nested deeper than MAX_NESTING."""
    if html.count("<") <= MAX_NESTING and len(html) < MAX_TAG:
        return html
    depth = 0

    def tame(found: re.Match[str]) -> str:
        nonlocal depth
        closing, name = found[1], found[2].lower()
        if name in CLOSED_BY_ITSELF:
            return found.group() if len(found.group()) < MAX_TAG else f"<{closing}{name}>"
        if closing:
            depth = max(0, depth - 1)
        elif depth >= MAX_NESTING:
            return ""
        else:
            depth += 1
        return found.group() if len(found.group()) < MAX_TAG else f"<{closing}{name}>"

    return TAG.sub(tame, html)


def _walk(root: LexborNode, writer: Writer) -> None:
    """Walks the tree without recursion: nesting is hostile input too."""
    node: LexborNode | None = root
    open_nodes: list[tuple[LexborNode, list[str]]] = []
    steps = 0
    while node is not None and steps < MAX_NODES:
        steps += 1
        undo = _enter(node, writer)
        child = node.child if undo is not None else None
        if child is not None and undo is not None:
            open_nodes.append((node, undo))
            node = child
            continue
        if undo is not None:
            _leave(node, writer, undo)
        while node.next is None and open_nodes:
            node, undo = open_nodes.pop()
            _leave(node, writer, undo)
        node = node.next if open_nodes else None
    while open_nodes:
        node, undo = open_nodes.pop()
        _leave(node, writer, undo)


def _enter(node: LexborNode, writer: Writer) -> list[str] | None:
    """Writes what stands before a node's children; gives what to undo after them, None to skip them."""
    tag = node.tag or ""
    if tag == "-text":
        writer.write_text(node.text_content or "")
        return None
    if tag in DROPPED or tag.startswith(("-", "!")):
        return None
    attributes = node.attributes
    style = attributes.get("style") or ""
    if (
        "hidden" in attributes
        or (style and HIDDEN.search(style))
        or (attributes.get("aria-hidden") == "true" and tag == "span")
    ):
        return None
    if tag == "br":
        writer.end_line(always=not writer.cells)
        return None
    undo: list[str] = []
    names = names_on(attributes)
    if tag in CELLS and writer.rows and writer.rows[-1] is not None:
        undo.append("cell")
        if writer.rows[-1]:
            writer.trim()
            writer.write("\t")
        writer.rows[-1] += 1
        writer.cells += 1
    elif tag in BLOCKS or tag in CELLS:
        writer.end_line()
        if tag in SPACED and "msonormal" not in names:
            writer.gap()
        undo.append("block")
        if tag == "tr":
            writer.rows.append(0 if _is_data_row(node, writer) else None)
        if tag == "li" and not writer.cells:
            writer.write("- ")
    if tag == "pre":
        writer.kept += 1
        undo.append("kept")
    if tag == "a" and (href := (attributes.get("href") or "").strip()) and LINK.match(href):
        writer.links.append(href)
    _mark(tag, names, style, attributes, writer, undo)
    return undo


def _mark(tag: str, names: frozenset[str], style: str, attributes: Attributes, writer: Writer, undo: list[str]) -> None:
    """Applies the marks that mail programs leave on a node."""
    if names & SIGNATURES and not writer.cells:
        writer.end_line()
        writer.signature += 1
        undo.append("signature")
    if names & ATTRIBUTIONS:
        writer.attribution += 1
        undo.append("attribution")
    if tag == "blockquote" and quotes(names, style, attributes):
        writer.end_line()
        writer.depth += 1
        undo.append("depth")
    elif names & TAILS:
        writer.end_line()
        writer.marks.append(Mark.TAIL)
        if not names & OPEN_TAILS:
            undo.append("tail")


def _leave(node: LexborNode, writer: Writer, undo: list[str]) -> None:
    tag = node.tag or ""
    if "cell" in undo:
        writer.cells -= 1
    elif "block" in undo or "signature" in undo or "depth" in undo or "tail" in undo:
        writer.end_line()
    if tag == "tr" and "block" in undo:
        writer.rows.pop()
    if "signature" in undo:
        writer.signature -= 1
    if "attribution" in undo:
        writer.attribution -= 1
    if "kept" in undo:
        writer.kept -= 1
    if "block" in undo and tag in SPACED:
        names = names_on(node.attributes)
        if "msonormal" not in names:  # Word's paragraphs have no space around them
            writer.gap()
    if "depth" in undo:
        writer.depth -= 1
    if "tail" in undo:
        if Mark.TAIL in writer.marks:
            writer.marks.remove(Mark.TAIL)
        else:
            writer.marks.append(Mark.END)


def _is_data_row(row: LexborNode, writer: Writer) -> bool:
    """Whether a tr is a row of data: it has several cells, and none holds a table of its own."""
    if len(writer.rows) >= MAX_TABLES or writer.cells:
        return False
    cells = 0
    child = row.child
    while child is not None:
        cells += child.tag in CELLS
        child = child.next
    return cells > 1 and row.css_first("table") is None

"""Collects the lines of HTML while its tree is walked: white space, cells, empty lines, how deep a line is quoted."""

import re
from dataclasses import dataclass, field

from mailbot.message.lines import Line, Mark

WHITE = re.compile("[ \t\r\n\f\u200b\ufeff\u00ad]{2,}|[\t\r\n\f\u200b\ufeff\u00ad]")  # all but a single space


@dataclass(slots=True)
class Writer:
    """Collects lines while the tree is walked."""

    lines: list[Line] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)  # to stand on the next line that is written
    depth: int = 0
    signature: int = 0
    attribution: int = 0
    cells: int = 0  # how many cells are open
    kept: int = 0  # how many <pre> are open
    rows: list[int | None] = field(default_factory=list)  # cells met in each open row; None: the row only arranges

    def write(self, data: str) -> None:
        """Goes on with the line, as it is given."""
        self.text.append(data)

    def end_line(self, always: bool = False) -> None:
        """Ends the line; within a table cell a line break is a space."""
        if self.cells and not always:
            if self.text and not self.text[-1].endswith((" ", "\t")):
                self.text.append(" ")
            return
        text = "".join(self.text)
        if not self.kept:
            text = "\t".join(cell.strip(" \n") for cell in text.split("\t")) if "\t" in text else text.strip(" \n")
        self.text = []
        if text.strip() or always:
            self.put(text.replace("\u00a0", " "))
        elif "\u00a0" in text:  # a paragraph of one hard space is an empty line
            self.gap()

    def gap(self) -> None:
        """An empty line, unless there is one already or nothing stands above it."""
        if not self.cells and self.lines and self.lines[-1].text:
            self.put("")

    def put(self, text: str) -> None:
        """A whole line, with the marks and links that waited for it."""
        mark = Mark.SIGNATURE if self.signature else Mark.ATTRIBUTION if self.attribution else Mark.NONE
        for waiting in self.marks if text.strip() else ():
            self.lines.append(Line("", self.depth, waiting))
        if text.strip():
            self.marks = []
        self.lines.append(Line(text, self.depth, mark, tuple(self.links)))
        self.links = []

    def write_text(self, data: str) -> None:
        """Text between tags: white space counts once, but within <pre>."""
        if self.kept and not self.cells:
            for number, piece in enumerate(data.split("\n")):
                if number:
                    self.end_line(always=True)
                self.write(piece)
            return
        data = WHITE.sub(" ", data)
        if data == " " and not self.text:
            return
        if self.text and self.text[-1].endswith((" ", "\t")) and data.startswith(" "):
            data = data[1:]
        if data:
            self.write(data)

    def trim(self) -> None:
        """Takes the blanks off the end of the line."""
        while self.text and self.text[-1].endswith(" "):
            stripped = self.text[-1].rstrip(" ")
            if stripped:
                self.text[-1] = stripped
                return
            self.text.pop()

"""Turns the tables and form marks that office formats share into lines of text."""

from collections.abc import Sequence

from mailbot.message.documents.tidy import row

CHECKED, UNCHECKED = "☒", "☐"
SYMBOLS: dict[str, dict[int, str]] = {  # fonts of signs, by the low byte of the code (Microsoft's symbol encoding)
    "wingdings": {
        0x6F: "☐", 0x71: "☐", 0x72: "☐", 0x78: "☒", 0xA8: "☐", 0xFB: "☒", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
        0xA7: "•", 0x6C: "•", 0x6E: "•", 0x9F: "•", 0x76: "•", 0xD8: "•", 0x75: "•", 0x28: "☎", 0x2A: "✉", 0xE0: "→",
    },
    "wingdings 2": {0x2A: "☐", 0x30: "☐", 0x35: "☐", 0x4F: "☒", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒",
                    0x55: "☒", 0x56: "☒", 0xA3: "☐"},
    "symbol": {0xB7: "•"},
    "webdings": {0x61: "✓", 0x63: "☐", 0x72: "☒"},
}  # fmt: skip


def sign(font: str, code: int) -> str:
    """The character for a code in a font of signs; "" where it only decorates."""
    return SYMBOLS.get(font.strip().lower(), {}).get(code & 0xFF, "")


def with_signs(text: str, font: str = "wingdings") -> str:
    """Text whose private-use codes F000-F0FF, as Word writes signs, have become characters."""
    return "".join(sign(font, ord(c)) if "\uf000" <= c <= "\uf0ff" else c for c in text)


def paragraph(text: str) -> list[str]:
    """The lines of a paragraph: runs of tabs count as one, those at its beginning as none."""
    lines = []
    for line in text.split("\n"):
        cells = [cell.strip() for cell in line.split("\t")]
        lines.append("\t".join(cell for cell in cells if cell))
    return lines


def table_row(cells: Sequence[Sequence[str]]) -> list[str]:
    """The lines of one row; each cell is the list of its own lines.

    A row with one filled cell is layout, not data: its lines stay. Else one line, cells separated by tabs.
    """
    filled = [cell for cell in cells if any(line.strip() for line in cell)]
    if len(filled) == 1:
        return [line for line in filled[0] if line.strip()]
    line = row([" ".join(cell) for cell in cells])
    return [line] if line else []

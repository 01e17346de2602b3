"""Cuts the text of an archive into its members, each below a line with its file name (so its reader writes them)."""

import re

MEMBER = re.compile(
    r"^[^\t\n]{1,180}\.(?:pdf|docx?|odt|rtf|txt|html?|xlsx?|ods|csv|pptx?|odp|eml|vcf|jpe?g|png|tiff?)$", re.IGNORECASE
)


def members(text: str) -> list[tuple[str, str]]:
    """(file name, text) of every member in order; [("", text)] where no line is a file name. Linear."""
    found: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        if MEMBER.match(line.strip()):
            found.append((line.strip().rpartition("/")[2], []))
        elif found:
            found[-1][1].append(line)
    return [(name, "\n".join(lines).strip()) for name, lines in found] or [("", text)]

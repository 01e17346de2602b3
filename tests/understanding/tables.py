"""Reads the tables of messages in machines/ and people/: blocks that begin with "%% name", then header, blank, text."""

from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent


def blocks(folder: str) -> Iterator[tuple[str, bytes]]:
    """(file: name, raw message) of every block; a message without a recipient goes to the desk."""
    for file in sorted((HERE / folder).glob("*.txt")):
        for block in file.read_text("utf-8").split("%% ")[1:]:
            name, _, message = block.partition("\n")
            head, _, body = message.strip("\n").partition("\n\n")
            if "\nTo:" not in f"\n{head}":
                head += "\nTo: desk@review.example"
            yield f"{file.stem}: {name.strip()}", f"{head}\nMIME-Version: 1.0\n\n{body}\n".encode()

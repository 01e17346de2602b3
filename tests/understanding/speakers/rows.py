"""Reads the mail of tests/understanding/speakers/mail/*.txt: messages with the speakers each of them puts forward."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from mailbot.message.model import Attachment, Document, Message, TextState
from mailbot.message.parse import parse

FOLDER = Path(__file__).parent / "mail"
ORDER = ("open_discussion", "rapporteur", "plenary", "roundtable")
Expected = tuple[str, str | None, str | None, tuple[str, ...]]


@dataclass(frozen=True)
class Row:
    """One message and its speakers (name, title, affiliation, roles)."""

    language: str
    note: str
    text: str
    documents: tuple[tuple[str, str], ...]
    expected: list[Expected]

    def __str__(self) -> str:
        return f"{self.language}: {self.note}"


def rows() -> list[Row]:
    """Every row of every file."""
    return [
        _row(path.stem, block)
        for path in sorted(FOLDER.glob("*.txt"))
        for block in path.read_text("utf-8").split("##### ")[1:]
    ]


def _row(language: str, block: str) -> Row:
    note, _, rest = block.partition("\n")
    lines = rest.rstrip("\n").split("\n")
    expected = [_expected(line[3:]) for line in lines if line.startswith("=> ")]
    text = "\n".join(line for line in lines if not line.startswith("=> "))
    body, *documents = text.split("\n@@ ")
    return Row(
        language, note, body, tuple((each.partition("\n")[0], each.partition("\n")[2]) for each in documents), expected
    )


def _expected(line: str) -> Expected:
    name, title, affiliation, roles = (part.strip() for part in line.split("|"))
    return name, title or None, affiliation or None, tuple(sorted(roles.split(), key=ORDER.index))


def message_of(row: Row) -> Message:
    """The row as a read message, its documents as attachments whose text is known."""
    head, _, body = row.text.partition("\n\n")
    raw = f"{head}\nTo: gcmrrarabstates@iom.int\nContent-Type: text/plain; charset=utf-8\n\n{body}\n".encode()
    read = parse(raw)
    attachments = tuple(
        Attachment(
            name,
            "text/plain",
            "text/plain",
            text.encode(),
            sha256(text.encode()).hexdigest(),
            document=Document(TextState.READ, text),
        )
        for name, text in row.documents
    )
    return Message(
        read.envelope, read.zones, read.forwarded, attachments, read.links, read.content_types, size=len(raw)
    )

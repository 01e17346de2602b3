"""Makes messages and attachments for these tests, and reads rows/*.txt: a text, and what must be found in it."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from mailbot.message.model import Address, Attachment, Document, Envelope, Forwarded, Message, TextState, Zones

ROWS = Path(__file__).parent / "rows"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Row:
    """A text with the report's title and organisations; the text may end with a signature below "-- "."""

    title: str | None
    organisations: tuple[str, ...]
    text: str
    signature: str

    def __str__(self) -> str:
        return (self.title or self.text)[:40]


def rows(name: str) -> list[Row]:
    """The rows of one file: "##### title", a line of organisations between bars, an empty line, the text."""
    found = []
    for block in (ROWS / f"{name}.txt").read_text("utf-8").split("##### ")[1:]:
        title, names, text = block.split("\n", 2)
        body, _, signature = text.strip("\n").partition("\n-- \n")
        organisations = tuple(part for part in names.split(" | ") if part)
        found.append(Row(None if title == "-" else title, organisations, body, signature))
    return found


def document(
    text: str,
    name: str = "paper.pdf",
    *,
    state: TextState | None = None,
    scan: bool = False,
    media_type: str = PDF,
    inline: bool = False,
) -> Attachment:
    """An attachment whose text has been read, unless `state` says otherwise."""
    read = Document(state=state or (TextState.READ if text else TextState.NONE), text=text, scan=scan)
    return Attachment(
        name=name,
        media_type=media_type,
        declared_type=media_type,
        content=b"x" * 60_000,
        sha256=sha256(f"{name}{text}".encode()).hexdigest(),
        document=read,
        inline=inline,
    )


def message(
    body: str = "",
    *attachments: Attachment,
    signature: str = "",
    sender: str = "",
    subject: str = "",
    quoted: str = "",
    forwarded: tuple[Forwarded, ...] = (),
) -> Message:
    """A message as reading gives it."""
    words = body + " ".join(inner.zones.body for inner in forwarded)
    return Message(
        envelope=Envelope(sender=Address(sender, "somebody@mail.example"), subject=subject),
        zones=Zones(body, signature, quoted),
        forwarded=forwarded,
        attachments=attachments,
        links=tuple(re.findall(r"https?://[^\s،؛,()]+", words)),
    )


def passed_on(sender: str, body: str, signature: str = "") -> Forwarded:
    """An inner message."""
    return Forwarded(Address(sender, "inner@mail.example"), "", Zones(body, signature), attached=False)

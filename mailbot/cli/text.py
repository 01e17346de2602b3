"""`mailbot text`: the text of one document on stdout, or the reason on stderr why there is none."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from mailbot.cli.main import app
from mailbot.errors import MailbotError

REASONS = {
    "none": "there is no text in it",
    "encrypted": "it is encrypted",
    "too_large": "it is too large to be read",
    "failed": "it could not be read",
}


@app.command()
def text(file: Annotated[Path, typer.Argument(help="a document of any format mailbot reads")]) -> None:
    """The text of one document."""
    from mailbot.message.documents.reader import text_of_file

    try:
        document = text_of_file(file)
    except OSError as error:
        raise MailbotError(f"{file}: {error.strerror}") from None
    if not document.text.strip():
        detail = f" ({document.error})" if document.error else ""
        raise MailbotError(f"{file}: {REASONS.get(document.state.value, REASONS['none'])}{detail}")
    sys.stdout.write(document.text.rstrip("\n") + "\n")

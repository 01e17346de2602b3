"""Where commands write: a folder of their own that may be written anew, a page, a file that is whole or not there."""

import shutil
import tempfile
from pathlib import Path

import typer

from mailbot.durable import write_whole
from mailbot.errors import MailbotError


def fresh_folder(out: Path, mark: str) -> None:
    """Makes a folder with letters/ in it, or empties one that the same command made.

    mark: the file by which a command knows its own. Raises MailbotError for any other folder that holds something.
    """
    try:
        if out.exists() and any(out.iterdir()):
            if not (out / mark).exists():
                raise MailbotError(f"{out} is not empty; choose another folder with --out")
            shutil.rmtree(out)
        (out / "letters").mkdir(parents=True)
        (out / mark).touch()
    except OSError as error:
        raise cannot_be_written(out, error) from None


def write_file(output: Path, content: bytes) -> None:
    """Writes a file whole or not at all. Raises MailbotError where it cannot be written."""
    try:
        write_whole(output, content)
    except OSError as error:
        raise cannot_be_written(output, error) from None


def show_page(page: str, name: str) -> None:
    """Opens a page in the browser, from a file whose place is printed. name: what the file's name begins with."""
    with tempfile.NamedTemporaryFile("wb", suffix=".html", prefix=f"mailbot-{name}-", delete=False) as file:
        file.write(page.encode("utf-8", "replace"))
    print(file.name)
    typer.launch(file.name)


def cannot_be_written(place: Path, error: OSError) -> MailbotError:
    """A place that cannot be written, in a line."""
    return MailbotError(f"{place}: cannot be written: {error.strerror or error}")

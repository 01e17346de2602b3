"""`mailbot init`: a new folder with config.toml, rules/ and templates/ to start from; `--update` renews its copies."""

import json
from pathlib import Path
from typing import Annotated

import typer

from mailbot.cli.copies import packaged, renew_copies, write_copies
from mailbot.cli.main import app
from mailbot.cli.output import cannot_be_written
from mailbot.cli.pages import counted
from mailbot.cli.program import program
from mailbot.durable import PRIVATE, sync_tree, write_whole
from mailbot.errors import MailbotError

SCHEMA = "config.schema.json"
CONFIG = "config.toml"


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="a new or empty folder")],
    update: Annotated[
        bool, typer.Option("--update", help="of a folder there is, renew the rules and templates nobody changed")
    ] = False,
) -> None:
    """Writes config.toml, rules/ and templates/ into a new folder."""
    from mailbot.settings.paths import defaults_folder

    try:
        _update(folder, defaults_folder()) if update else _write(folder, defaults_folder())
    except OSError as error:
        raise cannot_be_written(folder, error) from None


def _write(folder: Path, source: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise MailbotError(f"{folder} is not empty; name a new folder")
    config = (source / CONFIG).read_text("utf-8")
    first, _, rest = config.partition("\n")
    assert first.startswith("#:schema"), "the sample begins with the place of its schema"
    write_copies(folder, packaged(source))
    # A password may be written into it.
    write_whole(folder / CONFIG, f"#:schema {SCHEMA}\n{rest}".encode(), PRIVATE)
    _write_schema(folder)
    sync_tree(folder)
    print(f"{folder} holds config.toml, rules/ and templates/.")
    print(f"Next: fill in [desk], [mailbox] and [smtp] in {folder / CONFIG}, then")
    print(f"      {program()} --config {folder / CONFIG} check")


def _update(folder: Path, source: Path) -> None:
    if not (folder / CONFIG).is_file():
        raise MailbotError(f"{folder} holds no config.toml; `mailbot init {folder}` without --update writes one")
    renewal = renew_copies(folder, packaged(source))
    _write_schema(folder)
    print(f"{counted(len(renewal.written), 'file')} brought up to this version, {len(renewal.removed)} removed")
    for name in renewal.changed:
        print(f"left as it is: {folder / name} is not as it was packaged, and the packaged {source / name} is newer")


def _write_schema(folder: Path) -> None:
    from mailbot.settings.schema import settings_schema

    write_whole(folder / SCHEMA, f"{json.dumps(settings_schema(), ensure_ascii=False, indent=2)}\n".encode())

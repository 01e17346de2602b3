"""`mailbot init`: a new folder with config.toml, rules/ and templates/ to start from."""

import json
import shutil
from pathlib import Path
from typing import Annotated

import typer

from mailbot.cli.main import app
from mailbot.durable import PRIVATE, sync_tree, write_whole
from mailbot.errors import MailbotError

SCHEMA = "config.schema.json"


@app.command()
def init(folder: Annotated[Path, typer.Argument(help="a new or empty folder")]) -> None:
    """Writes config.toml, rules/ and templates/ into a new folder."""
    from mailbot.settings.paths import defaults_folder
    from mailbot.settings.schema import settings_schema

    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise MailbotError(f"{folder} is not empty; name a new folder")
        source = defaults_folder()
        for name in ("rules", "templates"):
            shutil.copytree(source / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        config = (source / "config.toml").read_text("utf-8")
        first, _, rest = config.partition("\n")
        assert first.startswith("#:schema"), "the sample begins with the place of its schema"
        # A password may be written into it.
        write_whole(folder / "config.toml", f"#:schema {SCHEMA}\n{rest}".encode(), PRIVATE)
        write_whole(folder / SCHEMA, f"{json.dumps(settings_schema(), ensure_ascii=False, indent=2)}\n".encode())
        sync_tree(folder)
    except OSError as error:
        raise MailbotError(f"{folder}: cannot be written: {error.strerror or error}") from None
    print(f"{folder} holds config.toml, rules/ and templates/.")
    print(f"Next: fill in [desk], [mailbox] and [smtp] in {folder / 'config.toml'}, then")
    print(f"      mailbot --config {folder / 'config.toml'} check")

"""`mailbot schema`: the JSON schema of config.toml, by which editors complete and check it."""

import json
import sys

from mailbot.cli.main import app


@app.command()
def schema() -> None:
    """The JSON schema of config.toml on stdout."""
    from mailbot.settings.schema import settings_schema

    sys.stdout.write(json.dumps(settings_schema(), ensure_ascii=False, indent=2) + "\n")

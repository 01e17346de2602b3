"""`mailbot classify`: what would be done with .eml files and why; no database, no network, no mailbox."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from mailbot.cli.explain import explain
from mailbot.cli.main import Invocation, app
from mailbot.cli.verdict_json import verdict_json
from mailbot.message.documents.reader import DocumentReader
from mailbot.message.parse import parse
from mailbot.understanding.rules import load_rules
from mailbot.understanding.understand import understand


@app.command()
def classify(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(help=".eml files")],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object a line")] = False,
) -> None:
    """What would be done with these messages, and why."""
    invocation: Invocation = context.obj
    configuration = invocation.configuration_or_sample()
    rules, desk, call = load_rules(configuration.folder("rules")), configuration.desk(), configuration.call()
    authserv_id = configuration.settings.mailbox.authserv_id
    unread = False
    with DocumentReader() as reader:
        for file in files:
            try:
                raw = Path(file).read_bytes()
            except OSError as error:
                unread = True
                line = {"file": file, "error": error.strerror or type(error).__name__}
                print(json.dumps(line, ensure_ascii=False) if as_json else f"{file}: {line['error']}", flush=True)
                continue
            message = reader.read_all(parse(raw), ocr=True)
            verdict = understand(message, rules, desk, call, authserv_id=authserv_id)
            if as_json:
                print(json.dumps(verdict_json(file, message, verdict), ensure_ascii=False), flush=True)
            else:
                explain(file, message, verdict)
    sys.stdout.flush()
    if unread:
        raise typer.Exit(1)

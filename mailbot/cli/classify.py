"""`mailbot classify`: what would be done with .eml files and why; no database, no network, no mailbox."""

import json
from typing import Annotated

import typer

from mailbot.cli.main import Invocation, app


@app.command()
def classify(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(help=".eml files")],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object a line")] = False,
) -> None:
    """What would be done with these messages, and why."""
    from mailbot.cli.explain import explain
    from mailbot.cli.judging import Judged, judge
    from mailbot.cli.verdict_json import verdict_json

    invocation: Invocation = context.obj
    unread = False
    for result in judge(files, invocation.configuration_or_sample()):
        if isinstance(result, Judged):
            if as_json:
                line = verdict_json(result.file, result.message, result.verdict)
                print(json.dumps(line, ensure_ascii=False), flush=True)
            else:
                explain(result.file, result.message, result.verdict)
            continue
        unread = True
        if as_json:
            print(json.dumps({"file": result.file, "error": result.error}, ensure_ascii=False), flush=True)
        else:
            print(f"{result.file}: {result.error}", flush=True)
    if unread:
        raise typer.Exit(1)

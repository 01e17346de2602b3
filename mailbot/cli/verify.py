"""`mailbot verify`: compares rows, files and mailbox; one line a finding, with what to do."""

import sys
from typing import Annotated

import typer

from mailbot.cli.main import Invocation, app
from mailbot.cli.pages import counted


@app.command()
def verify(
    context: typer.Context,
    offline: Annotated[bool, typer.Option("--offline", help="do not ask the mailbox")] = False,
    clean: Annotated[bool, typer.Option("--clean", help="remove the files that no row names")] = False,
) -> None:
    """Is every file there and whole, is every message of the mailbox in the register? Exit 1: something is not."""
    from mailbot.cli import wiring
    from mailbot.cli.registers import store as open_register
    from mailbot.daemon.verifying import clean as remove_unnamed
    from mailbot.daemon.verifying import verify as look

    invocation: Invocation = context.obj
    configuration = invocation.configuration()
    inbox = None if offline else wiring.inbox(configuration, invocation.clock)
    findings = 0
    with open_register(configuration, upgrade=False) as store:
        if clean:
            removed = remove_unnamed(store, invocation.clock.now())
            print(f"{counted(removed, 'file')} removed that no row names")
        for finding in look(store, inbox, invocation.clock.now()):
            findings += not finding.note
            print(f"{'note: ' if finding.note else ''}{finding.text}", flush=True)
        with store.reading() as register:
            messages = sum(register.counts().values())
    if findings:
        print(counted(findings, "finding"), file=sys.stderr)
        raise typer.Exit(1)
    known = "" if offline else ", and all the mailbox holds is known"
    print(f"ok: {counted(messages, 'message')}, every file whole{known}")

"""`mailbot import`: mail from files into the register, with progress."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from mailbot.cli.main import Invocation, app


@app.command(name="import")
def import_(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help=".eml file, folder of them, mbox or Maildir")],
    letters: Annotated[bool, typer.Option("--letters/--no-letters", help="queue letters for this mail")] = True,
) -> None:
    """Files mail from files as if it had been polled; letters go out with the next `once` or `run`."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    from mailbot.cli import wiring
    from mailbot.daemon import journal
    from mailbot.daemon.importing import import_from

    invocation: Invocation = context.obj
    journal.set_up(invocation.verbose, quiet=not invocation.verbose)
    new = known = 0
    unreadable: list[str] = []
    console = Console(stderr=True)
    spinner = SpinnerColumn(), TextColumn("{task.description}")
    progress = Progress(*spinner, console=console, transient=True, disable=not console.is_terminal)
    with wiring.office(invocation.configuration(), invocation.clock) as office, progress:
        with office.store.reading() as register:
            before = register.broken_ids()
        task = progress.add_task("importing")
        for imported in import_from(office, path, letters=letters, unreadable=unreadable.append):
            new, known = new + (not imported.known), known + imported.known
            progress.update(task, description=f"importing: {new} new, {known} known")
        with office.store.reading() as register:
            broken = register.broken(before)
    for line in unreadable:
        print(line, file=sys.stderr)
    if not new + known + len(unreadable):
        print(f"{path} holds no mail: no .eml file, no mbox, no Maildir", file=sys.stderr)
    for number, error in broken:
        print(f"message {number}: {error}; `mailbot show {number}` tells more", file=sys.stderr)
    print(f"{new} new, {known} known already", file=sys.stderr)
    if broken or unreadable:
        raise typer.Exit(1)

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
    journal.set_up(invocation.verbose)
    new = known = 0
    progress = Progress(SpinnerColumn(), TextColumn("{task.description}"), console=Console(stderr=True), transient=True)
    with wiring.office(invocation.configuration(), invocation.clock) as office, progress:
        task = progress.add_task("importing")
        for imported in import_from(office, path, letters=letters):
            new, known = new + (not imported.known), known + imported.known
            progress.update(task, description=f"importing: {new} new, {known} known")
        with office.store.reading() as register:
            broken = register.broken_ids()
    print(f"{new} new, {known} known already", file=sys.stderr)
    if broken:
        print(f"{len(broken)} messages of the register are failed or quarantined", file=sys.stderr)
        raise typer.Exit(1)

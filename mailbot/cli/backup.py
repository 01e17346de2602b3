"""`mailbot backup` and `mailbot restore`: the whole register as one file, and back where nothing is yet."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli.clock import clock_from
from mailbot.cli.main import Invocation, app
from mailbot.cli.pages import counted
from mailbot.errors import MailbotError

if TYPE_CHECKING:
    from mailbot.settings.load import Configuration

MOST_TOLD = 20


@app.command()
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="the archive to write; compressed where its name ends in .gz")],
) -> None:
    """Database and files of one moment in one archive, also while the daemon runs."""
    from mailbot.cli.registers import store as open_register
    from mailbot.register.backup import write_backup

    invocation: Invocation = context.obj
    with open_register(invocation.configuration(), upgrade=False) as store:
        manifest = write_backup(store, file, invocation.clock.now())
    rows = {name: note.rows for name, note in manifest.tables.items()}
    said = [counted(rows[f"{noun}s"], noun) for noun in ("message", "submission", "letter")]
    print(f"{file}: {', '.join(said)}, {counted(manifest.files, 'file')} of {manifest.bytes / 1e6:.1f} MB")
    for sha256 in manifest.missing[:MOST_TOLD]:
        print(f"not in it, since it is missing or damaged: {sha256}; see `mailbot verify --offline`", file=sys.stderr)
    if manifest.missing:
        raise typer.Exit(1)


@app.command()
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="an archive that `mailbot backup` wrote")],
    until: Annotated[
        str | None,
        typer.Option(
            metavar="INSTANT",
            help="when the lost register last worked, such as 2021-02-04T12:00+02:00; mail that came later is answered "
            "as always (default: now)",
        ),
    ] = None,
) -> None:
    """Puts a backup into an empty register and an empty folder of files."""
    from mailbot.register.restore import restore as put_back

    invocation: Invocation = context.obj
    configuration = invocation.configuration()
    now = invocation.clock.now()
    last = now if until is None else clock_from(until, "--until").start
    assert last is not None
    if last > now:
        raise MailbotError(f"--until: {until} is yet to come")
    files = configuration.path(configuration.settings.storage.files)
    done = put_back(file, configuration.database(), files, now, last, _told_day(configuration, last))
    rows = {name: note.rows for name, note in done.manifest.tables.items()}
    print(
        f"The register of {done.manifest.at} is back: {rows['messages']} messages, {rows['submissions']} submissions."
    )
    if done.held:
        print(f"{done.held} letters that waited then are held, since they may have been sent: look at each of them.")
    if done.manifest.missing:
        print(f"{len(done.manifest.missing)} files were missing at the backup already; see `mailbot verify --offline`.")
    print(f"Mail that arrived up to {last:%Y-%m-%d %H:%M %Z} and is not in the backup is filed again, but not answered")
    print("by itself: it may have been answered already. It is on the attention list.")
    print("Next: mailbot verify, then mailbot run")


def _told_day(configuration: "Configuration", last: datetime) -> str | None:
    """The day whose digest had its time before the lost register ended: it has probably gone out."""
    from mailbot.intake.deadlines import due_at

    zone = configuration.desk().timezone
    day = last.astimezone(zone).date()
    return day.isoformat() if due_at(day, configuration.settings.digest.at, zone) <= last else None

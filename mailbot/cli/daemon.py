"""`mailbot run` and `mailbot once`: the daemon, and one pass of everything it does."""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli.main import Invocation, app
from mailbot.errors import OutOfReach

if TYPE_CHECKING:
    from mailbot.daemon.office import Office

SOME_FAILED = 1


@app.command()
def run(context: typer.Context) -> None:
    """The daemon: watches the mailbox, files, answers, and mails the digest, until SIGTERM."""
    from mailbot.cli import wiring
    from mailbot.daemon import journal
    from mailbot.daemon.closings import refuse_earlier
    from mailbot.daemon.run import run as run_daemon

    invocation: Invocation = context.obj
    journal.set_up(invocation.verbose)

    def renewed(old: "Office") -> "Office":
        new = wiring.renewed(old, invocation.configuration(), invocation.clock)
        refuse_earlier(new)
        return new

    with wiring.office(invocation.configuration(), invocation.clock) as office, office.store.exclusive():
        refuse_earlier(office)
        ended = run_daemon(office, renewed)
    if not ended:
        os._exit(0)  # a server keeps a reply back; the letter is held at the next start


@app.command()
def once(
    context: typer.Context,
    digest: Annotated[bool, typer.Option("--digest", help="also make and send the digest that is due")] = False,
) -> None:
    """Polls everything there is, files it, delivers every letter that is due, and ends."""
    from mailbot.cli import wiring
    from mailbot.daemon import journal
    from mailbot.daemon.closings import refuse_earlier
    from mailbot.daemon.once import once as one_pass

    invocation: Invocation = context.obj
    journal.set_up(invocation.verbose)
    with wiring.office(invocation.configuration(), invocation.clock) as office, office.store.exclusive():
        refuse_earlier(office)
        result = one_pass(office, digest=digest)
    for line in (*result.broken, *result.round.failed):
        print(line, file=sys.stderr)
    if result.away:
        raise OutOfReach("\n".join(result.away))
    if result.broken or result.round.failed:
        raise typer.Exit(SOME_FAILED)

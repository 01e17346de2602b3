"""`mailbot reclassify`: files a message anew under what a person says it is."""

from typing import Annotated

import typer

from mailbot.cli.main import Invocation, app
from mailbot.cli.person import By, SendLetter, Why, Yes, actor
from mailbot.errors import MailbotError


@app.command()
def reclassify(
    context: typer.Context,
    named: Annotated[str, typer.Argument(metavar="MESSAGE", help="a message's number or Message-ID")],
    kinds: Annotated[str, typer.Option(help="what it submits, such as speaker or speaker,report")] = "",
    other: Annotated[str, typer.Option(help="what it is instead, such as question or thanks")] = "",
    by: By = "",
    reason: Why = "",
    letter: SendLetter = False,
    yes: Yes = False,
) -> None:
    """Files a message anew: new submissions are made, wrong ones withdrawn, letters that have not gone out dropped."""
    from mailbot.cli import wiring
    from mailbot.cli.correcting import settle
    from mailbot.cli.lookup import resolved
    from mailbot.daemon.correcting import Hand
    from mailbot.daemon.deciding import press_of
    from mailbot.daemon.refiling import read_anew, ruling_of
    from mailbot.daemon.refiling import reclassify as refile

    invocation: Invocation = context.obj
    configuration = invocation.configuration()
    ruling = ruling_of(kinds, other, configuration.call())
    hand = Hand(actor(by), reason, invocation.clock.now(), letter)
    with wiring.office(configuration, invocation.clock) as office:
        with office.store.reading() as register:
            table, number = resolved(register, named)
        if table != "messages":
            raise MailbotError(f"{named}: expected a message's number or Message-ID")
        settle(office.store, refile(office, read_anew(office, number, ruling), hand, press_of(office)), hand, yes)

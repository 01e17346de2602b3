"""`mailbot status`: how the desk stands, with an exit code for monitoring; reads only, works while the daemon runs."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli.main import Invocation, app

if TYPE_CHECKING:
    from datetime import datetime

    from mailbot.daemon.status import Status

NEEDS_LOOK = 1


@app.command()
def status(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
) -> None:
    """Counts by state, what waits, the last poll. Exit 0: all is well, 1: something needs a look."""
    from mailbot.cli import wiring
    from mailbot.daemon.status import limits_for, needs_look, status_of

    invocation: Invocation = context.obj
    configuration = invocation.configuration()
    settings = configuration.settings
    with wiring.store(configuration, upgrade=False) as store, store.reading() as register:
        found = status_of(register, invocation.clock.now())
    look = needs_look(found, limits_for(settings.mailbox.poll_seconds, settings.letters.mode == "send"))
    if as_json:
        print(json.dumps(_plain(found) | {"needs_look": look}))
    else:
        print("\n".join((*_lines(found), *(f"look: {said}" for said in look.values()))))
    if look:
        raise typer.Exit(NEEDS_LOOK)


def _plain(found: "Status") -> dict[str, object]:
    moments = {
        "at": found.at,
        "oldest_unfiled": found.oldest_stored,
        "last_poll": found.last_poll,
        "next_letter_due": found.next_due,
    }
    counts = {
        "messages": {state.value: count for state, count in found.messages.items()},
        "letters": {state.value: count for state, count in found.letters.items()},
    }
    told = {name: _told(moment) if moment else None for name, moment in moments.items()}
    alarms = [
        {"cause": alarm.cause.value, "since": _told(alarm.since), "detail": alarm.detail} for alarm in found.alarms
    ]
    tokens = {name: _told(expires) for name, expires in found.tokens.items()}
    return {
        **told,
        **counts,
        "backlog": found.backlog,
        "withheld": found.withheld,
        "token_expires": tokens,
        "alarms": alarms,
    }


def _told(moment: "datetime") -> str:
    return moment.isoformat(timespec="seconds")


def _lines(found: "Status") -> tuple[str, ...]:
    from mailbot.daemon.status import age

    waits = f"{age(found.at - found.oldest_stored)}" if found.oldest_stored else "none"
    polled = f"{age(found.at - found.last_poll)} ago" if found.last_poll else "never"
    return (
        "messages        " + ", ".join(f"{count} {state}" for state, count in found.messages.items()),
        "letters         " + ", ".join(f"{count} {state}" for state, count in found.letters.items()),
        f"oldest unfiled  {waits}",
        f"last poll       {polled}",
        *(f"token expires   {name}: {_told(expires)}" for name, expires in found.tokens.items()),
    )

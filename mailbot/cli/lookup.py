"""`mailbot list` and `mailbot show`: what the register holds, for a person at a terminal or for a script."""

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli.main import Invocation, app
from mailbot.errors import MailbotError

if TYPE_CHECKING:
    from mailbot.register.records import Entry
    from mailbot.register.register import Register

REFERENCE = re.compile(r"[A-Za-z]{1,8}-[0-9]{4,9}")
AsJson = Annotated[bool, typer.Option("--json", help="one JSON object a line")]


@app.command("list")
def list_(
    context: typer.Context,
    kind: Annotated[str | None, typer.Option(help="such as report or speaker")] = None,
    status: Annotated[str | None, typer.Option(help="active, withdrawn, superseded or merged")] = None,
    standing: Annotated[str | None, typer.Option(help="on_time, grace or late")] = None,
    incomplete: Annotated[bool, typer.Option("--incomplete", help="only those that lack something")] = False,
    attention: Annotated[bool, typer.Option("--attention", help="only those a person should look at")] = False,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="received that day or later, in the desk's zone")
    ] = None,
    search: Annotated[str, typer.Option(help="words of names, titles, organisations, files or addresses")] = "",
    as_json: AsJson = False,
) -> None:
    """Submissions, with what each lacks; works while the daemon runs."""
    from mailbot.call import Standing
    from mailbot.cli import pages, record_pages
    from mailbot.cli.record_json import entry_json
    from mailbot.cli.registers import store as open_register
    from mailbot.cli.wordings import words_of
    from mailbot.register.looking import mentions

    invocation: Invocation = context.obj
    configuration = invocation.configuration()
    _one_of("--kind", kind, tuple(configuration.call().kinds))
    _one_of("--status", status, ("active", "withdrawn", "superseded", "merged"))
    _one_of("--standing", standing, tuple(Standing))
    zone = configuration.desk().timezone

    def wanted(entry: "Entry") -> bool:
        submission = entry.submission
        return (
            kind in (None, submission.kind)
            and status in (None, submission.status)
            and standing in (None, submission.standing.value)
            and (not incomplete or bool(entry.missing))
            and (not attention or bool(entry.attention))
            and (since is None or submission.received.astimezone(zone).date() >= since.date())
            and (not search or mentions(entry, search))
        )

    with open_register(configuration, upgrade=False) as store, store.reading() as register:
        entries = [entry for entry in register.entries() if wanted(entry)]
    if as_json:
        for entry in entries:
            print(json.dumps(entry_json(entry), ensure_ascii=False))
        return
    console = pages.console()
    if entries:
        console.print(record_pages.entries(entries, words_of(configuration), zone))
    console.print(f"{len(entries)} submission{'' if len(entries) == 1 else 's'}", style="dim")


@app.command()
def show(
    context: typer.Context,
    named: Annotated[
        str, typer.Argument(metavar="NAME", help="S-0012, a message's number or Message-ID, or a letter's key")
    ],
    as_json: AsJson = False,
) -> None:
    """A submission, a message or a letter with everything that belongs to it."""
    from mailbot.cli import message_page, pages, record_pages
    from mailbot.cli.record_json import letter_json, message_json, whole_json
    from mailbot.cli.registers import store as open_register
    from mailbot.cli.wordings import words_of

    invocation: Invocation = context.obj
    configuration = invocation.configuration()
    words, zone = words_of(configuration), configuration.desk().timezone
    console = pages.console()
    with open_register(configuration, upgrade=False) as store, store.reading() as register:
        table, number = resolved(register, named)
        if table == "submissions":
            whole = register.whole(number)
            if as_json:
                print(json.dumps(whole_json(whole), ensure_ascii=False))
            else:
                console.print(record_pages.whole(whole, words, zone))
            return
        if table == "messages":
            record = register.message_record(number)
            if as_json:
                print(json.dumps(message_json(record, store.files), ensure_ascii=False))
            else:
                console.print(message_page.message(record, store.files, words, zone))
            return
        letter = register.letter_entry(named)
        assert letter is not None
        events = register.events("letters", letter.id)
    if as_json:
        print(json.dumps(letter_json(letter, events), ensure_ascii=False))
    else:
        console.print(record_pages.letter(letter, events, words, zone))


def resolved(register: "Register", named: str) -> tuple[str, int]:
    """(table, number) of what is named: a reference, a letter's key, a message's number, or a Message-ID.

    Raises MailbotError where there is nothing of that name.
    """
    named = named.strip()
    if REFERENCE.fullmatch(named):
        number = register.number_of(named)
        if number is not None:
            return "submissions", number
    elif (letter := register.letter_entry(named)) is not None:
        return "letters", letter.id
    elif (message := register.message_number(named)) is not None:
        return "messages", message
    raise MailbotError(
        f"{named or 'no name'}: the register has nothing of that name; expected a reference such as S-0012, the number "
        "or Message-ID of a message, or the key of a letter"
    )


def _one_of(option: str, value: str | None, known: tuple[str, ...]) -> None:
    if value is not None and value not in known:
        raise typer.BadParameter(f'found "{value}"; expected one of {", ".join(known)}', param_hint=option)

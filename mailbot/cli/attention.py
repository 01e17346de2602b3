"""`mailbot attention`, `note` and `retry`: what needs a person, and what a person says or does about it."""

import json
from typing import Annotated

import typer

from mailbot.cli.main import Invocation, app
from mailbot.cli.person import By, Why, actor
from mailbot.errors import MailbotError

attention = typer.Typer(help="What needs a person: list it, close it.", invoke_without_command=True)
app.add_typer(attention, name="attention")


@attention.callback()
def start(context: typer.Context) -> None:
    """Without a command: the list."""
    if context.invoked_subcommand is None:
        list_(context)


@attention.command("list")
def list_(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="one JSON object a line")] = False
) -> None:
    """Everything a person should look at, oldest first, in the organisers' language."""
    from mailbot.cli import pages, record_pages
    from mailbot.cli.record_json import open_json
    from mailbot.cli.registers import store as open_register
    from mailbot.cli.wordings import words_of
    from mailbot.letters.wording import worded

    invocation: Invocation = context.obj
    configuration = invocation.configuration()
    words = words_of(configuration)
    with open_register(configuration, upgrade=False) as store, store.reading() as register:
        items = register.open_attention_list()
    if as_json:
        for item in items:
            print(json.dumps(open_json(item) | {"words": worded(item.reason, words)}, ensure_ascii=False))
        return
    console = pages.console()
    console.print(record_pages.opened(items, words, configuration.desk().timezone) if items else "Nothing needs you.")


@attention.command()
def close(
    context: typer.Context,
    numbers: Annotated[list[int], typer.Argument(metavar="ID...", help="numbers of the list", max=2**31)],
    by: By = "",
    reason: Why = "",
) -> None:
    """Takes entries off the list."""
    from mailbot.cli.registers import store as open_register

    invocation: Invocation = context.obj
    configuration, who = invocation.configuration(), actor(by)
    with open_register(configuration, upgrade=False) as store, store.writing() as register:
        for number in dict.fromkeys(numbers):
            if not register.close_attention(number, invocation.clock.now(), who, reason):
                raise MailbotError(f"{number}: there is no such open entry; nothing was closed")
    print(f"{len(set(numbers))} closed.")


@app.command()
def note(
    context: typer.Context,
    named: Annotated[str, typer.Argument(metavar="NAME", help="S-0012, a message's number, or a letter's key")],
    text: Annotated[str, typer.Argument(help="what colleagues should know; nobody else sees it")],
    by: By = "",
) -> None:
    """Writes a remark into the log of a submission, message or letter; `mailbot show` tells it."""
    from mailbot.cli.lookup import resolved
    from mailbot.cli.registers import store as open_register

    if not text.strip():
        raise MailbotError("the note is empty; nothing was written")
    invocation: Invocation = context.obj
    with open_register(invocation.configuration(), upgrade=False) as store, store.writing() as register:
        table, number = resolved(register, named)
        register.note(table, number, text.strip(), invocation.clock.now(), actor(by))
    print(f"Noted at {named}.")


@app.command()
def retry(
    context: typer.Context,
    named: Annotated[str, typer.Argument(metavar="MESSAGE", help="a message's number or Message-ID")],
    by: By = "",
    reason: Why = "",
) -> None:
    """Takes a failed or quarantined message again, at the next run or at once by a running daemon."""
    from mailbot.cli.lookup import resolved
    from mailbot.cli.registers import store as open_register

    invocation: Invocation = context.obj
    now, who = invocation.clock.now(), actor(by)
    with open_register(invocation.configuration(), upgrade=False) as store, store.writing() as register:
        table, number = resolved(register, named)
        if table != "messages":
            raise MailbotError(f"{named}: expected a message's number or Message-ID")
        state = register.message(number).state
        if not register.retry(number, now, who, reason):
            raise MailbotError(f"message {number} is {state.value}; only failed and quarantined ones can be retried")
        for item in register.open_attention_list():
            if item.message == number:
                register.close_attention(item.id, now, who, "the message is taken again")
    print(f"Message {number} is taken again at the next run.")

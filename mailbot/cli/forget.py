"""`mailbot forget`: erases a person's data, after showing what goes and what stays; a trace without it remains."""

from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli.main import Invocation, app
from mailbot.cli.person import By, Why, Yes, actor, confirmed
from mailbot.errors import MailbotError

if TYPE_CHECKING:
    from mailbot.register.register import Register
    from mailbot.register.scope import Scope
    from mailbot.register.store import Store
    from mailbot.settings.load import Configuration


@app.command()
def forget(
    context: typer.Context,
    address: Annotated[str, typer.Argument(help="of the person: all they sent and were sent")] = "",
    name: Annotated[str, typer.Option(help="of somebody put forward by others: their entries")] = "",
    message: Annotated[list[int] | None, typer.Option(help="a message by its number, whoever sent it")] = None,
    by: By = "",
    reason: Why = "",
    yes: Yes = False,
) -> None:
    """Erases a person's messages, files, letters and entries; numbers, dates and what is counted stay."""
    from mailbot.cli.registers import store as open_register
    from mailbot.register.erasing import erase

    invocation: Invocation = context.obj
    configuration = invocation.configuration()
    if sum(map(bool, (address, name, message))) != 1:
        raise MailbotError("name one: an address, --name NAME, or --message NUMBER; nothing was erased")
    who = actor(by)
    with open_register(configuration, upgrade=False) as store:
        with store.reading() as register:
            scope = _scope(store, register, configuration, address, name, message or [])
            lines = _told(register, scope)
        if not scope and not address:
            raise MailbotError("nothing of that is in the register; nothing was erased")
        print("\n".join(lines))
        if not confirmed("Erase all this? It cannot be undone.", yes):
            raise MailbotError("nothing was erased")
        with store.erasing() as register:
            scope = _scope(store, register, configuration, address, name, message or [])
            store.set_aside(register, erase(register, scope, invocation.clock.now(), who, reason))
    print("Erased. What the register cannot erase:")
    print("- the mailbox keeps its mail: delete it there, in the folder of sent mail too. It is not filed again.")
    print(
        "- backups and exports made before keep it: delete them, or let them expire; digests lie with the organisers."
    )


def _scope(
    store: "Store",
    register: "Register",
    configuration: "Configuration",
    address: str,
    name: str,
    messages: list[int],
) -> "Scope":
    from mailbot.register.scope import holder, scope_of_address, scope_of_messages, scope_of_person

    if messages:
        return scope_of_messages(register, messages)
    if name:
        return scope_of_person(register, name)
    desk = configuration.desk()
    own = {one.lower() for one in (desk.address, *desk.aliases)}
    if address.lower() in own or address.lower() in {one.lower() for one in desk.organisers}:
        raise MailbotError(f"{address} belongs to the desk ([desk] in the configuration); nothing was erased")
    if address.count("@") != 1:
        raise MailbotError(f'found "{address}"; expected an e-mail address. Nothing was erased')
    return scope_of_address(register, address, own, holder(store.files, address))


def _told(register: "Register", scope: "Scope") -> list[str]:
    """What goes, and what stays that the person may mind, a line each."""
    gone = register.submissions(sorted(scope.submissions)).values()
    handed = register.submissions([number for number, _ in scope.handed])
    changed = register.submissions(sorted({number for number, _ in scope.speakers}))
    lines = [f"messages erased: {_numbers(scope.messages)}"]
    lines += [f"submission erased, and withdrawn: {one.reference} ({one.kind}, {_people(one)})" for one in gone]
    lines += [
        f"submission kept, since {heir.address} sent it too: {handed[number].reference}"
        for number, heir in scope.handed
    ]
    lines += [f"person erased from {one.reference}, which names others too" for one in changed.values()]
    lines.append(f"letters emptied: {len(scope.letters)}, digests emptied: {len(scope.digests)}")
    if scope.naming:
        lines.append(
            f"messages kept, although they name the person: {_numbers(scope.naming)}; they submit other things too. "
            "Erase one whole with `mailbot forget --message NUMBER`"
        )
    return lines


def _numbers(numbers: "frozenset[int]") -> str:
    return ", ".join(map(str, sorted(numbers))) or "none"


def _people(submission: object) -> str:
    names = [speaker.name or "?" for speaker in getattr(submission, "speakers", ())]
    report = getattr(submission, "report", None)
    return "; ".join(names) or (report.title if report and report.title else "no name")

"""`mailbot outbox`: the letters that have not gone out: list, show, edit, release, drop."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli.main import Invocation, app
from mailbot.cli.output import show_page, write_file
from mailbot.cli.person import By, Why, Yes, actor, confirmed
from mailbot.errors import MailbotError

if TYPE_CHECKING:
    from mailbot.register.outbox import LetterEntry
    from mailbot.register.register import Register

outbox = typer.Typer(
    help="Letters that have not gone out: list, show, edit, release, drop.", invoke_without_command=True
)
app.add_typer(outbox, name="outbox")

Key = Annotated[str, typer.Argument(metavar="KEY", help="a letter's key, such as message:17:answer, or its Message-ID")]
Keys = Annotated[list[str] | None, typer.Argument(metavar="KEY...", help="keys of letters")]
AsJson = Annotated[bool, typer.Option("--json", help="one JSON object a line")]
IN_DOUBT = "may have arrived already: nobody could note what became of it"


@outbox.callback()
def start(context: typer.Context) -> None:
    """Without a command: the list."""
    if context.invoked_subcommand is None:
        list_(context)


@outbox.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """Every letter that waits, is held, failed or came back, oldest first."""
    from mailbot.cli import pages
    from mailbot.cli.record_json import letter_json
    from mailbot.cli.registers import store as open_register
    from mailbot.cli.wordings import words_of
    from mailbot.letters.wording import worded

    invocation: Invocation = context.obj
    configuration = invocation.configuration()
    with open_register(configuration, upgrade=False) as store, store.reading() as register:
        letters = register.letter_entries()
    if as_json:
        for letter in letters:
            print(json.dumps(letter_json(letter), ensure_ascii=False))
        return
    words, zone = words_of(configuration), configuration.desk().timezone
    console = pages.console()
    if not letters:
        console.print("No letter waits.")
        return
    rows = (
        (
            letter.key,
            letter.kind,
            letter.to,
            pages.coloured(letter.state.value, pages.STATES),
            pages.when(letter.created, zone),
            pages.plain(letter.subject),
            pages.plain(worded(letter.error, words)) if letter.error else "",
        )
        for letter in letters
    )
    console.print(
        pages.listing(("key", "letter", "to", "state", "created", "subject", "why"), rows, ("created", "letter"))
    )
    if configuration.settings.letters.mode != "send":
        console.print("\nletters.mode is hold: only letters that somebody releases go out.", style="yellow")


@outbox.command()
def show(
    context: typer.Context,
    key: Key,
    html: Annotated[bool, typer.Option("--html", help="opens the page in the browser, or writes it with -o")] = False,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="file for the page")] = None,
) -> None:
    """A letter's headers and text, as its recipient gets it."""
    from mailbot.cli import pages
    from mailbot.cli.registers import store as open_register
    from mailbot.cli.wordings import words_of
    from mailbot.letters.edited import shown
    from mailbot.letters.wording import worded

    invocation: Invocation = context.obj
    configuration = invocation.configuration()
    with open_register(configuration, upgrade=False) as store, store.reading() as register:
        letter = _found(register, key)
    read = shown(letter.raw)
    if html or output is not None:
        if output is None:
            show_page(read.html, "letter")
        else:
            write_file(output, read.html.encode("utf-8", "replace"))
        return
    console = pages.console()
    why = f": {pages.plain(worded(letter.error, words_of(configuration)))}" if letter.error else ""
    state = letter.state.value + why
    console.print(pages.facts([("key", letter.key), ("state", state), *((n, pages.plain(v)) for n, v in read.header)]))
    if letter.in_doubt:
        console.print(f"This letter {IN_DOUBT}.", style="bold red")
    print(f"\n{read.text.rstrip()}")
    for name in read.enclosures:
        print(f"[{name}]")


@outbox.command()
def edit(context: typer.Context, key: Key, by: By = "", reason: Why = "") -> None:
    """Opens a letter's text in $EDITOR; what you write replaces it. It stays held until it is released."""
    from mailbot.cli import wiring
    from mailbot.cli.editing import edit_letter
    from mailbot.cli.registers import store as open_register

    invocation: Invocation = context.obj
    configuration = invocation.configuration()
    templates = wiring.templates(configuration)
    with open_register(configuration, upgrade=False) as store:
        with store.reading() as register:
            letter = _found(register, key)
        edit_letter(store, letter, configuration.desk(), templates, invocation.clock.now, actor(by), reason)


@outbox.command()
def release(
    context: typer.Context,
    keys: Keys = None,
    everything: Annotated[bool, typer.Option("--all", help="every letter that waits for a person")] = False,
    by: By = "",
    reason: Why = "",
    yes: Yes = False,
) -> None:
    """Lets letters go out at the next delivery; also single ones while letters.mode is hold."""
    from mailbot.cli.registers import store as open_register
    from mailbot.register.letter_states import Wish

    invocation: Invocation = context.obj
    configuration, who = invocation.configuration(), actor(by)
    sending = configuration.settings.letters.mode == "send"
    with open_register(configuration, upgrade=False) as store:
        with store.reading() as register:
            letters = _all_waiting(register, sending) if everything else _chosen(register, keys, Wish.RELEASE)
        if not letters:
            print("No letter waits to be released.")
            return
        doubtful = [letter for letter in letters if letter.in_doubt]
        for letter in letters:
            print(f"{letter.key}  to {letter.to}: {letter.subject}")
        for letter in doubtful:
            print(f"careful: {letter.key} {IN_DOUBT}")
        question = f"Release {len(letters)} letter{'s' if len(letters) > 1 else ''}?"
        if (everything or doubtful) and not confirmed(question, yes):
            print("Nothing was changed.")
            return
        with store.writing() as register:
            now = invocation.clock.now()
            done = [letter for letter in letters if register.release(letter.id, now, who, reason)]
            left = _in_doubt(register) if everything else ()
    print(f"{len(done)} released; the next delivery sends them." if done else "Nothing was released.")
    for letter in letters:
        if letter not in done:
            print(f"not released, it has gone out or been changed meanwhile: {letter.key}")
    for letter in left:
        print(f"left, because it {IN_DOUBT}: {letter.key} (release it by its key)")


@outbox.command()
def drop(
    context: typer.Context,
    keys: Keys = None,
    reason: Why = "",
    by: By = "",
) -> None:
    """Keeps letters from ever going out; a reason is needed. They stay in the register as failed."""
    from mailbot.cli.registers import store as open_register
    from mailbot.register.letter_states import Wish

    invocation: Invocation = context.obj
    configuration, who = invocation.configuration(), actor(by)
    if not reason.strip():
        raise MailbotError("--reason: found nothing; say why, for those who ask later why no letter came")
    with open_register(configuration, upgrade=False) as store, store.writing() as register:
        for letter in _chosen(register, keys, Wish.DROP):
            if not register.drop(letter.id, invocation.clock.now(), who, reason):
                raise MailbotError(f"{letter.key} has just gone out; nothing was dropped")
            print(f"{letter.key} is dropped.")


def _found(register: "Register", key: str) -> "LetterEntry":
    letter = register.letter_entry(key)
    if letter is None:
        raise MailbotError(f"{key}: there is no such letter; `mailbot outbox` lists those that wait")
    if not letter.raw:
        raise MailbotError(f"{key}: this letter was erased")
    return letter


def _chosen(register: "Register", keys: list[str] | None, wish: object) -> list["LetterEntry"]:
    """The letters named, each fit for it. Raises MailbotError with a line for each that is not."""
    from mailbot.register.letter_states import Wish

    assert isinstance(wish, Wish)
    if not keys:
        raise MailbotError("name the keys of letters; `mailbot outbox` lists them")
    letters = [_found(register, key) for key in dict.fromkeys(keys)]
    if unfit := [f"{letter.key} cannot be {wish}: {_stands(letter)}" for letter in letters if not letter.allows(wish)]:
        raise MailbotError("\n".join(unfit))
    return letters


def _all_waiting(register: "Register", sending: bool) -> list["LetterEntry"]:
    """What waits for a person: held letters, and where letters.mode is hold all that are queued; none in doubt."""
    from mailbot.register.schema import LetterState

    states = (LetterState.HELD,) if sending else (LetterState.HELD, LetterState.QUEUED)
    found = register.letter_entries(states)
    return [letter for letter in found if not letter.in_doubt and (letter.released is None or sending)]


def _in_doubt(register: "Register") -> tuple["LetterEntry", ...]:
    from mailbot.register.schema import LetterState

    return tuple(letter for letter in register.letter_entries((LetterState.HELD,)) if letter.in_doubt)


def _stands(letter: "LetterEntry") -> str:
    return "it was dropped" if letter.dropped else f"it is {letter.state.value}"

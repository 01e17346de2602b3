"""`mailbot decide`: who speaks. Decisions are taken one by one or from a table, looked at, and told by letter."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli.main import Invocation, app
from mailbot.cli.output import write_file
from mailbot.cli.person import By, Why, Yes, actor
from mailbot.errors import MailbotError

if TYPE_CHECKING:
    from mailbot.intake.told import Target
    from mailbot.register.store import Store
    from mailbot.settings.load import Configuration


class Word(StrEnum):
    """What can be said about a person."""

    ACCEPT = "accept"
    DECLINE = "decline"
    WAITLIST = "waitlist"
    UNDECIDED = "undecided"  # drops what is prepared
    CONFIRMED = "confirmed"  # as heard otherwise than by mail
    CANCELLED = "cancelled"


@app.command()
def decide(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="[S-0012[.N]]", help="the submission, and which of its people")] = "",
    word: Annotated[
        Word | None,
        typer.Argument(
            metavar="[accept|decline|waitlist|undecided|confirmed|cancelled]",
            help="undecided drops what is prepared; confirmed and cancelled note what you heard otherwise",
        ),
    ] = None,
    role: Annotated[str, typer.Option("--role", help="one of the call's roles; goes with accept")] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="for the organisers, never in a letter")] = "",
    tell: Annotated[str, typer.Option("--tell", metavar="TEXT", help="a paragraph for the letter")] = "",
    table: Annotated[
        Path | None, typer.Option("--csv", help="decisions from a table: all of its lines or none")
    ] = None,
    template: Annotated[bool, typer.Option("--template", help="writes that table with everybody undecided")] = False,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="a file for --template")] = None,
    send: Annotated[bool, typer.Option("--send", help="the letters of what is prepared go out")] = False,
    when: Annotated[
        str, typer.Option("--at", metavar="TIME", help="with --send: at that time, such as 2021-02-20T09:00")
    ] = "",
    by: By = "",
    reason: Why = "",
    yes: Yes = False,
) -> None:
    """Takes decisions about speakers, lists them, and sends the letters that tell them; nothing goes out before --send.

    Without anything: what is prepared, who is undecided, who has not confirmed.
    """
    from mailbot.cli.decide_target import target_named
    from mailbot.cli.registers import store as open_register

    invocation: Invocation = context.obj
    configuration = invocation.configuration()
    _fit_together(who, word, table, template, send, when, {"--role": role, "--note": note, "--tell": tell})
    target = target_named(who) if who else None
    now = invocation.clock.now()
    if template or not (word or table or send):
        with open_register(configuration, upgrade=False) as store:
            _template(store, output) if template else _list(store, configuration, target)
        return
    person = actor(by)
    with open_register(configuration) as store:
        if send:
            from mailbot.cli.decide_send import send_prepared

            send_prepared(store, configuration, target, _moment(when, configuration, now), now, person, reason, yes)
        elif table is not None:
            from mailbot.cli.decide_take import take_table

            take_table(store, configuration, table, now, person, reason)
        else:
            assert target is not None
            assert word is not None
            _say(store, configuration, target, word, (role, note, tell), now, person, reason)


def _fit_together(
    who: str, word: Word | None, table: Path | None, template: bool, send: bool, when: str, said: dict[str, str]
) -> None:
    """Raises MailbotError for words and options that say nothing together."""
    if sum((word is not None, table is not None, template, send)) > 1:
        raise MailbotError("one thing at a time: a decision, --csv, --template or --send")
    if word is not None and not who:
        raise MailbotError("whom is it about? Such as: mailbot decide S-0012.1 accept --role plenary")
    if who and (table is not None or template):
        raise MailbotError("--csv and --template are about everybody: leave the reference out")
    if when and not send:
        raise MailbotError("--at goes with --send")
    lost = [
        option for option, value in said.items() if value and word not in (Word.ACCEPT, Word.DECLINE, Word.WAITLIST)
    ]
    if lost:
        raise MailbotError(f"{', '.join(lost)}: only with accept, decline or waitlist")


def _moment(when: str, configuration: "Configuration", now: datetime) -> datetime | None:
    """--at as an instant; without an offset in the desk's zone. Raises MailbotError for a time that has passed."""
    if not when:
        return None
    try:
        moment = datetime.fromisoformat(when)
    except ValueError:
        raise MailbotError(f"--at: found {when!r}; expected a time such as 2021-02-20T09:00") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=configuration.desk().timezone)
    if moment <= now:
        raise MailbotError(f"--at: {when} has passed; leave --at out to send now")
    return moment


def _say(
    store: "Store",
    configuration: "Configuration",
    target: "Target",
    word: Word,
    said: tuple[str, str, str],
    now: datetime,
    person: str,
    reason: str,
) -> None:
    """What is said about one person: a decision, that there is none, or what was heard. said: role, note, tell."""
    from mailbot.cli.decide_take import drop, note_heard, take
    from mailbot.intake.decision import Choosing
    from mailbot.intake.told import Choice, Presence

    if word is Word.UNDECIDED:
        drop(store, configuration, target, now, person, reason)
    elif word in (Word.CONFIRMED, Word.CANCELLED):
        note_heard(store, target, Presence(word.value), now, person, reason)
    else:
        take(store, configuration, Choosing(target, Choice(word.value), *said), now, person, reason)


def _template(store: "Store", output: Path | None) -> None:
    from mailbot.cli.decide_csv import template

    with store.reading() as register:
        text = "".join(template(register.undecided()))
    if output is None:
        print(text, end="")
        return
    write_file(output, text.encode("utf-8-sig"))  # with a mark, so that Excel reads it as UTF-8


def _list(store: "Store", configuration: "Configuration", target: "Target | None") -> None:
    from mailbot.cli.decide_page import print_all
    from mailbot.cli.decide_target import those_about

    desk = configuration.desk()
    with store.reading() as register:
        cases, undecided, accepted = register.prepared(desk), register.undecided(), register.accepted()
    print_all(those_about(cases, target), those_about(undecided, target), those_about(accepted, target), desk.timezone)

"""`mailbot decide`: who speaks. Decisions are taken one by one or from a table, looked at, and told by letter."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli.main import Invocation, app
from mailbot.cli.output import write_file
from mailbot.cli.person import By, Why, Yes, actor, confirmed
from mailbot.errors import MailbotError

if TYPE_CHECKING:
    from mailbot.intake.decision import Case
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
    from mailbot.cli.registers import store as open_register

    invocation: Invocation = context.obj
    configuration = invocation.configuration()
    _fit_together(who, word, table, template, send, when, {"--role": role, "--note": note, "--tell": tell})
    target = _target(who) if who else None
    now = invocation.clock.now()
    if template or not (word or table or send):
        with open_register(configuration, upgrade=False) as store:
            _template(store, output) if template else _list(store, configuration, target)
        return
    person = actor(by)
    with open_register(configuration) as store:
        if send:
            _send(store, configuration, target, _moment(when, configuration, now), now, person, reason, yes)
        elif table is not None:
            _from_table(store, configuration, table, now, person, reason)
        else:
            assert target is not None
            assert word is not None
            _one(store, configuration, target, word, (role, note, tell), now, person, reason)


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


def _target(who: str) -> "Target":
    from mailbot.intake.decision import target_of

    target = target_of(who)
    if target is None:
        raise MailbotError(f"{who!r} is no reference; expected one such as S-0012, or S-0012.2 for its second person")
    return target


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


def _one(
    store: "Store",
    configuration: "Configuration",
    target: "Target",
    word: Word,
    said: tuple[str, str, str],
    now: datetime,
    person: str,
    reason: str,
) -> None:
    """One decision, or what was heard about one."""
    from mailbot.intake.decision import Choosing
    from mailbot.intake.told import Choice, Presence

    with store.writing() as register:
        if word is Word.UNDECIDED:
            prepared = _of(register.prepared(configuration.desk()), target)
            if not prepared:
                raise MailbotError(f"{target}: nothing is prepared; what was told is changed by deciding anew")
            if len(prepared) > 1:
                raise MailbotError(f"{target}: say which one: {', '.join(str(case.target) for case in prepared)}")
            register.take_back(prepared[0], now, person, reason)
            print(f"{prepared[0].target}: what was prepared is dropped; no letter goes out.")
            return
        if word in (Word.CONFIRMED, Word.CANCELLED):
            meant = [one for one in register.accepted() if one.target.reference == target.reference]
            if target.place is not None:
                meant = [one for one in meant if one.target.place == target.place]
            if len(meant) != 1:
                found = ", ".join(str(one.target) for one in meant) or "nobody"
                raise MailbotError(f"{target}: told that they are to speak: {found}; say which one")
            register.note_presence(meant[0], Presence(word.value), now, person, reason)
            print(f"{meant[0].target} {meant[0].speaker.name or ''}: {word.value}. No letter follows.")
            return
        role, note, tell = said
        choosing = Choosing(target, Choice(word.value), role, note, tell)
        if fault := register.decision_fault(choosing, configuration.call()):
            raise MailbotError(fault)
        decision = register.decide(choosing, now, person, reason)
    after = f" as {decision.role}" if decision.role else ""
    replacing = "; its letter replaces the one that went out" if decision.replaces else ""
    print(
        f"{decision.target} {decision.name or ''}: {decision.choice}{after}. Prepared{replacing}: mailbot decide --send"
    )


def _from_table(
    store: "Store", configuration: "Configuration", table: Path, now: datetime, person: str, reason: str
) -> None:
    from mailbot.cli.decide_csv import read_table

    lines, faults = read_table(table)
    call = configuration.call()
    with store.writing() as register:
        for line in lines:
            if fault := register.decision_fault(line.choosing, call):
                faults.append((line.number, fault))
            elif not faults:
                register.decide(line.choosing, now, person, reason)
        if faults:  # leaving by an error undoes what was written
            told = (f"{table}: line {number}: {fault}" for number, fault in sorted(faults))
            raise MailbotError("\n".join((*told, "Nothing was changed.")))
    print(f"{len(lines)} prepared. Look at them: mailbot decide. Send their letters: mailbot decide --send")


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

    desk = configuration.desk()
    with store.reading() as register:
        cases, undecided, accepted = register.prepared(desk), register.undecided(), register.accepted()
    print_all(_of(cases, target), _of(undecided, target), _of(accepted, target), desk.timezone)


def _of(entries: tuple, target: "Target | None") -> list:  # type: ignore[type-arg]
    """Those about one target, or all."""
    return [one for one in entries if target is None or _about(target, one.target)]


def _waiting(cases: "list[Case]", target: "Target | None") -> "list[Case]":
    """Those that --send is about: what was set for a time keeps its time, unless it is named."""
    return [case for case in cases if target is not None or case.decision.send_at is None]


def _about(asked: "Target", target: "Target") -> bool:
    return asked.reference == target.reference and asked.place in (None, target.place)


def _send(
    store: "Store",
    configuration: "Configuration",
    target: "Target | None",
    when: datetime | None,
    now: datetime,
    person: str,
    reason: str,
    yes: bool,
) -> None:
    """Shows what goes out, asks, and queues or schedules it."""
    from mailbot.cli import wiring
    from mailbot.cli.decide_page import print_prepared
    from mailbot.daemon.deciding import queue_decisions

    desk = configuration.desk()
    with store.reading() as register:
        cases = _waiting(_of(register.prepared(desk), target), target)
    if not cases:
        print("No decision is prepared.")
        return
    print_prepared(cases, desk.timezone)
    good = [case for case in cases if not case.fault]
    if not good:
        raise MailbotError("none of these letters can go out")
    letters = f"{len(good)} letter{'s' if len(good) > 1 else ''}"
    question = f"Send {letters} now?" if when is None else f"Send {letters} at {when:%Y-%m-%d %H:%M %Z}?"
    if not confirmed(question, yes):
        print("Nothing was changed.")
        return
    press = wiring.press(configuration)
    shown = {case.decision.id for case in good}
    with store.writing() as register:
        # What was changed while the question stood is not what was shown.
        still = [case for case in register.prepared(desk) if case.decision.id in shown and not case.fault]
        if when is None:
            done = len(queue_decisions(register, still, press, now, person, reason))
        else:
            register.schedule(still, when, now, person, reason)
            done = len(still)
    held = "; letters.mode is hold: they wait in the outbox" if configuration.settings.letters.mode != "send" else ""
    print(f"{done} queued{held}." if when is None else f"{done} set for {when:%Y-%m-%d %H:%M %Z}{held}.")
    if done < len(shown):
        print(f"{len(shown) - done} were changed meanwhile and wait: mailbot decide")

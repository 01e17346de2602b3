"""Decisions taken by command: one, or a whole table; one dropped again; what was heard otherwise than by mail."""

from datetime import datetime
from pathlib import Path

from mailbot.cli.decide_csv import read_table
from mailbot.cli.decide_target import those_about
from mailbot.errors import MailbotError
from mailbot.intake.decision import Choosing
from mailbot.intake.told import Presence, Target
from mailbot.register.store import Store
from mailbot.settings.load import Configuration


def take(
    store: Store, configuration: Configuration, choosing: Choosing, now: datetime, person: str, reason: str
) -> None:
    """Takes one decision and says what follows. Raises MailbotError for one that cannot be taken."""
    with store.writing() as register:
        if fault := register.decision_fault(choosing, configuration.call()):
            raise MailbotError(fault)
        decision = register.decide(choosing, now, person, reason)
    after = f" as {decision.role}" if decision.role else ""
    replacing = "; its letter replaces the one that went out" if decision.replaces else ""
    print(
        f"{decision.target} {decision.name or ''}: {decision.choice}{after}. Prepared{replacing}: mailbot decide --send"
    )


def take_table(
    store: Store, configuration: Configuration, table: Path, now: datetime, person: str, reason: str
) -> None:
    """Takes every decision of a table. Raises MailbotError, and nothing is changed, where a line has a fault."""
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


def drop(store: Store, configuration: Configuration, target: Target, now: datetime, person: str, reason: str) -> None:
    """Drops what is prepared about a person. Raises MailbotError where that is nothing, or about several."""
    with store.writing() as register:
        prepared = those_about(register.prepared(configuration.desk()), target)
        if not prepared:
            raise MailbotError(f"{target}: nothing is prepared; what was told is changed by deciding anew")
        if len(prepared) > 1:
            raise MailbotError(f"{target}: say which one: {', '.join(str(case.target) for case in prepared)}")
        register.take_back(prepared[0], now, person, reason)
    print(f"{prepared[0].target}: what was prepared is dropped; no letter goes out.")


def note_heard(store: Store, target: Target, presence: Presence, now: datetime, person: str, reason: str) -> None:
    """Notes whether a person comes. Raises MailbotError where nobody, or several, were told that they are to speak."""
    with store.writing() as register:
        meant = those_about(register.accepted(), target)
        if len(meant) != 1:
            found = ", ".join(str(one.target) for one in meant) or "nobody"
            raise MailbotError(f"{target}: told that they are to speak: {found}; say which one")
        register.note_presence(meant[0], presence, now, person, reason)
    print(f"{meant[0].target} {meant[0].speaker.name or ''}: {presence.value}. No letter follows.")

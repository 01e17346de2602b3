"""`mailbot check`: tries everything a configuration names and says of each step ok, or what to do."""

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from mailbot.cli.check_notes import closings, of_another_version, reading
from mailbot.cli.clock import Clock
from mailbot.cli.copies import outdated, packaged
from mailbot.cli.main import Invocation, app
from mailbot.cli.pages import counted
from mailbot.errors import ConfigurationError, MailbotError, OutOfReach
from mailbot.settings.load import Configuration
from mailbot.settings.paths import defaults_folder

if TYPE_CHECKING:
    from mailbot.transport.imap import Mailbox, Position

MOST_FOLDERS = 20  # that are named where one is missing


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is tried. attempt: gives what to say of it, or raises MailbotError with what to do."""

    name: str
    attempt: Callable[[], str]


@app.command()
def check(context: typer.Context) -> None:
    """Tries configuration, rules, templates, database, files, mailbox and SMTP; changes nothing, sends nothing."""
    invocation: Invocation = context.obj
    configuration = invocation.configuration()
    print(f"{'config':<10} ok: {configuration.file}", flush=True)
    worst = 0
    for step in steps(configuration, invocation.clock):
        try:
            said = step.attempt()
        except MailbotError as error:
            worst = _worse(worst, error.exit_code)
            for line in str(error).splitlines():
                print(f"{step.name:<10} TO DO: {line}", flush=True)
        else:
            print(f"{step.name:<10} ok: {said}", flush=True)
    if worst:
        raise typer.Exit(worst)


def _worse(one: int, other: int) -> int:
    """The exit code that tells more: faults of the configuration before servers out of reach before the rest."""
    order = (ConfigurationError.exit_code, OutOfReach.exit_code)
    return min(one or other, other, key=lambda code: order.index(code) if code in order else len(order))


def steps(configuration: Configuration, clock: Clock = Clock()) -> Iterator[Step]:
    """Everything that is tried, in this order; a step that fails does not keep the others from being tried."""
    yield Step("call", lambda: closings(configuration, clock.now()))
    if configuration.file and (old := outdated(configuration.base, packaged(defaults_folder()))):
        yield Step("copies", lambda: of_another_version(configuration.base, old))
    yield Step("rules", lambda: _rules(configuration))
    yield Step("templates", lambda: _templates(configuration))
    yield Step("reading", reading)
    yield Step("database", lambda: _database(configuration))
    yield Step("files", lambda: _files(configuration))
    yield Step("mailbox", lambda: _mailbox(configuration))
    yield Step("smtp", lambda: _smtp(configuration))
    if configuration.settings.virus.socket:
        yield Step("virus", lambda: _virus(configuration))


def _rules(configuration: Configuration) -> str:
    from mailbot.understanding.language import languages_of
    from mailbot.understanding.rules import load_rules

    folder, base = configuration.folders("rules")
    known = languages_of(load_rules(folder, base)).names
    if unknown := [code for code in configuration.settings.desk.languages if code not in known]:
        raise ConfigurationError([f"{folder / 'language.toml'}: found no words of {code!r}" for code in unknown])
    return str(folder)


def _templates(configuration: Configuration) -> str:
    from mailbot.cli.wiring import letter_languages
    from mailbot.letters.check import check_templates, untranslated

    folder, base = configuration.folders("templates")
    languages = letter_languages(configuration)
    if faults := check_templates(folder, languages, configuration.call(), base, configuration.desk()):
        raise ConfigurationError(faults)
    notes = untranslated(folder, languages, base)
    return "; ".join((f"{folder}, every letter written in {', '.join(languages)}", *notes))


def _database(configuration: Configuration) -> str:
    from mailbot.cli.registers import store as open_register
    from mailbot.register.engine import database_url, sqlite_path

    url = database_url(configuration.database())
    file = sqlite_path(url)
    if file is not None and not file.exists():
        _writable(file.parent)
        return f"{file} will be made at the first start"
    with open_register(configuration, upgrade=False) as store, store.reading() as register:
        messages = sum(register.counts().values())
    return f"{store.place} holds {counted(messages, 'message')}"


def _files(configuration: Configuration) -> str:
    folder = configuration.path(configuration.settings.storage.files)
    _writable(folder)
    return str(folder)


def _writable(folder: Path) -> None:
    """Raises MailbotError where nothing can be written into a folder, or where it could not be made."""
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError as error:
        raise MailbotError(f"{existing}: {error.strerror}; give mailbot the right to write there") from None


def _mailbox(configuration: Configuration) -> str:
    from mailbot.cli import wiring
    from mailbot.transport.imap import Mailbox

    inbox = wiring.inbox(configuration)
    _has_password(configuration, "mailbox")
    with Mailbox(inbox.server, inbox.folder) as mailbox:
        position = _opened(mailbox, "mailbox.folder")
        idle = "IDLE" if mailbox.has_idle else "no IDLE, polling only"
        further = {inbox.sent_folder, *dict(inbox.move_to).values()} - {""}
        missing = sorted(further - set(mailbox.folders())) if further else []
    holds = counted(position.exists, "message")
    said = f"{inbox.server.username} at {inbox.server.place}: {inbox.folder} holds {holds}, {idle}"
    if inbox.after_filing != "nothing" and not position.writable:
        raise MailbotError(f"{inbox.folder} may only be read: set after_filing to nothing, or get the right to write")
    if inbox.junk:
        with Mailbox(inbox.server, inbox.junk) as mailbox:
            said += f"; {inbox.junk} holds {_opened(mailbox, 'mailbox.junk').exists}"
    return said + (f"; made when needed: {', '.join(missing)}" if missing else "")


def _opened(mailbox: "Mailbox", key: str) -> "Position":
    """Opens a folder. Raises MailbotError with the key of the settings that names it, and the folders there are."""
    from mailbot.transport.failures import Refused

    try:
        return mailbox.select()
    except Refused as error:
        there = ""
        with contextlib.suppress(MailbotError):  # the first refusal is what there is to say
            there = f"; the folders there are: {', '.join(mailbox.folders()[:MOST_FOLDERS])}"
        raise MailbotError(f"{key}: {error}{there}") from None


def _has_password(configuration: Configuration, name: str) -> None:
    """Raises ConfigurationError where somebody is to log in with no password at all. name: mailbox or smtp."""
    section = getattr(configuration.settings, name)
    if not section.username or section.oauth2 or configuration.secret(section.password, section.password_file):
        return
    file = configuration.file or "the configuration"
    wanted = f"password_file, password, or MAILBOT__{name.upper()}__PASSWORD in the environment"
    raise ConfigurationError([f"{file}: {name}.password: found nothing; expected {wanted}"])


def _smtp(configuration: Configuration) -> str:
    from mailbot.cli import wiring
    from mailbot.transport.smtp import check as log_in

    outbox = wiring.outbox(configuration)
    _has_password(configuration, "smtp")
    log_in(outbox.server)
    account = outbox.server.username or "no login"
    held = "" if outbox.sending else "; letters.mode is hold: nothing goes out yet"
    return f"{account} at {outbox.server.place}{held}"


def _virus(configuration: Configuration) -> str:
    from mailbot.cli import wiring

    scanner = wiring.scanner(configuration)
    return scanner.probe() if scanner else ""

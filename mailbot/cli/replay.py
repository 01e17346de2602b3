"""`mailbot replay`: past mail once more, day by day, in a register of its own; and what a changed rule changes."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailbot.cli.main import Invocation, app
from mailbot.cli.output import fresh_folder
from mailbot.errors import MailbotError

if TYPE_CHECKING:
    from mailbot.daemon.office import Office
    from mailbot.daemon.replaying import Hands
    from mailbot.settings.load import Configuration

MARK = ".mailbot-replay"  # in a folder that a replay may write anew
DONE = "letters.jsonl"  # there when it has come to its end


class Step(StrEnum):
    """How often the clock is looked at besides the time of the digest."""

    DAY = "day"
    HOUR = "hour"


@app.command()
def replay(
    context: typer.Context,
    mail: Annotated[Path | None, typer.Argument(help=".eml file, folder of them, mbox or Maildir")] = None,
    out: Annotated[Path, typer.Option(help="folder for the replay's register, letters and lists")] = Path("replay"),
    first: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="first day")] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="last day")] = None,
    step: Annotated[Step, typer.Option(help="how often the clock is looked at")] = Step.DAY,
    rules: Annotated[Path | None, typer.Option(help="a folder of rules to try")] = None,
    templates: Annotated[Path | None, typer.Option(help="a folder of templates to try")] = None,
    compare: Annotated[Path | None, typer.Option(help="an earlier replay: what differs from it")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="differences as one JSON object a line")] = False,
) -> None:
    """Lives through past mail day by day as the daemon would have; sends nothing, touches no other register.

    The same mail, rules and templates give the same register and letters every time. With --compare it tells what
    differs from an earlier replay; without MAIL it only compares the two.
    """
    invocation: Invocation = context.obj
    configuration = _tried(invocation.configuration_or_sample(), out, rules, templates)
    if mail is None and compare is None:
        raise MailbotError("name the mail to replay, or an earlier replay with --compare")
    for folder in (compare, out if mail is None else None):
        if folder is not None and not (folder / DONE).exists():
            raise MailbotError(f"{folder} holds no replay; make one with: mailbot replay MAIL --out {folder}")
    if compare is not None and compare.resolve() == out.resolve():
        raise MailbotError("--out and --compare are the same folder; keep the earlier replay and name another --out")
    if first and last and last < first:
        raise MailbotError(f"--from {first.date()} comes after --to {last.date()}")
    if mail is not None:
        _play(configuration, invocation, mail, out, first, last, step)
    if compare is not None:
        _compare(compare, out, as_json)


def _tried(configuration: "Configuration", out: Path, rules: Path | None, templates: Path | None) -> "Configuration":
    """The configuration with a register of its own, and with the rules and templates to be tried."""
    settings = configuration.settings
    storage = settings.storage.model_copy(
        update={
            "database": f"sqlite:///{out.resolve() / 'register.db'}",
            "files": str(out.resolve() / "files"),
            "keep_days": 0,
            "keep_until": None,
        }
    )
    changed: dict[str, Any] = {"storage": storage}
    for name, folder in (("rules", rules), ("templates", templates)):
        if folder is not None:
            if not folder.is_dir():
                raise MailbotError(f"--{name}: {folder} is no folder")
            changed[name] = str(folder.resolve())
    return replace(configuration, settings=settings.model_copy(update=changed))


def _play(
    configuration: "Configuration",
    invocation: Invocation,
    mail: Path,
    out: Path,
    first: datetime | None,
    last: datetime | None,
    step: Step,
) -> None:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    from mailbot.daemon import journal
    from mailbot.daemon.replaying import DAY, HOUR, Hands, mail_of, play

    journal.set_up(invocation.verbose, quiet=not invocation.verbose)
    clock = Hands()
    console = Console(stderr=True)
    spinner = SpinnerColumn(), TextColumn("{task.description}")
    progress = Progress(*spinner, console=console, transient=True, disable=not console.is_terminal)
    if not mail.exists():
        raise MailbotError(f"{mail}: no such file or folder; expected .eml, a folder of them, mbox or Maildir")
    fresh_folder(out, MARK)
    with _office(configuration, clock) as office, office.store.exclusive():
        mails, undated = mail_of(office, mail)
        zone = office.desk.timezone
        begin = first.date() if first else mails[0].received.astimezone(zone).date()
        # The digest of the morning after tells what came on the last day.
        end = last.date() if last else mails[-1].received.astimezone(zone).date() + DAY
        if end < begin:
            raise MailbotError(f"there is no mail between {begin} and {end}")
        played = None
        with progress:
            task = progress.add_task("replaying")
            for played in play(office, clock, mails, begin, end, HOUR if step is Step.HOUR else DAY):
                words = f"{played.day}: {played.messages} of {len(mails)} messages, {played.letters} letters"
                progress.update(task, description=words)
        _write(office, out)
    assert played is not None, "there is a last day"
    left = len(mails) - played.messages
    print(f"{played.messages} messages from {begin} to {end}, {played.letters} letters: {out}", file=sys.stderr)
    if left or undated:
        print(f"left out: {left} of other days, {undated} without any date", file=sys.stderr)


@contextmanager
def _office(configuration: "Configuration", clock: "Hands") -> Iterator["Office"]:
    """Everything filing needs, and no mail server."""
    from mailbot.cli import wiring
    from mailbot.daemon.office import Inbox, Office, Outbox
    from mailbot.message.documents.reader import DocumentReader
    from mailbot.transport.server import MailServer, Security

    mailbox, letters = configuration.settings.mailbox, configuration.settings.letters
    nowhere = MailServer("nowhere.invalid", 0, Security.TLS, mailbox.username, lambda: "")
    limit = mailbox.max_message_mb * 1_000_000
    parts = wiring.without_servers(configuration)
    with wiring.store(configuration) as store, DocumentReader(workers=2) as reader:
        yield Office(
            store=store,
            reader=reader,
            inbox=Inbox(nowhere, mailbox.folder, max_bytes=limit, authserv_id=mailbox.authserv_id),
            outbox=Outbox(nowhere, per_hour=letters.per_hour, bounce_address=letters.bounce_address),
            now=clock.now,
            run="replay",
            **parts,
        )


def _write(office: "Office", out: Path) -> None:
    """The register's rows and every letter as files; the same bytes for the same register."""
    from mailbot.register.export import EXPORTS, rows
    from mailbot.register.safe_names import safe_name
    from mailbot.register.schema import LetterState
    from mailbot.register.table import jsonl_lines

    with office.store.reading() as register:
        for letter in register.letter_entries(tuple(LetterState)):
            whole = register.letter_entry(letter.key)
            assert whole is not None
            name = safe_name(f"{letter.id:05d} {letter.kind} {letter.to}.eml")
            (out / "letters" / name).write_bytes(whole.raw)
        for what in sorted(EXPORTS, key=lambda what: f"{what}.jsonl" == DONE):
            (out / f"{what}.jsonl").write_text("".join(jsonl_lines(rows(register, what))), "utf-8")


def _compare(before: Path, after: Path, as_json: bool) -> None:
    from mailbot.cli.replay_page import tell
    from mailbot.daemon.comparing import compare, text_changes
    from mailbot.register.store import open_store

    def opened(folder: Path) -> Any:
        return open_store(f"sqlite:///{folder.resolve() / 'register.db'}", folder / "files")

    with opened(before) as old, opened(after) as new, old.reading() as one, new.reading() as other:
        found = compare(one, other)
    if as_json:
        for each in found.differences:
            line = {"message": each.message, "from": each.sender, "subject": each.subject, "field": each.field}
            print(json.dumps(line | {"before": each.before, "after": each.after}, ensure_ascii=False))
        return
    tell(found, [text_changes(each) for each in found.differences])

"""`mailbot demo`: the whole job on sample mail, with embedded servers; then a folder with everything it made."""

import email
import email.policy
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from mailbot.cli.clock import clock_from
from mailbot.cli.main import Invocation, app
from mailbot.errors import MailbotError
from mailbot.settings.load import sample

AS_OF = "2021-02-04T12:00+02:00"
# Column and its widest; together they fit a terminal of 80 characters without the subject.
COLUMNS = (("#", 2), ("from", 21), ("subject", 40), ("understood", 16), ("references", 13), ("answer", 11))
WIDE = 120
MARK = ".mailbot-demo"  # in a folder the demonstration may write anew


@app.command()
def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="folder for register, letters and digest")] = Path("demo-out"),
) -> None:
    """The whole job on sample mail with embedded IMAP and SMTP servers; needs no set-up."""
    from mailbot.cli import wiring
    from mailbot.daemon import journal
    from mailbot.register.export import write_register_xlsx

    try:
        from mailbot.demo.play import on_stage, play, stage
    except ModuleNotFoundError as error:
        raise MailbotError(
            f"the demonstration needs {error.name}: install mailbot with its extra, pip install 'mailbot[demo]'"
        ) from None
    invocation: Invocation = context.obj
    clock = invocation.clock if invocation.clock.start else clock_from(AS_OF)
    journal.set_up(invocation.verbose, quiet=not invocation.verbose)
    _fresh(out)
    configuration = sample(database=f"sqlite:///{out.resolve() / 'register.db'}", files=str(out.resolve() / "files"))
    console = Console(highlight=False)
    now = clock.now().astimezone(configuration.desk().timezone)
    console.print(Text(f"The clock stands at {now:%d %B %Y, %H:%M}."))
    with tempfile.TemporaryDirectory() as keys, stage(Path(keys)) as place:
        console.print(Text(f"IMAP on 127.0.0.1:{place.imap.port}, SMTP on 127.0.0.1:{place.smtp.port}, both with TLS."))
        with wiring.office(configuration, clock) as office, office.store.exclusive():
            with Live(console=console, refresh_per_second=8, vertical_overflow="visible") as live:
                taken = play(on_stage(office, place), place, lambda rows: live.update(_table(rows, console.width)))
            with office.store.reading() as register:
                write_register_xlsx(register, out / "register.xlsx")
    _write_letters(out, [message.content for message in taken])
    _tell(console, out, len(taken))


def _fresh(out: Path) -> None:
    """Makes the folder, or empties one that an earlier demonstration made. Raises MailbotError for any other."""
    if out.exists() and any(out.iterdir()):
        if not (out / MARK).exists():
            raise MailbotError(f"{out} is not empty; choose another folder with --out")
        shutil.rmtree(out)
    (out / "letters").mkdir(parents=True)
    (out / MARK).touch()


def _table(rows: list[dict[str, Any]], width: int) -> Table:
    """A row a message; a narrow terminal gets it without the subjects. width: of the terminal, in characters."""
    shown = COLUMNS if width >= WIDE else tuple(column for column in COLUMNS if column[0] != "subject")
    table = Table(title="What came in, what was understood, what was answered", title_justify="left", expand=False)
    for name, most in shown:
        table.add_column(name, min_width=min(most, 2), max_width=most, no_wrap=True, overflow="ellipsis")
    for row in rows:
        cells = _cells(row)
        table.add_row(*(cells[name] for name, _ in shown))
    return table


def _cells(row: dict[str, Any]) -> dict[str, Text]:
    understood = " + ".join(row["kinds"]) or row["other"] or row["state"]
    answer = f"in {row['language'] or '?'}" if row["reply"] else f"none: {row['reply_reason']}"
    if row["reply"] and row["other"] == "thanks":
        answer = "none needed"
    return {
        "#": Text(str(row["id"])),
        "from": Text(row["from"] or "–"),
        "subject": Text(row["subject"] or "–"),
        "understood": Text(understood + (" ?" if row["needs_review"] else ""), style="green" if row["kinds"] else ""),
        "references": Text(" ".join(row["submissions"])),
        "answer": Text(answer if row["state"] != "stored" else ""),
    }


def _write_letters(out: Path, letters: list[bytes]) -> None:
    """Every letter as .eml; the digest's page as digest.html as well."""
    for number, raw in enumerate(letters, 1):
        message = email.message_from_bytes(raw, policy=email.policy.default)
        recipient = str(message["To"].addresses[0].addr_spec if message["To"] else "nobody")
        name = f"{number:02d}-{recipient.partition('@')[0]}.eml"
        (out / "letters" / name).write_bytes(raw)
        page = message.get_body(("html",))
        if any(part.get_filename("").endswith(".xlsx") for part in message.walk()) and page is not None:
            (out / "digest.html").write_text(page.get_content(), "utf-8")


def _tell(console: Console, out: Path, letters: int) -> None:
    parts = {
        "register.xlsx": "the register: messages, submissions, letters",
        "register.db": "the same as SQLite database, with the log of every step",
        "letters/": f"{letters} letters that went out over SMTP, the digest among them",
        "digest.html": "what the organisers get every morning",
    }
    console.print()
    for name, words in parts.items():
        console.print(Text.assemble((f"{out / name!s:<28}", "bold"), words))
    console.print()
    console.print(Text("Next: `mailbot init DIR` writes a configuration for your own mailbox,"))
    console.print(Text("      `mailbot classify FILE.eml` explains what would be done with any message."))
    sys.stdout.flush()

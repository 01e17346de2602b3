"""`mailbot demo`: the whole job on sample mail, with embedded servers; then a folder with everything it made."""

import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from mailbot.cli.clock import clock_from
from mailbot.cli.demo_out import tell, write_everything
from mailbot.cli.main import Invocation, app
from mailbot.cli.output import fresh_folder
from mailbot.errors import MailbotError
from mailbot.settings.load import sample

AS_OF = "2021-02-04T12:00+02:00"
# Column and its widest; together they fit a terminal of 80 characters without the subject.
COLUMNS = (("#", 2), ("from", 19), ("subject", 38), ("understood", 18), ("references", 13), ("answer", 11))
WIDE = 120
AROUND = 8  # lines of a terminal that the table's frame and what stands about it take
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
    from mailbot.register.table import Look

    try:
        from mailbot.demo.play import on_stage, play, sample_mail, stage
    except ModuleNotFoundError as error:
        raise MailbotError(
            f"the demonstration needs {error.name}: install mailbot with its extra, pip install 'mailbot[demo]'"
        ) from None
    invocation: Invocation = context.obj
    clock = invocation.clock if invocation.clock.start else clock_from(AS_OF)
    journal.set_up(invocation.verbose, quiet=not invocation.verbose)
    fresh_folder(out, MARK)
    configuration = sample(database=f"sqlite:///{out.resolve() / 'register.db'}", files=str(out.resolve() / "files"))
    console = Console(highlight=False)
    now = clock.now().astimezone(configuration.desk().timezone)
    console.print(Text(f"The clock stands at {now:%d %B %Y, %H:%M}."))
    with tempfile.TemporaryDirectory() as keys, stage(Path(keys)) as place:
        console.print(Text(f"IMAP on 127.0.0.1:{place.imap.port}, SMTP on 127.0.0.1:{place.smtp.port}, both with TLS."))
        with wiring.office(configuration, clock) as office, office.store.exclusive():
            shown: list[dict[str, Any]] = []
            with Live(console=console, refresh_per_second=8, transient=True) as live:

                def show(rows: list[dict[str, Any]]) -> None:
                    shown[:] = rows
                    live.update(_table(rows[-max(1, console.height - AROUND) :], console.width))

                taken = play(on_stage(office, place), place, show)
            console.print(_table(shown, console.width))
            with office.store.reading() as register:
                write_register_xlsx(register, out / "register.xlsx", Look(configuration.desk().timezone))
    write_everything(out, [message.content for message in taken], sample_mail())
    telling = max(range(len(shown)), key=lambda number: (shown[number]["needs_review"], len(shown[number]["kinds"])))
    tell(console, out, len(taken), sample_mail()[telling])


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
    elif row["reply"] and row["needs_review"]:
        answer = "receipt"  # claims nothing, in all languages
    return {
        "#": Text(str(row["id"])),
        "from": Text(row["from"] or "–"),
        "subject": Text(row["subject"] or "–"),
        "understood": Text(understood + (" ?" if row["needs_review"] else ""), style="green" if row["kinds"] else ""),
        "references": Text(" ".join(row["submissions"])),
        "answer": Text(answer if row["state"] != "stored" else ""),
    }

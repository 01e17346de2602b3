"""The command `mailbot`: global options, the table of commands, and how errors become exit codes."""

import errno
import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot import __version__
from mailbot.cli import commands
from mailbot.cli.clock import Clock, clock_from
from mailbot.cli.usage import UsageError, is_call_for_help, said_in_a_line
from mailbot.errors import MailbotError

if TYPE_CHECKING:
    from mailbot.settings.load import Configuration


@dataclass(frozen=True)
class Invocation:
    """What the global options say; commands take it from the context."""

    file: Path
    clock: Clock
    verbose: bool
    given: bool  # --config was given: then a missing file is a fault for every command

    def configuration(self) -> "Configuration":
        """The configuration, which must be there. Raises ConfigurationError."""
        from mailbot.settings.load import load  # pydantic takes a while, and --version and help need none of it

        return load(self.file)

    def configuration_or_sample(self) -> "Configuration":
        """The configuration where there is one, else the sample's desk and call (classify, evaluate, text)."""
        from mailbot.settings.load import load, sample

        return load(self.file) if self.given or self.file.exists() else sample()


app = typer.Typer(
    name="mailbot",
    help="A desk officer for a call's mailbox: reads, files, acknowledges and reports.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mailbot {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    config: Annotated[Path | None, typer.Option(help="configuration file (default: ./config.toml)")] = None,
    as_of: Annotated[str | None, typer.Option(help="start the clock here, such as 2021-02-04T12:00+02:00")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="log more")] = False,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,  # noqa: ARG001
) -> None:
    """Global options; they stand before the command."""
    context.obj = Invocation(config or Path("config.toml"), clock_from(as_of), verbose, config is not None)


# What keeps standard output from being written: a full or broken disk behind it, or a quota.
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def _write_no_more() -> None:
    """What is left to be written would only fail once more at the end of the process."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """Runs the command line and ends the process with the contract's exit code."""
    for stream in (sys.stdout, sys.stderr):
        # UTF-8 whatever the locale; a lone surrogate, as in file names that are no UTF-8, is written as JSON does.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    commands.register(sys.argv[1:])
    try:
        code = app(prog_name="mailbot", standalone_mode=False)
        sys.stdout.flush()
    except UsageError as error:
        if not is_call_for_help(error):  # the help stands there already
            print(said_in_a_line(error), file=sys.stderr)
        sys.exit(2)
    except typer.Abort:
        print("Aborted.", file=sys.stderr)
        sys.exit(1)
    except MailbotError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        _write_no_more()  # nobody reads on: leave without a word
        sys.exit(141)
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        _write_no_more()
        print(f"{error.filename or 'standard output'}: cannot be written: {error.strerror}", file=sys.stderr)
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)

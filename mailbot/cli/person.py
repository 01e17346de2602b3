"""What commands that change the register have in common: who does it, why, and whether it is really meant."""

import getpass
import sys
from typing import Annotated

import typer

from mailbot.errors import MailbotError


def login_name() -> str:
    """Who is logged in; "organiser" where the system does not know."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "organiser"


By = Annotated[str, typer.Option("--by", metavar="NAME", help="who does this, for the event log", show_default="login")]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="why, for the event log")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="do not ask again")]
SendLetter = Annotated[bool, typer.Option("--letter", help="also send the letter that follows from it, shown first")]


def actor(by: str) -> str:
    """The name for the event log, in one line. Raises MailbotError for an empty one."""
    name = " ".join((by or login_name()).split())
    if not name:
        raise MailbotError("--by: found nothing; expected the name of who does this")
    return name[:100]


def confirmed(question: str, yes: bool) -> bool:
    """Whether it is meant: --yes, or the answer at the terminal. Raises MailbotError where nobody can be asked."""
    if yes:
        return True
    if not sys.stdin.isatty():
        raise MailbotError(f"{question} Nobody is there to be asked: give --yes to go ahead; nothing was changed")
    return typer.confirm(question)

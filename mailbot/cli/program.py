"""How this program is called from here, for commands that name a next one: a line that can be copied must work."""

import shutil
import sys
from pathlib import Path

NAME = "mailbot"


def program() -> str:
    """`mailbot` where the shell would find this very program, else the way to it, such as `.venv/bin/mailbot`."""
    own = Path(sys.argv[0]).absolute()
    if own.name != NAME:
        return f"{_from_here(Path(sys.executable))} -m {NAME}"
    found = shutil.which(NAME)
    if found and own.exists() and own.samefile(found):
        return NAME
    return _from_here(own)


def _from_here(place: Path) -> str:
    """A path as one would type it: relative where it lies below the current folder."""
    here = Path.cwd()
    return str(place.relative_to(here)) if place.is_relative_to(here) else str(place)

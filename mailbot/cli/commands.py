"""The table of commands: which module each lives in. Only what a call needs is imported, so that it starts at once."""

from collections.abc import Iterable
from importlib import import_module

MODULES = {
    "run": "daemon",
    "once": "daemon",
    "demo": "demo",
    "classify": "classify",
    "text": "text",
    "evaluate": "evaluate",
    "import": "importing",
    "export": "export",
    "digest": "digest",
    "status": "status",
    "init": "init",
    "check": "check",
    "schema": "schema",
}


def register(arguments: Iterable[str]) -> None:
    """Registers the commands that the arguments name; all of them where they name none (help, a slip of the pen).

    --version by itself needs none.
    """
    given = list(arguments)
    if given == ["--version"]:
        return
    named = [word for word in given if word in MODULES]
    for module in dict.fromkeys(MODULES[name] for name in named or MODULES):
        import_module(f"mailbot.cli.{module}")

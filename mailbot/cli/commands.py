"""The table of commands: which module each lives in. Only what a call needs is imported, so that it starts at once."""

from collections.abc import Iterable
from importlib import import_module

MODULES = {
    "run": "daemon",
    "once": "daemon",
    "demo": "demo",
    "classify": "classify",
    "rules": "rules",
    "text": "text",
    "evaluate": "evaluate",
    "import": "importing",
    "export": "export",
    "digest": "digest",
    "status": "status",
    "init": "init",
    "check": "check",
    "schema": "schema",
    "backup": "backup",
    "restore": "backup",
    "verify": "verify",
    "forget": "forget",
    "decide": "decide",
    "list": "lookup",
    "show": "lookup",
    "outbox": "outbox",
    "attention": "attention",
    "note": "attention",
    "retry": "attention",
    "correct": "correcting",
    "withdraw": "correcting",
    "reinstate": "correcting",
    "merge": "correcting",
    "reclassify": "reclassify",
    "publish": "publish",
    "publication": "publish",
    "replay": "replay",
    "extend": "extend",
    "letters": "letters",
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

"""A slip of the pen on the command line, as one line: what was found, what is expected, where to read on."""

import re
from typing import Any, cast

import typer

# What typer raises for arguments that do not fit; its class has no public name of its own.
UsageError = cast(type[Exception], typer.BadParameter.__mro__[1])

# What the library says, and how this program says such things (docs/configuration.md says faults likewise).
SAID = (
    (re.compile(r"'(?P<found>.*)' is not one of .*", re.S), 'found "{found}"; expected one of {expected}'),
    (
        re.compile(r"'(?P<found>.*)' does not match the formats? '%Y-%m-%d'\.", re.S),
        'found "{found}"; expected a day such as 2021-02-04',
    ),
    (re.compile(r"Input should be a valid integer.*", re.S), "found something else; expected a whole number"),
)


def said_in_a_line(error: Exception) -> str:
    """The fault and the command whose help tells more. error: a UsageError."""
    fault: Any = error
    command = fault.ctx.command_path if fault.ctx else "mailbot"
    return f"{_fault(fault)}; see {command} -h"


def is_call_for_help(error: Exception) -> bool:
    """Whether a command was called with nothing at all, where it needs something."""
    return type(error).__name__ == "NoArgsIsHelpError"


def _fault(fault: Any) -> str:
    if type(fault).__name__ == "MissingParameter":
        return f"{_named(fault)}: found nothing; expected a value"
    if not isinstance(fault, typer.BadParameter):
        return " ".join(fault.format_message().split()).rstrip(".")
    words = " ".join(str(fault.message).split()).removeprefix("Value error, ")
    for pattern, text in SAID:
        if match := pattern.fullmatch(words):
            words = text.format(**(match.groupdict() | {"expected": words.rpartition(" one of ")[2].replace("'", "")}))
            break
    return f"{_named(fault)}: {words.rstrip('.')}"


def _named(fault: Any) -> str:
    """The option or argument, as one types it."""
    if fault.param_hint:
        return str(fault.param_hint if isinstance(fault.param_hint, str) else " / ".join(fault.param_hint)).strip("'")
    if fault.param is None:
        return "the command line"
    if fault.param.param_type_name == "option":
        return str(fault.param.opts[-1])
    return str(fault.param.metavar or fault.param.name.upper())

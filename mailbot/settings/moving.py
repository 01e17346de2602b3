"""Another closing put into the text of a configuration: one value changed, everything else as it was written. Pure."""

import re
from datetime import date, datetime

from mailbot.errors import ConfigurationError

TABLE = re.compile(r"^[ \t]*\[")
VALUE = r"^(?P<before>[ \t]*{key}[ \t]*=[ \t]*)(?P<value>[^#\n]*?)(?P<after>[ \t]*(?:#.*)?)$"


def with_closing(text: str, kind: str, closes: date | datetime, extended_from: date | datetime | None) -> str:
    """The text with another closing of a kind. extended_from: told in letters; None: what is there goes.

    Raises ConfigurationError where the kind's values do not stand in a table [call.KIND] of their own.
    """
    lines = text.splitlines()
    header = re.compile(rf"^[ \t]*\[[ \t]*call[ \t]*\.[ \t]*[\"']?{re.escape(kind)}[\"']?[ \t]*\][ \t]*(?:#.*)?$")
    found = [number for number, line in enumerate(lines) if header.match(line)]
    if not found:
        if re.search(rf"^[ \t]*(?:call[ \t]*\.[ \t]*)?[\"']?{re.escape(kind)}[\"']?[ \t]*[.=]", text, re.MULTILINE):
            raise ConfigurationError(
                [f"config.toml: call.{kind}: found values outside of a table [call.{kind}]; change closes by hand"]
            )
        lines += ["", f"[call.{kind}]"]
        found = [len(lines) - 1]
    start = found[0] + 1
    end = next((number for number in range(start, len(lines)) if TABLE.match(lines[number])), len(lines))
    table = _put(lines[start:end], "extended_from", extended_from)
    return "\n".join([*lines[:start], *_put(table, "closes", closes), *lines[end:]]) + "\n"


def written(closing: date | datetime) -> str:
    """A closing as TOML has it (an offset date-time, a local date-time, a local date)."""
    return closing.isoformat()


def _put(table: list[str], key: str, value: date | datetime | None) -> list[str]:
    """The lines of a table with a key's value changed, added at its top, or (None) taken out."""
    pattern = re.compile(VALUE.format(key=re.escape(key)))
    places = [number for number, line in enumerate(table) if pattern.match(line)]
    if value is None:
        return [line for number, line in enumerate(table) if number not in places]
    if not places:
        return [f"{key} = {written(value)}", *table]
    place = places[0]
    changed = pattern.sub(lambda match: f"{match['before']}{written(value)}{match['after']}", table[place])
    return [*table[:place], changed, *table[place + 1 :]]

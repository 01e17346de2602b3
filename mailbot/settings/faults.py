"""From pydantic's errors to one line a fault: where it stands, which key, what was found, what is expected."""

import json
import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from mailbot.settings.environment import further

# Keys whose values are never shown, and the place of a password in an address.
SECRET = ("password", "client_secret", "refresh_token")
PASSWORD_IN_URL = re.compile(r"(://[^/@\s:]*:)[^@\s]+@")
EXPECTED = {
    "missing": "a value: this key is required",
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": 'a list such as ["one", "two"]',
    "dict_type": "a table of its own",
    "model_type": "a table of its own",
    "model_attributes_type": "a table of its own",
    "date_type": "a date such as 2021-02-16",
    "string_too_short": "text that is not empty",
}


def shown(key: tuple[str, ...], value: Any) -> str:
    """A found value for people, never a secret and never longer than a line."""
    if any(part in SECRET for part in key):
        return "a value that is not shown"
    if isinstance(value, Mapping):
        return "a table"
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, (str, list, bool)) else str(value)
    text = PASSWORD_IN_URL.sub(r"\1***@", text)
    return text if len(text) <= 80 else text[:77] + "..."


def _expected(error: Mapping[str, Any], known: tuple[str, ...]) -> str:
    kind, context = error["type"], error.get("ctx") or {}
    if kind == "value_error":
        return str(context["error"])
    if kind == "extra_forbidden":
        near = get_close_matches(str(error["loc"][-1]), known, 1)
        meant = f"{near[0]}, or another " if near else "one "
        return f"{meant}of the known keys ({', '.join(known)})" if known else "no such key"
    if kind in ("literal_error", "enum"):
        return str(context.get("expected", "")).replace("'", '"')
    for bound, words in (("ge", "at least"), ("gt", "more than"), ("le", "at most"), ("lt", "less than")):
        if bound in context:
            limit = f"{words} {context[bound]:.12g}"
            return f"a number of {limit}" if bound in ("ge", "le") else limit
    if kind == "too_short":
        return "text that is not empty" if isinstance(error["input"], str) else "at least one entry"
    if kind == "string_pattern_mismatch":
        return f"text that matches {context.get('pattern', '')}"
    if kind == "missing" and len(error["loc"]) == 1:
        return f"a table [{error['loc'][0]}]"
    return EXPECTED.get(kind, str(error["msg"]))


def _found(kind: str, key: tuple[str, ...], value: Any) -> str:
    """What was found. The value of an unknown key stays unsaid: it may be a password under a mistyped name."""
    if kind == "missing" or value is None:
        return "nothing"
    return "an unknown key" if kind == "extra_forbidden" else shown(key, value)


def _below(table: Any, names: list[str]) -> Any:
    """What stands in a table, or in tables within it, under names; None for nothing."""
    for name in names:
        table = table.get(name) if isinstance(table, Mapping) else None
    return table


def _within(place: tuple[int | str, ...], outer: tuple[int | str, ...]) -> bool:
    return len(place) > len(outer) and place[: len(outer)] == outer


def known_keys(model: type[Any], key: tuple[str, ...]) -> tuple[str, ...]:
    """The keys a table of the settings may have, for the message about an unknown one."""
    current: Any = model
    for part in key:
        fields = getattr(current, "model_fields", {})
        others = further(current) if fields else None
        if part not in fields and others is None:
            return ()
        current = fields[part].annotation if part in fields else others
        current = next((arm for arm in getattr(current, "__args__", ()) if hasattr(arm, "model_fields")), current)
    return tuple(getattr(current, "model_fields", {}))


def lines(error: ValidationError, source_of: Any, model: type[Any]) -> list[str]:
    """One line for each fault, in the order of the file. source_of: key parts -> name of the file or variable."""
    found: dict[str, None] = {}
    faults = error.errors(include_url=False)
    for fault in faults:
        if fault["type"] == "too_short" and any(_within(other["loc"], fault["loc"]) for other in faults):
            continue  # a faulty entry does not count for pydantic, and the list then looks too short to it
        key = tuple(str(part) for part in fault["loc"] if not str(part).startswith(("function-", "date", "lax-")))
        expected = _expected(fault, known_keys(model, key[:-1]))
        value = fault.get("input")
        if "|" in expected and fault["type"] == "value_error":  # a rule about a whole table names the key itself
            name, _, expected = expected.partition("|")
            key = (*key, *name.split("."))
            value = _below(value, name.split(".")) if isinstance(value, Mapping) else value
        words = _found(fault["type"], key, value)
        found[f"{source_of(key)}: {'.'.join(key)}: found {words}; expected {expected}"] = None
    return list(found)

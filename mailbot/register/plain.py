"""Values as JSON can hold them."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from operator import attrgetter
from typing import Any

AS_IT_IS = frozenset({type(None), bool, int, float, str})
FORMS: dict[type[Any], Callable[[Any], Any]] = {}  # of every type met by now


def plain(value: Any) -> Any:
    """Dataclasses as objects, enums as their values, tuples as lists, instants in UTC with "Z". Pure.

    Raises TypeError for what has no such form: better at once than a value that cannot be read again.
    """
    kind = type(value)
    if kind in AS_IT_IS:
        return value
    form = FORMS.get(kind)
    if form is None:
        form = FORMS[kind] = _form(kind)
    return form(value)


def _form(kind: type[Any]) -> Callable[[Any], Any]:
    """How values of a type are made plain; looked for once a type."""
    if issubclass(kind, Enum):
        return attrgetter("_value_")
    if issubclass(kind, bool | int | float | str):
        return lambda value: value
    if issubclass(kind, list | tuple):
        return lambda value: [item if type(item) in AS_IT_IS else plain(item) for item in value]
    if issubclass(kind, Mapping):
        return lambda value: {str(key): plain(item) for key, item in value.items()}
    if issubclass(kind, datetime):
        return instant
    if issubclass(kind, date):
        return lambda value: value.isoformat()
    if is_dataclass(kind):
        names = tuple(field.name for field in fields(kind))
        return lambda value: {
            name: item if type(item := getattr(value, name)) in AS_IT_IS else plain(item) for name in names
        }
    raise TypeError(f"no plain form for {kind.__name__}")


def instant(moment: datetime) -> str:
    """An aware instant as the contract writes it: 2021-02-04T13:12:00Z (fractions of a second dropped)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

"""Values as JSON can hold them."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any

AS_IT_IS = frozenset({type(None), bool, int, float, str})


def plain(value: Any) -> Any:
    """Dataclasses as objects, enums as their values, tuples as lists, instants in UTC with "Z". Pure.

    Raises TypeError for what has no such form: better at once than a value that cannot be read again.
    """
    kind = type(value)
    if kind in AS_IT_IS:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(kind):
        return {name: plain(getattr(value, name)) for name in _names(kind)}
    raise TypeError(f"no plain form for {type(value).__name__}")


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def instant(moment: datetime) -> str:
    """An aware instant as the contract writes it: 2021-02-04T13:12:00Z (fractions of a second dropped)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

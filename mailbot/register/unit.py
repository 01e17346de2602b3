"""What every part of a unit of work stands on: its connection, and statements that are made once.

The statements on a message's path are made when the module is loaded (statement.py), with `given` and `listed` where
their values go.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import BindParameter, Connection, Table, bindparam

from mailbot.register.marks import Marks
from mailbot.register.schema import Base
from mailbot.register.statement import Statement, Values


def given(name: str) -> BindParameter[Any]:
    """The place of one value in a statement."""
    return bindparam(name)


def listed(name: str) -> BindParameter[Any]:
    """The place of a list of values after IN or NOT IN; an empty one matches nothing in either."""
    return bindparam(name, expanding=True)


class Unit:
    """One transaction. `connection` carries it; `marks` know what was erased."""

    def __init__(self, connection: Connection, marks: Marks) -> None:
        self.connection = connection
        self.marks = marks

    def _add(self, row: type[Base], values: Values | Sequence[Values]) -> None:
        """Adds one row or several of the same columns; columns left out are null."""
        rows = [values] if isinstance(values, Mapping) else values
        _inserting(row, tuple(rows[0])).change_each(self.connection, rows)

    def _add_numbered(self, row: type[Base], values: Values) -> int:
        """Adds a row and gives the number it got."""
        return cast(int, _inserting_numbered(row, tuple(values)).one(self.connection, values)[0])

    def _set(self, row: type[Base], number: int, values: Values) -> None:
        """Changes columns of the row with that number."""
        _setting(row, tuple(values)).change(self.connection, {"which": number, **values})


def _table(row: type[Base]) -> Table:
    return cast(Table, row.__table__)


@cache
def _inserting(row: type[Base], columns: tuple[str, ...]) -> Statement:
    return Statement(_table(row).insert().inline(), columns)


@cache
def _inserting_numbered(row: type[Base], columns: tuple[str, ...]) -> Statement:
    table = _table(row)
    return Statement(table.insert().returning(table.c.id), columns)


@cache
def _setting(row: type[Base], columns: tuple[str, ...]) -> Statement:
    table = _table(row)
    return Statement(table.update().where(table.c.id == bindparam("which")), columns)

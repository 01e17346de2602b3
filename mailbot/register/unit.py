"""What every part of a unit of work stands on: its connection, and statements that are built once.

Building a statement costs SQLAlchemy more than SQLite needs to run it, so the statements on a message's path are made
when the module is loaded, with `given` and `listed` where their values go.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import BindParameter, Connection, Table, bindparam
from sqlalchemy.sql.dml import Insert, ReturningInsert, Update

from mailbot.register.marks import Marks
from mailbot.register.schema import Base

Values = Mapping[str, Any]


def given(name: str) -> BindParameter[Any]:
    """The place of one value in a statement."""
    return bindparam(name)


def listed(name: str) -> BindParameter[Any]:
    """The place of a list of values after IN; an empty one matches nothing."""
    return bindparam(name, expanding=True)


class Unit:
    """One transaction. `connection` carries it; `marks` know what was erased."""

    def __init__(self, connection: Connection, marks: Marks) -> None:
        self.connection = connection
        self.marks = marks

    def _add(self, row: type[Base], values: Values | Sequence[Values]) -> None:
        """Adds one row or several of the same columns; columns left out are null."""
        self.connection.execute(_inserting(row), values)

    def _add_numbered(self, row: type[Base], values: Values) -> int:
        """Adds a row and gives the number it got."""
        return cast(int, self.connection.execute(_inserting_numbered(row), values).scalar_one())

    def _set(self, row: type[Base], number: int, values: Values) -> None:
        """Changes columns of the row with that number."""
        self.connection.execute(_setting(row), {"which": number, **values})


def _table(row: type[Base]) -> Table:
    return cast(Table, row.__table__)


@cache
def _inserting(row: type[Base]) -> Insert:
    return _table(row).insert()


@cache
def _inserting_numbered(row: type[Base]) -> ReturningInsert[Any]:
    table = _table(row)
    return table.insert().returning(table.c.id)


@cache
def _setting(row: type[Base]) -> Update:
    table = _table(row)
    return table.update().where(table.c.id == bindparam("which"))

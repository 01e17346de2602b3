"""Statements that are made once and then given to the driver as they are.

SQLAlchemy writes the SQL and knows what becomes of each value on its way in and out. To look that up again for every
execution takes several times as long as the database does, and a message needs some twenty statements: so a Statement
keeps what SQLAlchemy made of it, for each kind of database. Connections, transactions and faults stay SQLAlchemy's.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, cast

from sqlalchemy import BindParameter, Connection, Dialect
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import iterate
from sqlalchemy.types import TypeEngine

Values = Mapping[str, Any]
Process = Callable[[Any], Any] | None
NOTHING: Values = {}
LEAST = 4  # values that are written for a shorter list
KEPT = 512  # values in a list, up to which the statement for so many is kept


class Statement:
    """A SELECT, INSERT, UPDATE or DELETE with `given` and `listed` (unit.py) where its values go.

    Its rows come all at once, as named tuples. Raises sqlalchemy's DBAPIError as its connections do.
    """

    def __init__(self, element: Any, columns: Iterable[str] | None = None) -> None:
        """columns: those that an INSERT or UPDATE sets, where the element does not say it."""
        self._element = element
        self._columns = None if columns is None else list(columns)
        binds = (part for part in iterate(element) if isinstance(part, BindParameter) and part.expanding)
        self._lists = tuple(dict.fromkeys(bind.key for bind in binds if bind.required))
        self._forms: dict[tuple[str | int, ...], _Form] = {}

    def rows(self, connection: Connection, values: Values = NOTHING) -> list[Any]:
        """Every row."""
        form = self._form(connection, values)
        cursor = form.execute(connection, values)
        found = form.made(connection, cursor)
        cursor.close()
        return found

    def first(self, connection: Connection, values: Values = NOTHING) -> Any:
        """The first row; None where there is none."""
        return next(iter(self.rows(connection, values)), None)

    def one(self, connection: Connection, values: Values = NOTHING) -> Any:
        """The row that must be there. Raises sqlalchemy's NoResultFound."""
        row = self.first(connection, values)
        if row is None:
            raise NoResultFound("a row that must be there is missing")
        return row

    def column(self, connection: Connection, values: Values = NOTHING) -> tuple[Any, ...]:
        """The first column of every row."""
        return tuple([row[0] for row in self.rows(connection, values)])

    def change(self, connection: Connection, values: Values = NOTHING) -> int:
        """Executes what gives no rows; how many it changed."""
        cursor = self._form(connection, values).execute(connection, values)
        changed: int = cursor.rowcount
        cursor.close()
        return changed

    def change_each(self, connection: Connection, values: Sequence[Values]) -> None:
        """The same once for each of several values, in one go. All name the same columns, none is a list."""
        self._form(connection, values[0]).execute_each(connection, values)

    def _form(self, connection: Connection, values: Values) -> "_Form":
        dialect = connection.dialect
        lengths = tuple([_room(len(values[name])) for name in self._lists])
        form = self._forms.get((dialect.name, *lengths))
        if form is None:
            compiled = cast(SQLCompiler, self._element.compile(dialect=dialect, column_keys=self._columns))
            form = _Form(compiled, dialect, dict(zip(self._lists, lengths, strict=True)))
            if max(lengths, default=0) <= KEPT:
                self._forms[dialect.name, *lengths] = form
        return form


class _Form:
    """What SQLAlchemy made of a statement for one kind of database, and for lists of certain lengths."""

    def __init__(self, compiled: SQLCompiler, dialect: Dialect, lengths: Mapping[str, int]) -> None:
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        wanted = {name for name, bind in binds.items() if bind.required}
        state = compiled.construct_expanded_state({name: [None] * lengths.get(name, 0) for name in wanted})
        places = state.parameter_expansion  # of a list: the names of its values
        types = {name: bind.type for name, bind in binds.items()}
        types |= {name: types[of] for of, names in places.items() for name in names}
        self._text = state.statement
        self._lists = [(name, names) for name, names in places.items() if name in wanted]
        asked = wanted.union(*(names for _, names in self._lists))
        self._constants = {name: value for name, value in state.parameters.items() if name not in asked}
        self._positional = state.positiontup is not None
        self._steps: list[tuple[str, Process]] = [
            (name, types[name].dialect_impl(dialect).bind_processor(dialect))
            for name in (state.positiontup or state.parameters)
        ]
        columns = compiled.statement.exported_columns  # type: ignore[union-attr]
        self._dialect = dialect
        self._types: list[TypeEngine[Any]] = [column.type for column in columns.values()]
        row = namedtuple("Row", columns.keys(), rename=True)  # type: ignore[misc]
        self._row = partial(tuple.__new__, row)
        self._processes: list[tuple[int, Callable[[Any], Any]]] | None = None

    def execute(self, connection: Connection, values: Values) -> DBAPICursor:
        """Executes it once."""
        taken = self._taken(values)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(self._text, taken)
        except connection.dialect.loaded_dbapi.Error as error:
            raise self._failed(error, connection, cursor) from error
        return cursor

    def execute_each(self, connection: Connection, values: Sequence[Values]) -> None:
        """Executes it for each of several values."""
        taken = [self._taken(one) for one in values]
        cursor = connection.connection.cursor()
        try:
            cursor.executemany(self._text, taken)
        except connection.dialect.loaded_dbapi.Error as error:
            raise self._failed(error, connection, cursor) from error
        cursor.close()

    def made(self, connection: Connection, cursor: DBAPICursor) -> list[Any]:
        """The rows a cursor has found, their values as the columns' types give them."""
        try:
            found = cursor.fetchall()
        except connection.dialect.loaded_dbapi.Error as error:
            raise self._failed(error, connection, cursor) from error
        if self._processes is None:
            self._processes = self._processes_of(cursor)
        if not self._processes:
            return [self._row(row) for row in found]
        rows = []
        for row in found:
            values = list(row)
            for place, process in self._processes:
                values[place] = process(values[place])
            rows.append(self._row(values))
        return rows

    def _processes_of(self, cursor: DBAPICursor) -> list[tuple[int, Callable[[Any], Any]]]:
        """What becomes of columns' values, by their place; nothing of those that are left out."""
        columns = enumerate(zip(self._types, cursor.description, strict=True))
        processes = (
            (place, kind.dialect_impl(self._dialect).result_processor(self._dialect, described[1]))
            for place, (kind, described) in columns
        )
        return [(place, process) for place, process in processes if process is not None]

    def _taken(self, values: Values) -> Any:
        """The values as the driver takes them; a list is filled up with its last one, an empty one with nulls."""
        if self._lists or self._constants:
            known = {**self._constants, **values}
            for name, places in self._lists:
                items = list(values[name])
                known.update(zip(places, items + (items[-1:] or [None]) * (len(places) - len(items)), strict=True))
            values = known
        if self._positional:
            return [values[name] if process is None else process(values[name]) for name, process in self._steps]
        return {name: values[name] if process is None else process(values[name]) for name, process in self._steps}

    def _failed(self, error: Exception, connection: Connection, cursor: DBAPICursor) -> Exception:
        """The error as sqlalchemy's connections raise it, but without the values: they may be words of a message."""
        lost = connection.dialect.is_disconnect(error, connection.connection, cursor)  # type: ignore[arg-type]
        if lost:
            connection.invalidate(error)
        base = connection.dialect.loaded_dbapi.Error
        failed = DBAPIError.instance(self._text, None, error, base, connection_invalidated=lost)
        return cast(Exception, failed)


def _room(count: int) -> int:
    """How many values are written for a list of so many: 4, 8, 16 ..., that few statements serve all. Pure."""
    return count if count > KEPT else max(LEAST, 1 << (count - 1).bit_length())

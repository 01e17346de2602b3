"""A database's rows as lines of JSON, whatever the database: for backups, and to move a register to another one."""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, DateTime, LargeBinary, MetaData, Table, func, select, text

from mailbot.register.migrate import VERSION_TABLE

AT_ONCE = 500


def tables_of(connection: Connection) -> tuple[Table, ...]:
    """The register's tables as the database itself describes them, each after those it refers to.

    Read from the database and not from schema/, so that a register of an older mailbot can be read and written too.
    """
    metadata = MetaData()
    metadata.reflect(connection)
    return tuple(table for table in metadata.sorted_tables if table.name != VERSION_TABLE)


def count(connection: Connection, table: Table) -> int:
    """How many rows it has."""
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """Every row as a JSON array of its columns' values: instants in ISO 8601 (UTC), bytes in base 64."""
    ordered = select(table).order_by(*table.primary_key.columns)
    for row in connection.execution_options(yield_per=AT_ONCE).execute(ordered):
        yield json.dumps([_told(value) for value in row], ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def load(connection: Connection, table: Table, names: list[str], told: Iterable[bytes]) -> int:
    """Puts rows into an empty table and says how many. names: the columns, in the order of the lines' values."""
    columns = [table.columns[name] for name in names]
    naive = connection.dialect.name == "sqlite"
    loaded = 0
    batch: list[dict[str, Any]] = []

    def put() -> None:
        nonlocal loaded
        if batch:
            connection.execute(table.insert(), batch)
            loaded += len(batch)
            batch.clear()

    for line in told:
        values = zip(columns, json.loads(line), strict=True)
        batch.append({column.name: _value(column, value, naive=naive) for column, value in values})
        if len(batch) == AT_ONCE:
            put()
    put()
    _go_on_numbering(connection, table)
    return loaded


def _told(value: Any) -> Any:
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode("ascii")
    return value


def _value(column: Column[Any], told: Any, *, naive: bool) -> Any:
    """The value again. naive: the database keeps instants without their zone (SQLite)."""
    if told is None:
        return None
    if isinstance(column.type, DateTime):
        moment = datetime.fromisoformat(told)
        return moment.replace(tzinfo=None) if naive else moment
    return base64.b64decode(told) if isinstance(column.type, LargeBinary) else told


def _go_on_numbering(connection: Connection, table: Table) -> None:
    """PostgreSQL gives numbers from a sequence, which knows nothing of rows that came with theirs."""
    if connection.dialect.name != "postgresql" or "id" not in table.columns:
        return
    sequence = connection.execute(text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": table.name}).scalar()
    last = connection.execute(select(func.max(table.columns["id"]))).scalar()
    if sequence and last:
        connection.execute(text("SELECT setval(:sequence, :last)"), {"sequence": sequence, "last": last})

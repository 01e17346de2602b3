"""Statements made once give what sqlalchemy gives, on both databases, whatever the length of a list."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import func, literal, or_, select, update
from sqlalchemy.exc import IntegrityError, NoResultFound

from mailbot.register.register import Register
from mailbot.register.schema import CounterRow, EventRow
from mailbot.register.statement import KEPT, Statement
from mailbot.register.store import Store
from mailbot.register.unit import given, listed

AT = datetime(2021, 2, 4, 10, 30, 15, 123456, tzinfo=timezone(timedelta(hours=2)))
SOME = select(CounterRow.prefix, CounterRow.last).order_by(CounterRow.prefix)
IN_LIST = SOME.where(CounterRow.prefix.in_(listed("prefixes")))
NOT_IN_LIST = SOME.where(CounterRow.prefix.not_in(listed("prefixes")), CounterRow.last > given("above"))
EITHER = SOME.where(or_(CounterRow.prefix.in_(listed("one")), CounterRow.prefix.in_(listed("other"))))
FIXED = SOME.where(CounterRow.prefix.in_(("P001", "P003")), CounterRow.last < 3).limit(1)


@pytest.fixture
def counted(store: Store) -> Store:
    with store.writing() as register:
        register._add(CounterRow, [{"prefix": f"P{number:03}", "last": number} for number in range(1, 701)])
    return store


@pytest.mark.parametrize(
    ("element", "values"),
    [
        (IN_LIST, {"prefixes": []}),
        (IN_LIST, {"prefixes": ["P002"]}),
        (IN_LIST, {"prefixes": ("P002", "nobody", "P005", "P001")}),
        (IN_LIST, {"prefixes": {f"P{number:03}" for number in range(1, 6)}}),
        (IN_LIST, {"prefixes": [f"P{number:03}" for number in range(1, KEPT + 51)]}),
        (NOT_IN_LIST, {"prefixes": ["P700", "P699"], "above": 690}),
        (EITHER, {"one": ["P001"], "other": []}),
        (EITHER, {"one": [], "other": ["P002", "P003", "P004", "P005", "P006"]}),
        (FIXED, {}),
        (select(func.count(), literal("x").label("sign")).select_from(CounterRow), {}),
    ],
)
def test_rows_are_those_of_sqlalchemy(counted: Store, element: Any, values: dict[str, Any]) -> None:
    statement = Statement(element)
    with counted.reading() as register:
        expected = [tuple(row) for row in register.connection.execute(element, values)]
        for _ in range(2):  # made, and used again
            rows = statement.rows(register.connection, values)
            assert [tuple(row) for row in rows] == expected
        assert statement.column(register.connection, values) == tuple(row[0] for row in expected)
        assert statement.first(register.connection, values) == (expected[0] if expected else None)


def test_values_go_in_and_come_out_as_their_columns_say(store: Store) -> None:
    """Instants in UTC, JSON as it was, text without what no database takes; names of columns as attributes."""
    event = {"at": AT, "actor": "a\x00b\ud800", "action": "x", "subject_table": "t", "subject_id": 1, "reason": "é"}
    with store.writing() as register:
        number = register._add_numbered(EventRow, event | {"detail": {"list": [1, None, "ب"]}})
        row = Statement(select(EventRow.__table__).where(EventRow.id == given("number"))).one(
            register.connection, {"number": number}
        )
    assert (row.at, row.at.tzinfo, row.actor, row.detail) == (AT, UTC, "a\ufffdb\ufffd", {"list": [1, None, "ب"]})


def raise_last(register: Register, prefix: str) -> int:
    raised = update(CounterRow).where(CounterRow.prefix == given("which")).values(last=CounterRow.last + 1)
    return Statement(raised).change(register.connection, {"which": prefix})


def test_changes_are_counted(counted: Store) -> None:
    with counted.writing() as register:
        assert (raise_last(register, "P001"), raise_last(register, "nobody")) == (1, 0)
        assert Statement(FIXED).one(register.connection) == ("P001", 2)


def test_a_row_that_must_be_there(store: Store) -> None:
    with store.reading() as register, pytest.raises(NoResultFound):
        Statement(SOME).one(register.connection)


def test_a_fault_is_told_as_sqlalchemy_tells_it_but_without_the_values(counted: Store) -> None:
    with pytest.raises(IntegrityError) as told, counted.writing() as register:
        register._add(CounterRow, [{"prefix": "a secret", "last": 1}, {"prefix": "a secret", "last": 2}])
    assert "INSERT INTO counters" in str(told.value.statement)
    assert (told.value.params, "[parameters" in str(told.value)) == (None, False)
    with counted.reading() as register:
        assert Statement(IN_LIST).rows(register.connection, {"prefixes": ["a secret"]}) == []

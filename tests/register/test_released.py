"""Every schema that was ever released, with data in it, is brought up to date, on every database."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from mailbot.register import migrate, rows
from mailbot.register.engine import connect_engine, database_url, write_options
from mailbot.register.export import rows as exported
from mailbot.register.schema import Base, LetterState, State
from tests.register.conftest import Place
from tests.register.release import FOLDER
from tests.register.samples import AT, arrival

RELEASED = sorted(FOLDER.glob("*.sql"))


def as_it_was(dump: Path, file: Path) -> None:
    """The released database itself."""
    database = sqlite3.connect(file)
    database.executescript(dump.read_text("utf-8"))
    database.close()


def put(dump: Path, place: Place, folder: Path) -> None:
    """A register of that schema: the very file with SQLite; elsewhere the same schema and rows."""
    if place.url.startswith("sqlite"):
        as_it_was(dump, Path(place.url.removeprefix("sqlite:///")))
        return
    as_it_was(dump, folder / "released.db")
    source = create_engine(f"sqlite:///{folder}/released.db")
    target = connect_engine(database_url(place.url), 10)
    with source.connect() as old, target.connect() as new:
        new.execution_options(**write_options(target))
        with new.begin():
            migrate.run(new, dump.stem)
            told = {table.name: list(rows.lines(old, table)) for table in rows.tables_of(old)}
            columns = {table.name: [column.name for column in table.columns] for table in rows.tables_of(old)}
            for table in rows.tables_of(new):
                rows.load(new, table, columns[table.name], told[table.name])
    source.dispose()
    target.dispose()


def test_something_was_released() -> None:
    assert RELEASED
    assert {file.stem for file in RELEASED} <= migrate.known_versions()


@pytest.mark.parametrize("dump", RELEASED, ids=lambda file: file.stem)
def test_a_released_register_is_brought_up_to_date(dump: Path, empty_place: Place, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    put(dump, empty_place, tmp_path)
    with empty_place.open() as store:
        with store.reading() as register:
            context = MigrationContext.configure(
                register.connection, opts={"compare_type": True, "version_table": migrate.VERSION_TABLE}
            )
            assert compare_metadata(context, Base.metadata) == []
            found = {what: list(exported(register, what)) for what in ("messages", "submissions", "letters")}
            assert register.counts() == {State.FILED: 4, State.STORED: 1, State.FAILED: 1, State.QUARANTINED: 1}
            assert set(register.letter_counts()) == set(LetterState)
            assert [event.action for event in register.events("messages", 1)] == ["filed"]
        assert [row["from"] for row in found["messages"]][:3] == [
            "amina@example.org", "karim@example.net", "karim@example.net",
        ]  # fmt: skip
        assert [(row["reference"], [file["name"] for file in row["files"]]) for row in found["submissions"]] == [
            ("S-0001", []), ("R-0001", ["v2.pdf"]),
        ]  # fmt: skip
        assert [row["state"] for row in found["letters"]] == [
            "sent", "queued", "sending", "failed", "queued", "queued", "held",
        ]  # fmt: skip
        with store.writing() as register:  # numbers go on where they were
            assert register.hold_interrupted(AT) == 1
            assert register.begin_digest("2021-02-05", AT) is False
            assert register.keep(arrival("later"), AT) == (8, True)

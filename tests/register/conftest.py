"""Registers to test on: each test with a `place` runs on a fresh SQLite file and on an empty PostgreSQL."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mailbot.register.store import Store, open_store
from tests.servers.postgresql import DATABASES, database, empty, need_postgresql, recreate


@dataclass(frozen=True)
class Place:
    """Where a register is: what open_store takes."""

    url: str
    files: Path

    def open(self, **options: Any) -> Store:
        return open_store(self.url, self.files, **options)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite register as migrations make it; copying it is quicker than migrating for every test."""
    folder = tmp_path_factory.mktemp("template")
    open_store(f"sqlite:///{folder}/register.db", folder / "files").close()
    return folder / "register.db"


@pytest.fixture
def sqlite_place(tmp_path: Path, sqlite_template: Path) -> Place:
    shutil.copy(sqlite_template, tmp_path / "register.db")
    return Place(f"sqlite:///{tmp_path}/register.db", tmp_path / "files")


@pytest.fixture(params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A migrated, empty register."""
    if request.param == "sqlite":
        prepared: Place = request.getfixturevalue("sqlite_place")
        return prepared
    name = request.getfixturevalue("postgresql_register")
    empty(name)
    return Place(database(name), tmp_path / "files")


@pytest.fixture(params=DATABASES)
def empty_place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A place where no register has been made yet."""
    if request.param == "sqlite":
        return Place(f"sqlite:///{tmp_path}/new/register.db", tmp_path / "files")
    need_postgresql()
    recreate("empty")
    return Place(database("empty"), tmp_path / "files")


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    with place.open() as opened:
        yield opened

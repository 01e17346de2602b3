"""Registers to test on: a fresh SQLite file for each test, and a fresh PostgreSQL database where a server is given.

MAILBOT_TEST_POSTGRESQL: the URL of any database on the server, whose user may create databases.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from mailbot.register.store import Store, open_store

POSTGRESQL = os.environ.get("MAILBOT_TEST_POSTGRESQL", "")
TEMPLATE = "mailbot_test_template"


@dataclass(frozen=True)
class Place:
    """Where a register is: what open_store takes."""

    url: str
    files: Path

    def open(self, **options: object) -> Store:
        return open_store(self.url, self.files, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite register as migrations make it; copying it is quicker than migrating for every test."""
    folder = tmp_path_factory.mktemp("template")
    open_store(f"sqlite:///{folder}/register.db", folder / "files").close()
    return folder / "register.db"


@pytest.fixture(scope="session")
def postgresql_template() -> str:
    """A PostgreSQL database as migrations make it; its name."""
    name = f"{TEMPLATE}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    recreate(name)
    open_store(database(name), Path("unused")).close()
    return name


def database(name: str) -> str:
    return make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False)


def recreate(name: str, template: str = "template1") -> None:
    engine = create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    engine.dispose()


@pytest.fixture
def sqlite_place(tmp_path: Path, sqlite_template: Path) -> Place:
    shutil.copy(sqlite_template, tmp_path / "register.db")
    return Place(f"sqlite:///{tmp_path}/register.db", tmp_path / "files")


@pytest.fixture(params=["sqlite", *(["postgresql"] if POSTGRESQL else [])])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A migrated, empty register."""
    if request.param == "sqlite":
        return request.getfixturevalue("sqlite_place")
    template = request.getfixturevalue("postgresql_template")
    name = template.replace("_template", "")
    recreate(name, template)
    return Place(database(name), tmp_path / "files")


@pytest.fixture(params=["sqlite", *(["postgresql"] if POSTGRESQL else [])])
def empty_place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A place where no register has been made yet."""
    if request.param == "sqlite":
        return Place(f"sqlite:///{tmp_path}/new/register.db", tmp_path / "files")
    name = f"mailbot_test_empty_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    recreate(name)
    return Place(database(name), tmp_path / "files")


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    with place.open() as opened:
        yield opened

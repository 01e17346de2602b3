"""Fixtures for every test: `dovecot` (a fresh account on one running server), `certificates`, `postgresql_register`."""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.demo.certificates import Certificates, make_certificates
from mailbot.register.store import open_store
from tests.servers.dovecot import MISSING, Account, Dovecot, is_installed
from tests.servers.postgresql import database, need_postgresql, recreate

_SERIAL = itertools.count(1)


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """A certificate authority and a certificate for loopback."""
    return make_certificates(tmp_path_factory.mktemp("tls"))


def need_dovecot() -> None:
    """Skips where Dovecot is missing; in CI (CI=true) that is a failure."""
    if is_installed():
        return
    if os.environ.get("CI") == "true":
        pytest.fail(MISSING)
    pytest.skip(MISSING)


@pytest.fixture(scope="session")
def running_dovecot() -> Iterator[Dovecot]:
    """The one Dovecot of this test process."""
    need_dovecot()
    with Dovecot() as server:
        yield server


@pytest.fixture
def dovecot(running_dovecot: Dovecot) -> Account:
    """A fresh, empty account on a running Dovecot."""
    return running_dovecot.account(f"review{next(_SERIAL)}@example.org")


@pytest.fixture(scope="session")
def postgresql_register() -> str:
    """A PostgreSQL database as migrations make it; its name. Who uses it empties it first."""
    need_postgresql()
    recreate("register")
    open_store(database("register"), Path("unused")).close()
    return "register"

"""A rig with a fresh mailbox and a relay for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.demo.certificates import Certificates
from mailbot.demo.play import Stage, stage
from mailbot.demo.smtp_server import EmbeddedSmtp
from tests.daemon.nursery import Nursery
from tests.daemon.rig import Rig
from tests.servers.dovecot import Account
from tests.servers.postgresql import DATABASES, database, empty


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """The process from which mailbot's commands are started."""
    with Nursery() as running:
        yield running


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The demonstration's servers, for desks whose clock is set by hand."""
    with stage(tmp_path_factory.mktemp("servers")) as place:
        yield place


@pytest.fixture
def relay(certificates: Certificates) -> Iterator[EmbeddedSmtp]:
    """A relay with TLS and login."""
    with EmbeddedSmtp({"relay": "relay-password"}, certificates, "starttls") as smtp:
        yield smtp


@pytest.fixture(params=DATABASES)
def register_at(request: pytest.FixtureRequest) -> str:
    """Where an installation keeps its register ("": where the sample says): every test with a rig runs on both."""
    if request.param == "sqlite":
        return ""
    name = request.getfixturevalue("postgresql_register")
    empty(name)
    return database(name)


@pytest.fixture
def rig(
    tmp_path: Path,
    dovecot: Account,
    relay: EmbeddedSmtp,
    certificates: Certificates,
    nursery: Nursery,
    register_at: str,
) -> Rig:
    """An installation that reads a real Dovecot and sends to the relay."""
    return Rig(tmp_path, dovecot.server(), relay, certificates, nursery, account=dovecot, database=register_at)

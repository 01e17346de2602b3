"""The server of PostgreSQL fails; nothing is lost, nothing fails for it, and mailbot goes on by itself."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text

from tests.daemon.mail import nomination
from tests.daemon.rig import Rig, until
from tests.daemon.test_faults_imap import comes_back, running, watched
from tests.servers.postgresql import PostgreSQL, need_postgresql


@pytest.fixture
def server() -> Iterator[PostgreSQL]:
    """A server of its own, which may be stopped."""
    need_postgresql()
    made = PostgreSQL()
    yield made
    made.remove()


@pytest.fixture
def register_at(server: PostgreSQL) -> str:
    """A database on it, still without tables."""
    return server.database("postgres")


def test_stopped_and_restarted(rig: Rig, server: PostgreSQL) -> None:
    rig.account.deliver(nomination(0))
    with running(rig):
        comes_back(rig, 1)
        until(lambda: rig.states("letters") == ["sent"], 30, rig.log)
        server.stop()
        for number in (1, 2):
            rig.account.deliver(nomination(number))
        until(lambda: '"error": "the register ' in rig.log(), 30, rig.log)
        server.start()
        comes_back(rig, 3)
        until(lambda: rig.states("letters") == ["sent"] * 3, 30, rig.log)
    assert len(rig.smtp.taken) == 3


def test_away_in_the_moment_in_which_a_letter_is_taken(rig: Rig, server: PostgreSQL) -> None:
    """The relay has the letter, and nobody can write that down yet: no second one goes."""
    rig.smtp.refuse["MESSAGE"] = lambda: server.stop()
    with running(rig):
        rig.account.deliver(nomination(0))
        until(lambda: rig.smtp.taken and '"what": "register"' in rig.log(), 30, rig.log)
        rig.smtp.refuse.clear()
        server.start()
        until(lambda: rig.states("letters") == ["sent"], 30, rig.log)
    assert len(rig.smtp.taken) == 1


def test_connections_are_cut(rig: Rig, server: PostgreSQL) -> None:
    """As by a firewall: the lock of the process goes with its connection and is taken again."""
    cut = create_engine(server.database("postgres"), isolation_level="AUTOCOMMIT")
    with running(rig):
        watched(rig)
        for number in range(4):
            rig.account.deliver(nomination(number))
            with cut.connect() as connection:
                connection.execute(
                    text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
                )
            comes_back(rig, number + 1)
        until(lambda: rig.states("letters") == ["sent"] * 4, 60, rig.log)
        said = rig.run("once", expect=4).stderr
        assert "another mailbot" in said
    cut.dispose()
    assert len(rig.smtp.taken) == 4


def test_the_server_is_away_at_the_start(rig: Rig, server: PostgreSQL) -> None:
    server.stop()
    said = rig.run("once", expect=1).stderr
    assert "cannot be used: connection is bad" in said
    assert "Traceback" not in said
    assert said.count("\n") == 1
    server.start()
    rig.account.deliver(nomination(0))
    rig.run("once")
    assert rig.states("letters") == ["sent"]


def test_two_on_one_register(rig: Rig) -> None:
    with running(rig):
        watched(rig)
        for command in ("run", "once"):
            said = rig.run(command, expect=4).stderr
            assert said.count("\n") == 1
            assert "another mailbot" in said

"""Opening a register: from nothing, from what is there, from what is damaged, and one at a time."""

import os
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from mailbot.errors import MailbotError, RegisterBusy, RegisterDamaged, RegisterUnavailable
from mailbot.register.engine import PROCESS_LOCK, database_url
from mailbot.register.migrate import FOLDER, HEAD, VERSION_TABLE
from mailbot.register.schema import Base
from mailbot.register.store import Store, open_store
from tests.register.conftest import Place
from tests.register.samples import AT, arrival, file_one, message, plan


def run(code: str, place: Place) -> subprocess.Popen[str]:
    """A process of its own that has opened the register as `store`; its output says how far it is."""
    opening = (
        "import sys, time\n"
        "from mailbot.register.store import open_store\n"
        f"store = open_store({place.url!r}, {str(place.files)!r})\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", opening + code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_from_nothing_to_the_models(empty_place: Place) -> None:
    empty_place.open().close()
    engine = create_engine(database_url(empty_place.url))
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True, "version_table": VERSION_TABLE}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
        assert connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one() == HEAD
    engine.dispose()


def test_head_is_the_newest_script() -> None:
    assert ScriptDirectory(str(FOLDER)).get_current_head() == HEAD


def test_opening_again_keeps_what_is_there(place: Place) -> None:
    with place.open() as store, store.writing() as register:
        register.keep(arrival(), AT)
    with place.open() as store, store.reading() as register:
        assert register.stored_ids() == (1,)


def test_sqlite_is_set_up_for_durability(sqlite_place: Place) -> None:
    with sqlite_place.open() as store, store.writing() as register:
        asked = ("journal_mode", "synchronous", "foreign_keys")
        found = [register.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in asked]
    assert found == ["wal", 2, 1]


def test_a_newer_schema_is_refused(empty_place: Place) -> None:
    with empty_place.open() as store, store.writing() as register:
        register.connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    for upgrade in (True, False):
        with pytest.raises(MailbotError, match=f"has schema 9999, this mailbot knows {HEAD}.*newer mailbot"):
            empty_place.open(upgrade=upgrade)


def test_readers_create_nothing(empty_place: Place, tmp_path: Path) -> None:
    with pytest.raises(MailbotError, match="holds no register yet"):
        empty_place.open(upgrade=False)
    assert list(tmp_path.rglob("register.db*")) == []


def test_tables_of_another_program_are_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE messages (mine TEXT)")
    with pytest.raises(MailbotError, match=r"tables of another program \(messages\)"):
        open_store(f"sqlite:///{tmp_path}/other.db", tmp_path / "files")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "is no database URL"),
        ("sqlite://", "in memory keeps nothing"),
        ("mysql://root@localhost/x", "mysql is not supported"),
    ],
)
def test_urls_that_cannot_be_used(url: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(MailbotError, match=words):
        open_store(url, tmp_path)


def test_a_server_that_is_away_passes_and_keeps_the_password_secret(tmp_path: Path) -> None:
    with pytest.raises(RegisterUnavailable) as caught:
        open_store("postgresql://mailbot:secret@127.0.0.1:1/mailbot", tmp_path)
    assert "127.0.0.1" in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"this is no database, whatever its name says" * 100,
        lambda content: content[: len(content) // 2],
        lambda content: content[:4096] + b"\xff" * (len(content) - 4096),
    ],
    ids=["other content", "cut in half", "pages overwritten"],
)
def test_a_damaged_file_is_said_and_left_alone(
    sqlite_place: Place, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    with sqlite_place.open() as store, store.writing() as register:
        for number in range(50):
            register.keep(arrival(f"message {number}"), AT)
    file = tmp_path / "register.db"
    for log in tmp_path.glob("register.db-*"):
        log.unlink()
    file.write_bytes(damage(file.read_bytes()))
    before = file.read_bytes()
    with pytest.raises(RegisterDamaged, match=r"is damaged .*Nothing was changed"):
        sqlite_place.open()
    assert file.read_bytes() == before


def test_an_emptied_file_beside_kept_mail_is_damage(sqlite_place: Place, tmp_path: Path) -> None:
    with sqlite_place.open() as store:
        store.files.keep(b"raw")
    (tmp_path / "register.db").write_bytes(b"")
    with pytest.raises(RegisterDamaged, match="is empty although"):
        sqlite_place.open()
    assert (tmp_path / "register.db").read_bytes() == b""


def test_a_unit_of_work_is_whole_or_not_at_all(store: Store) -> None:
    def stumble() -> None:
        with store.writing() as register:
            register.keep(arrival(), AT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    with store.reading() as register:
        assert register.stored_ids() == ()


def test_a_reading_unit_cannot_write(store: Store) -> None:
    with pytest.raises((RegisterUnavailable, DBAPIError)), store.reading() as register:
        register.keep(arrival(), AT)
    with store.writing() as register:
        assert register.keep(arrival(), AT) == (1, True)


def test_programming_errors_are_not_taken_for_faults(store: Store) -> None:
    with pytest.raises(DBAPIError), store.reading() as register:
        register.connection.execute(text("SELECT nothing FROM nowhere"))
    with pytest.raises(IntegrityError), store.writing() as register:
        register.connection.execute(text("INSERT INTO digests (day) VALUES ('2021-02-04')"))


def test_naive_instants_are_refused(store: Store) -> None:
    with pytest.raises(Exception, match="without a zone"), store.writing() as register:
        register.keep(arrival(received=datetime(2021, 2, 4)), AT)  # noqa: DTZ001 (that is what is refused)


def test_events_refuse_changes(store: Store) -> None:
    with store.writing() as register:
        file_one(register, "one", plan())
    for change in ("UPDATE events SET actor = 'nobody'", "DELETE FROM events"):
        with pytest.raises(DBAPIError, match="events are append-only"), store.writing() as register:
            register.connection.execute(text(change))
    with store.reading() as register:
        assert [event.action for event in register.events("messages", 1)] == ["filed"]


def test_a_second_mailbot_is_refused_until_the_first_is_gone(place: Place) -> None:
    first = run("with store.exclusive():\n print('in', flush=True)\n sys.stdin.read() or time.sleep(60)", place)
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == "in\n"
        with place.open() as store:
            with pytest.raises(RegisterBusy, match="another mailbot"), store.exclusive():
                pass
            with store.reading() as register:
                assert register.stored_ids() == ()
    finally:
        first.kill()
        first.communicate()
    with place.open() as store:
        until = time.monotonic() + 10
        while True:  # PostgreSQL notices the death of a client a moment later
            try:
                with store.exclusive(), store.writing() as register:
                    assert register.keep(arrival(), AT) == (1, True)
                break
            except RegisterBusy:
                assert time.monotonic() < until, "the lock of a killed process was not given back"
                time.sleep(0.05)


def test_exclusive_in_one_process(place: Place) -> None:
    with place.open() as one, place.open() as two:
        with one.exclusive(), pytest.raises(RegisterBusy), two.exclusive():
            pass
        with two.exclusive():
            pass


def break_connections(place: Place) -> None:
    """What a restart of PostgreSQL does to clients; a SQLite register has none to lose."""
    if place.url.startswith("sqlite"):
        return
    engine = create_engine(database_url(place.url))
    others = "pid <> pg_backend_pid() AND datname = current_database()"
    with engine.connect() as connection:
        connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))
    engine.dispose()


def test_a_lost_connection_does_not_lose_the_exclusive_lock(place: Place) -> None:
    with place.open() as store, store.exclusive():
        break_connections(place)
        with store.writing() as register:
            register.keep(arrival(), AT)
        with place.open() as other, pytest.raises(RegisterBusy), other.exclusive():
            pass


def test_the_lock_waits_a_moment_for_a_session_that_is_ending(place: Place) -> None:
    """As after SIGKILL: the server lets go of a dead client's lock only when it notices."""
    if place.url.startswith("sqlite"):
        pytest.skip("the system itself gives a file's lock back")
    engine = create_engine(database_url(place.url), isolation_level="AUTOCOMMIT")
    with engine.connect() as dying, place.open() as store:
        dying.execute(text(f"SELECT pg_advisory_lock({PROCESS_LOCK})"))
        letting_go = threading.Timer(0.5, dying.execute, [text(f"SELECT pg_advisory_unlock({PROCESS_LOCK})")])
        letting_go.start()
        with store.exclusive(), store.writing() as register:
            assert register.keep(arrival(), AT) == (1, True)
        letting_go.join()
    engine.dispose()


def test_a_lock_whose_connection_was_cut_is_not_refused_by_its_own_session(place: Place) -> None:
    """The client sees a cut, the server none: its old session would hold the lock for as long as it lives."""
    if place.url.startswith("sqlite"):
        pytest.skip("a file's lock hangs on no connection")
    with place.open() as store, store.exclusive():
        held = store._lock._connection  # type: ignore[attr-defined]
        line = held.connection.dbapi_connection.fileno()
        nowhere, other_end = socket.socketpair()
        other_end.close()
        kept_open = os.dup(line)
        os.dup2(nowhere.fileno(), line)
        try:
            with store.writing() as register:
                assert register.keep(arrival(), AT) == (1, True)
        finally:
            os.close(kept_open)
            nowhere.close()


def test_a_writer_waits_for_another_process(place: Place) -> None:
    holder = run("with store.writing() as register:\n print('in', flush=True)\n sys.stdin.readline()", place)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "in\n"
        with place.open() as store:
            with store.reading() as register:  # which would fail, did a reader wait for a writer
                assert register.stored_ids() == ()
            with place.open(upgrade=False) as reader, reader.reading() as register:
                assert register.stored_ids() == ()
            asked = threading.Event()

            def let_go() -> None:
                asked.set()
                holder.kill()

            letting_go = threading.Timer(0.5, let_go)
            letting_go.start()
            with store.writing() as register:
                assert asked.is_set(), "a writer did not wait"
                assert register.keep(arrival(), AT) == (1, True)
            letting_go.join()
    finally:
        holder.kill()
        holder.wait()


def test_a_lock_that_is_held_too_long_passes_as_a_fault(place: Place) -> None:
    with place.open() as one, place.open(lock_wait=0.2) as two:
        with one.writing(), pytest.raises(RegisterUnavailable, match="cannot be used"), two.writing():
            pass
        with two.writing() as register:
            assert register.keep(arrival(), AT) == (1, True)


def test_reading_shows_one_moment(store: Store) -> None:
    with store.reading() as before:
        assert before.stored_ids() == ()
        with store.writing() as register:
            register.keep(arrival(), AT)
        assert before.stored_ids() == ()
    with store.reading() as after:
        assert after.stored_ids() == (1,)


def test_threads_share_a_store(store: Store) -> None:
    def keep(thread: int) -> None:
        for number in range(5):
            with store.writing() as register:
                register.keep(arrival(f"{thread}-{number}"), AT)

    threads = [threading.Thread(target=keep, args=(thread,)) for thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as register:
        assert register.stored_ids() == tuple(range(1, 21))


def test_strange_text_is_kept(store: Store) -> None:
    strange = "a\x00b\ud800c\U0001f600"
    with store.writing() as register:
        number, _ = file_one(register, "one", plan(attention=(strange,)), message("one", subject=strange))
    with store.reading() as register:
        (line,) = register.summary(None, AT.replace(hour=20)).attention
    assert (number, line.subject, line.reason) == (1, "a\ufffdb\ufffdc\U0001f600", "a\ufffdb\ufffdc\U0001f600")

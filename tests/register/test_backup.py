"""Backups: one moment in one file, put back only where nothing is, and only when it is whole."""

import hashlib
import io
import json
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from mailbot.errors import MailbotError, RegisterBusy
from mailbot.register.backup import Manifest, write_backup
from mailbot.register.erasing import erase
from mailbot.register.export import rows
from mailbot.register.migrate import HEAD
from mailbot.register.register import Register
from mailbot.register.restore import Restored, restore
from mailbot.register.scope import scope_of_address
from mailbot.register.store import Store
from tests.register.conftest import Place
from tests.register.release import fill
from tests.register.samples import AMINA, AT, DESK, HOUR, KARIM, arrival, message, sha, verdict
from tests.servers.postgresql import DATABASES, database, need_postgresql, recreate

LATER = AT + HOUR
WHAT = ("messages", "submissions", "letters")
RAW = b"the raw message"


def back_up(store: Store, target: Path) -> Manifest:
    with store.writing() as register:
        fill(register)
        number, _ = register.keep(arrival("kept", sha256=store.files.keep(RAW)), AT)
        assert number == 8
    return write_backup(store, target, AT)


def put_back(file: Path, place: Place, digest_day: str | None = None) -> Restored:
    return restore(file, place.url, place.files, LATER, LATER, digest_day)


def told(register: Register) -> dict[str, list[dict[str, object]]]:
    return {what: list(rows(register, what)) for what in WHAT}


@pytest.fixture(params=DATABASES)
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty place to restore to, of either kind, whatever the backup was made of."""
    if request.param == "sqlite":
        return Place(f"sqlite:///{tmp_path}/elsewhere/register.db", tmp_path / "elsewhere" / "files")
    need_postgresql()
    recreate("elsewhere")
    return Place(database("elsewhere"), tmp_path / "elsewhere" / "files")


def test_everything_comes_back_but_no_letter_goes_out_again(store: Store, elsewhere: Place, tmp_path: Path) -> None:
    manifest = back_up(store, tmp_path / "b.tar")
    assert (manifest.schema, manifest.tables["messages"].rows, manifest.files) == (HEAD, 8, 1)
    assert (tmp_path / "b.tar").stat().st_mode & 0o777 == 0o600
    done = put_back(tmp_path / "b.tar", elsewhere, "2021-02-06")
    assert done.held == 4
    with store.reading() as before, elsewhere.open() as back, back.reading() as after:
        expected, found = told(before), told(after)
        assert back.files.read(sha(RAW)) == RAW
        assert after.events("messages", 1) == before.events("messages", 1)
        assert after.cursor("account", "INBOX") == before.cursor("account", "INBOX")
        assert after.last_digest() == AT + HOUR
    for letter in expected["letters"]:
        if letter["state"] in ("queued", "sending"):
            letter["state"] = "held"
    errors = [str(letter.pop("error") or "") for letter in found["letters"]]
    for letter in expected["letters"]:
        del letter["error"]
    assert found == expected
    assert errors[1] == f"restored from the backup of {AT.isoformat()}: it may have been sent since"
    assert errors[2] == "mailbot was stopped while this letter was being sent: it may have arrived"
    with elsewhere.open() as back, back.writing() as register:
        assert register.due(LATER) is None
        assert register.begin_digest("2021-02-06", LATER) is False
        assert register.keep(arrival("newer"), LATER) == (9, True)


def test_what_arrived_before_the_restore_may_have_been_answered(store: Store, elsewhere: Place, tmp_path: Path) -> None:
    back_up(store, tmp_path / "b.tar")
    put_back(tmp_path / "b.tar", elsewhere)
    with elsewhere.open() as back, back.writing() as register:
        number, _ = register.keep(arrival("between"), LATER)
        assert register.history_of(number, message("between"), verdict(), LATER, DESK).restored == LATER


def test_a_backup_is_of_one_moment_while_others_write(store: Store, elsewhere: Place, tmp_path: Path) -> None:
    """Messages come in all the while: in every backup each message that is told has its file."""
    stop = threading.Event()

    def receive() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            sha256 = store.files.keep(f"message {number}".encode())
            with store.writing() as register:
                register.keep(arrival(f"message {number}", sha256=sha256), AT)

    thread = threading.Thread(target=receive)
    thread.start()
    try:
        while True:
            manifest = write_backup(store, tmp_path / "b.tar.gz", AT)
            if manifest.tables["messages"].rows >= 20:
                break
    finally:
        stop.set()
        thread.join()
    assert manifest.missing == []
    assert manifest.files == manifest.tables["messages"].rows
    put_back(tmp_path / "b.tar.gz", elsewhere)
    with elsewhere.open() as back, back.reading() as register:
        assert len(list(rows(register, "messages"))) == manifest.files


def test_an_older_schema_is_restored_and_brought_up_to_date(store: Store, elsewhere: Place, tmp_path: Path) -> None:
    """A backup that the first released mailbot would have made: its tables, its columns."""
    back_up(store, tmp_path / "b.tar")
    new = {"messages": {"forgotten"}, "submissions": {"forgotten", "merged_into", "publication", "publication_said"}}
    new["letters"] = {"forgotten", "released", "dropped"}
    later = {"erasures", "decisions", "announcements", "closings", "reminders", "alarms", "folder_counts"}

    def aged(name: str, content: bytes) -> bytes | None:
        table = name.removeprefix("tables/").removesuffix(".jsonl")
        if name == "manifest.json":
            manifest = json.loads(content)
            manifest["schema"] = "0001"
            manifest["tables"] = {key: note for key, note in manifest["tables"].items() if key in hashes}
            for key, note in manifest["tables"].items():
                note["sha256"] = hashes[key]
                note["columns"] = [column for column in note["columns"] if column not in new.get(key, ())]
            return json.dumps(manifest).encode()
        if table in later or (name.startswith("tables/") and table not in columns):
            return None
        if name.startswith("tables/"):
            keep = [at for at, column in enumerate(columns[table]) if column not in new.get(table, ())]
            content = b"".join(
                json.dumps([json.loads(line)[at] for at in keep]).encode() + b"\n" for line in content.splitlines()
            )
            hashes[table] = hashlib.sha256(content).hexdigest()
        return content

    hashes: dict[str, str] = {}
    manifest = json.loads(members(tmp_path / "b.tar")["manifest.json"])
    columns = {name: note["columns"] for name, note in manifest["tables"].items() if name not in later}
    rewrite(tmp_path / "b.tar", aged)
    assert put_back(tmp_path / "b.tar", elsewhere).manifest.schema == "0001"
    with elsewhere.open() as back, back.reading() as register:
        assert len(list(rows(register, "messages"))) == 8


def members(file: Path) -> dict[str, bytes]:
    with tarfile.open(file) as archive:
        return {member.name: content(archive, member) for member in archive}


def content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    found = archive.extractfile(member)
    assert found is not None, f"{member.name} is no file"
    return found.read()


def rewrite(file: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """The archive with changed members; None leaves one out."""
    old = members(file)
    with tarfile.open(file, "w") as archive:
        for name, content in old.items():
            if (new := change(name, content)) is not None:
                entry = tarfile.TarInfo(name)
                entry.size = len(new)
                archive.addfile(entry, io.BytesIO(new))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda name, content: None if name == "manifest.json" else content, "it was cut off"),
        (lambda name, content: content + b" " if name.startswith("files/") else content, r"is damaged \(files/"),
        (lambda name, content: content[:-1] if name == "tables/letters.jsonl" else content, "is damaged"),
        (lambda name, content: None if name.startswith("files/") else content, "0 files in place of 1"),
        (lambda name, content: None if name == "tables/events.jsonl" else content, "is damaged"),
        (lambda name, content: content.replace(HEAD.encode(), b"9999") if "json" in name[-4:] else content, "newer"),
    ],
    ids=["no end", "a file", "a table", "a file is gone", "a table is gone", "newer"],
)
def test_a_backup_that_is_not_whole_is_refused(
    store: Store, tmp_path: Path, change: Callable[[str, bytes], bytes | None], words: str
) -> None:
    back_up(store, tmp_path / "b.tar")
    rewrite(tmp_path / "b.tar", change)
    place = Place(f"sqlite:///{tmp_path}/elsewhere/register.db", tmp_path / "elsewhere" / "files")
    with pytest.raises(MailbotError, match=words):
        put_back(tmp_path / "b.tar", place)
    assert [path for path in place.files.rglob("*") if path.is_file()] == []
    with place.open() as back, back.reading() as register:  # nothing stands in the way of the next try
        assert list(rows(register, "messages")) == []


@pytest.mark.parametrize("name", ["../outside", "files/../../outside", "/etc/passwd", "tables/x.jsonl/y"])
def test_an_archive_writes_nowhere_else(tmp_path: Path, name: str) -> None:
    with tarfile.open(tmp_path / "b.tar", "w") as archive:
        archive.addfile(tarfile.TarInfo(name))
    with pytest.raises(MailbotError, match="which no backup of mailbot does"):
        put_back(tmp_path / "b.tar", Place(f"sqlite:///{tmp_path}/new/register.db", tmp_path / "new" / "files"))


@pytest.mark.parametrize("cut", [0, 100, 0.5, 0.98])
def test_a_cut_or_strange_file_is_said_to_be_one(store: Store, tmp_path: Path, cut: float) -> None:
    back_up(store, tmp_path / "b.tar.gz")
    content = (tmp_path / "b.tar.gz").read_bytes()
    (tmp_path / "b.tar.gz").write_bytes(content[: int(cut if cut >= 1 else cut * len(content))])
    with pytest.raises(MailbotError, match=r"is no backup of mailbot|it was cut off") as said:
        put_back(tmp_path / "b.tar.gz", Place(f"sqlite:///{tmp_path}/new/register.db", tmp_path / "new" / "files"))
    assert "\n" not in str(said.value)


def test_a_register_that_holds_something_is_left_alone(store: Store, place: Place, tmp_path: Path) -> None:
    back_up(store, tmp_path / "b.tar")
    with store.exclusive(), pytest.raises(RegisterBusy):
        put_back(tmp_path / "b.tar", place)
    with pytest.raises(MailbotError, match=r"holds 8 messages\. Nothing was restored\. Name an empty database"):
        put_back(tmp_path / "b.tar", Place(place.url, tmp_path / "other files"))
    other = Place(f"sqlite:///{tmp_path}/other/register.db", tmp_path / "full")
    with other.open() as opened:
        opened.files.keep(b"of somebody else")
    with pytest.raises(MailbotError, match="holds 1 files that are not in the backup"):
        put_back(tmp_path / "b.tar", other)


def test_a_restore_that_was_cut_short_is_done_again(store: Store, elsewhere: Place, tmp_path: Path) -> None:
    """Its files were put in place, its rows were not."""
    back_up(store, tmp_path / "b.tar")
    (elsewhere.files / "sha256" / sha(RAW)[:2]).mkdir(parents=True)
    (elsewhere.files / "sha256" / sha(RAW)[:2] / sha(RAW)).write_bytes(RAW[:5])
    (elsewhere.files / "tmp" / "restore-abc" / "files").mkdir(parents=True)
    put_back(tmp_path / "b.tar", elsewhere)
    with elsewhere.open() as back, back.exclusive():
        assert back.files.read(sha(RAW)) == RAW
    assert list((elsewhere.files / "tmp").iterdir()) == []


def test_a_missing_file_is_told_and_the_rest_is_kept(store: Store, elsewhere: Place, tmp_path: Path) -> None:
    back_up(store, tmp_path / "b.tar")
    store.files.path(sha(RAW)).unlink()
    manifest = write_backup(store, tmp_path / "b.tar", AT)
    assert manifest.files == 0
    assert sha(RAW) in manifest.missing
    assert put_back(tmp_path / "b.tar", elsewhere).manifest.missing == manifest.missing


def test_what_was_erased_stays_erased_after_a_restore(store: Store, elsewhere: Place, tmp_path: Path) -> None:
    back_up(store, tmp_path / "b.tar")
    with store.erasing() as register:
        scope = scope_of_address(register, AMINA.address, (), lambda _: False)
        store.set_aside(register, erase(register, scope, AT, "operator", ""))
    write_backup(store, tmp_path / "b.tar", AT)
    put_back(tmp_path / "b.tar", elsewhere)
    with elsewhere.open() as back, back.writing() as register:
        assert register.keep(arrival("nomination"), LATER) == (1, False)
        assert register.keep(arrival("written later", sender=KARIM), LATER)[1] is True


def test_a_backup_that_cannot_be_written_leaves_the_one_before(store: Store, tmp_path: Path) -> None:
    with pytest.raises(MailbotError, match=r"nowhere/b.tar: cannot be written: No such file"):
        write_backup(store, tmp_path / "nowhere" / "b.tar", AT)
    (tmp_path / "b.tar").write_bytes(b"the one before")
    store.files.root.mkdir(exist_ok=True)
    with pytest.raises(ZeroDivisionError):
        write_backup(Broken(store._engine, store.files, store._lock, store.place), tmp_path / "b.tar", AT)
    assert (tmp_path / "b.tar").read_bytes() == b"the one before"
    assert [path.name for path in tmp_path.iterdir() if "b.tar" in path.name] == ["b.tar"]


class Broken(Store):
    """A register that fails while it is read."""

    def reading(self) -> NoReturn:
        raise ZeroDivisionError

"""The file store: durable, repeatable, checked when read."""

import stat
from pathlib import Path

import pytest

from mailbot.errors import RegisterUnavailable
from mailbot.register.files import FileDamaged, Files
from tests.register.samples import sha


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "files")


def everything(files: Files) -> list[str]:
    return sorted(str(path.relative_to(files.root)) for path in files.root.rglob("*") if path.is_file())


def test_kept_and_read(files: Files) -> None:
    digest = files.keep(b"hello")
    assert digest == sha(b"hello")
    assert files.read(digest) == b"hello"
    assert files.path(digest) == files.root / "sha256" / digest[:2] / digest
    assert stat.S_IMODE(files.path(digest).stat().st_mode) == 0o600


def test_keeping_again_changes_nothing(files: Files) -> None:
    before = files.path(files.keep(b"hello")).stat()
    after = files.path(files.keep(b"hello")).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert everything(files) == [f"sha256/{sha(b'hello')[:2]}/{sha(b'hello')}"]


@pytest.mark.parametrize("damage", [b"", b"hellO", b"hello and more"])
def test_a_damaged_copy_is_noticed_and_replaced(files: Files, damage: bytes) -> None:
    digest = files.keep(b"hello")
    files.path(digest).write_bytes(damage)
    with pytest.raises(FileDamaged, match="has changed"):
        files.read(digest)
    files.keep(b"hello")
    assert files.read(digest) == b"hello"


def test_a_missing_file_is_not_a_passing_fault_unless_all_are_away(files: Files) -> None:
    digest = files.keep(b"hello")
    files.path(digest).unlink()
    with pytest.raises(FileDamaged, match="is missing"):
        files.read(digest)
    (files.root / "sha256").rename(files.root / "elsewhere")
    with pytest.raises(RegisterUnavailable):
        files.read(digest)


@pytest.mark.parametrize("bad", ["../../etc/passwd", "", "A" * 64, "g" * 64, "a" * 63])
def test_only_hashes_name_files(files: Files, bad: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        files.path(bad)


def test_leftovers_of_a_killed_process_go(files: Files) -> None:
    files.keep(b"hello")
    (files.root / "tmp" / "left").write_bytes(b"half")
    files.clear_unfinished()
    assert everything(files) == [f"sha256/{sha(b'hello')[:2]}/{sha(b'hello')}"]


def test_empty(files: Files) -> None:
    assert files.empty()
    files.keep(b"")
    assert not files.empty()
    assert files.read(sha(b"")) == b""


def test_nothing_is_written_below_a_mount_that_is_away(files: Files) -> None:
    files.keep(b"hello")
    (files.root / "sha256").rename(files.root.parent / "away")
    with pytest.raises(RegisterUnavailable, match="is a mount away"):
        files.keep(b"more")
    (files.root.parent / "away").rename(files.root / "sha256")
    assert files.read(files.keep(b"more")) == b"more"


def test_a_root_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("in the way")
    with pytest.raises(RegisterUnavailable, match="cannot be used"):
        Files(tmp_path / "files").keep(b"hello")


def test_an_existing_folder_with_other_files_is_fine(tmp_path: Path) -> None:
    (tmp_path / "lost+found").mkdir()
    (tmp_path / "notes.txt").write_text("mine")
    files = Files(tmp_path)
    files.keep(b"hello")
    files.clear_unfinished()
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert list((tmp_path / "tmp").iterdir()) == []


def test_written_in_pieces(files: Files) -> None:
    with files.in_pieces() as unfinished:
        for piece in (b"hel", b"", b"lo"):
            unfinished.write(piece)
        assert (unfinished.size, files.finish(unfinished)) == (5, sha(b"hello"))
    assert files.read(sha(b"hello")) == b"hello"
    with files.opened(sha(b"hello")) as file:
        assert file.read() == b"hello"
    assert everything(files) == [f"sha256/{sha(b'hello')[:2]}/{sha(b'hello')}"]


def test_pieces_that_are_not_finished_leave_nothing(files: Files) -> None:
    def half() -> None:
        with files.in_pieces() as unfinished:
            unfinished.write(b"hel")
            raise OSError(28, "disk full")

    with pytest.raises(RegisterUnavailable, match="disk full"):
        half()
    assert everything(files) == []


def test_pieces_below_a_mount_that_is_away(files: Files) -> None:
    files.expect_content()
    with pytest.raises(RegisterUnavailable, match="mount away"), files.in_pieces():
        pytest.fail("written below the mount point")
    assert not files.root.exists()


def test_what_is_opened_is_checked_first(files: Files) -> None:
    digest = files.keep(b"hello")
    files.path(digest).write_bytes(b"hellO")
    with pytest.raises(FileDamaged, match="has changed"):
        files.opened(digest)
    files.path(digest).unlink()
    with pytest.raises(FileDamaged, match="is missing"):
        files.opened(digest)

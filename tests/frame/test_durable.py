"""Files appear whole or not at all."""

from pathlib import Path

import pytest

from mailbot.durable import PRIVATE, whole_file, write_whole


def test_a_file_takes_its_place_only_at_the_end(tmp_path: Path) -> None:
    target = tmp_path / "register.tar"
    target.write_bytes(b"before")
    with whole_file(target) as file:
        file.write(b"after")
        file.flush()
        assert target.read_bytes() == b"before"
    assert target.read_bytes() == b"after"
    assert [path.name for path in tmp_path.iterdir()] == ["register.tar"]


def test_an_error_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "x"
    target.write_bytes(b"before")
    with pytest.raises(ZeroDivisionError), whole_file(target) as file:
        file.write(bytes([1 // 0]))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"x": b"before"}


def test_a_link_stays_a_link_and_secrets_are_private(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder" / "real")
    write_whole(tmp_path / "link", b"secret", PRIVATE)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "folder" / "real").read_bytes() == b"secret"
    assert (tmp_path / "folder" / "real").stat().st_mode & 0o777 == 0o600

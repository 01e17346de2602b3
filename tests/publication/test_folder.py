"""A publication takes its place whole or not at all, and never the place of anything else."""

import json
import os
from pathlib import Path

import pytest

from mailbot.errors import MailbotError
from mailbot.publication import folder
from mailbot.publication.folder import put


def publication(*files: str, text: str = "one") -> dict[str, bytes]:
    reports = [{"files": [{"path": path} for path in files]}]
    index = {"publication": 1, "pages": {"en": "index.en.html"}, "reports": reports}
    pages = {"index.json": json.dumps(index).encode(), "index.html": text.encode(), "index.en.html": text.encode()}
    return pages | {path: path.encode() for path in files}


def held(target: Path) -> dict[str, bytes]:
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}


@pytest.mark.parametrize("exchange", [True, False])
def test_what_was_published_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool) -> None:
    """Also where the system cannot exchange two folders in one step."""
    if not exchange:
        monkeypatch.setattr(folder, "_exchange", lambda _one, _other: False)
    target = tmp_path / "deep" / "page"
    first, second = publication("files/a.pdf", "files/b.pdf"), publication("files/b.pdf", text="two")
    put(target, first)
    assert held(target) == first
    put(target, second)
    assert held(target) == second
    assert [path.name for path in target.parent.iterdir()] == ["page"]


def test_an_empty_folder_and_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    put(tmp_path / "link", publication())
    assert held(tmp_path / "real") == publication()
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("name", ["notes.txt", "files/mine.pdf", ".git/HEAD"])
def test_what_is_not_ours_stays(tmp_path: Path, name: str) -> None:
    target = tmp_path / "page"
    put(target, publication("files/a.pdf"))
    (target / name).parent.mkdir(exist_ok=True)
    (target / name).write_text("mine")
    before = held(target)
    with pytest.raises(MailbotError, match=f"holds files that mailbot did not publish .{name}"):
        put(target, publication())
    assert held(target) == before
    assert [path.name for path in tmp_path.iterdir()] == ["page"]


@pytest.mark.parametrize(
    "index", ["no JSON", "[]", '{"publication": 1}', '{"reports": [], "pages": {}, "publication": 0}']
)
def test_a_strange_index_is_not_ours(tmp_path: Path, index: str) -> None:
    (tmp_path / "index.json").write_text(index)
    with pytest.raises(MailbotError, match="did not publish"):
        put(tmp_path, publication())


def test_a_file_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "page").write_text("mine")
    with pytest.raises(MailbotError, match="is a file; expected a folder"):
        put(tmp_path / "page", publication())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(MailbotError, match="nothing was published"):
        put(tmp_path / "page", publication())


def test_a_disk_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "page"
    put(target, publication("files/a.pdf"))
    with pytest.raises(MailbotError, match="nothing was published"):
        put(target, publication("files/" + "x" * 300))
    assert held(target) == publication("files/a.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["page"]

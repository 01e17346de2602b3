"""Compiled templates are kept, and nothing stale or damaged is ever taken for one."""

import sys
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment

from mailbot.letters import bytecode


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))  # where Python then keeps its own
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    Path(cache_from_source(bytecode.__file__)).parent.mkdir(parents=True)
    return tmp_path


def kept(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def rendered(source: str, **options: Any) -> str:
    """The text a new process would make of a template."""
    cache = bytecode.Bytecode(options)
    environment = Environment(loader=DictLoader({"a": source}), bytecode_cache=cache, **options)
    return environment.get_template("a").render(name="<Amal>")


def test_compiled_once(folder: Path) -> None:
    assert rendered("Dear {{ name }}") == "Dear <Amal>"
    (file,) = kept(folder)
    compiled = file.stat().st_mtime_ns
    assert rendered("Dear {{ name }}") == "Dear <Amal>"
    assert [path.stat().st_mtime_ns for path in kept(folder)] == [compiled]


def test_another_text_or_form_is_another_template(folder: Path) -> None:
    assert rendered("Dear {{ name }}") == "Dear <Amal>"
    assert rendered("Sir {{ name }}") == "Sir <Amal>"
    assert rendered("Dear {{ name }}", autoescape=True) == "Dear &lt;Amal&gt;"
    assert len(kept(folder)) == 3


@pytest.mark.parametrize("damage", [b"", b"nonsense", 20])
def test_a_damaged_one_is_compiled_anew(folder: Path, damage: bytes | int) -> None:
    rendered("Dear {{ name }}")
    (file,) = kept(folder)
    whole = file.read_bytes()
    file.write_bytes(damage if isinstance(damage, bytes) else whole[:-damage])
    assert rendered("Dear {{ name }}") == "Dear <Amal>"
    assert [path.read_bytes() for path in kept(folder)] == [whole]


def test_kept_in_the_user_s_cache_where_python_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered("Dear {{ name }}") == "Dear <Amal>"
    (file,) = kept(folder)
    assert file.parent == folder / "home" / "mailbot"
    compiled = file.stat().st_mtime_ns
    assert rendered("Dear {{ name }}") == "Dear <Amal>"
    assert [path.stat().st_mtime_ns for path in kept(folder)] == [compiled]


def test_nothing_is_kept_for_who_has_no_home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv("XDG_CACHE_HOME", "nowhere")
    assert rendered("Dear {{ name }}") == "Dear <Amal>"
    assert kept(folder) == []


def test_a_folder_that_cannot_be_written_is_no_fault(folder: Path) -> None:
    for path in folder.rglob("*"):
        if not any(path.iterdir()):
            path.rmdir()
    assert rendered("Dear {{ name }}") == "Dear <Amal>"

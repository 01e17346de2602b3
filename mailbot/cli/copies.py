"""The packaged rules and templates as copies in a desk's folder: which were left as they are, and may be renewed.

A copy that nobody changed should be that of the program beside it; one that was changed is its owner's. A list of what
was written, with hashes, tells one from the other.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mailbot.durable import sync_tree, write_like, write_whole

FOLDERS = ("rules", "templates")
LIST = ".as-written.json"  # name: SHA-256 of what was written


@dataclass(frozen=True, slots=True)
class Renewal:
    """What became of the copies, by name. changed: by their owner, while the packaged file changed as well."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


def packaged(source: Path) -> dict[str, bytes]:
    """Every rule and template by its name below `source`, such as rules/kinds.toml."""
    return {
        str(file.relative_to(source)): file.read_bytes()
        for folder in FOLDERS
        for file in sorted((source / folder).rglob("*"))
        if file.is_file() and not _is_aside(file.relative_to(source))
    }


def _is_aside(name: Path) -> bool:
    return any(part == "__pycache__" or part.startswith(".") for part in name.parts)


def write_copies(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes all of them into a new folder, and the list. Raises OSError."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    _write_list(folder, {name: _hash(content) for name, content in files.items()})
    sync_tree(folder)


def renew_copies(folder: Path, files: Mapping[str, bytes]) -> Renewal:
    """Renews the copies that nobody changed, adds those that are new, removes those that are packaged no more.

    A copy that its owner removed stays away: the packaged file holds in its place. Raises OSError.
    """
    known = _read_list(folder)
    written, removed, changed = [], [], []
    for name, content in files.items():
        file, before = folder / name, known.get(name)
        there = _hash(file.read_bytes()) if file.is_file() else None
        if there == _hash(content) or (there is None and before is not None):
            continue
        if there is None or there == before:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_like(file, content, file) if there else write_whole(file, content)
            written.append(name)
        elif before != _hash(content):
            changed.append(name)
    for name in known.keys() - files.keys():
        file = folder / name
        if file.is_file() and _hash(file.read_bytes()) == known[name]:
            file.unlink()
            removed.append(name)
    kept = {name: known.get(name, "") for name in changed}
    _write_list(folder, {name: _hash(content) for name, content in files.items()} | kept)
    return Renewal(tuple(written), tuple(sorted(removed)), tuple(changed))


def outdated(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """The copies that nobody changed and that are not those of this version."""
    return [
        name
        for name, before in _read_list(folder).items()
        if before != _hash(files.get(name, b"")) and (folder / name).is_file()
        if _hash((folder / name).read_bytes()) == before
    ]


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_list(folder: Path) -> dict[str, str]:
    """What was written; {} where an older version wrote it and kept no list: then every difference is its owner's."""
    file = folder / LIST
    return dict(json.loads(file.read_text("utf-8"))) if file.is_file() else {}


def _write_list(folder: Path, names: Mapping[str, str]) -> None:
    write_whole(folder / LIST, f"{json.dumps(names, indent=1, sort_keys=True)}\n".encode())

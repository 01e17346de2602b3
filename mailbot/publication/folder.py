"""Puts what is published in its place, whole or not at all: written beside it, made durable, exchanged in one step."""

import ctypes
import errno
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from mailbot.durable import beside, drop_unfinished, sync_folder, sync_tree
from mailbot.errors import MailbotError
from mailbot.publication.pages import INDEX

AT_FDCWD = -100
RENAME_EXCHANGE = 2
NO_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


def put(target: Path, contents: Mapping[str, bytes]) -> None:
    """Writes a folder of files (by their paths in it) in the place of an earlier one, or where there is none.

    Whoever reads meanwhile gets all of the old or all of the new. Raises MailbotError where the folder holds anything
    that was not published by mailbot, or cannot be written; the old one is untouched then.
    """
    try:
        target = target.resolve()
        if target.exists():
            _check_ours(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        drop_unfinished(target)
        unfinished = beside(target)
        try:
            _write(unfinished, contents)
            _take_place(unfinished, target)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        sync_folder(target.parent)
    except OSError as error:
        raise MailbotError(f"{target}: cannot be written: {error.strerror or error}; nothing was published") from error


def _check_ours(target: Path) -> None:
    """Raises MailbotError unless a folder is empty or holds nothing but what its own index.json names."""
    if not target.is_dir():
        raise MailbotError(f"{target}: is a file; expected a folder")
    found = (path for path in target.rglob("*") if not path.is_dir() or path.is_symlink())
    there = {path.relative_to(target).as_posix() for path in found}
    strange = there - _named(target / INDEX)
    if strange:
        raise MailbotError(
            f"{target}: holds files that mailbot did not publish ({', '.join(sorted(strange)[:3])}); expected a new "
            "folder, an empty one, or one of `mailbot publish` alone. Nothing was changed"
        )


def _named(index: Path) -> set[str]:
    """The files that belong to a publication by its index.json; none where it is no such file."""
    try:
        told = json.loads(index.read_text("utf-8"))
        files = {file["path"] for report in told["reports"] for file in report["files"]}
        return {INDEX, "index.html", *told["pages"].values(), *files} if told["publication"] else set()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return set()


def _write(folder: Path, contents: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for path, content in contents.items():
        file = folder / path
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
    sync_tree(folder)


def _take_place(new: Path, target: Path) -> None:
    """Renames; an earlier folder is exchanged, so that there is never none. The old one then bears the new's name."""
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        aside = new.with_name(f"{new.name}.old")
        target.rename(aside)
        try:
            new.rename(target)
        except OSError:
            aside.rename(target)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Lets two folders change their names in one step (renameat2(2)); False where system or disk cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    fault = ctypes.get_errno()
    if fault in NO_EXCHANGE:
        return False
    raise OSError(fault, os.strerror(fault), str(other))

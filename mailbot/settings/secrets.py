"""Secrets that lie elsewhere than in config.toml: in the system's keyring, or in a file that may be written anew."""

import contextlib
import importlib
import os
from pathlib import Path

from mailbot.durable import PRIVATE, whole_file
from mailbot.errors import ConfigurationError

KEYRING = "keyring:"
# What keeps a file with a secret from being read, in plain words.
UNREADABLE: tuple[tuple[type[Exception], str], ...] = (
    (IndexError, "an empty file"),
    (FileNotFoundError, "no such file"),
    (PermissionError, "a file that the user mailbot runs as may not read"),
    (IsADirectoryError, "a folder"),
    (UnicodeDecodeError, "something else than text in UTF-8"),
)


def from_file(file: Path) -> str:
    """The secret on a file's first line. Raises ConfigurationError where there is none to be read."""
    try:
        return file.read_text("utf-8").splitlines()[0].strip()
    except (OSError, UnicodeDecodeError, IndexError) as error:
        found = next((words for kind, words in UNREADABLE if isinstance(error, kind)), type(error).__name__)
        raise ConfigurationError([f"{file}: found {found}; expected a secret on its first line"]) from None


def from_keyring(reference: str) -> str:
    """The secret behind `keyring:SERVICE/NAME`. Raises ConfigurationError where there is none to be had.

    Needs the package keyring, which is not among mailbot's own: a server without a desktop has better ways (a file).
    """
    service, _, name = reference.removeprefix(KEYRING).rpartition("/")
    try:
        found = importlib.import_module("keyring").get_password(service, name) if service and name else None
    except ImportError:
        raise ConfigurationError([f"{reference}: found no package keyring; expected it: pip install keyring"]) from None
    except Exception as error:  # its backends raise what they like: locked, no desktop bus
        raise ConfigurationError(
            [f"{reference}: found a keyring that fails ({type(error).__name__}); expected one that is unlocked"]
        ) from None
    if not found:
        raise ConfigurationError(
            [f"{reference}: found no such secret; expected keyring:SERVICE/NAME, set with `keyring set SERVICE NAME`"]
        )
    return str(found)


def write_secret(file: Path, secret: str) -> None:
    """Replaces a file by one that holds this secret on its first line, for its owner alone (0600).

    Durable, and never half written: whoever reads meanwhile gets the one before. Raises OSError.
    """
    with whole_file(file, PRIVATE) as whole:
        with contextlib.suppress(OSError):  # root writes for the owner there was, as when root tries `mailbot check`
            before = file.stat()
            os.fchown(whole.fileno(), before.st_uid, before.st_gid)
        whole.write(f"{secret}\n".encode())

"""Secrets that lie elsewhere than in config.toml: in the system's keyring, or in a file that may be written anew."""

import contextlib
import importlib
import os
import secrets
from pathlib import Path

from mailbot.errors import ConfigurationError

KEYRING = "keyring:"


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
    target = file.resolve()  # a link stays a link
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(6)}")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as text:
            with contextlib.suppress(
                OSError
            ):  # root writes for the owner there was, as when root tries `mailbot check`
                before = target.stat()
                os.fchown(text.fileno(), before.st_uid, before.st_gid)
            text.write(f"{secret}\n")
            text.flush()
            os.fsync(text.fileno())
        unfinished.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

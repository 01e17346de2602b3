"""Where mailbot keeps what it can make again: in the cache folder of the user it runs as."""

import os
from pathlib import Path


def users_cache() -> tuple[Path, ...]:
    """Where this user's programs keep such things (XDG base directories); nowhere for who has no home."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache"))  # noqa: PTH111, PTH118
    return (home / "mailbot",) if home.is_absolute() else ()


def is_trusted(status: os.stat_result) -> bool:
    """Whether a file belongs to this user or to root: then it is as trustworthy as Python's own bytecode."""
    return status.st_uid in (0, os.geteuid())

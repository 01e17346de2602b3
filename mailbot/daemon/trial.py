"""Reading a suspicious message in a process of its own first, so that it cannot end the daemon again and again."""

import subprocess
import sys
from pathlib import Path

SECONDS = 300


def survives(file: Path) -> bool:
    """Whether a process that reads and understands this message ends by itself within SECONDS.

    One that ends with an error survives: such a message fails, it does not kill. Starts a process; uses no network.
    """
    try:
        run = subprocess.run(  # noqa: S603 (our own program)
            [sys.executable, "-m", "mailbot", "classify", "--json", str(file.resolve())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            cwd=file.parent,  # no config.toml there: the packaged rules and the sample's desk will do
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return run.returncode >= 0  # negative: ended by a signal

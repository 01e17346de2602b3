"""Reading a suspicious message in a process of its own first, so that it cannot end the daemon again and again."""

import subprocess
import sys
import tempfile
from pathlib import Path

SECONDS = 120


def survives(raw: bytes) -> bool:
    """Whether reading and understanding these bytes ends well within SECONDS. Starts a process; reads no network."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "message.eml"
        file.write_bytes(raw)
        try:
            run = subprocess.run(  # noqa: S603 (our own program)
                [sys.executable, "-m", "mailbot", "classify", "--json", str(file)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                cwd=folder,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return False
    return run.returncode == 0

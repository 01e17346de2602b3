"""`python -m tests.accuracy`: the figures over every folder of labelled mail, against the bounds of accuracy.toml."""

import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent


def options(bounds: dict[str, dict[str, float]]) -> list[str]:
    """--min and --max of `mailbot evaluate` for {"min": {...}, "max": {...}}."""
    return [
        word
        for option in ("min", "max")
        for name, bound in bounds.get(option, {}).items()
        for word in (f"--{option}", f"{name}={bound}")
    ]


def main() -> int:
    """Prints the figures of each folder; 1 where any is out of its bounds."""
    failed = 0
    for folder, bounds in tomllib.loads((HERE / "accuracy.toml").read_text("utf-8")).items():
        print(f"== tests/{folder}", flush=True)
        command = [sys.executable, "-m", "mailbot", "evaluate", str(HERE / folder), *options(bounds)]
        failed |= subprocess.run(command, cwd=HERE, check=False).returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

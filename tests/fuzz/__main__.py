"""`python -m tests.fuzz [--seconds N] [TARGET...]`: each target in a process of its own; 1 where any of them broke."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = ("message", "fingerprint", "understanding", "document", "packed")


def fuzz(target: str, folder: Path, seconds: int, keep: Path) -> None:
    """Fuzzes one target in this process, which libFuzzer ends."""
    import atheris

    with atheris.instrument_imports(include=["mailbot"]):
        from tests.fuzz import targets
    for number, seed in enumerate(targets.seeds(target)):
        (folder / f"seed-{number}").write_bytes(seed)
    limits = [f"-max_total_time={seconds}", "-max_len=20000", "-timeout=20", "-rss_limit_mb=2500"]
    arguments = [
        sys.argv[0],
        str(folder),
        *limits,
        f"-artifact_prefix={keep}/{target}-",
        "-verbosity=0",
        "-print_final_stats=1",
    ]
    atheris.Setup(arguments, targets.TARGETS[target])
    atheris.Fuzz()


def main() -> int:
    """Runs the targets one after another; what breaks one is kept in fuzz-out/."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", help=f"of {', '.join(NAMES)}; default all")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--here", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    chosen.targets = chosen.targets or list(NAMES)
    if unknown := set(chosen.targets) - set(NAMES):
        parser.error(f"unknown target: {', '.join(sorted(unknown))}")
    keep = Path("fuzz-out")
    keep.mkdir(exist_ok=True)
    if chosen.here:
        fuzz(chosen.targets[0], chosen.here, chosen.seconds, keep)
        return 0
    broken = []
    for target in chosen.targets:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "tests.fuzz", target, "--seconds", str(chosen.seconds), "--here", folder]
            if subprocess.run(command, check=False).returncode != 0:
                broken.append(target)
    print(f"fuzzed: {', '.join(chosen.targets)}; broken: {', '.join(broken) or 'none'}")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())

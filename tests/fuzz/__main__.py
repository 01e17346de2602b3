"""`python -m tests.fuzz [--seconds N] [TARGET...]`: each target in a process of its own; 1 where any of them broke."""

import argparse
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = ("message", "fingerprint", "understanding", "document", "packed")
# What atheris, as requirements.txt pins it, is built for.
BUILT_FOR = ("CPython 3.11", "Linux", "x86_64")


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


def possible() -> bool:
    """Whether the pinned fuzzer runs here; where not, it is said."""
    python = f"{platform.python_implementation()} {'.'.join(platform.python_version_tuple()[:2])}"
    here = (python, platform.system(), platform.machine())
    if here != BUILT_FOR:
        print(f"fuzzing is skipped: atheris is pinned for {', '.join(BUILT_FOR)}, and this is {', '.join(here)}")
    return here == BUILT_FOR


def main() -> int:
    """Runs the targets one after another; what breaks one is kept in fuzz-out/."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", help=f"of {', '.join(NAMES)}; default all")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--here", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--possible", action="store_true", help="say whether it runs here; 1 where not")
    chosen = parser.parse_args()
    if chosen.possible:
        return int(not possible())
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

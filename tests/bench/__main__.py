"""Fills mailboxes of a real Dovecot and prints what the bare loop and mailbot take for them."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from tests.bench.mailboxes import mailboxes
from tests.daemon.rig import ROOT
from tests.servers.dovecot import is_installed


def measure(part: str, config: Path) -> dict[str, float]:
    """The figures of one part over a mailbox, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.part", part, str(config)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{part} failed:\n{done.stderr}")
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def told(name: str, figures: dict[str, float]) -> str:
    """One line of figures."""
    messages = figures["messages"]
    return (
        f"{name:<14}{messages:6.0f} messages {messages / figures['seconds']:7.1f}/s"
        f"   CPU {figures['cpu']:7.2f} s ({1000 * figures['cpu'] / messages:5.1f} ms a message, of it"
        f" {figures['setup_cpu']:.2f} s to start)   peak {figures['peak_mb']:4.0f} MB"
        f"   (documents: CPU {figures['documents_cpu']:.2f} s)"
    )


def one_more(few: dict[str, float], many: dict[str, float]) -> float:
    """Seconds of computing time for one message more: without what a process does once, however much mail there is.

    That is loading rules and templates, making statements and the sentence model when first asked for; of the bare
    loop, next to nothing.
    """
    return (many["cpu"] - few["cpu"]) / (many["messages"] - few["messages"])


def main() -> None:
    """`make bench`: the corpus ten times and once beside the bare loop, then the memory at 1x and 16x."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=10, help="copies of the corpus for the comparison")
    parser.add_argument("--memory", type=int, nargs="*", default=[1, 16], help="copies for the memory figures")
    options = parser.parse_args()
    if not is_installed():
        sys.exit("Dovecot is missing: sh tests/servers/install.sh")
    results: dict[int, dict[str, float]] = {}
    bare: dict[int, dict[str, float]] = {}
    with mailboxes() as filled:
        for times in dict.fromkeys([options.times, 1, *options.memory]):
            config = filled(times)
            if times in (options.times, 1):
                bare[times] = measure("bare", config)
                print(told(f"bare loop {times}x", bare[times]), flush=True)
            results[times] = measure("mailbot", config)
            print(told(f"mailbot {times}x", results[times]), flush=True)
    most = results[options.times]
    print(f"CPU beside the bare loop, without documents: {most['cpu'] / bare[options.times]['cpu']:.2f}")
    if options.times > 1:
        ours, least = one_more(results[1], most), one_more(bare[1], bare[options.times])
        print(f"one message more: {1000 * ours:.1f} ms beside {1000 * least:.1f} ms: {ours / least:.2f}")
    if options.memory:
        peaks = ", ".join(f"{results[times]['peak_mb']:.0f} MB at {times}x" for times in options.memory)
        print(f"peak memory: {peaks}")


if __name__ == "__main__":
    main()

"""Fills mailboxes of a real Dovecot and prints what the bare loop and mailbot take for them."""

import argparse
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from tests.bench.mailboxes import mailboxes
from tests.daemon.rig import ROOT
from tests.servers.dovecot import is_installed

Figures = dict[str, float]  # of one part over a mailbox, as `tests.bench.part` prints them


def measure(part: str, config: Path) -> Figures:
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
    figures: Figures = json.loads(done.stdout)
    return figures


def told(name: str, figures: Figures) -> str:
    """One line of figures."""
    messages = figures["messages"]
    return (
        f"{name:<14}{messages:6.0f} messages {messages / figures['seconds']:7.1f}/s"
        f"   CPU {figures['cpu']:7.2f} s ({1000 * figures['cpu'] / messages:5.1f} ms a message; of it to start"
        f" {figures['setup_cpu']:.2f} s, in the system {figures['system_cpu']:.2f} s)"
        f"   peak {figures['peak_mb']:4.0f} MB   (documents: CPU {figures['documents_cpu']:.2f} s)"
    )


def least(turns: list[Figures]) -> Figures:
    """The turn that took the least computing time: whatever else the machine did only added to it."""
    return min(turns, key=lambda figures: figures["cpu"])


def one_more(few: Figures, many: Figures) -> float:
    """Seconds of computing time for one message more: without what a process does once, however much mail there is.

    That is loading rules and templates, making statements and the sentence model when first asked for; of the bare
    loop, next to nothing.
    """
    return (many["cpu"] - few["cpu"]) / (many["messages"] - few["messages"])


def main() -> None:
    """`make bench`: the corpus ten times and once beside the bare loop, in turns, then the memory at 1x and 16x."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=10, help="copies of the corpus for the comparison")
    parser.add_argument("--memory", type=int, nargs="*", default=[1, 16], help="copies for the memory figures")
    parser.add_argument("--turns", type=int, default=3, help="how often both take their turn; the best of each counts")
    options = parser.parse_args()
    if not is_installed():
        sys.exit("Dovecot is missing: sh tests/servers/install.sh")
    taken: dict[tuple[str, int], list[Figures]] = defaultdict(list)
    with mailboxes() as filled:

        def take(part: str, times: int) -> None:
            figures = measure(part, filled(times))
            taken[part, times].append(figures)
            print(told(f"{part} {times}x", figures), flush=True)

        for times in dict.fromkeys([options.times, 1]):
            for _ in range(options.turns):
                take("bare", times)
                take("mailbot", times)
        for times in options.memory:
            if ("mailbot", times) not in taken:
                take("mailbot", times)
    many, few = ({part: least(taken[part, times]) for part in ("bare", "mailbot")} for times in (options.times, 1))
    print(
        "CPU beside the bare loop, without documents, the best of each:"
        f" {many['mailbot']['cpu'] / many['bare']['cpu']:.2f} ({per_turn(taken, options.times)} turn by turn)"
    )
    if options.times > 1:
        ours, theirs = one_more(few["mailbot"], many["mailbot"]), one_more(few["bare"], many["bare"])
        print(f"one message more: {1000 * ours:.1f} ms beside {1000 * theirs:.1f} ms: {ours / theirs:.2f}")
    if options.memory:
        peaks = ", ".join(f"{taken['mailbot', times][0]['peak_mb']:.0f} MB at {times}x" for times in options.memory)
        print(f"peak memory: {peaks}")


def per_turn(taken: dict[tuple[str, int], list[Figures]], times: int) -> str:
    """How many times the bare loop mailbot took, in every turn."""
    turns = zip(taken["mailbot", times], taken["bare", times], strict=True)
    return ", ".join(f"{ours['cpu'] / theirs['cpu']:.2f}" for ours, theirs in turns)


if __name__ == "__main__":
    main()

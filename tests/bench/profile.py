"""`python -m tests.bench.profile [--times N]`: where the time of filing goes, by station and by function.

Computing time, not waiting. The profiler makes everything slower, small functions most of all: compare shares.
"""

import argparse
import cProfile
import pstats
import time

from mailbot.settings.load import load
from tests.bench.mailboxes import mailboxes
from tests.bench.part import mailbot

# (file, function) of every station on a message's path.
STATIONS = (
    ("imap.py", "fetch"),
    ("files.py", "keep"),
    ("files.py", "read"),
    ("arriving.py", "arrival_of"),
    ("messages.py", "keep"),
    ("filing.py", "_begin"),
    ("parse.py", "parse"),
    ("reader.py", "read_all"),
    ("understand.py", "understand"),
    ("history.py", "history_of"),
    ("decide.py", "decide"),
    ("carrying.py", "carry_out"),
    ("filing.py", "carry_out"),
    ("compose.py", "compose"),
    ("letters.py", "queue"),
    ("bounces.py", "note_bounces"),
    ("store.py", "writing"),
    ("wiring.py", "office"),
)


def main() -> None:
    """Files copies of the corpus under the profiler."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=2, help="copies of the corpus")
    parser.add_argument("--lines", type=int, default=40, help="functions to print")
    parser.add_argument("--into", help="keep the profile in this file")
    options = parser.parse_args()
    profiler = cProfile.Profile(time.process_time)
    with mailboxes() as filled:
        configuration = load(filled(options.times))
        count = profiler.runcall(mailbot, configuration)[0]
    stats = pstats.Stats(profiler)
    for (file, _, function), (_, calls, _, total, _) in stats.stats.items():  # type: ignore[attr-defined]
        if any(file.endswith("/" + name) and function == wanted for name, wanted in STATIONS):
            print(f"{1000 * total / count:7.2f} ms a message  {calls:6} calls  {file.rpartition('/')[2]}: {function}")
    stats.sort_stats("tottime").print_stats(options.lines)
    if options.into:
        stats.dump_stats(options.into)


if __name__ == "__main__":
    main()

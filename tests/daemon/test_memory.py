"""Giving memory back, and leaving what is loaded out of the search for garbage: neither changes what anybody sees."""

import gc
import subprocess
import sys

from mailbot.daemon.memory import give_back, share_one_heap

# In a process of its own: how the collector is set would stay so for all other tests.
SPARING = """
import gc, weakref
from mailbot.daemon.memory import YOUNG, spare_what_is_loaded
class Node: pass
def circle():
    node = Node()
    node.own = node
    return weakref.ref(node)
spare_what_is_loaded()
first = gc.get_freeze_count()
later = circle()
gc.collect()
assert later() is None, "new garbage is no longer found"
kept = Node(); kept.own = kept; old = weakref.ref(kept)
spare_what_is_loaded()
del kept
gc.collect()
assert old() is not None, "what was there is searched"
spare_what_is_loaded()
assert old() is None, "what a reload left behind is never found"
assert first > 1000 and gc.get_threshold()[0] == YOUNG
"""


def test_what_is_loaded_is_left_out_and_what_is_new_is_not() -> None:
    done = subprocess.run([sys.executable, "-c", SPARING], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_giving_back_does_no_harm() -> None:
    share_one_heap()
    content = [bytes(1000) for _ in range(10_000)]
    del content
    give_back()
    assert gc.isenabled()

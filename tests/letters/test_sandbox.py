"""The sandbox: what a rendering makes is gone when it ends."""

import gc

from mailbot.letters.compose import compose
from mailbot.letters.samples import samples
from mailbot.letters.templates import Templates


def test_a_letter_leaves_nothing_for_a_search_for_garbage(templates: Templates) -> None:
    left = {}
    gc.collect()
    gc.freeze()  # what other tests of this process have made need not be searched for every letter
    try:
        for sample in samples():
            order, references, desk, call, at = sample.order, sample.references, sample.desk, sample.call, sample.at
            compose(order, references, desk, call, templates, at)  # what a first rendering makes for good
            gc.collect()
            gc.disable()
            gc.set_debug(gc.DEBUG_SAVEALL)
            try:
                compose(order, references, desk, call, templates, at)
                gc.collect()
                # Other threads of the tests make garbage of their own: only that of templates counts.
                left[sample.name] = [
                    each for each in gc.garbage if type(each).__module__.startswith(("jinja2", "mailbot"))
                ]
            finally:
                gc.set_debug(0)
                gc.garbage.clear()
                gc.enable()
    finally:
        gc.unfreeze()
    assert {name: len(kept) for name, kept in left.items() if kept} == {}

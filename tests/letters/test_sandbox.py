"""The sandbox: what a rendering makes is gone when it ends."""

import gc

from mailbot.letters.compose import compose
from mailbot.letters.samples import samples
from mailbot.letters.templates import Templates


def test_a_letter_leaves_nothing_for_a_search_for_garbage(templates: Templates) -> None:
    left = {}
    for sample in samples():
        gc.collect()
        gc.disable()
        try:
            order, references, desk, call, at = sample.order, sample.references, sample.desk, sample.call, sample.at
            compose(order, references, desk, call, templates, at)
            left[sample.name] = gc.collect()
        finally:
            gc.enable()
    assert {name: count for name, count in left.items() if count} == {}

"""Fits the model of meanings to the examples of rules/meanings.toml: what a sentence's embedding speaks for."""

from collections.abc import Mapping, Sequence

import numpy as np

from mailbot.understanding.meaning import embedded, packed
from tests.fitting.weights import descend

NEAR, ROUNDS, STEP = 3e-4, 1500, 3.0
LANGUAGES = ("en", "fr", "ar")


def taught(words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The weights of each meaning, packed. words: example sentences by "meaning.language"."""
    names = sorted({key.split(".")[0] for key in words if "." in key})
    told = [
        (text, place)
        for place, name in enumerate(names)
        for language in LANGUAGES
        for text in words.get(f"{name}.{language}", ())
    ]
    rows = embedded([text for text, _ in told])
    if rows is None:
        raise SystemExit("fitting meanings needs the extra semantic: pip install mailbot[semantic]")
    targets = np.eye(len(names))[[place for _, place in told]]
    start = np.zeros((rows.shape[1], len(names)))
    model = descend(rows, targets, np.ones(len(told)), start, near=NEAR, rounds=ROUNDS, step=STEP)
    return {name: packed(model[:, place]) for place, name in enumerate(names)}

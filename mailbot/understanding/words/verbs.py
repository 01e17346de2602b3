"""The forms of Arabic verbs of proposing and of speaking, built from their stems.

Written language and dialects; attached conjunctions and objects are taken off where phrases are looked up.
"""

from collections.abc import Iterable, Iterator

# Who proposes: we, I, she or it (a house), they; in dialects with ب, م, ك, س before.
_PROPOSING = ("ن", "ا", "ت", "ي", "بن", "من", "كن", "سن", "با", "ب", "كي", "كت", "بت", "بي", "حن")
_PROPOSED = ("ت", "نا", "وا", "ناه", "ناها", "ته", "تها", "تم", "نالكم", "نالها", "ناله")
# Who will speak, and for what: "سيتحدث", "ليتحدث", "هيتكلم", "بتحكي", "كيهضر", "غيهضر".
_WILL = ("س", "ح", "ه", "ل", "ب", "ك", "غ", "")
_WHO = ("ي", "ت")


def proposing(stems: Iterable[str]) -> Iterator[str]:
    """Finite forms of verbs given as "past/present" stems: اقترح/قترح gives اقترحت, نقترح, سنقترح."""
    for pair in stems:
        past, _, present = pair.partition("/")
        for ending in _PROPOSED:
            yield f"{past}{ending}"
        for subject in _PROPOSING:
            for ending in ("", "كم", "لكم", "و", "وا"):
                yield f"{subject}{present or past}{ending}"


def speaking(stems: Iterable[str]) -> Iterator[str]:
    """Forms of the third person, of the present stems of verbs of speaking and standing for others."""
    for stem in stems:
        for will in _WILL:
            for who in _WHO:
                yield f"{will}{who}{stem}"

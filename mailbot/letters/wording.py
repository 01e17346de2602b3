"""Puts reasons into words: what the register keeps as keys and names of rules, in the language of who reads it."""

from mailbot.letters.words import Words
from mailbot.reasons import taken_apart

HOLD = "hold: "
# Values of reasons that are keys themselves, and the groups of words that name them.
NAMED_IN = {"what": ("kinds", "others"), "action": ("actions",), "rule": ("unanswered",)}


def worded(kept: str, words: Words) -> str:
    """A reason for attention, or the name of a rule, in words; a text that the words do not know stays as it is."""
    found = taken_apart(kept)
    if found is not None and isinstance(sentence := words.get("attention", {}).get(found[0]), str):
        try:
            return sentence.format(**{name: _value(name, value, words) for name, value in found[1].items()})
        except (KeyError, IndexError, ValueError):  # kept by a version whose reason had other values
            return sentence
    return _value("rule", kept.removeprefix(HOLD), words)


def _value(name: str, value: str, words: Words) -> str:
    for group in NAMED_IN.get(name, ()):
        if isinstance(found := words.get(group, {}).get(value), str):
            return found
    return value

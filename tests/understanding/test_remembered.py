"""What is kept of words from message to message."""

import pytest

from mailbot.understanding import remembered
from mailbot.understanding.remembered import Remembered


def test_words_met_long_ago_are_worked_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST_WORDS", 3)
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    lengths = Remembered(length)
    assert [lengths[word] for word in ("a", "bb", "a", "ccc", "dd", "a")] == [1, 2, 1, 3, 2, 1]
    assert (asked, len(lengths)) == (["a", "bb", "ccc", "dd", "a"], 2)

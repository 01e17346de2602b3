"""Runs longer than any person writes are cut wherever they stand, and only those."""

import pytest

from mailbot.message.documents.tidy import shortened


@pytest.mark.parametrize("before", range(31))
@pytest.mark.parametrize(("sign", "most"), [("-", 150), (" ", 150), ("\t", 150), ("x", 4000), ("ب", 4000)])
def test_a_run_keeps_its_beginning(sign: str, most: int, before: int) -> None:
    above = "word " * 40 + "a" * before + "\n"
    for length in (most - 1, most, most + 1, most + 29, most * 3):
        below = "\nword" * 40
        assert shortened(above + sign * length + below) == above + sign * min(length, most) + below

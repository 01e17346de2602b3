"""Whole messages in three languages: who is put forward, with which function, for whom, in which roles."""

import pytest

from mailbot.understanding.context import Context
from mailbot.understanding.speakers.find import find
from mailbot.understanding.speakers.merge import chosen
from tests.understanding.speakers.rows import Row, message_of, rows


@pytest.mark.parametrize("row", rows(), ids=str)
def test_speakers_of(row: Row, context: Context) -> None:
    found = [(each.name, each.title, each.affiliation, each.roles) for each in chosen(find(message_of(row), context))]
    assert sorted(found, key=str) == sorted(row.expected, key=str)

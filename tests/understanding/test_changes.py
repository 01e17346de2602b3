"""What a message does to an earlier submission."""

import pytest

from mailbot.understanding.changes import change_of
from mailbot.understanding.model import Change, Other
from tests.understanding.mails import terms

FOLLOWUP = Other.FOLLOWUP


@pytest.mark.parametrize(
    ("does", "kinds", "other", "change"),
    [
        ("replace.speaker withdraw", ("speaker",), None, Change.REPLACEMENT),
        ("version.report submit.report", ("report",), None, Change.VERSION),
        ("withdraw.speaker correct", (), FOLLOWUP, Change.WITHDRAWAL),
        ("withdraw", (), FOLLOWUP, Change.WITHDRAWAL),
        ("correct.speaker", (), FOLLOWUP, Change.CORRECTION),
        ("version.report", (), FOLLOWUP, Change.VERSION),
        ("submit.annex", (), FOLLOWUP, Change.ADDITION),
        ("already add submit.report", ("report",), None, Change.ADDITION),
        ("submit.report", ("report",), None, None),
        ("further version.report", ("report",), None, None),
        ("further already add submit.report", ("report",), None, None),
        ("further version.report", (), FOLLOWUP, Change.VERSION),
        ("withdraw correct", (), Other.QUESTION, None),
    ],
)
def test_changes(does: str, kinds: tuple[str, ...], other: Other | None, change: Change | None) -> None:
    assert change_of(frozenset(does.split()), kinds, other, terms()) == change

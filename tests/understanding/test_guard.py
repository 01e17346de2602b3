"""A part of understanding that fails takes nothing else with it, and a person is told."""

import pytest

from mailbot.message.model import Message
from mailbot.reasons import reason
from mailbot.understanding import reading, understand
from mailbot.understanding.guard import Guard
from mailbot.understanding.model import Verdict
from tests.understanding.mails import CALL, DESK, mail, rules

MAIL = mail(
    "Dear all,\n\nWe nominate Ms. Rania Kassab, director of the Horizon Association, for a round table.\n\nRegards"
)


def broken(*_: object, **__: object) -> None:
    raise RecursionError("strange message")


def verdict(message: Message) -> Verdict:
    return understand.understand(message, rules(), DESK, CALL)


def test_a_part_gives_its_value_or_what_stands_in_for_it() -> None:
    part = Guard()
    assert (part("one", lambda: 1, 0), part("two", lambda: 1 // 0, 7), part.failed) == (1, 7, ["two"])


@pytest.mark.parametrize(
    ("module", "name", "part"),
    [
        (understand, "screen", "screening"),
        (understand, "language_of", "language"),
        (understand, "_facts", "facts"),
        (understand, "chosen", "speakers"),
        (reading, "own_sentences", "sentences"),
        (reading, "roles_of", "files"),
        (reading, "find", "persons"),
        (reading, "report_evidence", "report"),
    ],
)
def test_a_part_that_raises_leads_to_a_review(
    module: object, name: str, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, broken)
    seen = verdict(MAIL)
    assert seen.needs_review
    assert reason("part_failed", parts=part) in seen.review


def test_without_screening_nothing_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(understand, "screen", broken)
    seen = verdict(MAIL).screening
    assert (seen.answer, seen.reason, seen.held) == (False, "hold: a part of understanding failed", True)

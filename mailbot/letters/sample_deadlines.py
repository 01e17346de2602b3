"""Sample letters that the clock of the call brings, in every situation."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from mailbot.call import Standing
from mailbot.intake.notice import Awaited, Moved, Notice, Undone
from mailbot.intake.plan import Item, LetterKind
from mailbot.letters.sample_items import AT, LATE, PEOPLE, report, speakers

Situation = tuple[LetterKind, str, tuple[Item, ...], dict[str, Any]]
WAS = date(2021, 1, 31)
LATER = date(2021, 2, 12)


def deadlines(language: str) -> dict[str, Situation]:
    """By situation: the kind of letter, its template, what it tells of, and what else its order holds."""
    person = PEOPLE[language]
    untitled = speakers(language, replace(person, title=None), reference="S-0012")
    second = speakers(language, replace(person, title=None), replace(person, name=None, roles=()), reference="S-0012")
    without = report(language, files=(), reference="R-0007")
    awaited = Notice(awaited=(Awaited("report", AT),))
    late = {"received": LATE}
    reminder, extension, alarm = LetterKind.REMINDER, LetterKind.EXTENSION, LetterKind.ALARM
    extended = Notice(extended=(("speaker", WAS),))
    grace = speakers(language, standing=Standing.GRACE, reference="S-0012")
    soon = {"received": AT + timedelta(days=15)}
    return {
        "speaker": (reminder, "reminder", (untitled,), {}),
        "several": (reminder, "reminder", (second, without), {}),
        "announced": (reminder, "reminder", (), {"notice": awaited}),
        "both": (reminder, "reminder", (untitled,), {"notice": awaited}),
        "passed": (reminder, "closing", (without,), late),
        "passed-several": (reminder, "closing", (without, second), late),
        "on-time": (extension, "extension", (speakers(language, reference="S-0012"),), {"notice": extended}),
        "still-incomplete": (extension, "extension", (untitled,), {"notice": extended}),
        "grace": (extension, "extension", (grace,), {"notice": extended}),
        "moved-back": (alarm, "warning", (), {"notice": Notice(moved=(Moved("speaker", LATER, 14),))}),
        "undecided": (alarm, "warning", (), {"notice": Notice(undone=(Undone("decisions", 5, 2),)), **soon}),
        "unpublished": (alarm, "warning", (), {"notice": Notice(undone=(Undone("publication", 9),)), **soon}),
    }

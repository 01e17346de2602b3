"""What the shape of a document's text speaks for: a letter, a form, a table, a survey, a CV, a report."""

from mailbot.understanding.reports.model import Clue, Role
from mailbot.understanding.reports.shape import CLOSING, LABEL, QUESTION, YEARS, Shape
from mailbot.understanding.rules import RuleFile

SPREADSHEETS = ("spreadsheet", "ms-excel", "text/csv", "tab-separated")


def is_sheet(kind: str) -> bool:
    """A type whose content is a table."""
    return any(mark in kind for mark in SPREADSHEETS)


def is_letter(shape: Shape) -> bool:
    """A salutation or an addressee above, closing words or little text below."""
    return shape.salutation and (shape.closing or shape.words < 250) and shape.headings < 3


def features(shape: Shape, kind: str, words: RuleFile) -> list[Clue]:
    """What the shape of a text speaks for."""
    labels, letter = shape.count(LABEL), is_letter(shape)
    table = shape.is_table or is_sheet(kind)
    prose = not table and not letter and labels < 4
    listed: Role = Role.NOMINATION_LIST if labels or "role" in shape.opening or "دور" in shape.opening else Role.ANNEX
    closed = letter and shape.count(CLOSING) > 0
    checks: tuple[tuple[str, Role, bool], ...] = (
        ("report_words", Role.REPORT, prose and shape.words >= 90),
        ("report_long", Role.REPORT, not letter and shape.words >= 220),
        ("report_headings", Role.REPORT, shape.headings >= 2 and shape.words >= 80),
        ("report_objectives", Role.REPORT, prose and shape.objectives and shape.words >= 80),
        ("letter_salutation", Role.NOMINATION, letter),
        ("letter_salutation", Role.COVER_LETTER, letter),
        ("letter_closing", Role.COVER_LETTER, closed),
        ("letter_closing", Role.NOMINATION, closed),
        ("letter_short", Role.COVER_LETTER, letter and shape.words < 120),
        ("form_labels", Role.FORM, labels >= 3 and not shape.is_table),
        ("form_boxes", Role.FORM, shape.boxes >= 2 and labels >= 1),
        ("table_rows", listed, table),
        ("survey_questions", Role.SURVEY, shape.count(QUESTION) >= 3),
        ("cv_years", Role.CV, shape.count(YEARS) >= 3),
    )
    return [Clue(f"document.{name}", role, words.weight(name)) for name, role, holds in checks if holds]

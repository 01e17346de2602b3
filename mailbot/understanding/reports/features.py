"""What the shape of a document's text speaks for: a letter, a form, a table, a survey, a CV, a report."""

from mailbot.message.model import Zone
from mailbot.understanding.model import Evidence
from mailbot.understanding.reports.model import Role
from mailbot.understanding.reports.shape import CLOSING, LABEL, QUESTION, YEARS, Shape
from mailbot.understanding.rules import RuleFile

SPREADSHEETS = ("spreadsheet", "ms-excel", "text/csv", "tab-separated")


def is_sheet(kind: str) -> bool:
    """A type whose content is a table."""
    return any(mark in kind for mark in SPREADSHEETS)


def is_letter(shape: Shape) -> bool:
    """A salutation or an addressee above, closing words or little text below."""
    return shape.salutation and (shape.closing or shape.words < 250) and shape.headings < 3


def features(shape: Shape, kind: str, words: RuleFile) -> list[tuple[Evidence, Role]]:
    """What the shape of a text speaks for."""
    labels, letter = shape.count(LABEL), is_letter(shape)
    table = shape.is_table or is_sheet(kind)
    prose = not table and not letter and labels < 4
    listed: Role = Role.NOMINATION_LIST if labels or "role" in shape.opening or "دور" in shape.opening else Role.ANNEX
    checks: tuple[tuple[str, Role, bool, str], ...] = (
        ("report_words", Role.REPORT, prose and shape.words >= 90, f"{shape.words} words"),
        ("report_long", Role.REPORT, not letter and shape.words >= 220, f"{shape.words} words"),
        ("report_headings", Role.REPORT, shape.headings >= 2 and shape.words >= 80, f"{shape.headings} headings"),
        (
            "report_objectives",
            Role.REPORT,
            prose and shape.objectives and shape.words >= 80,
            "objectives of the compact",
        ),
        ("letter_salutation", Role.NOMINATION, letter, "a letter's salutation"),
        ("letter_salutation", Role.COVER_LETTER, letter, "a letter's salutation"),
        ("letter_closing", Role.COVER_LETTER, letter and shape.count(CLOSING) > 0, "a letter's closing"),
        ("letter_closing", Role.NOMINATION, letter and shape.count(CLOSING) > 0, "a letter's closing"),
        ("letter_short", Role.COVER_LETTER, letter and shape.words < 120, f"{shape.words} words"),
        ("form_labels", Role.FORM, labels >= 3 and not shape.is_table, f"{labels} labels"),
        ("form_boxes", Role.FORM, shape.boxes >= 2 and labels >= 1, f"{shape.boxes} boxes"),
        ("table_rows", listed, table, f"{shape.rows} rows"),
        ("survey_questions", Role.SURVEY, shape.count(QUESTION) >= 3, f"{shape.count(QUESTION)} questions"),
        ("cv_years", Role.CV, shape.count(YEARS) >= 3, f"{shape.count(YEARS)} lines of years"),
    )
    return [
        (Evidence(f"document.{name}", Zone.FILE_TEXT, proof, words.weight(name)), role)
        for name, role, holds, proof in checks
        if holds
    ]

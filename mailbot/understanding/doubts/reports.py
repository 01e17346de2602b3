"""What makes a submitted document doubtful: who submits it, its title, its files."""

from collections.abc import Iterator

from mailbot.understanding.doubts.houses import of_house
from mailbot.understanding.doubts.words import Words
from mailbot.understanding.model import Report
from mailbot.understanding.reading import Reading
from mailbot.understanding.reports.model import REPORTS
from mailbot.understanding.words.tokens import tokens

WEAK = 0.8  # strength of a file's role below which it may be something else


def of_report(report: Report, reading: Reading, words: Words) -> Iterator[tuple[str, float]]:
    """The doubts about one document."""
    if not report.organisations:
        yield "submitter.none" if words.houses or report.files or report.in_body else "submitter.unnamed", 1.0
    for name in report.organisations:
        yield from of_house(name, words, "submitter")
        if any(words.lex.is_title(token) for token in tokens(name)):
            yield "submitter.title", 1.0
    if len(report.organisations) > 1:
        yield "submitter.several", 1.0
    if not report.title:
        yield "document.untitled", 1.0
    if len(report.files) > 1:
        yield "document.several", 1.0
    if any(role.strength < WEAK for role in reading.roles if role.role in REPORTS):
        yield "document.weak", 1.0

"""Covers of reports: title and organisations."""

import pytest

from mailbot.understanding.organisations.lexicon import Lexicon
from mailbot.understanding.reports.front import front_page
from mailbot.understanding.reports.model import Front

from .making import Row, rows

COVERS = ("covers", "plain_covers", "plain_covers_2")


@pytest.mark.parametrize("row", [row for name in COVERS for row in rows(name)], ids=str)
def test_cover(row: Row, lexicon: Lexicon) -> None:
    page = front_page(row.text, lexicon)
    assert (page.title, page.submitted or page.named or page.guessed) == (row.title, row.organisations)


def test_a_name_met_elsewhere_is_no_title(lexicon: Lexicon) -> None:
    text = "Sawt El Bahr\nThe Last Trawler\nVoluntary report\nIntroduction\nWe fish."
    page = front_page(text, lexicon, frozenset({"sawt el bahr"}))
    assert (page.title, page.named) == ("The Last Trawler", ("Sawt El Bahr",))


def test_only_a_line_about_the_report_is_its_title(lexicon: Lexicon) -> None:
    text = "Voluntary report to the Regional Review\nAden Welfare Association\nIntroduction\nWe work in Aden."
    assert front_page(text, lexicon) == Front(
        "Voluntary report to the Regional Review", ("Aden Welfare Association",), (), (), False
    )


@pytest.mark.parametrize("text", ["", "\n\n", "Introduction\nWe work in Aden.", "1\n2\n3", "—" * 500, "\t\t\n:\n"])
def test_no_cover(text: str, lexicon: Lexicon) -> None:
    page = front_page(text, lexicon)
    assert (page.title, page.named, page.submitted) == (None, (), ())

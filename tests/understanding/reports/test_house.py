"""Whose a report is where its own page does not say: the house that puts people forward beside it, and no date."""

import pytest

from mailbot.understanding.model import Report, Speaker
from mailbot.understanding.organisations.lexicon import Lexicon
from mailbot.understanding.organisations.pieces import pieces
from mailbot.understanding.reports.describe import with_house
from mailbot.understanding.reports.mentions import named_in
from tests.understanding.mails import rules

CLUB = Speaker("Amal Haddad", "Chair", "Horizon Club")


@pytest.mark.parametrize(
    ("organisations", "speakers", "expected"),
    [
        ((), (CLUB,), ("Horizon Club",)),
        ((), (CLUB, Speaker("Bilal Nasser", None, "horizon club"), Speaker("Chadi Karam", None, None)), 1),
        ((), (CLUB, Speaker("Bilal Nasser", None, "River Union")), ()),
        ((), (Speaker("Chadi Karam", None, None),), ()),
        (("River Union",), (CLUB,), ("River Union",)),
    ],
)
def test_the_house_of_those_put_forward(
    organisations: tuple[str, ...], speakers: tuple[Speaker, ...], expected: tuple[str, ...] | int
) -> None:
    found = with_house(Report("Roads", organisations), speakers).organisations
    assert (len(found) if isinstance(expected, int) else found) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("اتحاد عمال البناء، طرابلس، كانون الثاني 2021", ["اتحاد عمال البناء"]),
        ("رابطة نساء الساحل، تشرين الأول 2020", ["رابطة نساء الساحل"]),
        ("Union of Port Workers, January 2021", ["Union of Port Workers"]),
        ("Association des femmes de Sfax, février 2021", ["Association des femmes de Sfax"]),
        ("جمعية 6 أكتوبر لرعاية العمال", ["جمعية 6 أكتوبر لرعاية العمال"]),
    ],
)
def test_a_month_is_no_organisation(text: str, names: list[str]) -> None:
    assert pieces(text, Lexicon.of(rules()), sure=True, several=True) == names


def test_a_name_ends_with_its_line_on_a_page_of_short_lines() -> None:
    page = "FISH AND ICE\nA voluntary report by the Damietta Cannery Union\nWhy now\nMany left."
    assert named_in(page, Lexicon.of(rules()), {}) == ("Damietta Cannery Union",)

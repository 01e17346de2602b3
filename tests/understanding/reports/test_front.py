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


@pytest.mark.parametrize(
    ("text", "organisations"),
    [
        (
            "Waiting at the gate\nA joint report presented by three associations:\nFriends of the Wharf\n"
            "Nyumba ya Wageni\nComité du Port\nIntroduction",
            ("Friends of the Wharf", "Nyumba ya Wageni", "Comité du Port"),
        ),
        (
            "Attendre au guichet\nRapport volontaire à plusieurs mains, remis par :\n– l'Union des Précaires du Sud\n"
            "– le Collectif Balai Levé\nIntroduction",
            ("Union des Précaires du Sud", "Collectif Balai Levé"),
        ),
        (
            "الانتظار عند البوابة: مساهمة جماعية\nالجمعيات المقدمة للتقرير\nالجمعية\tالبلد\n"
            "جمعية الشاطئ للضيافة\tتونس\nمنتدى الميناء\tليبيا\nمقدمة",
            ("جمعية الشاطئ للضيافة", "منتدى الميناء"),
        ),
        (
            "Who carries the fish\nOrganisations submitting this report\nPorters' Union of Suakin\n"
            "Red Sea Watch Society",
            ("Porters' Union of Suakin", "Red Sea Watch Society"),
        ),
    ],
)
def test_names_below_a_line_that_announces_them(text: str, organisations: tuple[str, ...], lexicon: Lexicon) -> None:
    page = front_page(text, lexicon)
    assert (page.submitted or page.named) == organisations

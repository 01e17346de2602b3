"""Reports that are a link, forgotten or locked: what the message's own words say of them."""

import pytest

from mailbot.understanding.organisations.lexicon import Lexicon
from mailbot.understanding.reports.describe import describe
from mailbot.understanding.reports.links import file_links
from mailbot.understanding.reports.titles import title_in_subject
from mailbot.understanding.rules import Rules

from .making import Row, message, passed_on, rows

TOLD = ("told", "plain_told", "plain_told_2", "headed_told", "one_or_several_told", "fresh_told", "further_told")


@pytest.mark.parametrize("row", [row for name in TOLD for row in rows(name)], ids=str)
def test_told(row: Row, rules: Rules) -> None:
    report = describe(message(row.text, signature=row.signature), (), rules)
    assert (report.title, tuple(map(str.casefold, report.organisations))) == (
        row.title,
        tuple(map(str.casefold, row.organisations)),
    )
    assert report.collective == (len(row.organisations) > 1)


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("م/ تقرير: صيادون بلا شاطئ في شمال سيناء", "صيادون بلا شاطئ في شمال سيناء"),
        ("Rapport : les dockers oubliés de Skikda", "les dockers oubliés de Skikda"),
        ("Report: Union of Skikda Dockers and Friends", None),
        ("Rapport : v2", None),
        ("Report", None),
    ],
)
def test_title_in_subject(subject: str, title: str | None, lexicon: Lexicon) -> None:
    assert title_in_subject(subject, lexicon) == title


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://drive.google.com/file/d/1AbCd/view", True),
        ("https://depot.example/d/ab12", True),
        ("https://ngo.example/files/report.pdf", True),
        ("https://ngo.example/", False),
        ("https://www.facebook.com/ngo.page.of.ours", False),
        ("https://migrationnetwork.un.org/country-regional-network/arab-states", False),
        ("https://forms.example/survey/2021/gcm", False),
        ("https://us02web.zoom.us/j/123456789", False),
        ("http://[broken", False),
    ],
)
def test_links(link: str, kept: bool, lexicon: Lexicon) -> None:
    assert bool(file_links((link,), lexicon)) is kept


def test_the_quoted_invitation_submits_nothing(rules: Rules) -> None:
    quoted = (
        "Dear Stakeholders of the Arab Region,\nThe International Organization for Migration and the Regional United "
        "Nations Network on Migration have the honour to invite you. The report of the Network on Migration follows."
    )
    assert describe(message("Our voluntary report is attached.", quoted=quoted), (), rules).organisations == ()


def test_own_earlier_mail_is_no_other_voice(rules: Rules) -> None:
    earlier = passed_on("Salwa Nimr", "Please find attached the report.")
    mail = message(
        "A new version of the report.", sender="Salwa Nimr", signature="Sidon Divers Union", forwarded=(earlier,)
    )
    assert describe(mail, (), rules).organisations == ("Sidon Divers Union",)

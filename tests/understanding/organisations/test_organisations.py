"""Names of organisations: where they end, what may be one, what a domain says for them."""

from pathlib import Path

import pytest

from mailbot.understanding.organisations.lexicon import Lexicon
from mailbot.understanding.organisations.phrases import Phrases
from mailbot.understanding.organisations.proper import is_proper
from mailbot.understanding.organisations.rows import names_at
from mailbot.understanding.organisations.support import in_domain, skeleton
from mailbot.understanding.rules import load_rules


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(load_rules(Path(__file__).parents[3] / "rules"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tidewater, our contribution", ["Tidewater"]),
        ("Red Lines Aden, Kismayo Deckhands and Dafa at", ["Red Lines Aden", "Kismayo Deckhands", "Dafa"]),
        ("the Committee for Truth, Memory and Return (CTMR)", ["Committee for Truth, Memory and Return"]),
        ("Fédération nationale des gens de mer, j'ai", ["Fédération nationale des gens de mer"]),
        ("l'Association pour l'Éducation et la Santé, Sfax", ["Association pour l'Éducation et la Santé"]),
        ("سند وعون، راجين اعتماده", ["سند وعون"]),
        ("ثمرة جهد اتحاد عمال الموانئ", ["اتحاد عمال الموانئ"]),
        (
            "Basra Platform for Return and Dignity and three of its members: Samawa Door, Mosul Carpenters' Guild",
            ["Basra Platform for Return and Dignity", "Samawa Door", "Mosul Carpenters' Guild"],
        ),
        (
            "l'Alliance Paroles de Migrantes et deux de ses membres, Ateliers Sidi Moumen et Tafukt Agadir, soumettent",
            ["Alliance Paroles de Migrantes", "Ateliers Sidi Moumen", "Tafukt Agadir"],
        ),
        (
            "Toits de l'Oriental, Pain et Couverture et la Ligue des Étudiants d'Oujda",
            ["Toits de l'Oriental", "Pain et Couverture", "Ligue des Étudiants d'Oujda"],
        ),
        ("the Syrian Midwives Network with Sham Legal Aid.", ["Syrian Midwives Network", "Sham Legal Aid"]),
        ("Institut du Travail Décent le rapport que voici", ["Institut du Travail Décent"]),
        ("Right to Return Home, I send", ["Right to Return Home"]),
        ("Lamma I send you", ["Lamma"]),
        ("Sijill 18 would", ["Sijill 18"]),
        ("February 2021", []),
        ("Lebanon and Jordan", []),
        ("the Arab States region", []),
    ],
)
def test_names_at(text: str, names: list[str], lexicon: Lexicon) -> None:
    assert names_at(text, lexicon, {}, bold=True, plain=True) == names


@pytest.mark.parametrize(
    ("name", "may_be"),
    [
        ("Dhow Lantern", True),
        ("نواة", True),
        ("Dr. Huda Salem", False),
        ("Beirut", False),
        ("Programme Manager", False),
        ("3 February 2021", False),
        ("تقريرنا", False),
        ("", False),
    ],
)
def test_is_proper(name: str, may_be: bool, lexicon: Lexicon) -> None:
    assert is_proper(name, lexicon) is may_be


@pytest.mark.parametrize(
    ("name", "domain", "stands"),
    [
        ("Dhow Watch", "dhowwatch.example", True),
        ("Koçer Mobile Schools", "kocer.example", True),
        ("السنبوك للإعلام", "sanbouk-media.example", True),
        ("Dhow Watch", "gmail.com", False),
        ("Dhow Watch", "", False),
        ("Ligue du Port", "tirwal.example", False),
    ],
)
def test_in_domain(name: str, domain: str, stands: bool) -> None:
    assert in_domain(name, domain) is stands


@pytest.mark.parametrize(("arabic", "latin"), [("سنبوك", "sanbouk"), ("جسور", "josour"), ("قافلة", "qafila")])
def test_skeletons_are_alike_in_both_scripts(arabic: str, latin: str) -> None:
    assert skeleton(arabic) == skeleton(latin)


def test_phrases() -> None:
    phrases = Phrases(("submitted by", "by", "submitted jointly by"))
    assert phrases.opening("submitted jointly by the league") == "submitted jointly by"
    assert phrases.opening("bypass") == ""
    assert phrases.closing("a review submitted jointly by") == "submitted jointly by"
    assert phrases.openings("by: x") == ["by"]
